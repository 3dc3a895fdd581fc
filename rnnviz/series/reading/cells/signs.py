"""A cell as a number with what stands around it: money, percent, brackets, units, marks."""

import re
from typing import NamedTuple

from rnnviz.series.reading.cells.missing import LONGEST

MONEY = "%‰€$£¥₽₹₩₺₴₫฿¢"  # taken off either end of a number, and counted
CODES = frozenset(
    {"usd", "eur", "gbp", "chf", "jpy", "cny", "rmb", "cad", "aud", "brl", "inr", "sek", "nok",
     "dkk", "pln", "czk", "r$", "us$", "c$", "a$", "hk$", "s$", "kr", "rs", "rs.", "fr.", "元",
     "円", "人民币", "~", "≈", "ca.", "c."}
)  # fmt: skip
RAISED = "¹²³⁴⁵⁶⁷⁸⁹"  # notes behind a number
SCALES = {
    "k": 1e3, "m": 1e6, "mn": 1e6, "mio": 1e6, "b": 1e9, "bn": 1e9, "mrd": 1e9, "t": 1e12,
    "万": 1e4, "亿": 1e8, "億": 1e8,
}  # fmt: skip
WIDE = {0xFF01 + i: 0x21 + i for i in range(94)}  # full-width forms of ASCII signs
SAME = str.maketrans({
    **dict.fromkeys("\u00a0\u202f\u2009\u2007\u3000", " "), "−": "-", "’": "'", "‘": "'", "`": "'",
    "´": "'", **{chr(a): chr(b) for a, b in WIDE.items()},
})  # fmt: skip
PLAIN = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")
CORE = re.compile(r"\.?\d(?:[\d.,'_]| (?=\d))*(?:[eE][+-]?\d+(?![\w.]))?")
GROUPED = re.compile(r"[1-9]\d{0,2}([ '_.,])\d{3}(?:\1\d{3})*")
INDIAN = re.compile(r"[1-9]\d?(?:,\d\d)+,\d{3}")


class Cell(NamedTuple):
    """A cell taken apart: what is before the digits, whether it is negative, what is behind."""

    before: str
    core: str
    after: str
    negative: bool
    brackets: bool


def take_apart(cell: str) -> Cell | None:
    """The parts of a cell with one number in it, or None.

    >>> take_apart("(1,018.78)")
    Cell(before='', core='1,018.78', after='', negative=True, brackets=True)
    >>> take_apart("20.1 °C").after, take_apart("5-").negative, take_apart("2020-01-02")
    ('°C', True, None)
    """
    if len(cell) > LONGEST:
        return None
    text = cell.translate(SAME).strip()
    brackets = text[:1] == "(" and text[-1:] == ")"
    text = text[1:-1].strip() if brackets else text
    found = CORE.search(text)
    if found is None:
        return None
    before, core, after = text[: found.start()], found[0], text[found.end() :]
    negative = brackets
    for sign in ("+", "-"):
        if before.strip()[-1:] == sign or before[:1] == sign:
            before, negative = before.replace(sign, "", 1), negative or sign == "-"
        elif after.strip() == sign or (after[:1] == sign and after[1:].strip() in (*MONEY, "DR")):
            after, negative = after.replace(sign, "", 1), negative or sign == "-"
    before, after = before.strip(), after.strip()
    if before[-1:].isalnum() and before.lower() not in CODES and before[-1:] not in MONEY:
        return None
    if after and not _is_word(after):
        return None
    return Cell(before, core, after, negative, brackets)


def _is_word(after: str) -> bool:
    """What may stand behind a number: kWh, m³, m2, °C, %, *; nothing with digits of its own."""
    digits = sum(sign.isdigit() for sign in after[:-1])
    return not digits and (after[0].isalpha() or after[0] in MONEY + "°*†‡#\"'([/µ" + RAISED)


def plain(core: str, decimal: str) -> str | None:
    """The digits of a number as Python writes it, or None if they are none with this sign.

    >>> plain("1.234,5", ","), plain("12,34,567.5", "."), plain("1,5", ".")
    ('1234.5', '1234567.5', None)
    """
    core, e, power = core.replace("E", "e").partition("e")
    whole, point, rest = core.partition(decimal)
    if rest and not rest.isdecimal():
        return None
    if whole and not whole.isdecimal():
        grouped = GROUPED.fullmatch(whole)
        if grouped and grouped[1] != decimal:
            whole = whole.replace(grouped[1], "")
        elif decimal == "." and INDIAN.fullmatch(whole):
            whole = whole.replace(",", "")
        else:
            return None
    return whole + ("." if point else "") + rest + e + power if whole or rest else None
