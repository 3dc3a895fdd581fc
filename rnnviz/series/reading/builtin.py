"""The series that come with the app, by name."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from rnnviz.errors import RnnvizError
from rnnviz.series.reading.table import Table, read_table
from rnnviz.words import _

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


SERIES: dict[str, BuiltIn] = {
    "sunspots": BuiltIn(
        _("Sunspots, yearly"), "sunspots", "year", _("sunspots"), 11, "observed",
        _("public domain"), _("A rough cycle of 11 years whose height no rule foretells."),
    ),
    "air_passengers": BuiltIn(
        _("Airline passengers, monthly"), "passengers", "month", _("thousand passengers"), 12,
        "observed", _("figures: no statement; taken from pmdarima (MIT)"),
        _("Trend and season grow together; the test part lies above anything seen in training."),
    ),
    "nile": BuiltIn(
        _("Flow of the Nile, yearly"), "volume", "year", _("10⁸ m³"), 1, "observed",
        _("public domain"), _("Short and noisy: little to learn beyond the recent level."),
    ),
    "co2": BuiltIn(
        _("CO₂ at Mauna Loa, weekly"), "co2", "week", _("parts per million"), 52, "observed",
        _("public domain"), _("A steady rise with a yearly season, and 59 empty weeks."),
    ),
    "lynx": BuiltIn(
        _("Lynx trapped in Canada, yearly"), "trapped", "year", _("animals"), 10, "observed",
        _("figures: no statement; taken from pmdarima (MIT)"),
        _("Sharp peaks about every ten years; a logarithm makes them milder."),
    ),
    "seatbelts": BuiltIn(
        _("Road casualties in Great Britain, monthly"), "killed_or_seriously_injured", "month",
        _("people"), 12, "observed",
        _("figures: no statement; taken from sktime (BSD-3-Clause)"),
        _("A season, and a sudden drop in 1983 when seat belts became compulsory."),
    ),
    "sine": BuiltIn(
        _("sin(0.3x), computed"), "y", "x", "", 42, "computed", _("made for this project"),
        _("A pure wave, as many articles use it: two past values determine the next exactly."),
    ),
    "oil_well": BuiltIn(
        _("Oil well, simulated"), "oil_rate", "month", _("m³ a day"), 1, "simulated",
        _("made for this project"),
        _("Not a real well: Arps' hyperbolic decline with noise, a workover and shut-ins."),
    ),
}  # fmt: skip


@cache
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
