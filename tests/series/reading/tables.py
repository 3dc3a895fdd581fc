"""Tables of every kind from one true series: layout × dates × numbers × surroundings."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

N = 96


def truth(n: int = N) -> np.ndarray:
    """A series that is no counter, no constant, and has a negative value and fractions."""
    rng = np.random.default_rng(7)
    return np.round(20 + 7 * np.sin(np.arange(n) / 6) + rng.normal(0, 2, n), 2)


# ruff: noqa: E501 - names of months stand on one line a language
NAMES = {
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre "
    "dicembre",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "zh": "一月 二月 三月 四月 五月 六月 七月 八月 九月 十月 十一月 十二月",
    "ja": "1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月",
}
MONTHS = {language: names.split() for language, names in NAMES.items()}


@dataclass(frozen=True)
class Dates:
    """Times (n,) and how each is written; `quoted` cells hold a comma."""

    start: str
    unit: str
    write: Callable[[np.datetime64], str]

    def times(self, n: int = N) -> np.ndarray:
        if self.unit == "W":  # weeks begin on Mondays, those of NumPy on Thursdays
            return (np.datetime64(self.start, "D") + 7 * np.arange(n)).astype("M8[s]")
        return (np.datetime64(self.start, self.unit) + np.arange(n)).astype("M8[s]")


def parts(t: np.datetime64) -> tuple[int, int, int, int, int]:
    s = str(t.astype("M8[m]"))
    return int(s[:4]), int(s[5:7]), int(s[8:10]), int(s[11:13]), int(s[14:16])


def daily(form: str) -> Callable[[np.datetime64], str]:
    def write(t: np.datetime64) -> str:
        y, m, d, h, mi = parts(t)
        names = {f"n{k}": v[m - 1] for k, v in MONTHS.items()}
        return form.format(
            y=y, m=m, d=d, h=h, mi=mi, yy=y % 100, b=MONTHS["en"][m - 1][:3], h12=(h % 12) or 12,
            ap="AM" if h < 12 else "PM", q=(m - 1) // 3 + 1, **names,
        )  # fmt: skip

    return write


def iso_week(t: np.datetime64) -> tuple[int, int]:
    iso = t.astype("M8[D]").item().isocalendar()
    return iso.year, iso.week


D, H, M, W, Q = "2019-12-05", "2020-02-27T00", "2013-01", "2018-01-01", "1995-01"
DATES: dict[str, Dates] = {
    "2020-01-31": Dates(D, "D", daily("{y}-{m:02}-{d:02}")),
    "2020/1/31": Dates(D, "D", daily("{y}/{m}/{d}")),
    "31.01.2020": Dates(D, "D", daily("{d:02}.{m:02}.{y}")),
    "1/31/2020": Dates(D, "D", daily("{m}/{d}/{y}")),
    "1/31/20": Dates(D, "D", daily("{m}/{d}/{yy:02}")),
    "20-01-31": Dates(D, "D", daily("{yy:02}-{m:02}-{d:02}")),
    "20200131": Dates(D, "D", daily("{y}{m:02}{d:02}")),
    "31 Jan 2020": Dates(D, "D", daily("{d} {b} {y}")),
    "31-Jan-20": Dates(D, "D", daily("{d}-{b}-{yy:02}")),
    "Jan 31, 2020": Dates(D, "D", daily("{b} {d}, {y}")),
    "2020年1月31日": Dates(D, "D", daily("{y}年{m}月{d}日")),
    "31. Januar 2020": Dates(D, "D", daily("{d}. {nde} {y}")),
    "31 de enero de 2020": Dates(D, "D", daily("{d} de {nes} de {y}")),
    "31 janvier 2020": Dates(D, "D", daily("{d} {nfr} {y}")),
    "2020-01-31 13:00": Dates(H, "h", daily("{y}-{m:02}-{d:02} {h:02}:{mi:02}")),
    "ISO with Z": Dates(H, "h", daily("{y}-{m:02}-{d:02}T{h:02}:{mi:02}:00Z")),
    "ISO with +09:00": Dates(H, "h", daily("{y}-{m:02}-{d:02}T{h:02}:{mi:02}:00+09:00")),
    "UTC as a word": Dates(H, "h", daily("{y}-{m:02}-{d:02} {h:02}:{mi:02}:00 UTC")),
    "2/27/2020 1:00 PM": Dates(H, "h", daily("{m}/{d}/{y} {h12}:{mi:02} {ap}")),
    "27.02.2020 13:00": Dates(H, "h", daily("{d:02}.{m:02}.{y} {h:02}:{mi:02}")),
    "Feb 27, 2020 @ 13:00": Dates(H, "h", daily("{b} {d}, {y} @ {h:02}:{mi:02}:00.000")),
    "interval": Dates(H, "h", lambda t: f"{daily('{y}-{m:02}-{d:02} {h:02}:{mi:02}')(t)} - "
                      f"{daily('{y}-{m:02}-{d:02} {h:02}:{mi:02}')(t + np.timedelta64(1, 'h'))}"),
    "2020-01": Dates(M, "M", daily("{y}-{m:02}")),
    "2020M01": Dates(M, "M", daily("{y}M{m:02}")),
    "202001": Dates(M, "M", daily("{y}{m:02}")),
    "01/2020": Dates(M, "M", daily("{m:02}/{y}")),
    "2020年1月": Dates(M, "M", daily("{y}年{m}月")),
    "Jan-20": Dates(M, "M", daily("{b}-{yy:02}")),
    **{
        f"January 2020, {k}": Dates(M, "M", daily("{n" + k + "} {y}"))
        for k in MONTHS if k not in ("zh", "ja")
    },
    "2018-W1": Dates(W, "W", lambda t: "{}-W{}".format(*iso_week(t))),
    "2018W01": Dates(W, "W", lambda t: "{}W{:02}".format(*iso_week(t))),
    "2020 Q1": Dates(Q, "3M", daily("{y} Q{q}")),
    "Q1/2020": Dates(Q, "3M", daily("Q{q}/{y}")),
    "T1 2020": Dates(Q, "3M", daily("T{q} {y}")),
    "2020": Dates("1900", "Y", daily("{y}")),
    "1999/00": Dates("1900", "Y", lambda t: f"{parts(t)[0]}/{(parts(t)[0] + 1) % 100:02}"),
}  # fmt: skip

NUMBERS: dict[str, Callable[[float], str]] = {
    "12.34": lambda v: f"{v:.2f}",
    "12,34": lambda v: f"{v:.2f}".replace(".", ","),
    "1,012.34": lambda v: f"{v + 1000:,.2f}",
    "1.012,34": lambda v: f"{v + 1000:,.2f}".translate(str.maketrans(",.", ".,")),
    "1 012,34": lambda v: f"{v + 1000:,.2f}".translate(str.maketrans(",.", "\u202f,")),
    "1'012.34": lambda v: f"{v + 1000:,.2f}".replace(",", "'"),
    "brackets": lambda v: f"({v:.2f})" if v < 20 else f"{v:.2f}",
    "minus behind": lambda v: f"{v:.2f}-" if v < 20 else f"{v:.2f}",
    "percent": lambda v: f"{v:.2f}%",
    "dollar": lambda v: f"${v + 1000:,.2f}",
    "EUR behind": lambda v: f"{v:.2f} EUR",
    "unit": lambda v: f"{v:.2f} °C",
    "exponent": lambda v: f"{v * 100:.4e}",
}
MEANT: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "1,012.34": lambda v: v + 1000, "1.012,34": lambda v: v + 1000, "1 012,34": lambda v: v + 1000,
    "1'012.34": lambda v: v + 1000, "dollar": lambda v: v + 1000, "exponent": lambda v: v * 100,
    "brackets": lambda v: np.where(v < 20, -v, v), "minus behind": lambda v: np.where(v < 20, -v, v),
}  # fmt: skip

Rows = list[list[str]]
LAYOUTS: dict[str, Callable[[list[str], list[str]], Rows]] = {
    "two columns": lambda t, y: [["time", "load"], *map(list, zip(t, y, strict=True))],
    "value first": lambda t, y: [["load", "time"], *([b, a] for a, b in zip(t, y, strict=True))],
    "index": lambda t, y: [["", "time", "load"],
                           *([str(i), a, b] for i, (a, b) in enumerate(zip(t, y, strict=True)))],
    "constant first": lambda t, y: [["station", "time", "load", "eor"],
                                    *(["7", a, b, "eor"] for a, b in zip(t, y, strict=True))],
    "coordinates": lambda t, y: [["lat", "lon", "time", "load"],
                                 *(["1.5", "2.5", a, b] for a, b in zip(t, y, strict=True))],
    "newest first": lambda t, y: [["time", "load"],
                                  *map(list, zip(t[::-1], y[::-1], strict=True))],
    "a second series": lambda t, y: [["time", "load", "price"],
                                     *([a, b, y[i * i % 7]] for i, (a, b) in
                                       enumerate(zip(t, y, strict=True)))],
    "across": lambda t, y: [["place", *t], ["here", *y]],
    "across backwards": lambda t, y: [["place", *t[::-1]], ["here", *y[::-1]]],
    "nameless": lambda t, y: [list(pair) for pair in zip(t, y, strict=True)],
}  # fmt: skip

Timed = Callable[[np.ndarray, list[str]], Rows]
PARTS: dict[str, tuple[str, str, Timed]] = {
    "year, month, day": (D, "D", lambda t, y: [["year", "month", "day", "load"], *(
        [*map(str, parts(a)[:3]), b] for a, b in zip(t, y, strict=True))]),
    "day, month, year after": (D, "D", lambda t, y: [["load", "Tag", "Monat", "Jahr"], *(
        [b, *map(str, parts(a)[2::-1])] for a, b in zip(t, y, strict=True))]),
    "prefixes": (H, "h", lambda t, y: [["no", "obs_year", "obs_month", "obs_day", "obs_hour", "load"],
        *([str(i), *map(str, parts(a)[:4]), b] for i, (a, b) in enumerate(zip(t, y, strict=True)))]),
    "date and hour": (H, "h", lambda t, y: [["date", "hour", "load"], *(
        [str(a)[:10], str(parts(a)[3]), b] for a, b in zip(t, y, strict=True))]),
    "date and clock": (H, "h", lambda t, y: [["date", "time", "load"], *(
        [str(a)[:10], str(a)[11:16], b] for a, b in zip(t, y, strict=True))]),
    "year and month by name": (M, "M", lambda t, y: [["Jahr", "Monat", "Wert"], *(
        [str(parts(a)[0]), MONTHS["de"][parts(a)[1] - 1], b] for a, b in zip(t, y, strict=True))]),
    "the year once": (M, "M", lambda t, y: [["Year", "Month", "Value"], *(
        [str(parts(a)[0]) if parts(a)[1] == 1 else "", MONTHS["en"][parts(a)[1] - 1][:3], b]
        for a, b in zip(t, y, strict=True))]),
    "year and week": (W, "W", lambda t, y: [["year", "week", "load"], *(
        [*map(str, iso_week(a)), b] for a, b in zip(t, y, strict=True))]),
    "year and day of the year": (D, "D", lambda t, y: [["YEAR", "DOY", "load"], *(
        [str(parts(a)[0]), str(a.astype("M8[D]").item().timetuple().tm_yday), b]
        for a, b in zip(t, y, strict=True))]),
    "a full date and its parts": (D, "D", lambda t, y: [["year", "month", "date", "load"], *(
        [*map(str, parts(a)[:2]), str(a)[:10], b] for a, b in zip(t, y, strict=True))]),
    "years by months": (M, "M", lambda t, y: [["year", *(n[:3] for n in MONTHS["en"])], *(
        [str(parts(t[i])[0]), *y[i : i + 12]] for i in range(0, len(y), 12))]),
    "months by years": (M, "M", lambda t, y: [["month", *(str(parts(a)[0]) for a in t[::12])], *(
        [MONTHS["fr"][m], *y[m::12]] for m in range(12))]),
    "hours across": (H, "h", lambda t, y: [["day", *(f"h{n}" for n in range(24))], *(
        [str(t[i])[:10], *y[i : i + 24]] for i in range(0, len(y), 24))]),
    "two places below each other": (D, "D", lambda t, y: [["place", "date", "load"],
        *(["here", str(a)[:10], b] for a, b in zip(t, y, strict=True)),
        *(["there", str(a)[:10], b] for a, b in zip(t, y[::-1], strict=True))]),
}  # fmt: skip

Around = Callable[[Rows], Rows]


def total(rows: Rows) -> Rows:
    return [*rows, ["Total", *("1" for _ in rows[0][1:])]]


SURROUNDINGS: dict[str, Around] = {
    "nothing": lambda rows: rows,
    "remarks above": lambda rows: [["Report of the station"], ["made in spring"], *rows],
    "source below": lambda rows: [*rows, [], ["Source: somebody"]],
    "units line": lambda rows: [rows[0], ["" if i == 0 else "unit" for i in range(len(rows[0]))],
                                *rows[1:]],
    "remarks with #": lambda rows: [["# made by hand"], ["# in spring"], *rows],
    "blank lines": lambda rows: [row for r in rows for row in (r, [])],
}  # fmt: skip
SEPARATORS = (",", ";", "\t")
NO_NAMES = {"nameless", "across", "across backwards"}


def text_of(rows: Rows, separator: str) -> str:
    def cell(text: str) -> str:
        return f'"{text}"' if separator in text else text

    return "\n".join(separator.join(map(cell, row)) for row in rows) + "\n"


@dataclass(frozen=True)
class Made:
    """A table, with the times and values that are in it."""

    name: str
    text: str
    times: np.ndarray
    values: np.ndarray


def tables() -> Iterator[tuple[str, str, str, str, str]]:
    """The names of all combinations that make sense."""
    for layout in LAYOUTS:
        for around in SURROUNDINGS:
            if layout in NO_NAMES and around == "units line":
                continue
            for i, dates in enumerate(DATES):
                for j, numbers in enumerate(NUMBERS):
                    separator = SEPARATORS[(i + j + len(around)) % 3]
                    yield layout, dates, numbers, around, separator
    for layout in PARTS:
        for around in SURROUNDINGS:
            for j, numbers in enumerate(NUMBERS):
                yield layout, "in parts", numbers, around, SEPARATORS[(j + len(around)) % 3]


def made(layout: str, dates: str, numbers: str, around: str, separator: str) -> Made:
    values = truth()
    cells = [NUMBERS[numbers](v) for v in values.tolist()]
    if layout in PARTS:
        start, unit, lay = PARTS[layout]
        times = Dates(start, unit, str).times()
        rows = lay(times, cells)
    else:
        times = DATES[dates].times()
        rows = LAYOUTS[layout]([DATES[dates].write(t) for t in times], cells)
    meant = MEANT.get(numbers, lambda v: v)(values)
    name = f"{layout} × {dates} × {numbers} × {around} × {separator!r}"
    return Made(name, text_of(SURROUNDINGS[around](rows), separator), times, meant)
