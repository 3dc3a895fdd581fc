"""The settings of the screen "Digits", to and from the URL; a drawing of one's own is in it too."""

from dataclasses import dataclass

from rnnviz.settings.base import choice, number, text, whole
from rnnviz.settings.network import NetworkSettings
from rnnviz.settings.tables import CELL_CODES, cell_choice, cell_label
from rnnviz.tasks.digits.digits import CLASSES, INKS, ORDERS, parse_drawing
from rnnviz.tasks.digits.training import LARGEST, SMALLEST, Plan
from rnnviz.words import _

NAMES = tuple(str(c) for c in range(CLASSES))
OPTIONAL_CELLS = ("none", *CELL_CODES)

LABELS = {
    "none": _("Nothing"),
    "units": _("Hidden units"),
    "weights": _("Weights"),
    "down": _("Rows, top down"),
    "up": _("Rows, bottom up"),
    "right": _("Columns"),
    "unit": _("÷ 16: 0 to 1"),
    "raw": _("As stored: 0 to 16"),
    "byte": _("× 16: 0 to 256"),
    "test": _("A test digit"),
    "drawn": _("Draw your own"),
    "all": _("All"),
    "misread": _("Misread"),
    "any": _("Any"),
    "answer": _("Its own answer"),
}


def network_choice(code: str) -> str:
    """Give a cell after its group, or the words for none."""
    return LABELS.get(code) or cell_choice(code)


def label(code: str) -> str:
    """Give the words for a code of this screen, or the name of a cell."""
    return LABELS.get(code) or cell_label(code)


@dataclass(frozen=True, kw_only=True)
class DigitsSettings(NetworkSettings):
    """Digits: which networks are trained and how, which digit they read, and what is asked.

    Of the network in hand only the seed is used; the rest is carried along to the next screen.
    """

    first: str = choice("rnn_tanh", CELL_CODES, _("First network"), show=network_choice)
    second: str = choice("gru", OPTIONAL_CELLS, _("Second"), show=network_choice)
    third: str = choice("lstm", OPTIONAL_CELLS, _("Third"), show=network_choice)
    units: int = whole(32, SMALLEST, LARGEST, _("Hidden units"))
    match: str = choice(
        "units",
        ("units", "weights"),
        _("What is equal"),
        show=label,
        help=_("With equal weights, the others get fewer hidden units than the first."),
    )
    restarts: int = whole(
        3,
        1,
        10,
        _("Starts"),
        help=_("Each network is trained from so many first weights: the spread is luck."),
    )
    epochs: int = whole(20, 1, 100, _("Epochs"), step=5)
    lr: float = number(0.01, 0.0001, 0.3, _("Learning rate"), step=0.005)
    order: str = choice("down", ORDERS, _("Reading order"), show=label)
    ink: str = choice(
        "unit",
        tuple(INKS),
        _("Grey levels"),
        show=label,
        help=_("What the networks are given. Another choice trains them anew."),
    )
    source: str = choice("test", ("test", "drawn"), _("Digit"), show=label)
    digit: int = whole(13, 1, 450, _("Test digit"))
    show: str = choice("all", ("all", "misread"), _("Show"), show=label)
    kind: str = choice("any", ("any", *NAMES), _("Digit class"), show=label)
    follow: int = whole(1, 1, 3, _("Look inside"))
    about: str = choice("answer", ("answer", *NAMES), _("Explain"), show=label)
    drawing: str = text("", 171, _("Drawing"), check=parse_drawing)

    def plan(self) -> Plan:
        """What the training depends on."""
        cells = (self.first, self.second, self.third)
        return Plan(
            cells=tuple(dict.fromkeys(c for c in cells if c != "none")), hidden=self.units,
            match=self.match, restarts=self.restarts, epochs=self.epochs, lr=self.lr,
            seed=self.seed, order=self.order, ink=self.ink,
        )  # fmt: skip
