"""The settings of the screen "Your series", to and from the URL. A file itself is never in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rnnviz.series.protocol.protocol import Protocol
from rnnviz.settings.base import choice, choices, flag, number, whole
from rnnviz.settings.repairs import RepairSettings
from rnnviz.settings.tables import CELL_CODES, cell_label
from rnnviz.words import _

LABELS = {
    "builtin": _("Built in"),
    "upload": _("File"),
    "paste": _("Paste"),
    "one_step": _("One step ahead"),
    "free_run": _("Free-running"),
    "minmax": _("to −1 … 1"),
    "zscore": _("to mean 0, deviation 1"),
    "interpolate": _("Fill them"),
    "drop": _("Leave those rows out"),
    "longest": _("Use the longest run without gaps"),
    "none": _("None"),
    "step": _("From row to row"),
    "season": _("From season to season"),
    "both": _("Both"),
}


def label(code: str) -> str:
    """Give the words for a code of this screen, or the name of a cell."""
    return LABELS.get(code) or cell_label(code)


@dataclass(frozen=True, kw_only=True)
class SeriesSettings(RepairSettings):
    """Your series: where it comes from, the protocol, and which view of the results."""

    source: str = choice("builtin", ("builtin", "upload", "paste"), _("Series"), show=label)
    versus: tuple[str, ...] = choices(
        ("lstm",),
        CELL_CODES,
        5,
        _("Beside it"),
        show=label,
        help=_("Other recurrent networks, at most five, trained on the same windows."),
    )
    match: bool = flag(
        False,
        _("Match sizes"),
        help=_("Give the other networks as many hidden units as bring their counts nearest."),
    )
    seeds: int = whole(
        5,
        1,
        10,
        _("Seeds"),
        help=_("How often each network is trained, each time from other first weights."),
    )
    window: int = whole(
        12,
        1,
        100,
        _("Window L"),
        help=_("How many past values a model is given to predict the next."),
    )
    test: float = number(
        0.2,
        0.05,
        0.5,
        _("Test part"),
        step=0.05,
        help=_("Share of the rows, the latest ones, that no model sees in training."),
    )
    validation: float = number(
        0.2,
        0.05,
        0.5,
        _("Validation part"),
        step=0.05,
        help=_("Share of the remaining rows that only decides when to stop training."),
    )
    scaling: str = choice("minmax", ("minmax", "zscore"), _("Scaling"), show=label)
    anchor: bool = flag(
        False,
        _("Anchor on the last value"),
        help=_("Predict the change from the last value, not the level: for series that wander."),
    )
    log: bool = flag(False, _("Logarithm"), help=_("For positive series that grow in proportion."))
    difference: str = choice(
        "none",
        ("none", "step", "season", "both"),
        _("Differences"),
        show=label,
        help=_("Models then learn the change from row to row, or from season to season."),
    )
    period: int | None = whole(
        None,
        2,
        1000,
        _("Season, rows"),
        optional=True,
        help=_("Rows of one season. Left empty, it is guessed from the training part."),
    )
    horizon: int = whole(
        12, 1, 50, _("Horizon"), help=_("How many rows ahead errors and intervals are measured.")
    )
    coverage: float = number(
        0.9, 0.5, 0.99, _("Interval level"), step=0.05,
        help=_("The share of values that the intervals are meant to cover."),
    )  # fmt: skip
    folds: int = whole(
        1,
        1,
        5,
        _("Rolling origins"),
        help=_("Train anew at so many origins and test each time on what follows. 1: only once."),
    )
    article: bool = flag(
        False,
        _("As in the mnemonist article"),
        help=_("Run the protocol of that article beside this one, and see what it hides."),
    )
    missing: str = choice(
        "interpolate",
        ("interpolate", "drop", "longest"),
        _("Missing values"),
        show=label,
        help=_("Filling uses no value of the future: see the notes under the picture."),
    )
    epochs: int = whole(200, 10, 2000, _("Epochs, at most"), step=50)
    lr: float = number(0.01, 0.0001, 1.0, _("Learning rate"), step=0.005)
    view: str = choice("one_step", ("one_step", "free_run"), _("Prediction"), show=label)

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
