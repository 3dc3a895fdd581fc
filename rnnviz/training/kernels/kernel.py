"""What the training kernels share: the same equations as `core.cells`, in one reused memory.

`core` shows every number and keeps it; training needs speed and keeps as little as it can. Three
changes, none of them to the mathematics, make an epoch several times faster:

- windows are columns: arrays are (..., features, N), so that every gate is one contiguous piece;
- what a step reads is one stack z_t = [h_{t-1}; 1; x_t], so that one product with [W_hh b_h W_xh]
  gives all its sums, and one product d z_t^T gives the gradients of all three weights;
- all arrays are allocated once for a whole training run and overwritten in place.

A test holds every kernel against `core.bptt`. A cell without a kernel is trained by the core.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np

from rnnviz.core.arrays import Array

Outer = Callable[[Array, Array], Array]


class Size(NamedTuple):
    """Lengths of the axes of a training run's arrays."""

    T: int  # steps
    lead: tuple[int, ...]  # () or (R,) restarts
    N: int  # windows
    I: int  # inputs
    H: int  # hidden units
    dtype: Any

    def empty(self, *axes: int, steps: int | None = None) -> Array:
        """Allocate (steps, *lead, *axes, N)."""
        first = () if steps is None else (steps,)
        return np.empty((*first, *self.lead, *axes, self.N), self.dtype)


class Kernel(NamedTuple):
    """One cell's training pass.

    `allocate(size)` gives the memory, whose `z` is (T+1, ..., H+1+I, N). `forward(p, m)` fills it.
    `backward(p, m, dh, outer)` takes dh[t] = dL/dh_t (..., H, N) through the output of step t, or
    None, and returns the cell's Params of gradients: sums over the windows with `outer=summed`,
    each window's own, (..., N, *shape), with `outer=per_window`.
    """

    allocate: Callable[[Size], Any]
    forward: Callable[[Any, Any], None]
    backward: Callable[[Any, Any, Sequence[Array | None], Outer], Any]


def stacked_inputs(s: Size) -> Array:
    """Allocate z (T+1, ..., H+1+I, N): zeros for h_0, the row of ones, room for the inputs."""
    z = np.zeros((s.T + 1, *s.lead, s.H + 1 + s.I, s.N), s.dtype)
    z[..., s.H, :] = 1
    return z


def joined(p: Any) -> Array:
    """[W_hh b_h W_xh], (..., G*H, H+1+I): the weights of one step as one matrix."""
    return np.concatenate([p.W_hh, p.b_h[..., np.newaxis], p.W_xh], axis=-1)


def taken_apart(W: Array, H: int) -> tuple[Array, Array, Array]:
    """W_xh, W_hh and b_h, in the order of Params, from one matrix [W_hh b_h W_xh]."""
    return W[..., H + 1 :], W[..., :H], W[..., H]


def pieces(a: Array, H: int, parts: int) -> Iterator[Array]:
    """The parts of a (..., parts * H, N), one for each gate, as views."""
    return (a[..., k * H : (k + 1) * H, :] for k in range(parts))


def summed(d: Array, z: Array) -> Array:
    """Sum over the windows of d z^T: d (..., G, N), z (..., K, N) -> (..., G, K)."""
    return d @ z.mT


def per_window(d: Array, z: Array) -> Array:
    """Each window's own d z^T: d (..., G, N), z (..., K, N) -> (..., N, G, K)."""
    return d.mT[..., :, np.newaxis] * z.mT[..., np.newaxis, :]


def sigmoid_from_half(a: Array) -> None:
    """Turn tanh(a / 2) into sigmoid(a), in place."""
    a *= 0.5
    a += 0.5


def slope_of_sigmoid(s: Array, out: Array) -> None:
    """Write s (1 - s) to `out`."""
    np.subtract(1, s, out=out)
    out *= s


def slope_of_tanh(h: Array, out: Array) -> None:
    """Write 1 - h^2 to `out`."""
    np.multiply(h, h, out=out)
    np.subtract(1, out, out=out)
