"""The settings of the screen "Your series", to and from the URL. A file itself is never in it."""

from dataclasses import dataclass

from rnnviz.series.protocol import Protocol
from rnnviz.ui.series_repair_settings import RepairSettings
from rnnviz.ui.settings import choice, flag, number, whole
from rnnviz.ui.tables import CELL_CODES, cell_label
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
    "none": _("Nothing"),
}


def label(code: str) -> str:
    """Give the words for a code of this screen, or the name of a cell."""
    return LABELS.get(code) or cell_label(code)


@dataclass(frozen=True, kw_only=True)
class SeriesSettings(RepairSettings):
    """Your series: where it comes from, the protocol, and which view of the results."""

    source: str = choice("builtin", ("builtin", "upload", "paste"), _("Series"), show=label)
    versus: str = choice("lstm", ("none", *CELL_CODES), _("Beside it"), show=label)
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
    missing: str = choice(
        "interpolate",
        ("interpolate", "drop", "longest"),
        _("Missing values"),
        show=label,
        help=_("Filling uses no value of the future: see the notes under the picture."),
    )
    epochs: int = whole(400, 10, 2000, _("Epochs, at most"), step=50)
    lr: float = number(0.01, 0.0001, 1.0, _("Learning rate"), step=0.005)
    view: str = choice("one_step", ("one_step", "free_run"), _("Prediction"), show=label)

    def protocol(self) -> Protocol:
        """What a comparison depends on."""
        cells = (self.cell, self.versus)
        return Protocol(
            cells=tuple(dict.fromkeys(c for c in cells if c != "none")), hidden=self.hidden,
            window=self.window, test=self.test, validation=self.validation,
            scaling="zscore" if self.scaling == "zscore" else "minmax", log=self.log,
            anchor=self.anchor, missing=self.missing, epochs=self.epochs, lr=self.lr,  # type: ignore[arg-type]
            seed=self.seed, outliers=self.outliers,  # type: ignore[arg-type]
        )  # fmt: skip
