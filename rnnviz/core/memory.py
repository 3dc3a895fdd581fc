r"""Memory age: what each past step still contributes to the state, exactly.

Every cell here carries its state by the same sentence, pointwise and unit by unit:

    s_t = k_t * s_{t-1} + w_t            k: the share that is kept, w: what is written

so that, from s_0 = 0,

    s_t = sum_{j<=t} A_{t,j},            A_{t,j} = k_t k_{t-1} ... k_{j+1} * w_j

s is c where the cell has a cell state, else h. What reaches s_t through W_hh counts as written at
the step that read it, and so does what another memory hands over (the layer below a depth-gated
cell). A cell without a gate keeps nothing (k = 0): each h is wholly new.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from .arrays import Array
from .cells.cell import Cell
from .cells.rnn.leaky import ALPHA, KEPT
from .cells.today import echo
from .doors import door, walks


class Carry(NamedTuple):
    """How a state is carried through time; rows as in the trace, (T, ..., H)."""

    state: str  # which field of the trace is carried: "c" or "h"
    keep: Array  # (T, ..., H) k_t, the share of the old state that is kept
    new: Array  # (T, ..., H) the candidate
    share: Array  # (T, ..., H) the share of the candidate that is written
    lifted: Array | None = None  # (T, ..., H) what another memory hands over, if there is one
    turn: Array | None = None  # (T, ..., H) the share that goes over to the other half of a pair
    beside: Array | None = None  # (T, ..., H) what is written to the other half

    @property
    def age(self) -> Array:
        """A (T, T, ..., H), see `memory_age`; of a pair that turns, what comes round is the age
        of the step that wrote it: Re(lambda^(t-j) * what step j wrote).
        """
        if self.turn is None or self.beside is None:
            return memory_age(self.keep, self.written)
        own = self.share * self.new
        h = np.zeros((len(own), *own.shape), own.dtype)
        j = np.zeros_like(h)
        for t, (k, s) in enumerate(zip(self.keep, self.turn, strict=True)):
            if t:
                h[t, :t] = k * h[t - 1, :t] - s * j[t - 1, :t]
                j[t, :t] = s * h[t - 1, :t] + k * j[t - 1, :t]
            h[t, t], j[t, t] = own[t], self.beside[t]
        return h

    @property
    def written(self) -> Array:
        """w_t, (T, ..., H)."""
        own = self.share * self.new
        return own if self.lifted is None else own + self.lifted


Rule = Callable[[Any], tuple[Any, Array, Any]]  # a trace -> keep, new, share of new

RULES: dict[str, Rule] = {
    "lstm": lambda s: (s.f, s.g, s.i),
    "lstm_peephole": lambda s: (s.f, s.g, s.i),
    "lstm_1997": lambda s: (1.0, s.g, s.i),
    "lstm_coupled": lambda s: (s.f, s.g, 1 - s.f),
    "lstm_depth_gated": lambda s: (s.f, s.g, s.i),
    "grid_lstm": lambda s: (s.f, s.g, s.i),
    "grid_lstm_1": lambda s: (s.f, s.g, s.i),
    "gru": lambda s: (s.z, s.n, 1 - s.z),
    "gru_before": lambda s: (s.z, s.n, 1 - s.z),
    "gru_new": lambda s: (1 - s.z, s.n, s.z),
    "gru_before_new": lambda s: (1 - s.z, s.n, s.z),
    "mgu": lambda s: (1 - s.f, s.n, s.f),
    "mingru": lambda s: (1 - s.z, s.n, s.z),
    "ugrnn": lambda s: (s.z, s.n, 1 - s.z),
    "janet": lambda s: (s.f, s.g, s.i),
    "minlstm": lambda s: (s.s, s.n, 1 - s.s),
    "slstm": lambda s: (s.k, s.g, s.i),
    "ssm": lambda s: (s.k, s.n, s.z),
    "rnn_leaky": lambda s: (KEPT, s.u, ALPHA),
    "lru": lambda s: (s.k, s.n, s.i),
    "esn": lambda s: (echo.KEPT, s.u, echo.ALPHA),
    "clockwork": lambda s: (1 - s.m, s.u, s.m),
}


def _all_new(s: Any) -> tuple[float, Array, float]:
    """A plain RNN: nothing is kept, all is written."""
    return 0.0, s.h, 1.0


@door(trace=walks.trace)
def carry(cell: Cell, trace: Any) -> Carry:
    """What the cell kept and wrote at every step of a trace of `unroll`.

    >>> from rnnviz.core.cells import CELLS
    >>> from rnnviz.core.cells.rnn import elman
    >>> from rnnviz.core.unroll import unroll
    >>> p = elman.Params(np.ones((1, 1)), np.ones((1, 1)), np.zeros(1))
    >>> leaky = CELLS["rnn_leaky"]
    >>> carry(leaky, unroll(leaky, p, np.ones((2, 1)))).keep.ravel()
    array([0.8, 0.8])
    """
    keep, new, share = RULES.get(cell.code, _all_new)(trace)
    state = "c" if "c" in cell.state_fields else "h"
    shares = (np.broadcast_to(a, new.shape) for a in (keep, share))
    found = Carry(state, next(shares), new, next(shares))
    if cell.code == "lstm_depth_gated":
        return found._replace(lifted=trace.k * trace.c1)
    if cell.code == "lru":
        return found._replace(
            lifted=-trace.s * trace.j_prev, turn=trace.s, beside=trace.i * trace.w
        )
    return found


@door(keep="T ...", written="T ...")
def memory_age(keep: Array, written: Array) -> Array:
    """A (T, T, ..., H): A[t, j] is what step j contributes to the state at step t; 0 for j > t.

    >>> memory_age(np.array([[0.5], [0.5]]), np.array([[1.0], [2.0]]))[..., 0]
    array([[1. , 0. ],
           [0.5, 2. ]])
    """
    age = np.zeros((len(keep), *written.shape), written.dtype)
    for t, (k, w) in enumerate(zip(keep, written, strict=True)):
        if t:
            age[t, :t] = k * age[t - 1, :t]
        age[t, t] = w
    return age


@door()
def half_life(keep: float) -> float:
    """After how many steps a constant k leaves half: ln(1/2) / ln k; 0 for k = 0, inf for k >= 1.

    >>> round(half_life(0.5), 3), round(half_life(0.953), 1)
    (1.0, 14.4)
    """
    if keep <= 0:
        return 0.0
    return float(np.log(0.5) / np.log(keep)) if keep < 1 else np.inf
