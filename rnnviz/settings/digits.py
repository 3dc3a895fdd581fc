"""The settings of the screen "Digits", to and from the URL; a drawing of one's own is in it too."""

from dataclasses import dataclass

from rnnviz.settings.base import choice, number, text, whole
from rnnviz.settings.network import NetworkSettings
from rnnviz.settings.tables import CELL_CODES, cell_choice, cell_label
from rnnviz.tasks.digits.digits import CLASSES, INKS, ORDERS, parse_drawing
from rnnviz.tasks.digits.training import LARGEST, SMALLEST, Plan
from rnnviz.words import N_, _

NAMES = tuple(str(c) for c in range(CLASSES))
OPTIONAL_CELLS = ("none", *CELL_CODES)

LABELS = {
    "none": N_("Nothing"),
    "units": N_("Hidden units"),
    "weights": N_("Weights"),
    "down": N_("Rows, top down"),
    "up": N_("Rows, bottom up"),
    "right": N_("Columns"),
    "unit": N_("÷ 16: 0 to 1"),
    "raw": N_("As stored: 0 to 16"),
    "byte": N_("× 16: 0 to 256"),
    "test": N_("A test digit"),
    "drawn": N_("Draw your own"),
    "all": N_("All"),
    "misread": N_("Misread"),
    "any": N_("Any"),
    "answer": N_("Its own answer"),
}


def network_choice(code: str) -> str:
    """Give a cell after its group, or the words for none."""
    return _(LABELS.get(code, "")) or cell_choice(code)


def label(code: str) -> str:
    """Give the words for a code of this screen, or the name of a cell."""
    return _(LABELS.get(code, "")) or cell_label(code)


@dataclass(frozen=True, kw_only=True)
class DigitsSettings(NetworkSettings):
    """Digits: which networks are trained and how, which digit they read, and what is asked.

    Of the network in hand only the seed is used; the rest is carried along to the next screen.
    """

    first: str = choice("rnn_tanh", CELL_CODES, N_("First network"), show=network_choice)
    second: str = choice("gru", OPTIONAL_CELLS, N_("Second"), show=network_choice)
    third: str = choice("lstm", OPTIONAL_CELLS, N_("Third"), show=network_choice)
    units: int = whole(32, SMALLEST, LARGEST, N_("Hidden units"))
    match: str = choice(
        "units",
        ("units", "weights"),
        N_("What is equal"),
        show=label,
        help=N_("With equal weights, the others get fewer hidden units than the first."),
    )
    restarts: int = whole(
        3,
        1,
        10,
        N_("Starts"),
        help=N_("Each network is trained from so many first weights: the spread is luck."),
    )
    epochs: int = whole(20, 1, 100, N_("Epochs"), step=5)
    lr: float = number(0.01, 0.0001, 0.3, N_("Learning rate"), step=0.005)
    order: str = choice("down", ORDERS, N_("Reading order"), show=label)
    ink: str = choice(
        "unit",
        tuple(INKS),
        N_("Grey levels"),
        show=label,
        help=N_("What the networks are given. Another choice trains them anew."),
    )
    source: str = choice("test", ("test", "drawn"), N_("Digit"), show=label)
    digit: int = whole(13, 1, 450, N_("Test digit"))
    show: str = choice("all", ("all", "misread"), N_("Show"), show=label)
    kind: str = choice("any", ("any", *NAMES), N_("Digit class"), show=label)
    follow: int = whole(1, 1, 3, N_("Look inside"))
    about: str = choice("answer", ("answer", *NAMES), N_("Explain"), show=label)
    drawing: str = text("", 171, N_("Drawing"), check=parse_drawing)

    def plan(self) -> Plan:
        """What the training depends on."""
        cells = (self.first, self.second, self.third)
        return Plan(
            cells=tuple(dict.fromkeys(c for c in cells if c != "none")), hidden=self.units,
            match=self.match, restarts=self.restarts, epochs=self.epochs, lr=self.lr,
            seed=self.seed, order=self.order, ink=self.ink,
        )  # fmt: skip
