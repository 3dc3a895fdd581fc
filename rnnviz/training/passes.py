"""The loss of a network on N windows, and its gradient, over all restarts in one pass.

The loss is the mean over the windows, and over the steps when every step is scored, as in
PyTorch's reduction="mean". Where weights are given it is the weighted mean, as in its
cross_entropy(weight=…); a weight of 0 takes a step out, so windows of unequal length can be filled
up to one length.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from rnnviz.core.losses import LOSSES, Loss
from rnnviz.core.network import Network, Weights
from rnnviz.core.readout import Readout
from rnnviz.errors import RnnvizError
from rnnviz.training.flat import Array, flatten
from rnnviz.training.kernels import KERNELS, Kernel, Outer, Size, kernel_of, summed
from rnnviz.training.networks import AnyNetwork, forward, walks, weight_gradients, with_weights
from rnnviz.words import _

# Windows are walked in blocks of at most this memory. Smaller blocks were measured to be no faster.
BLOCK_BYTES = 64e6


class Windows(NamedTuple):
    """N windows and what is to be learned from each."""

    x: Array  # (T, N, I)
    y: Array  # (N, O) for the last step, (T, N, O) for every step
    weight: Array | None = None  # (N,) or (T, N): how much each output counts; None for 1
    state0: Any = None  # the cell's State before the first step, fields (N, H); None for zeros

    @property
    def N(self) -> int:
        """Number of windows."""
        return self.x.shape[1]

    @property
    def rows(self) -> float:
        """How many outputs are scored: N, or T N; or the sum of their weights."""
        if self.weight is not None:
            return float(self.weight.sum())
        return self.y.size // self.y.shape[-1]

    def take(self, index: Array | slice) -> "Windows":
        """Pick some of the windows."""
        weight = None if self.weight is None else self.weight[..., index]
        start = self.state0 and type(self.state0)(*(a[index] for a in self.state0))
        return Windows(self.x[:, index], self.y[..., index, :], weight, start)

    def blocks(self, size: int) -> Iterator["Windows"]:
        """Cut the windows into pieces of at most `size`."""
        return (self.take(slice(a, a + size)) for a in range(0, self.N, size))


@dataclass(frozen=True)
class Objective:
    """What is minimised: a loss by name, on the "last" or on "every" step, or on the "ends" of a
    deep network in both directions.

    With `truncate=k` each step's loss is followed only k steps back.
    """

    loss: str = "mse"
    where: str = "last"
    truncate: int | None = None

    def score(self, y: Array, w: Windows) -> Loss:
        """Weighted loss of every row and its derivative: y (..., N, O), w without restarts."""
        beside = w.y.ndim == 3 and y.ndim == 4  # every step, with restarts between steps and rows
        d = np.broadcast_to(w.y[:, np.newaxis] if beside else w.y, y.shape)
        value, dy = LOSSES[self.loss](y, d)
        if w.weight is None:
            return Loss(value, dy)
        weight = w.weight[:, np.newaxis] if beside else w.weight
        return Loss(value * weight, dy * weight[..., np.newaxis])

    def total(self, value: Array) -> Array:
        """Sum the rows' losses ([T], [R], N) over windows and steps, to ([R])."""
        return value.sum(axis=(0, -1) if self.where == "every" else -1)


