"""Backpropagation through time: the same steps, walked from the last to the first."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from .arrays import Array, stack, stack_steps, unstack
from .cells.cell import Cell
from .doors import door, walks, weights
from .project import project_backward, with_restarts


class Gradients(NamedTuple):
    """Gradients of L with respect to everything that a network read."""

    params: Any  # the cell's Params: dL/dW
    x: Array  # (T, ..., I) dL/dx_t
    state: Any  # the cell's State stacked over time: what arrives at each field, see `total`
    state0: Any  # the cell's State: dL/d(state before the first step)
    back: Any  # the cell's Back stacked over time: back.a[t] is dL/da_t

    @property
    def total(self) -> Any:
        """The cell's State stacked over time, each field with its total gradient.

        `state.h[t]` is the total dL/dh_t, but `state.c[t]` is only what step t+1 sends to c_t:
        what comes to it through h_t, in the same step, is not in it. `total.c[t]` is dL/dc_t.
        """
        names = self.state._fields
        return type(self.state)(*(getattr(self.back, k, getattr(self.state, k)) for k in names))


@door(p=weights.of_cell, steps=walks.steps, dh=walks.at_outputs, end=walks.state)
def walk_back(
    cell: Cell, p: Any, steps: Sequence[Any], dh: Sequence[Array | None], end: Any = None
) -> tuple[list[Any], list[Any], Any]:
    """One backward pass; dh[t] is dL/dh_t through the output of step t alone, or None.

    `end` is dL/d(state_T) through whatever reads the last state: a decoder, say. None for zeros.

    Returns, for every step, what arrives at its sums and dL/d(state_t), its own output included;
    and dL/d(state0). For an LSTM, h_t and c_t are the two parts of one state: state.h[t] is the
    total dL/dh_t, and state.c[t] what step t+1 sends to c_t, without the path through h_t.
    """
    backs, states = [], []
    d = cell.State(*map(np.zeros_like, cell.state(steps[-1]))) if end is None else end
    for s, dh_t in zip(reversed(steps), reversed(dh), strict=True):
        if dh_t is not None:
            d = d._replace(h=d.h + dh_t)
        states.append(d)
        back, d = cell.step_backward(p, s, d)
        backs.append(back)
    return backs[::-1], states[::-1], d


@door(p=weights.of_cell, steps=walks.steps, dh=walks.at_outputs)
def walk_back_truncated(
    cell: Cell, p: Any, steps: Sequence[Any], dh: Sequence[Array | None], k: int
) -> tuple[list[Any], list[Any], Any]:
    """As `walk_back`, but the loss of each step reaches only k steps: its own and k-1 before it.

    The gradients of the k losses that are still alive travel side by side on a leading axis, so
    that each can be dropped when its reach ends. Those still alive at the first step arrive at
    state0, so that k >= T is `walk_back`.
    """
    zero = cell.State(*(np.zeros_like(a) for a in cell.state(steps[-1])))
    alive: list[Any] = []
    backs, states, prev = [], [], zero
    for s, dh_t in zip(reversed(steps), reversed(dh), strict=True):
        own = zero if dh_t is None else zero._replace(h=zero.h + dh_t)
        alive = [own, *alive][:k]
        together = cell.State(*(np.stack(field) for field in zip(*alive, strict=True)))
        back, prev = cell.step_backward(p, s, together)
        states.append(cell.State(*(field.sum(0) for field in together)))
        backs.append(type(back)(*(field.sum(0) for field in back)))
        alive = unstack(prev)
    return backs[::-1], states[::-1], cell.State(*(field.sum(0) for field in prev))


@door(p=weights.of_cell, trace=walks.walk, x=walks.inputs, dh=walks.at_outputs, end=walks.state)
def bptt(
    cell: Cell,
    p: Any,
    x: Array,
    trace: Any,
    dh: Array | Sequence[Array | None],
    truncate: int | None = None,
    end: Any = None,
) -> Gradients:
    """Exact gradients of a loss whose derivative at the output of each step is dh (T, ..., H).

    `trace` is what `unroll` returned, or the list of `unroll_steps`. With `truncate=k` the loss
    of step t is followed only to the steps t-k+1 .. t; without it, `end` is what else arrives at
    the last state, see `walk_back`. Source: Werbos 1990; Williams and Peng 1990.

    A linear unit with weight 0.5 halves its gradient at every step back:

    >>> from rnnviz.core.cells import CELLS
    >>> from rnnviz.core.cells.rnn import elman
    >>> from rnnviz.core.unroll import unroll
    >>> cell, x = CELLS["rnn_linear"], np.ones((4, 1))
    >>> p = elman.Params(np.ones((1, 1)), np.array([[0.5]]), np.zeros(1))
    >>> bptt(cell, p, x, unroll(cell, p, x), [None, None, None, np.ones(1)]).state.h.ravel()
    array([0.125, 0.25 , 0.5  , 1.   ])
    """
    steps = trace if isinstance(trace, list) else unstack(trace)
    if truncate is None:
        backs, states, d0 = walk_back(cell, p, steps, list(dh), end)
    else:
        backs, states, d0 = walk_back_truncated(cell, p, steps, list(dh), truncate)
    da = stack([b.a for b in backs])
    return Gradients(
        params=cell.weight_gradients(p, with_restarts(p, x), steps, backs),
        x=project_backward(p, da),
        state=stack_steps(states),
        state0=d0,
        back=stack_steps(backs),
    )
