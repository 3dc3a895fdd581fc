"""Small files as banks, weather services, statistics offices, watches and sensors give them out.

Only the forms are theirs: every number here is our own. Each file comes with the times and the
values of the series that its reader means.
"""

# ruff: noqa: E501, SIM905 - lines are those of the files, names of months are said in one
import io
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np

N = 60


class Export(NamedTuple):
    """A file, and the series in it. `times` is None where rows have numbers for a time."""

    data: bytes
    times: np.ndarray | None
    values: np.ndarray


def wave(n: int = N, low: float = 20, digits: int = 1) -> np.ndarray:
    """A series that is no counter, no constant and no code."""
    rng = np.random.default_rng(11)
    return np.round(low + 7 * np.sin(np.arange(n) / 5) + rng.normal(0, 2, n), digits)


def dates(first: str, n: int = N, step: int = 1, unit: str = "D") -> np.ndarray:
    return (np.datetime64(first, unit) + step * np.arange(n)).astype("M8[s]")


DAYS, MONTHS, YEARS = dates("2021-01-05"), dates("2015-01", unit="M"), dates("1950", unit="Y")
HOURS, QUARTERS = dates("2021-03-01T00", unit="h"), dates("2001-01", step=3, unit="M")
MONDAYS = dates("2019-12-30", step=7)
WEEKDAYS = np.array([d for d in dates("2021-01-04", 2 * N)
                     if np.is_busday(d.astype("M8[D]"))][:N])  # fmt: skip
EN = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
DE = ("Januar Februar März April Mai Juni Juli August September Oktober November "
      "Dezember").split()  # fmt: skip
NL = ("januari februari maart april mei juni juli augustus september oktober november "
      "december").split()  # fmt: skip
FR = "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.".split()


def form(t: np.datetime64, pattern: str) -> str:
    return t.astype("M8[s]").item().strftime(pattern)


def us(t: np.datetime64) -> str:
    day = t.astype("M8[s]").item()
    return f"{day.month}/{day.day}/{day.year}"


def month_of(t: np.datetime64) -> int:
    return int(form(t, "%m"))


def comma(v: float, digits: int = 1) -> str:
    return f"{v:.{digits}f}".replace(".", ",")


def german(v: float) -> str:
    return f"{v:,.2f}".translate(str.maketrans(",.", ".,"))


def lines(head: str, rows: Sequence[str], foot: str = "") -> str:
    return head.strip("\n") + "\n" + "\n".join(rows) + "\n" + foot


def pairs(times: np.ndarray, values: np.ndarray, write: Callable[[Any, float], str]) -> list[str]:
    return [write(t, float(v)) for t, v in zip(times, values, strict=True)]


def german_bank() -> Export:
    y = np.round(wave(low=-40) * 31.7, 2)
    rows = pairs(DAYS, y, lambda t, v: f'"{form(t, "%d.%m.%Y")}";"{form(t, "%d.%m.%Y")}";'
                 f'"SEPA-Lastschrift";"Miete; Nebenkosten";"{german(v)}";"EUR"')  # fmt: skip
    head = ('"Umsätze Girokonto";"Zeitraum: 60 Tage";\n"Neuer Kontostand";"1.234,56 EUR";\n\n'
            '"Buchungstag";"Wertstellung";"Vorgang";"Verwendungszweck";"Betrag";"Währung"')  # fmt: skip
    return Export(lines(head, rows[::-1]).encode("cp1252"), DAYS, y)


def french_bank() -> Export:
    y = np.round(wave(low=2) * 101.3, 2)
    rows = pairs(DAYS, y, lambda t, v: f"{form(t, '%d/%m/%Y')};PAIEMENT CB;"
                 + f"{v:,.2f}".translate(str.maketrans(",.", "\u202f,")))  # fmt: skip
    head = (
        "Numéro Compte   ;0123456A;\nType         ;CCP;\nCompte tenu en  ;Euros;\n"
        "Date            ;31/03/2021;\nSolde (EUROS)   ;1 234,56;\n\nDate;Libellé;Montant(EUROS)"
    )
    return Export(lines(head, rows[::-1]).encode("utf-8-sig"), DAYS, y)


def american_bank() -> Export:
    y = np.round(wave(low=-30) * 3.1, 2)
    rows = pairs(
        DAYS, y, lambda t, v: f'DEBIT,{form(t, "%m/%d/%Y")},"SHOP, CITY",{v:.2f},ACH_DEBIT, ,,'
    )  # one comma more than there are names
    head = "Details,Posting Date,Description,Amount,Type,Balance,Check or Slip #"
    return Export(lines(head, rows[::-1]).encode(), DAYS, y)


