"""Training pass of the Elman network; the equations stand in `core/cells/rnn/elman.py`."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, NamedTuple

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.training.kernels.kernel import (
    Kernel,
    Outer,
    Size,
    joined,
    sigmoid_from_half,
    slope_of_sigmoid,
    slope_of_tanh,
    stacked_inputs,
    taken_apart,
)

Pointwise = Callable[[Array], Any]


class Memory(NamedTuple):
    """What one pass writes."""

    z: Array  # (T+1, ..., H+1+I, N) h_{t-1}, 1, x_t
    da: Array  # (..., H, N) dL/da_t
    dh: Array  # (..., H, N) dL/dh_t


def allocate(s: Size) -> Memory:
    """Room for one pass."""
    return Memory(stacked_inputs(s), s.empty(s.H), s.empty(s.H))


def forward(p: Any, m: Memory, f: Pointwise) -> None:
    """Write h_t = f(W_xh x_t + W_hh h_{t-1} + b_h) into z_{t+1}, for all t."""
    W, H = joined(p), p.W_hh.shape[-1]
    for z, after in zip(m.z, m.z[1:], strict=False):
        h = after[..., :H, :]
        np.matmul(W, z, out=h)
        f(h)


def backward(
    p: Any, m: Memory, dh: Sequence[Array | None], outer: Outer, slope: Callable[..., Any]
) -> Any:
    """Gradients of the weights."""
    W_T, H = p.W_hh.mT, p.W_hh.shape[-1]
    dW: Any = 0
    m.dh.fill(0)
    for t, own in reversed(list(enumerate(dh))):
        if own is not None:
            np.add(m.dh, own, out=m.dh)
        slope(m.z[t + 1, ..., :H, :], out=m.da)
        np.multiply(m.da, m.dh, out=m.da)
        dW = dW + outer(m.da, m.z[t])
        np.matmul(W_T, m.da, out=m.dh)
    return type(p)(*taken_apart(dW, H))


def tanh(a: Array) -> None:
    """Put tanh in place of a."""
    np.tanh(a, out=a)


def sigmoid(a: Array) -> None:
    """Put sigmoid in place of a."""
    a *= 0.5
    np.tanh(a, out=a)
    sigmoid_from_half(a)


def relu(a: Array) -> None:
    """Put max(a, 0) in place of a."""
    np.maximum(a, 0, out=a)


def slope_of_relu(h: Array, out: Array) -> None:
    """Write 1 where h > 0, else 0."""
    np.greater(h, 0, out=out, casting="unsafe")


def linear(a: Array) -> None:
    """Leave a as it is."""


def slope_of_linear(_h: Array, out: Array) -> None:
    """Write 1."""
    out.fill(1)


def kernel(f: Pointwise, slope: Callable[..., Any]) -> Kernel:
    """The kernel of the Elman cell with one activation."""
    return Kernel(allocate, partial(forward, f=f), partial(backward, slope=slope))


KERNELS = {
    "rnn_tanh": kernel(tanh, slope_of_tanh),
    "rnn_relu": kernel(relu, slope_of_relu),
    "irnn": kernel(relu, slope_of_relu),
    "rnn_sigmoid": kernel(sigmoid, slope_of_sigmoid),
    "rnn_linear": kernel(linear, slope_of_linear),
}
