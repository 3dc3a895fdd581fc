"""The settings of the screen "Your series", to and from the URL. A file itself is never in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rnnviz.series.protocol.protocol import Protocol
from rnnviz.settings.base import choice, choices, flag, number, whole
from rnnviz.settings.repairs import RepairSettings
from rnnviz.settings.tables import CELL_CODES, cell_label
from rnnviz.words import N_, _

LABELS = {
    "builtin": N_("Built in"),
    "upload": N_("File"),
    "paste": N_("Paste"),
    "one_step": N_("One step ahead"),
    "free_run": N_("Free-running"),
    "minmax": N_("to −1 … 1"),
    "zscore": N_("to mean 0, deviation 1"),
    "interpolate": N_("Fill them"),
    "drop": N_("Leave those rows out"),
    "longest": N_("Use the longest run without gaps"),
    "none": N_("None"),
    "step": N_("From row to row"),
    "season": N_("From season to season"),
    "both": N_("Both"),
}


def label(code: str) -> str:
    """Give the words for a code of this screen, or the name of a cell."""
    return _(LABELS.get(code, "")) or cell_label(code)


@dataclass(frozen=True, kw_only=True)
class SeriesSettings(RepairSettings):
    """Your series: where it comes from, the protocol, and which view of the results."""

    source: str = choice("builtin", ("builtin", "upload", "paste"), N_("Series"), show=label)
    versus: tuple[str, ...] = choices(
        ("lstm",),
        CELL_CODES,
        5,
        N_("Beside it"),
        show=label,
        help=N_("Other recurrent networks, at most five, trained on the same windows."),
    )
    match: bool = flag(
        False,
        N_("Match sizes"),
        help=N_("Give the other networks as many hidden units as bring their counts nearest."),
    )
    seeds: int = whole(
        5,
        1,
        10,
        N_("Seeds"),
        help=N_("How often each network is trained, each time from other first weights."),
    )
    window: int = whole(
        12,
        1,
        100,
        N_("Window L"),
        help=N_("How many past values a model is given to predict the next."),
    )
    test: float = number(
        0.2,
        0.05,
        0.5,
        N_("Test part"),
        step=0.05,
        help=N_("Share of the rows, the latest ones, that no model sees in training."),
    )
    validation: float = number(
        0.2,
        0.05,
        0.5,
        N_("Validation part"),
        step=0.05,
        help=N_("Share of the remaining rows that only decides when to stop training."),
    )
    scaling: str = choice("minmax", ("minmax", "zscore"), N_("Scaling"), show=label)
    anchor: bool = flag(
        False,
        N_("Anchor on the last value"),
        help=N_("Predict the change from the last value, not the level: for series that wander."),
    )
    log: bool = flag(
        False, N_("Logarithm"), help=N_("For positive series that grow in proportion.")
    )
    difference: str = choice(
        "none",
        ("none", "step", "season", "both"),
        N_("Differences"),
        show=label,
        help=N_("Models then learn the change from row to row, or from season to season."),
    )
    period: int | None = whole(
        None,
        2,
        1000,
        N_("Season, rows"),
        optional=True,
        help=N_("Rows of one season. Left empty, it is guessed from the training part."),
    )
    horizon: int = whole(
        12, 1, 50, N_("Horizon"), help=N_("How many rows ahead errors and intervals are measured.")
    )
    coverage: float = number(
        0.9, 0.5, 0.99, N_("Interval level"), step=0.05,
        help=N_("The share of values that the intervals are meant to cover."),
    )  # fmt: skip
    folds: int = whole(
        1,
        1,
        5,
        N_("Rolling origins"),
        help=N_("Train anew at so many origins and test each time on what follows. 1: only once."),
    )
    article: bool = flag(
        False,
        N_("As in the mnemonist article"),
        help=N_("Run the protocol of that article beside this one, and see what it hides."),
    )
    missing: str = choice(
        "interpolate",
        ("interpolate", "drop", "longest"),
        N_("Missing values"),
        show=label,
        help=N_("Filling uses no value of the future: see the notes under the picture."),
    )
    epochs: int = whole(200, 10, 2000, N_("Epochs, at most"), step=50)
    lr: float = number(0.01, 0.0001, 1.0, N_("Learning rate"), step=0.005)
    view: str = choice("one_step", ("one_step", "free_run"), N_("Prediction"), show=label)

    def taken(self, network: Mapping[str, Any]) -> dict[str, Any]:
        """All of a network but a trained one: the comparison that it comes from stays as it is."""
        return {} if network["net"] else dict(network)

    def protocol(self) -> Protocol:
        """What a comparison depends on."""
        return Protocol(
            cells=tuple(dict.fromkeys((self.cell, *self.versus))), hidden=self.hidden,
            match=self.match, window=self.window, seeds=self.seeds, test=self.test,
            validation=self.validation, log=self.log, anchor=self.anchor, season=self.period,
            scaling=self.scaling, difference=self.difference, missing=self.missing,  # type: ignore[arg-type]
            horizon=self.horizon, level=self.coverage, folds=self.folds, epochs=self.epochs,
            lr=self.lr, seed=self.seed, outliers=self.outliers,  # type: ignore[arg-type]
        )  # fmt: skip
