"""The settings of the screen Batches: what is looked at, and of which small network."""

from dataclasses import dataclass

from rnnviz.batches.padded import WAYS, WHERE
from rnnviz.batches.pieces import STARTS
from rnnviz.settings.base import Settings, choice, number, whole
from rnnviz.words import N_, _

VIEWS = ("padding", "pieces", "forcing")
CELLS = ("rnn_tanh", "gru", "lstm")  # that PyTorch and Keras have

LABELS = {
    "padding": N_("Unequal lengths"),
    "pieces": N_("A series in pieces"),
    "forcing": N_("Its own answers"),
    "rnn_tanh": N_("RNN (tanh)"),
    "gru": N_("GRU"),
    "lstm": N_("LSTM"),
    "behind": N_("Pads behind"),
    "before": N_("Pads before"),
    "plain": N_("Pads read and counted"),
    "weighted": N_("Pads read, not counted"),
    "masked": N_("Masked"),
    "packed": N_("Packed"),
    "zero": N_("h₀ is zero"),
    "carried": N_("h₀ from a pass before"),
    "learned": N_("h₀ learned"),
}


def label(code: str) -> str:
    """Give the words for a code of this screen."""
    return _(LABELS.get(code, code))


@dataclass(frozen=True, kw_only=True)
class BatchSettings(Settings):
    """Batches: a network with fresh weights, and what it reads."""

    view: str = choice("padding", VIEWS, N_("View"), show=label)
    cell: str = choice("rnn_tanh", CELLS, N_("Cell"), show=label)
    hidden: int = whole(4, 1, 8, N_("Hidden units"))
    gain: float = number(1.6, 0.0, 3.0, N_("Gain"), step=0.1)
    seed: int = whole(6, 0, 999_999, N_("Seed"))
    unit: int = whole(1, 1, 8, N_("Unit"), help=N_("Which hidden unit is drawn."))
    # Unequal lengths
    pads: str = choice("behind", WHERE, N_("Pads"), show=label)
    way: str = choice("plain", WAYS, N_("What is done about them"), show=label)
    rows: int = whole(5, 2, 8, N_("Rows"), help=N_("Sequences of the batch, N."))
    longest: int = whole(12, 2, 24, N_("Longest"), help=N_("Steps of the longest sequence, T."))
    # A series in pieces
    length: int = whole(24, 4, 48, N_("Steps"), help=N_("Of the whole series, T."))
    piece: int = whole(6, 1, 48, N_("Steps of a piece"))
    start: str = choice("zero", STARTS, N_("Where the series begins"), show=label)
    # Its own answers
    given: int = whole(20, 2, 40, N_("Steps of truth"), help=N_("Then it reads its own answers."))
    noise: float = number(0.4, 0.0, 1.0, N_("Noise"), step=0.1, help=N_("Deviation, on a sine."))

    @property
    def drawn(self) -> int:
        """Which unit is drawn, from 0: the last if there are not so many."""
        return min(self.unit, self.hidden) - 1
