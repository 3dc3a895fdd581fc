r"""Sequences of unequal length in one array, and what is done about the pads.

m_t says whether a row reads step t, k_t whether the step counts:

    s_t = m_t step(x_t, s_{t-1}) + (1 - m_t) s_{t-1}          s: the whole state, h and c
    L   = mean over rows of  Σ_t w_t l_t,   w_t = k_t / Σ k

    way         reads (m)            counts (k)
    "plain"     every step           every step
    "weighted"  every step           what is no pad
    "masked"    what is no pad       what is no pad           Keras's Masking
    "packed"    the first ℓ steps    the first ℓ steps        PyTorch's pack_padded_sequence

Packing knows lengths alone: with the pads before, the first ℓ steps are not the sequence.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rnnviz.core.arrays import Array, stack
from rnnviz.core.losses import mse
from rnnviz.core.network import Network, Weights, shared_out
from rnnviz.core.readout import readout, readout_backward
from rnnviz.core.unroll import zero_state

Mask = NDArray[np.bool_]
WHERE = ("behind", "before")
WAYS = ("plain", "weighted", "masked", "packed")


class Batch(NamedTuple):
    """N sequences, padded with zeros to T steps."""

    x: Array  # (T, N, I)
    d: Array  # (T, N, O) targets
    real: Mask  # (T, N) no pad

    @property
    def lengths(self) -> NDArray[np.int_]:
        """How many steps each row has, (N,)."""
        return self.real.sum(axis=0)


class Walk(NamedTuple):
    """A pass over a batch."""

    steps: list[Any]  # T Steps of the cell, of every row, read or not
    states: list[Any]  # T + 1 States: the first is the one before the first step
    y: Array  # (T, N, O)
    loss: Array  # (T, N) of each step, counted or not
    weights: Array  # (T, N) w_t; those of a row add up to 1
    reads: Mask  # (T, N)

    @property
    def h(self) -> Array:
        """h_t of every row, (T, N, H)."""
        return stack([s.h for s in self.states[1:]])

    @property
    def row_loss(self) -> Array:
        """The loss of each row, (N,)."""
        return (self.weights * self.loss).sum(axis=0)


class Back(NamedTuple):
    """Gradients of the mean over rows."""

    weights: Weights
    state0: Any  # the cell's State, (N, H) each field


def pad(sequences: Sequence[tuple[Array, Array]], where: str = "behind") -> Batch:
    """Inputs (T_n, I) with targets (T_n, O) as one batch, zeros behind or before each.

    >>> one, two = (np.ones((n, 1)) for n in (3, 1))
    >>> batch = pad([(one, one), (two, two)], "before")
    >>> batch.x[..., 0].T.tolist(), batch.lengths.tolist()
    ([[1.0, 1.0, 1.0], [0.0, 0.0, 1.0]], [3, 1])
    """
    T, N = max(len(x) for x, _d in sequences), len(sequences)
    real = np.zeros((T, N), bool)
    x, d = (np.zeros((T, N, a.shape[-1])) for a in sequences[0])
    for n, (own, target) in enumerate(sequences):
        at = slice(0, len(own)) if where == "behind" else slice(T - len(own), T)
        x[at, n], d[at, n], real[at, n] = own, target, True
    return Batch(x, d, real)


def masks(real: Mask, way: str) -> tuple[Mask, Mask]:
    """Which steps are read, and which count, (T, N) each."""
    every = np.ones_like(real)
    first = np.arange(len(real))[:, None] < real.sum(axis=0)
    return {
        "plain": (every, every),
        "weighted": (every, real),
        "masked": (real, real),
        "packed": (first, first),
    }[way]


def walk(net: Network, batch: Batch, way: str, state0: Any = None) -> Walk:
    """Read a batch; `state0` is the cell's State before the first step, (N, H), None for zeros."""
    reads, counts = masks(batch.real, way)
    wx = net.cell.project(net.params, batch.x)
    states = [zero_state(net.cell, net.params, wx) if state0 is None else state0]
    steps = []
    for t in range(len(wx)):
        steps.append(net.cell.step(net.params, wx[t], states[-1]))
        states.append(chosen(reads[t], net.cell.state(steps[-1]), states[-1]))
    y = readout(net.weights.readout, stack([s.h for s in states[1:]]))
    return Walk(steps, states, y, mse(y, batch.d).value, counts / counts.sum(axis=0), reads)


def chosen(reads: Mask, new: Any, old: Any) -> Any:
    """The new state where a row (N,) reads, else the one before."""
    return type(new)(*(np.where(reads[:, None], a, b) for a, b in zip(new, old, strict=True)))


def walk_back(net: Network, batch: Batch, run: Walk) -> Back:
    """The same way back: a step that was not read hands its gradient on to the state before."""
    p, (_T, N) = net.params, batch.real.shape
    dy = run.weights[..., None] * mse(run.y, batch.d).dy / N
    d_readout, dh = readout_backward(net.weights.readout, run.h, dy)
    nothing = type(run.states[-1])(*map(np.zeros_like, run.states[-1]))
    d, backs = nothing, []
    for t in reversed(range(len(dy))):
        d = d._replace(h=d.h + dh[t])
        taken, passed = chosen(run.reads[t], d, nothing), chosen(run.reads[t], nothing, d)
        back, d = net.cell.step_backward(p, run.steps[t], taken)
        d = type(d)(*(a + b for a, b in zip(d, passed, strict=True)))
        backs.append(back)
    grads = net.cell.weight_gradients(p, batch.x, run.steps, backs[::-1])
    return Back(shared_out(net.cell, grads, d_readout), d)