def markets_page() -> Export:
    y = np.round(wave() * 110, 2)
    rows = pairs(WEEKDAYS, y, lambda t, v: f'"{form(t, "%b %d, %Y")}","{v:,.2f}","{v + 3:,.2f}",'
                 f'"{v / 900:.2f}B","{v / 1000 - 2:.2f}%"')  # fmt: skip
    return Export(lines('"Date","Price","Open","Vol.","Change %"', rows[::-1]).encode("utf-8-sig"),
                  WEEKDAYS, y)  # fmt: skip


def trading_terminal() -> Export:
    t, y = dates("2021-03-01T09:00", unit="m"), wave(digits=2)
    rows = pairs(t, y, lambda t, v: f"{form(t, '%Y.%m.%d,%H:%M')},{v:.2f},{v + 1:.2f},{v - 1:.2f},"
                 f"{v + .3:.2f},{int(v * 7)}")  # fmt: skip
    return Export("\n".join(rows).encode(), t, y)


def ticker_with_clock() -> Export:
    t, y = dates("2021-03-01T09:00", step=5, unit="m"), wave(digits=2)
    rows = pairs(t, y, lambda t, v: f"ABC.US,5,{form(t, '%Y%m%d,%H%M%S')},{v:.2f},{v + 1:.2f},"
                 f"{int(v * 7)},0")  # fmt: skip
    return Export(lines("<TICKER>,<PER>,<DATE>,<TIME>,<OPEN>,<HIGH>,<VOL>,<OPENINT>", rows).encode(),
                  t, y)  # fmt: skip


def swiss_station() -> Export:
    y = wave()
    y[[3, 9]] = np.nan
    rows = pairs(DAYS, y, lambda t, v: f"BER;{form(t, '%Y%m%d')};{'-' if np.isnan(v) else v};{4}.1")
    return Export(lines("station/location;date;tre200d0;rre150d0", rows).encode(), DAYS, y)


def dutch_station() -> Export:
    y = np.round(wave() * 10, 0)
    rows = pairs(DAYS, y, lambda t, v: f"  260,{form(t, '%Y%m%d')},{int(v):5},{int(v * v) % 97:5}")
    head = ("# BRON: WEERDIENST\n# FG : Etmaalgemiddelde windsnelheid (in 0.1 m/s)\n#\n"
            "# STN,YYYYMMDD,   FG,   RH\n#")  # fmt: skip
    return Export(lines(head, rows).encode(), DAYS, y)


def british_station() -> Export:
    y = wave()
    y[0] = np.nan
    rows = [
        f"   {form(t, '%Y')}  {month_of(t):2}   {'---' if np.isnan(v) else f'{v:.1f}':>5}"
        f"   {2 if np.isnan(v) else v / 3:5.1f}{'*' if i % 9 == 4 else ' '}   {i * i % 13:5}  "
        f"{'  Provisional' if i > N - 4 else ''}"
        for i, (t, v) in enumerate(zip(MONTHS, y, strict=True))
    ]
    head = (
        "Anywhere\nLocation: 2341E 2527N, Lat 52.139 Lon -4.570, 133 metres amsl\n"
        "Estimated data is marked with a * after the value.\n"
        "Missing data (more than 2 days missing in month) is marked by  ---.\n"
        "   yyyy  mm   tmax    tmin      af\n              degC    degC    days"
    )
    return Export(lines(head, rows).encode(), MONTHS, y)


def canadian_station() -> Export:
    y = wave()
    rows = pairs(
        DAYS,
        y,
        lambda t, v: (
            f'"-75.67","45.32","ANY CITY","6106","{form(t, "%Y-%m-%d")}",'
            f'"{form(t, "%Y")}","{form(t, "%m")}","{form(t, "%d")}","","{v}","","{v - 9:.1f}",""'
        ),
    )
    head = (
        '"Longitude (x)","Latitude (y)","Station Name","Climate ID","Date/Time","Year","Month",'
        '"Day","Data Quality","Max Temp (°C)","Max Temp Flag","Min Temp (°C)","Min Temp Flag"'
    )
    return Export(lines(head, rows).encode("utf-8-sig"), DAYS, y)