class Passes:
    """Forward and backward passes of one kind of network, in memory that is used again.

    One object belongs to one training run; it is not to be shared between threads.
    """

    def __init__(self, net: AnyNetwork, objective: Objective) -> None:
        """Make the passes of networks shaped as `net`."""
        self.net, self.cell, self.objective = net, net.cell, objective
        self.lead = net.weights.readout.b_y.shape[:-1]
        self.hidden, self.dtype = net.hidden, net.weights.readout.b_y.dtype
        self.has_kernel = isinstance(net, Network) and net.cell.code in KERNELS
        self._memory: dict[Size, Any] = {}

    def loss(self, weights: Any, w: Windows) -> Array:
        """Mean loss on the windows, ([R])."""
        return self._sum(w, lambda b: self._loss(weights, b)) / w.rows

    def loss_and_gradient(self, weights: Any, w: Windows) -> tuple[Array, Array]:
        """Mean loss ([R]) and its gradient, flat, ([R], P)."""
        through_core = not self.has_kernel or self.objective.truncate is not None
        block = self._core_gradient if through_core else self._kernel_gradient
        both = self._sum(w, lambda b: block(weights, b)) / w.rows
        return both[..., 0], both[..., 1:]

    @property
    def kernel(self) -> Kernel:
        """The cell's kernel.

        Raises:
            RnnvizError: when the cell has none.
        """
        if not self.has_kernel:
            raise RnnvizError(
                _(
                    "There is no Levenberg-Marquardt for the cell {cell}; train it with Adam."
                ).format(cell=self.cell.label)
            )
        return kernel_of(self.cell.code)

    def outputs(self, weights: Any, w: Windows) -> tuple[Any, Array]:
        """Kernel memory after a forward pass, and the outputs, (..., N, O)."""
        m = self.memory(w)
        self.kernel.forward(weights.params, m)
        return m, (readout_matrix(weights.readout) @ self._read(m)).mT

    def gradients(self, weights: Any, m: Any, dy: Array, outer: Outer = summed) -> Any:
        """Gradients of the weights from dy (..., N, O), shaped as the outputs."""
        d, H = dy.mT, self.hidden
        dW = outer(d, self._read(m))
        dh = weights.readout.W_hy.mT @ d
        if self.objective.where == "every":
            dW, per_step = dW.sum(axis=0), list(dh)
        else:
            per_step: Sequence[Array | None] = [None] * (len(m.z) - 2) + [dh]
        params = self.kernel.backward(weights.params, m, per_step, outer)
        return Weights(params, Readout(dW[..., :H], dW[..., H]))

    def memory(self, w: Windows) -> Any:
        """The kernel's memory for windows of this size, with inputs and first state written in."""
        T, N, inputs = w.x.shape
        size = Size(T, self.lead, N, inputs, self.hidden, self.dtype)
        if size not in self._memory:
            self._memory[size] = self.kernel.allocate(size)
        m = self._memory[size]
        m.z[:-1, ..., self.hidden + 1 :, :] = with_lead(w.x.mT, len(self.lead))
        for name in self.cell.state_fields:
            before = m.z[0, ..., : self.hidden, :] if name == "h" else getattr(m, name)[0]
            before[...] = 0 if w.state0 is None else getattr(w.state0, name).mT
        return m

    def _read(self, m: Any) -> Array:
        """What the readout reads: h and the row of ones, (..., H+1, N)."""
        first = 1 if self.objective.where == "every" else -1
        z = m.z[first:] if first == 1 else m.z[-1]
        return z[..., : self.hidden + 1, :]

    def _loss(self, weights: Any, w: Windows) -> Array:
        y = self.outputs(weights, w)[1] if self.has_kernel else self._core_forward(weights, w).y
        return self.objective.total(self.objective.score(y, w).value)

    def _kernel_gradient(self, weights: Any, w: Windows) -> Array:
        m, y = self.outputs(weights, w)
        value, dy = self.objective.score(y, w)
        return self._joined(value, self.gradients(weights, m, dy))

    def _core_forward(self, weights: Any, w: Windows) -> Any:
        start = w.state0 and type(w.state0)(
            *(np.broadcast_to(a, (*self.lead, *a.shape)) for a in w.state0)
        )
        return forward(with_weights(self.net, weights), w.x, self.objective.where, start)

    def _core_gradient(self, weights: Any, w: Windows) -> Array:
        net, o = with_weights(self.net, weights), self.objective
        run = self._core_forward(weights, w)
        value, dy = o.score(run.y, w)
        return self._joined(value, weight_gradients(net, w.x, run, dy, o.truncate))

    def _joined(self, value: Array, grads: Any) -> Array:
        """Loss and gradient as one array ([R], 1 + P), so that blocks add up in one sum."""
        g = flatten(grads, len(self.lead))
        return np.concatenate([self.objective.total(value)[..., np.newaxis], g], axis=-1)

    def _sum(self, w: Windows, f: Callable[[Windows], Array]) -> Array:
        total: Any = 0
        for block in w.blocks(self.block_size(w)):
            total = total + f(block)
        return total

    def block_size(self, w: Windows) -> int:
        """How many windows are walked at once."""
        restarts = self.lead[0] if self.lead else 1
        numbers = (len(self.cell.gates) + 4) * self.hidden * walks(self.net)
        floats = len(w.x) * restarts * numbers
        return max(16, int(BLOCK_BYTES / (floats * self.dtype.itemsize)))


def readout_matrix(r: Readout) -> Array:
    """[W_hy b_y], (..., O, H+1)."""
    return np.concatenate([r.W_hy, r.b_y[..., np.newaxis]], axis=-1)


def with_lead(x: Array, axes: int) -> Array:
    """Give x (T, I, N) as (T, 1, I, N) beside restarts."""
    return x if axes == 0 else x[:, np.newaxis]
