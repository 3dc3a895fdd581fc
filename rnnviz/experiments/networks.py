"""The networks that are compared: a cell, its first weights, and the bias of its forget gate."""

from typing import NamedTuple

import numpy as np

from rnnviz.core.biases import set_forget_bias
from rnnviz.core.cells import CELLS
from rnnviz.core.cells.cell import Cell
from rnnviz.core.init import init_network
from rnnviz.core.network import Network, Weights
from rnnviz.words import N_, _

GUESS = "guess"
CHRONO = "chrono"


class Kind(NamedTuple):
    """One kind of network."""

    label: str
    code: str  # of its cell
    scheme: str = "pytorch"
    bias: float | None = None
    chrono: bool = False  # forget biases for memories as long as the sequences

    @property
    def cell(self) -> Cell:
        """Its cell."""
        return CELLS[self.code]

    @property
    def forgets(self) -> bool:
        """Whether there is a forget gate, whose bias can be set."""
        return bool(self.cell.forget_gates) and not self.chrono

    @property
    def special(self) -> bool:
        """Whether it is more than its cell."""
        return self != Kind(self.cell.label, self.code)


SPECIAL: dict[str, Kind] = {
    GUESS: Kind(N_("Guessing weights"), "rnn_tanh", "drawn"),
    "orthogonal": Kind(N_("RNN (orthogonal)"), "rnn_tanh", "orthogonal"),
    "lstm_f0": Kind(N_("LSTM (forget bias 0)"), "lstm", bias=0.0),
    "lstm_f1": Kind(N_("LSTM (forget bias 1)"), "lstm", bias=1.0),
    "lstm_f3": Kind(N_("LSTM (forget bias 3)"), "lstm", bias=3.0),
    CHRONO: Kind(N_("LSTM (chrono)"), "lstm", chrono=True),
}
NETWORKS: tuple[str, ...] = (*SPECIAL, *CELLS)


def kind_of(code: str) -> Kind:
    """The network of that code: one of `SPECIAL`, or a cell as it comes."""
    return SPECIAL[code] if code in SPECIAL else Kind(CELLS[code].label, code)


def label(code: str) -> str:
    """What a network is called, without commas: it stands in lists."""
    return _(kind_of(code).label).replace(",", "")


def first_network(
    kind: Kind, bias: float | None, sizes: tuple[int, int, int], longest: int, seed: int
) -> Network:
    """The network before it has learned anything; `sizes` are inputs, hidden units, outputs.

    Its weights are those that the other screens draw from that seed.
    """
    rng = np.random.default_rng(seed)
    chrono = {"forget_bias": CHRONO} if kind.chrono else {}
    net = init_network(kind.cell, *sizes, rng, scheme=kind.scheme, longest=longest, **chrono)
    forget = kind.bias if bias is None else bias
    if forget is None or not kind.forgets:
        return net
    params = set_forget_bias(net.cell, net.weights.params, forget)
    return Network(net.cell, Weights(net.cell.fix(params), net.weights.readout))
