"""How many numbers networks have and learn, and which H brings one nearest to another’s count."""

from functools import cache

import numpy as np

from rnnviz.core.cells import CELLS
from rnnviz.core.init import init_network
from rnnviz.series.protocol.protocol import Protocol

MLP = "mlp_window"
LARGEST = 64  # hidden units that matching may choose


@cache
def count(code: str, hidden: int, window: int) -> int:
    """Parameters of a network with H hidden units, readout included.

    >>> count("rnn_tanh", 1, 5), count("lstm", 2, 5), count("mlp_window", 3, 5)
    (5, 35, 22)
    """
    if code == MLP:
        return hidden * (window + 2) + 1
    return init_network(CELLS[code], 1, hidden, 1, np.random.default_rng(0)).count()


@cache
def learned_count(code: str, hidden: int, window: int) -> int:
    """How many of them training changes: of an echo state network the readout's alone.

    >>> learned_count("lstm", 2, 5), count("esn", 8, 5), learned_count("esn", 8, 5)
    (35, 89, 9)
    """
    if code not in CELLS or not CELLS[code].frozen:
        return count(code, hidden, window)
    return hidden + 1


def hidden_units(p: Protocol) -> dict[str, int]:
    """H of every network of a comparison, the window's MLP included.

    >>> hidden_units(Protocol(cells=("lstm", "rnn_tanh"), hidden=8, match=True, window=12))
    {'lstm': 8, 'rnn_tanh': 17, 'mlp_window': 23}
    """
    codes = (*p.cells, MLP)
    if not p.match or not p.cells:
        return dict.fromkeys(codes, p.hidden)
    wanted = count(p.cells[0], p.hidden, p.window)
    return {
        code: p.hidden if code == p.cells[0] else nearest(code, wanted, p.window) for code in codes
    }


def nearest(code: str, wanted: int, window: int) -> int:
    """The H whose count is nearest to `wanted`, the smaller of two."""
    return min(range(1, LARGEST + 1), key=lambda H: (abs(count(code, H, window) - wanted), H))