def american_station() -> Export:
    y = wave()
    rows = pairs(DAYS, y, lambda t, v: f'"US001","{form(t, "%Y-%m-%d")}","40.1","-73.2","12.0",'
                 f'"ANY PARK, NY US","{v:7}","{v - 8:7.1f}"')  # fmt: skip
    head = '"STATION","DATE","LATITUDE","LONGITUDE","ELEVATION","NAME","TMAX","TMIN"'
    return Export(lines(head, rows).encode(), DAYS, y)


def years_by_months(names: Sequence[str], head: str, foot: str, miss: str) -> Export:
    y = wave(digits=2) / 10
    y = np.round(y, 2)
    y[-2:] = np.nan
    rows = []
    for i in range(0, N, 12):
        cells = [miss if np.isnan(v) else f"{v:.2f}" for v in y[i : i + 12]]
        rows.append(
            ",".join([str(2015 + i // 12), *cells, miss, f"{np.nanmean(y[i : i + 12]):.2f}"])
        )
    there = len(y) - 2  # the months to come are no missing values
    return Export(
        lines(head + "\n" + ",".join(names), rows, foot).encode(), MONTHS[:there], y[:there]
    )


def anomalies() -> Export:
    return years_by_months(["Year", *EN, "J-D", "D-N"], "Land-Ocean: Global Means", "", "***")


def climate_index() -> Export:
    y = wave(digits=2)
    rows = [" ".join([f" {1950 + i // 12}", *(f"{v:7.2f}" for v in y[i : i + 12])])
            for i in range(0, N, 12)]  # fmt: skip
    text = (
        f" 1950 {1950 + N // 12 - 1}\n" + "\n".join(rows) + "\n  -99.99\n any index\n from a lab\n"
    )
    return Export(text.encode(), dates("1950-01", unit="M"), y)


def sea_ice() -> Export:
    y = wave(digits=3)
    rows = pairs(DAYS, y, lambda t, v: f"{form(t, '%Y,    %m,  %d')},{v:10.3f},{0:10.3f},"
                 " ['/disk/nt_a.bin' '/disk/nt_b.bin']")  # fmt: skip
    head = ("Year, Month, Day,     Extent,    Missing, Source Data\n"
            "YYYY,    MM,  DD, 10^6 sq km, 10^6 sq km, Source data product")  # fmt: skip
    return Export(lines(head, rows).encode(), DAYS, y)


def monthly_without_names() -> Export:
    y = wave()
    rows = [f"{form(t, '%Y;%m')};{2015 + (i + .5) / 12:8.3f};{v:6.1f}; {v / 9:4.1f};{i * 37 % 11 + 30:5};1"
            for i, (t, v) in enumerate(zip(MONTHS, y, strict=True))]  # fmt: skip
    return Export("\n".join(rows).encode(), MONTHS, y)


def tide_gauge() -> Export:
    y = np.round(wave(low=7000) * 1, 0)
    rows = [f" {1950 + (i + .5) / 12:9.4f};{int(v):6};{0 if i % 7 else 1:2};000"
            for i, v in enumerate(y)]  # fmt: skip
    return Export("\n".join(rows).encode(), None, y)


def solar_model() -> Export:
    t, y = dates("2016-01-01T00:10", step=60, unit="m"), wave(digits=2)
    rows = pairs(t, y, lambda t, v: f"{form(t, '%Y%m%d:%H%M')},{v},{v / 3:.2f},0.0")
    head = ("Latitude (decimal degrees):\t45.000\nLongitude (decimal degrees):\t8.000\n"
            "Elevation (m):\t250\nRadiation database:\tANY\n\n\nSlope: 0 deg.\n"
            "time,G(i),T2m,Int")  # fmt: skip
    foot = "\nG(i): Global irradiance (W/m2)\nT2m: 2-m air temperature (degree Celsius)\n\nProject, 2021\n"
    return Export(lines(head, rows, foot).encode(), t, y)


def place_then_table() -> Export:
    y = wave()
    rows = pairs(HOURS, y, lambda t, v: f"{form(t, '%Y-%m-%dT%H:%M')},{v},{v * 3:.1f}")
    head = ("latitude,longitude,elevation,utc_offset_seconds,timezone,timezone_abbreviation\n"
            "52.52,13.419998,38.0,0,GMT,GMT\n\ntime,temperature_2m (°C),humidity (%)")  # fmt: skip
    return Export(lines(head, rows).encode(), HOURS, y)


def header_between_marks() -> Export:
    y = wave(digits=2)
    rows = pairs(HOURS, y, lambda t, v: f"{form(t, '%Y,%m,%d,%H')},{v}")
    head = ("-BEGIN HEADER-\nHourly Averages\nDates (month/day/year): 03/01/2021 through 03/03/2021\n"
            "Location: Latitude 45.0 Longitude 8.0\nParameter(s):\nT2M     Temperature at 2 Meters (C)\n"
            "-END HEADER-\nYEAR,MO,DY,HR,T2M")  # fmt: skip
    return Export(lines(head, rows).encode(), HOURS, y)


def sports_watch() -> Export:
    t = DAYS + (np.arange(N) * 977 % 7200 + 25200).astype("m8[s]")
    y = np.round(wave(low=9, digits=2), 2)
    rows = pairs(t, y, lambda t, v: f'Running,{form(t, "%Y-%m-%d %H:%M:%S")},false,"Run, easy",'
                 f'{v},"1,{int(v * 7):03}",00:{int(v * 2.1) % 60:02}:12,{int(130 + v)}')  # fmt: skip
    head = "Activity Type,Date,Favorite,Title,Distance,Calories,Time,Avg HR"
    return Export(lines(head, rows[::-1]).encode(), t, y)


def heart_rate() -> Export:
    y = np.round(wave(low=120), 0)
    rows = [f",00:{i // 60:02}:{i % 60:02},{int(v)},{v / 9:.1f}," for i, v in enumerate(y)]
    head = ("Name,Sport,Date,Start time,Duration,Total distance (km)\n"
            "Somebody,RUNNING,05-03-2021,07:12:33,00:01:00,0.2\n"
            "Sample rate,Time,HR (bpm),Speed (km/h),Temperatures (C)")  # fmt: skip
    return Export(lines(head, [f"1{rows[0]}", *rows[1:]]).encode(), None, y)


def steps_of_a_phone() -> Export:
    y = np.round(wave(low=400), 0)
    rows = pairs(HOURS, y, lambda t, v: f'Steps,Phone,count,{form(t, "%Y-%m-%d %H:%M:%S")} +0100,'
                 f"{form(t + 3600, '%Y-%m-%d %H:%M:%S')} +0100,{int(v)}")  # fmt: skip
    return Export(lines("type,sourceName,unit,startDate,endDate,value", rows).encode(), HOURS, y)


def scales() -> Export:
    t = DAYS + (np.arange(N) * 531 % 3000 + 25200).astype("m8[s]")
    y = wave(low=80)
    rows = pairs(t, y, lambda t, v: f'"{form(t, "%Y-%m-%d %H:%M:%S")}",{v},,')
    head = 'Date,"Weight (kg)","Fat mass (kg)",Comments'
    return Export(lines(head, rows[::-1]).encode(), t, y)


def logger() -> Export:
    t, y = dates("2021-05-01T11:00", step=30, unit="m"), wave(digits=3)
    rows = [f"{i + 1},{form(t, '%m/%d/%y %I:%M:%S %p')},{v},,"
            for i, (t, v) in enumerate(zip(t, y, strict=True))]  # fmt: skip
    head = ('"Plot Title: cellar"\n"#","Date Time, GMT+01:00","Temp, °C (LGR S/N: 1034)",'
            '"Host Connected (LGR S/N: 1034)","End Of File (LGR S/N: 1034)"')  # fmt: skip
    return Export(lines(head, rows).encode("utf-8-sig"), t, y)


def smart_home() -> Export:
    t = np.datetime64("2021-05-01T00:00:03.120", "ns") + (
        np.arange(N) * 60_000_000_000 + np.arange(N) ** 2 % 7 * 10_000_000
    ).astype("m8[ns]")
    y = wave()
    y[[4, 5]] = np.nan
    rows = [f"sensor.cellar,{'unavailable' if np.isnan(v) else v},{str(t)[:23]}Z"
            for t, v in zip(t, y, strict=True)]  # fmt: skip
    return Export(lines("entity_id,state,last_changed", rows).encode(), t, y)


def meter_across() -> Export:
    t, y = dates("2021-03-01T00:00", 48 * 4, step=30, unit="m"), wave(48 * 4, digits=2)
    names = ["Read Date", *(f"{h:02}:{m:02}" for h in range(24) for m in (0, 30))]
    rows = [",".join([form(t[i], "%d/%m/%Y"), *map(str, y[i : i + 48])]) for i in range(0, 192, 48)]
    return Export(lines(",".join(names), rows).encode(), t, y)


def power_market() -> Export:
    y = wave(digits=2)
    rows = pairs(HOURS, y, lambda t, v: f'"{form(t, "%d.%m.%Y %H:%M")} - '
                 f'{form(t + 3600, "%d.%m.%Y %H:%M")}","{v}","EUR","BZN|DE-LU"')  # fmt: skip
    head = '"MTU (CET/CEST)","Day-ahead Price [EUR/MWh]","Currency","BZN|DE-LU"'
    return Export(lines(head, rows).encode(), HOURS, y)


def begin_and_end() -> Export:
    y = wave(digits=2)
    y[7] = np.nan
    rows = pairs(HOURS, y, lambda t, v: f"{form(t, '%d.%m.%Y')};{form(t, '%H:%M')};"
                 f"{form(t + 3600, '%H:%M')};{'-' if np.isnan(v) else comma(v, 2)}")  # fmt: skip
    head = "Datum;Anfang;Ende;Deutschland [€/MWh] Originalauflösungen"
    return Export(lines(head, rows).encode("utf-8-sig"), HOURS, y)


def household() -> Export:
    t, y = dates("2006-12-16T17:24", unit="m"), wave(digits=3)
    y[[10, 11]] = np.nan
    rows = pairs(t, y, lambda t, v: f"{form(t, '%d/%m/%Y;%H:%M:%S')};"
                 + ("?;?" if np.isnan(v) else f"{v};{v / 7:.3f}"))  # fmt: skip
    return Export(lines("Date;Time;Global_active_power;Voltage", rows).encode(), t, y)


def eurostat_rows() -> Export:
    y = wave()
    rows = pairs(MONTHS, y, lambda t, v: "ESTAT:STS_INPR_M(1.0),12/03/24 23:00:00,M,I15,DE,"
                 f"{form(t, '%Y-%m')},{v},{'p' if t > MONTHS[-4] else ''}")  # fmt: skip
    head = "DATAFLOW,LAST UPDATE,freq,unit,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG"
    return Export(lines(head, rows).encode(), MONTHS, y)


def eurostat_across() -> Export:
    y = wave()
    y[2] = np.nan
    cells = [": " if np.isnan(v) else f"{v} p" if i > 56 else f"{v} " for i, v in enumerate(y)]
    names = [f"{form(t, '%Y-%m')} " for t in MONTHS]
    rows = ["\t".join(["M,I15,DE", *cells]), "\t".join(["M,I15,FR", *cells[::-1]])]
    return Export(
        lines("\t".join(["freq,unit,geo\\TIME_PERIOD", *names]), rows).encode(), MONTHS, y
    )


def german_office() -> Export:
    y = wave()
    rows = pairs(MONTHS, y, lambda t, v: f"{form(t, '%Y')};{DE[month_of(t) - 1]};{comma(v)};+1,2")
    head = ("Tabelle: 61111-0002;;;\nVerbraucherpreisindex: Deutschland, Monate;;;\n;;Index;Veränderung\n"
            ";;2015=100;in (%)")  # fmt: skip
    foot = "__________\n(C)opyright Statistisches Amt, 2021\nStand: 31.05.2021 / 12:00:00\n"
    return Export(lines(head, rows, foot).encode("cp1252"), MONTHS, y)


def french_office() -> Export:
    y = wave(digits=2)
    rows = pairs(MONTHS, y, lambda t, v: f'"{form(t, "%Y-%m")}";"{v}";"A"')
    head = ('"Libellé";"Indice des prix - Base 2015"\n"idBank";"001759970"\n'
            '"Dernière mise à jour";"14/05/2021 08:45"\n"Période";""')  # fmt: skip
    return Export(lines(head, rows[::-1]).encode(), MONTHS, y)


def spanish_office() -> Export:
    y = wave(digits=3)
    rows = pairs(MONTHS, y, lambda t, v: f"Índice general;Índice;{form(t, '%YM%m')};{comma(v, 3)}")
    return Export(
        lines("Grupos;Tipo de dato;Periodo;Total", rows[::-1]).encode("cp1252"), MONTHS, y
    )


def dutch_office() -> Export:
    y = wave()
    rows = []
    for i, (t, v) in enumerate(zip(MONTHS, y, strict=True)):
        rows.append(f'"{form(t, "%Y")} {NL[month_of(t) - 1]}";"{comma(v)}"')
        rows += (
            [f'"{form(t, "%Y")} {i % 12 // 3 + 1}e kwartaal";"{comma(v + 50)}"']
            if i % 3 == 2
            else []
        )
        rows += [f'"{form(t, "%Y")}";"{comma(v + 90)}"'] if i % 12 == 11 else []
    head = '"Bestedingen; indexcijfer"\n"Perioden";"2015 = 100"'
    return Export(lines(head, rows, '"Bron: bureau"\n').encode("utf-8-sig"), MONTHS, y)


def labour_office() -> Export:
    y = wave(digits=3)
    rows = []
    for i, v in enumerate(y):
        rows.append(f"CUUR0000SA0,{2015 + i // 12},M{i % 12 + 1:02},{v}")
        rows += [f"CUUR0000SA0,{2015 + i // 12},M13,{v + 40:.3f}"] if i % 12 == 11 else []
    return Export(lines("Series ID,Year,Period,Value", rows).encode(), MONTHS, y)


def development_bank() -> Export:
    y = np.round(wave() * 1e9, 0)
    years = [str(y_)[:4] for y_ in YEARS]
    rows = [",".join([f'"{c}","{c[:3].upper()}","GDP (current US$)","NY.GDP"',
                      *(f'"{int(v * k)}"' for v in y), ""])
            for k, c in ((1, "Here"), (2, "There"), (3, "Yonder"))]  # fmt: skip
    head = ('"Data Source","Development Indicators",\n\n"Last Updated Date","2021-05-25",\n\n'
            '"Country Name","Country Code","Indicator Name","Indicator Code",'
            + ",".join(f'"{name}"' for name in years) + ",")  # fmt: skip
    return Export(lines(head, rows).encode("utf-8-sig"), YEARS, y)


def several_places() -> Export:
    y = wave(digits=2)
    rows = [f'"{p}","CPI","TOT","IDX2015","M","{form(t, "%Y-%m")}",{v + k:.2f},'
            for k, p in enumerate(("AUS", "AUT", "BEL"))
            for t, v in zip(MONTHS, y, strict=True)]  # fmt: skip
    head = '"LOCATION","INDICATOR","SUBJECT","MEASURE","FREQUENCY","TIME","Value","Flag Codes"'
    return Export(lines(head, rows).encode("utf-8-sig"), MONTHS, y)


def central_bank() -> Export:
    y = wave(digits=4)
    rows = pairs(MONTHS, y, lambda t, v: f'"{form(t, "%Y-%m-%d")}","{form(t, "%Y%b")}","{v}"')
    return Export(lines('"DATE","TIME PERIOD","US dollar/Euro (EXR.M.USD.EUR.SP00.A)"', rows).encode(),
                  MONTHS, y)  # fmt: skip


def german_bank_series() -> Export:
    y = wave(digits=4)
    y[[5, 6]] = np.nan
    rows = pairs(DAYS, y, lambda t, v: f"{form(t, '%Y-%m-%d')};"
                 + (".;Kein Wert vorhanden" if np.isnan(v) else f"{comma(v, 4)};"))  # fmt: skip
    head = (";BBEX3.D.USD.EUR;BBEX3.D.USD.EUR_FLAGS\n;Euro-Referenzkurs / 1 EUR = ... USD;\n"
            "Einheit;USD;\nDimension;Eins;\nStand vom;31.05.2021 16:10:00 Uhr;")  # fmt: skip
    return Export(lines(head, rows).encode("utf-8-sig"), DAYS, y)


def cube() -> Export:
    y = wave(digits=3)
    rows = [f'"{form(t, "%Y-%m")}";"{name}";"{v + k:.3f}"'
            for t, v in zip(MONTHS, y, strict=True) for k, name in ((0, "SARON"), (1, "3M0"))]  # fmt: skip
    head = '"CubeId";"zimoma"\n"PublishingDate";"2021-06-01 09:00"\n\n"Date";"D0";"Value"'
    return Export(lines(head, rows).encode("utf-8-sig"), MONTHS, y)


def searches() -> Export:
    y = np.round(wave(), 0)
    y[[2, 3]] = 0
    rows = pairs(
        MONDAYS - 86400, y, lambda t, v: f"{form(t, '%Y-%m-%d')},{'<1' if v == 0 else int(v)}"
    )
    return Export(lines("Category: All categories\n\nWeek,lstm: (Worldwide)", rows).encode(),
                  MONDAYS - 86400, y)  # fmt: skip


def visits() -> Export:
    y = np.round(wave(low=1200), 0)
    rows = pairs(DAYS, y, lambda t, v: f'{us(t)[:-4]}{us(t)[-2:]},"{int(v):,}"')
    head = ("# ----------------------------------------\n# All Web Site Data\n# Audience Overview\n"
            "# 20210105-20210305\n# ----------------------------------------\n\nDay Index,Users")  # fmt: skip
    return Export(lines(head, rows, f',"{int(y.sum()):,}"\n').encode(), DAYS, y)


def unicode_text() -> Export:
    y = wave(digits=2)
    rows = pairs(DAYS, y, lambda t, v: f"{form(t, '%d/%m/%Y')}\t{comma(v, 2)}\tremarque")
    return Export(("Date\tDébit\tNote\r\n" + "\r\n".join(rows) + "\r\n").encode("utf-16"), DAYS, y)


def fiscal_years() -> Export:
    y = wave()
    rows = [f"{1950 + i}-{(51 + i) % 100:02},{v}" for i, v in enumerate(y)]
    return Export(lines("Financial year,Receipts (% of GDP)", rows).encode(), YEARS, y)


def marked_years() -> Export:
    y = wave()
    marks = {3: " (b)", 40: "¹", 57: " p", 58: " p", 59: "*"}
    rows = [f"{1950 + i}{marks.get(i, '')};{comma(v)}" for i, v in enumerate(y)]
    foot = "\n(b) break in series\n¹ without the islands\np provisional\n* estimated\n"
    return Export(lines("Year;Rate", rows, foot).encode(), YEARS, y)


def quarters_over_years() -> Export:
    y = wave()
    names = ",".join(f"{2001 + i},,," for i in range(N // 4))
    under = ",".join("Q1,Q2,Q3,Q4" for _ in range(N // 4))
    head = f"Table 3: output,{',' * (N - 1)}\n,{names}\nSector,{under}"
    rows = [
        ",".join([name, *(f"{v + k:.1f}" for v in y)]) for k, name in enumerate(("Total", "Farms"))
    ]
    return Export(lines(head, rows).encode(), QUARTERS, y)


def months_over_years() -> Export:
    y = wave()
    names = ";".join(f"{2015 + i}" + ";" * 11 for i in range(N // 12))
    head = f";{names}\n;" + ";".join(DE * (N // 12))
    rows = [";".join([name, *(comma(v + k) for v in y)]) for k, name in enumerate(("Bund", "Land"))]
    return Export(lines(head, rows).encode(), MONTHS, y)


def weeks_german() -> Export:
    y = wave()
    rows = pairs(MONDAYS, y, lambda t, v: f"KW {form(t, '%V/%G')};{comma(v)}")
    return Export(lines("Kalenderwoche;Inzidenz", rows).encode(), MONDAYS, y)


def french_months() -> Export:
    y = wave()
    rows = pairs(
        MONTHS, y, lambda t, v: f"{FR[month_of(t) - 1].rstrip('.')}-{form(t, '%y')};{comma(v)}"
    )
    return Export(lines("Mois;Ventes", rows).encode("cp1252"), MONTHS, y)


def japanese_office() -> Export:
    y = np.round(wave(low=1200), 0)
    rows = pairs(MONTHS, y, lambda t, v: f'{form(t, "%Y")}年{month_of(t)}月,"{int(v):,}",0.3')
    head = "統計表,,\n第1表 売上高の推移,,\n,,\n年月,売上高（百万円）,前月比"
    return Export(lines(head, rows, "資料：統計局,,\n").encode("shift_jis"), MONTHS, y)


def epochs() -> Export:
    y = wave(digits=2)
    rows = pairs(HOURS, y, lambda t, v: f"{int(t.astype('M8[s]').astype(int))},cellar,{v}")
    return Export(lines("ts,device,temp", rows).encode(), HOURS, y)


def metric_rows() -> Export:
    y = wave()
    rows = [f"{form(t, '%Y-%m-%d')},{name},{v + k:.1f}"
            for t, v in zip(DAYS, y, strict=True)
            for k, name in ((0, "confirmed"), (90, "tested"))]  # fmt: skip
    return Export(lines("date,metric,value", rows).encode(), DAYS, y)


def water_level() -> Export:
    t, y = dates("2021-03-01T00:00", step=10, unit="m"), np.round(wave(low=-40), 0)
    rows = pairs(
        t, y, lambda t, v: f"any;WATHTE;{form(t, '%d-%m-%Y;%H:%M:%S')};{int(v)};{comma(v, 1)};cm"
    )
    head = ("LOCATIE_CODE;GROOTHEID_CODE;WAARNEMINGDATUM;WAARNEMINGTIJD (MET/CET);NUMERIEKEWAARDE;"
            "ALFANUMERIEKEWAARDE;EENHEID_CODE")  # fmt: skip
    return Export(lines(head, rows).encode(), t, y)


def workbook(rows: Sequence[Sequence[Any]]) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(list(row))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def sheet_with_subtotals() -> Export:
    y = wave()
    rows: list[list[Any]] = [["Sales of the shop", None, None], [None, None, None],
                             ["Month", "Sales (k€)", "Guests"]]  # fmt: skip
    for i, (t, v) in enumerate(zip(MONTHS, y, strict=True)):
        rows.append([form(t, "%b %Y"), float(v), int(v * 3)])
        rows += [[f"Q{i % 12 // 3 + 1} total", float(v * 3), int(v * 9)]] if i % 3 == 2 else []
    return Export(workbook([*rows, ["Grand total", 999.0, 999]]), MONTHS, y)


def sheet_of_years() -> Export:
    y = wave(digits=1)
    rows: list[list[Any]] = [["Consumer Price Index"], ["Series Id:", "CUUR0000SA0"], [None],
                             ["Year", *EN, "Annual", "HALF1", "HALF2"]]  # fmt: skip
    for i in range(0, N, 12):
        part = [float(v) for v in y[i : i + 12]]
        rows.append([2015 + i // 12, *part, sum(part) / 12, sum(part[:6]) / 6, sum(part[6:]) / 6])
    return Export(workbook(rows), MONTHS, y)


def sheet_of_dates() -> Export:
    y = wave()
    rows: list[list[Any]] = [["Plant", None, "Line 1", None], [None, "Date", "Output", "Scrap"],
                             [None, None, "t", "t"]]  # fmt: skip
    rows += [[None, t.astype("M8[s]").item(), float(v), float(v) / 9]
             for t, v in zip(DAYS, y, strict=True)]  # fmt: skip
    return Export(workbook([*rows, [None], [None, "Source: own count"]]), DAYS, y)


EXPORTS: dict[str, tuple[str, Callable[[], Export]]] = {
    "a German bank": ("bank", german_bank), "a French bank": ("bank", french_bank),
    "an American bank": ("bank", american_bank), "a page of markets": ("market", markets_page),
    "a trading terminal": ("market", trading_terminal),
    "a ticker with a clock": ("market", ticker_with_clock),
    "a central bank": ("market", central_bank),
    "a bank's series": ("market", german_bank_series), "a cube": ("market", cube),
    "a Swiss station": ("weather", swiss_station), "a Dutch station": ("weather", dutch_station),
    "a British station": ("weather", british_station),
    "a Canadian station": ("weather", canadian_station),
    "an American station": ("weather", american_station),
    "anomalies": ("weather", anomalies), "a climate index": ("weather", climate_index),
    "sea ice": ("weather", sea_ice), "monthly, nameless": ("weather", monthly_without_names),
    "a tide gauge": ("weather", tide_gauge), "a solar model": ("weather", solar_model),
    "a place, then a table": ("weather", place_then_table),
    "a header between marks": ("weather", header_between_marks),
    "a sports watch": ("sensor", sports_watch), "heart rate": ("sensor", heart_rate),
    "steps of a phone": ("sensor", steps_of_a_phone), "scales": ("sensor", scales),
    "a logger": ("sensor", logger), "a smart home": ("sensor", smart_home),
    "epochs": ("sensor", epochs), "water level": ("sensor", water_level),
    "a meter across": ("energy", meter_across), "a power market": ("energy", power_market),
    "begin and end": ("energy", begin_and_end), "a household": ("energy", household),
    "Eurostat, rows": ("office", eurostat_rows), "Eurostat, across": ("office", eurostat_across),
    "a German office": ("office", german_office), "a French office": ("office", french_office),
    "a Spanish office": ("office", spanish_office), "a Dutch office": ("office", dutch_office),
    "a labour office": ("office", labour_office),
    "a development bank": ("office", development_bank),
    "several places": ("office", several_places), "a Japanese office": ("office", japanese_office),
    "fiscal years": ("office", fiscal_years), "marked years": ("office", marked_years),
    "quarters over years": ("office", quarters_over_years),
    "months over years": ("office", months_over_years),
    "searches": ("web", searches), "visits": ("web", visits), "metric rows": ("web", metric_rows),
    "Unicode text": ("sheet", unicode_text), "weeks in German": ("sheet", weeks_german),
    "French months": ("sheet", french_months),
    "a sheet with subtotals": ("sheet", sheet_with_subtotals),
    "a sheet of years": ("sheet", sheet_of_years), "a sheet of dates": ("sheet", sheet_of_dates),
}  # fmt: skip
