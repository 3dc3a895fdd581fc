"""The series that come with the app, by name."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from rnnviz.errors import RnnvizError
from rnnviz.series.reading.table import Table, read_table
from rnnviz.words import N_, _
from rnnviz.words.tongue import by_language

DATA = Path(__file__).resolve().parents[3] / "data"


@dataclass(frozen=True)
class BuiltIn:
    """One series of `data/`.

    `season` is the number of rows in a season (1: none), `origin` says whether it was observed or
    computed, `licence` is what its source says.
    """

    label: str
    value: str
    time: str
    unit: str
    season: int
    origin: Literal["observed", "computed", "simulated"]
    licence: str
    note: str


ORIGINS = (N_("observed"), N_("computed"), N_("simulated"))

SERIES: dict[str, BuiltIn] = {
    "sunspots": BuiltIn(
        N_("Sunspots, yearly"), "sunspots", "year", N_("sunspots"), 11, "observed",
        N_("public domain"), N_("A rough cycle of 11 years whose height no rule foretells."),
    ),
    "air_passengers": BuiltIn(
        N_("Airline passengers, monthly"), "passengers", "month", N_("thousand passengers"), 12,
        "observed", N_("figures: no statement; taken from pmdarima (MIT)"),
        N_("Trend and season grow together; the test part lies above anything seen in training."),
    ),
    "nile": BuiltIn(
        N_("Flow of the Nile, yearly"), "volume", "year", N_("10⁸ m³"), 1, "observed",
        N_("public domain"), N_("Short and noisy: little to learn beyond the recent level."),
    ),
    "co2": BuiltIn(
        N_("CO₂ at Mauna Loa, weekly"), "co2", "week", N_("parts per million"), 52, "observed",
        N_("public domain"), N_("A steady rise with a yearly season, and 59 empty weeks."),
    ),
    "lynx": BuiltIn(
        N_("Lynx trapped in Canada, yearly"), "trapped", "year", N_("animals"), 10, "observed",
        N_("figures: no statement; taken from pmdarima (MIT)"),
        N_("Sharp peaks about every ten years; a logarithm makes them milder."),
    ),
    "seatbelts": BuiltIn(
        N_("Road casualties in Great Britain, monthly"), "killed_or_seriously_injured", "month",
        N_("people"), 12, "observed",
        N_("figures: no statement; taken from sktime (BSD-3-Clause)"),
        N_("A season, and a sudden drop in 1983 when seat belts became compulsory."),
    ),
    "sine": BuiltIn(
        N_("sin(0.3x), computed"), "y", "x", "", 42, "computed", N_("made for this project"),
        N_("A pure wave, as many articles use it: two past values determine the next exactly."),
    ),
    "oil_well": BuiltIn(
        N_("Oil well, simulated"), "oil_rate", "month", N_("m³ a day"), 1, "simulated",
        N_("made for this project"),
        N_("Not a real well: Arps' hyperbolic decline with noise, a workover and shut-ins."),
    ),
}  # fmt: skip


@by_language(cache)
def load(code: str) -> Table:
    """Read a built-in series as a user's file would be read.

    >>> load("sine").rows
    201
    """
    if code not in SERIES:
        raise RnnvizError(
            _("There is no built-in series named {code!r}; choose one of {known}.").format(
                code=code, known=", ".join(SERIES)
            )
        )
    return read_table(contents(code), f"{code}.csv")


def contents(code: str) -> bytes:
    """The bytes of a built-in file."""
    return (DATA / f"{code}.csv").read_bytes()
