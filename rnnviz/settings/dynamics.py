"""The settings of the screen Dynamics: what is looked at, and of which network."""

import re
from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np

from rnnviz.errors import RnnvizError
from rnnviz.settings.base import Settings, choice, declared, number, text, whole
from rnnviz.settings.train import TrainSettings
from rnnviz.words import N_, _

VIEWS = ("one", "two", "many", "cliff", "valley", "exponents", "momentum")
SUBJECTS = ("example", "matrix", "parity", "run")
# Of which network each view can be: the first is what it opens with.
OFFERED = {
    "one": ("example",),
    "two": ("matrix", "parity", "run"),
    "many": ("example", "matrix", "run"),
    "cliff": ("example", "run"),
    "valley": ("run",),
    "exponents": ("example", "run"),
    "momentum": ("example",),
}
_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,4}\.?[0-9]{0,12}|\.[0-9]{1,12})")
MOST = 20.0  # of a recurrent weight that is typed

LABELS = {
    "one": N_("One unit"),
    "two": N_("Two units"),
    "many": N_("Many units"),
    "cliff": N_("The cliff"),
    "valley": N_("The loss around"),
    "exponents": N_("Lyapunov exponents"),
    "momentum": N_("Momentum"),
    "example": N_("The example"),
    "matrix": N_("A matrix"),
    "parity": N_("Parity, by hand"),
    "run": N_("A trained network"),
    "none": N_("Nothing"),
    "pulse": N_("Two pulses"),
    "square": N_("A square wave"),
    "random": N_("Two random directions"),
    "path": N_("Along the training"),
    "12": N_("Components 1, 2"),
    "13": N_("Components 1, 3"),
    "23": N_("Components 2, 3"),
}


def label(code: str) -> str:
    """Give the words for a code of this screen."""
    return _(LABELS.get(code, code))


def parse_matrix(written: str) -> np.ndarray:
    """Read a square matrix of two to four rows, which semicolons set apart.

    >>> parse_matrix("1 -1; -1, 1").tolist()
    [[1.0, -1.0], [-1.0, 1.0]]

    Raises:
        RnnvizError: if it is no such matrix, or a number is beyond 20.
    """
    rows = [row.replace(",", " ").split() for row in written.split(";")]
    if not all(_NUMBER.fullmatch(cell) for row in rows for cell in row):
        raise RnnvizError(_wrong())
    values = [[float(cell) for cell in row] for row in rows]
    square = 2 <= len(values) <= 4 and all(len(row) == len(values) for row in values)
    if not square or not all(abs(v) <= MOST for row in values for v in row):
        raise RnnvizError(_wrong())
    return np.array(values)


def _wrong() -> str:
    text = _("Write two to four rows of as many numbers up to {most}, such as 1 −1; −1 1.")
    return text.format(most=round(MOST)).replace("\N{MINUS SIGN}", "-")


@dataclass(frozen=True, kw_only=True)
class DynamicsSettings(TrainSettings):
    """Dynamics. A trained network is the one of the run that Train's settings describe."""

    view: str = choice("one", VIEWS, N_("View"), show=label)
    subject: str = choice("example", SUBJECTS, N_("Of"), show=label)
    # One unit
    w: float = number(1.5, -3.0, 3.0, N_("Weight w"), step=0.1)
    u: float = number(1.0, -3.0, 3.0, N_("Input weight u"), step=0.1)
    bias: float = number(0.0, -2.0, 2.0, N_("Bias b"), step=0.1)
    phi: str = choice("tanh", ("tanh", "sigmoid"), N_("Activation"))
    reads: str = choice("pulse", ("none", "pulse", "square"), N_("It reads"), show=label)
    h0: float = number(0.0, -1.0, 1.0, N_("It begins at"), step=0.1)
    # Two units
    matrix: str = text(
        "1.2 -0.9; 0.9 1.2", 120, N_("Recurrent weights"), check=parse_matrix,
        help=N_("Row by row, rows set apart by semicolons; h after is tanh(W h)."),
    )  # fmt: skip
    scale: float = number(1.0, 0.0, 2.0, N_("Weights ×"), step=0.1)
    constant: float = number(0.0, -3.0, 3.0, N_("Constant input"), step=0.1)
    start_x: float = number(0.1, -1.5, 1.5, N_("Unit 1 begins at"), step=0.1)
    start_y: float = number(0.0, -1.5, 1.5, N_("Unit 2 begins at"), step=0.1)
    # Many units
    hold: int = whole(
        5, 0, 10, N_("Held input"),
        help=N_("0 is the lowest value that the sequences hold, 10 the highest, of the first "
                "input; other inputs are held at their middle value."),
    )  # fmt: skip
    axes: str = choice("12", ("12", "13", "23"), N_("Drawn on"), show=label)
    # The cliff
    from_w: float = number(1.5, 0.5, 2.0, N_("w begins at"), step=0.1)
    from_b: float = number(0.25, -0.3, 0.3, N_("b begins at"), step=0.05)
    pace: float = number(0.05, 0.001, 2.0, N_("Rate"), step=0.05)
    bound: float = number(1.0, 0.01, 100.0, N_("Longest gradient"), step=0.5)
    first: int = whole(0, 0, 9999, N_("Across"))
    second: int = whole(1, 0, 9999, N_("Up"))
    # The loss around
    plane: str = choice("random", ("random", "path"), N_("Directions"), show=label)
    # Lyapunov exponents of random networks
    spread: float = number(1.5, 0.3, 3.0, N_("Gain g"), step=0.1)
    # Momentum
    alpha: float = number(1.0, 0.2, 4.0, N_("Step α"), step=0.2)
    beta: float = number(0.0, 0.0, 0.95, N_("Momentum β"), step=0.05)

    def with_(self, **values: Any) -> Self:
        """As for all settings; what is looked at leaves the run, and its changes, as they are.

        Raises:
            RnnvizError: if a value is not one that the setting may have.
        """
        own = {name: value for name, value in values.items() if name in OWN}
        rest = {name: value for name, value in values.items() if name not in OWN}
        new = super().with_(**rest) if rest else self
        Settings.with_(new, **own)  # looks at the values
        return replace(new, **own)

    @property
    def of(self) -> str:
        """Of which network the view is: the subject, if this view has it."""
        offered = OFFERED[self.view]
        return self.subject if self.subject in offered else offered[0]


OWN = {f.name for f in declared(DynamicsSettings)} - {f.name for f in declared(TrainSettings)}
