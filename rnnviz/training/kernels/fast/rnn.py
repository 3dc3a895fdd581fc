"""The tanh RNN's training pass with one loop over each step backward; see `kernels/rnn.py`."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.training.kernels import rnn
from rnnviz.training.kernels.fast.loops import ONE, compiled, rows
from rnnviz.training.kernels.kernel import Outer, taken_apart


def backward(p: Any, m: rnn.Memory, dh: Sequence[Array | None], outer: Outer) -> Any:
    """Gradients of the weights."""
    W_T, H = p.W_hh.mT, p.W_hh.shape[-1]
    z, into, da = rows(m.z, steps=True), rows(m.dh), rows(m.da)
    dW: Any = 0
    m.dh.fill(0)
    for t, own in reversed(list(enumerate(dh))):
        if own is not None:
            np.add(m.dh, own, out=m.dh)
        sums_backward(t, z, into, da)
        dW = dW + outer(m.da, m.z[t])
        np.matmul(W_T, m.da, out=m.dh)
    return type(p)(*taken_apart(dW, H))


@compiled
def sums_backward(t: int, z: Array, dh: Array, da: Array) -> None:
    """da_t = (1 - h_t^2) dh_t."""
    R, H, N = dh.shape
    for r in range(R):
        for k in range(H):
            h, d, out = z[t + 1, r, k], dh[r, k], da[r, k]
            for n in range(N):
                out[n] = (ONE - h[n] * h[n]) * d[n]


KERNELS = {"rnn_tanh": rnn.KERNELS["rnn_tanh"]._replace(backward=backward)}
