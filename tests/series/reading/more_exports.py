"""More small files as programs give them out; each has a trait that was once read wrongly."""

import numpy as np

from tests.series.reading.exports import (
    DAYS,
    HOURS,
    MONTHS,
    QUARTERS,
    Export,
    comma,
    dates,
    form,
    lines,
    month_of,
    pairs,
    wave,
)

OVERLAPPING = ["DJF", "JFM", "FMA", "MAM", "AMJ", "MJJ", "JJA", "JAS", "ASO", "SON", "OND", "NDJ"]
GERMAN = ["Jan", "Feb", "Mrz", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dez"]


def health_records() -> Export:
    """Its unit is “count”, which is no sum."""
    y = wave(low=900, digits=0)
    rows = pairs(DAYS, y, lambda t, v: f"phone,count,{form(t, '%Y-%m-%d')} 00:00:00 +0100,{int(v)}")
    return Export(lines("sourceName,unit,startDate,value", rows).encode(), DAYS, y)


def logger_with_hash() -> Export:
    """The first name is “#”, and the rows are all of one day: its order must be asked."""
    t, y = dates("2021-03-01T00:00", step=15, unit="m"), wave()
    head = '"Plot Title: Bach"\n"#","Date Time, GMT+01:00","Temp, °C"'
    rows = [f"{i + 1},{form(s, '%m/%d/%y %I:%M:%S %p')},{v}"
            for i, (s, v) in enumerate(zip(t, y, strict=True))]  # fmt: skip
    return Export(lines(head, rows).encode("utf-8-sig"), t, y)


def korean() -> Export:
    """In the code page of Korea, whose bytes are Chinese signs too."""
    y = wave()
    rows = pairs(DAYS, y, lambda t, v: f"{form(t, '%Y년')} {t.item().month}월 {t.item().day}일,{v}")
    return Export(lines("날짜,기온", rows).encode("cp949"), DAYS, y)


def german_months() -> Export:
    """A German spreadsheet cuts March to Mrz."""
    y = wave(low=900, digits=0)
    rows = pairs(MONTHS, y, lambda t, v: f"{GERMAN[month_of(t) - 1]} {form(t, '%y')};{v:.0f}")
    return Export(lines("Monat;Absatz", rows).encode("cp1252"), MONTHS, y)


def quarters_like_months() -> Export:
    y = wave(low=900)
    rows = pairs(QUARTERS, y, lambda t, v: f"{form(t, '%Y')}:{(month_of(t) + 2) // 3},{v}")
    return Export(lines("obs,gdp", rows).encode(), QUARTERS, y)


def overlapping_seasons() -> Export:
    y = wave()
    rows = pairs(
        MONTHS, y, lambda t, v: f"  {OVERLAPPING[month_of(t) - 1]} {form(t, '%Y')}  {v:5.1f}"
    )
    return Export(lines(" SEAS  YR   TOTAL", rows).encode(), MONTHS, y)


def remark_in_cells() -> Export:
    """A line of words below the table has more cells than the table."""
    y = wave()
    rows = pairs(DAYS, y, lambda t, v: f'"{form(t, "%Y-%m-%d")}",{v}')
    foot = "\nDaily minimum temperatures in Melbourne, Australia, 1981-1990\n"
    return Export(lines('"Date","Temperatures"', rows, foot).encode(), DAYS, y)


def clocks_by_points() -> Export:
    """18.00.00 beside the date, −200 for missing, empty columns and lines at the end."""
    y = wave(low=40)
    gaps = np.isin(np.arange(len(y)), (8, 9))
    rows = [f"{form(t, '%d/%m/%Y')};{form(t, '%H.%M.%S')};{'-200' if gap else comma(v)};;"
            for t, v, gap in zip(HOURS, y, gaps, strict=True)]  # fmt: skip
    foot = ";;;;\n" * 4
    y = np.where(gaps, np.nan, y)
    return Export(lines("Date;Time;CO(GT);;", rows, foot).encode(), HOURS, y)


def rented_bicycles() -> Export:
    """Codes of weekdays, holidays and weather stand before the counts."""
    y = wave(low=90, digits=0)
    rows = [f"{i + 1},{form(t, '%Y-%m-%d')},{t.item().hour},{i % 2},{i // 24 % 7},{i % 3 + 1},"
            f"{int(v)}" for i, (t, v) in enumerate(zip(HOURS, y, strict=True))]  # fmt: skip
    head = "instant,dteday,hr,holiday,weekday,weathersit,cnt"
    return Export(lines(head, rows).encode(), HOURS, y)


def years_of_taiwan() -> Export:
    y = wave(low=900)
    rows = pairs(DAYS, y, lambda t, v: f"{t.item().year - 1911}/{form(t, '%m/%d')},{v}")
    return Export(lines("日期,收盤", rows).encode(), DAYS, y)


def columns_and_missing_ends() -> Export:
    """Set apart by blanks, with prose above and a last column that is missing."""
    y = wave()
    head = ("Oxford\nLocation: 450900E 207200N, Lat 51.761 Lon -1.262, 63 metres amsl\n"
            "Missing data (more than 2 days) is marked by  ---.\n"
            "   yyyy  mm   tmax     sun\n              degC   hours")  # fmt: skip
    rows = pairs(MONTHS, y, lambda t, v: f"   {form(t, '%Y')}  {month_of(t):2d}  {v:5.1f}     ---")
    return Export(lines(head, rows).encode(), MONTHS, y)


def names_in_a_remark() -> Export:
    """The last remark names the columns, of which the last is empty."""
    y = wave(digits=0)
    head = "# Comment: hourly\n# T : Temperature\n#\n# STN,YYYYMMDD,   HH,    T,   RH"
    rows = pairs(HOURS, y, lambda t, v: f"  260,{form(t, '%Y%m%d')},{t.item().hour:5d},{int(v)},  ")
    return Export(lines(head, rows).encode(), HOURS, y)


MORE = {
    "health records": ("watch", health_records), "a logger with #": ("sensor", logger_with_hash),
    "Korean dates": ("office", korean), "German months": ("sheet", german_months),
    "quarters like months": ("office", quarters_like_months),
    "overlapping seasons": ("weather", overlapping_seasons),
    "a remark in cells": ("web", remark_in_cells), "clocks by points": ("sensor", clocks_by_points),
    "rented bicycles": ("web", rented_bicycles), "years of Taiwan": ("market", years_of_taiwan),
    "a missing last column": ("weather", columns_and_missing_ends),
    "names in a remark": ("weather", names_in_a_remark),
}  # fmt: skip
