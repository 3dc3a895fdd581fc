"""The settings of the screen Batches: what is looked at, and of which small network."""

from dataclasses import dataclass

from rnnviz.batches.padded import WAYS, WHERE
from rnnviz.batches.pieces import STARTS
from rnnviz.settings.base import Settings, choice, number, whole
from rnnviz.words import _

VIEWS = ("padding", "pieces", "forcing")
CELLS = ("rnn_tanh", "gru", "lstm")  # that PyTorch and Keras have

LABELS = {
    "padding": _("Unequal lengths"),
    "pieces": _("A series in pieces"),
    "forcing": _("Its own answers"),
    "rnn_tanh": _("RNN (tanh)"),
    "gru": _("GRU"),
    "lstm": _("LSTM"),
    "behind": _("Pads behind"),
    "before": _("Pads before"),
    "plain": _("Pads read and counted"),
    "weighted": _("Pads read, not counted"),
    "masked": _("Masked"),
    "packed": _("Packed"),
    "zero": _("h₀ is zero"),
    "carried": _("h₀ from a pass before"),
    "learned": _("h₀ learned"),
}


def label(code: str) -> str:
    """Give the words for a code of this screen."""
    return _(LABELS.get(code, code))


@dataclass(frozen=True, kw_only=True)
class BatchSettings(Settings):
    """Batches: a network with fresh weights, and what it reads."""

    view: str = choice("padding", VIEWS, _("View"), show=label)
    cell: str = choice("rnn_tanh", CELLS, _("Cell"), show=label)
    hidden: int = whole(4, 1, 8, _("Hidden units"))
    gain: float = number(1.6, 0.0, 3.0, _("Gain"), step=0.1)
    seed: int = whole(6, 0, 999_999, _("Seed"))
    unit: int = whole(1, 1, 8, _("Unit"), help=_("Which hidden unit is drawn."))
    # Unequal lengths
    pads: str = choice("behind", WHERE, _("Pads"), show=label)
    way: str = choice("plain", WAYS, _("What is done about them"), show=label)
    rows: int = whole(5, 2, 8, _("Rows"), help=_("Sequences of the batch, N."))
    longest: int = whole(12, 2, 24, _("Longest"), help=_("Steps of the longest sequence, T."))
    # A series in pieces
    length: int = whole(24, 4, 48, _("Steps"), help=_("Of the whole series, T."))
    piece: int = whole(6, 1, 48, _("Steps of a piece"))
    start: str = choice("zero", STARTS, _("Where the series begins"), show=label)
    # Its own answers
    given: int = whole(20, 2, 40, _("Steps of truth"), help=_("Then it reads its own answers."))
    noise: float = number(0.4, 0.0, 1.0, _("Noise"), step=0.1, help=_("Deviation, on a sine."))

    @property
    def drawn(self) -> int:
        """Which unit is drawn, from 0: the last if there are not so many."""
        return min(self.unit, self.hidden) - 1
