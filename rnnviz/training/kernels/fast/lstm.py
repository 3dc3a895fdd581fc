"""The LSTM's training pass with one loop over the gates of a step; see `kernels/lstm.py`."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.training.kernels import lstm
from rnnviz.training.kernels.fast.loops import HALF, ONE, compiled, rows
from rnnviz.training.kernels.kernel import Kernel, Outer, joined, taken_apart
from rnnviz.training.kernels.lstm import outputs_before_candidates


def forward(p: Any, m: lstm.Memory) -> None:
    """Write gates, c_t, tanh c_t and h_t for all t."""
    H = p.W_hh.shape[-1]
    W = outputs_before_candidates(joined(p), H)
    W[..., : 3 * H, :] *= 0.5  # sigmoid(a) = 0.5 + 0.5 tanh(a / 2)
    gates, c = rows(m.gates, steps=True), rows(m.c, steps=True)
    for t in range(len(m.gates)):
        np.matmul(W, m.z[t], out=m.gates[t])
        np.tanh(m.gates[t], out=m.gates[t])
        conveyor(t, gates, c)
        np.tanh(m.c[t + 1], out=m.tanh_c[t])
        o = m.gates[t, ..., 2 * H : 3 * H, :]
        np.multiply(o, m.tanh_c[t], out=m.z[t + 1, ..., :H, :])


@compiled
def conveyor(t: int, gates: Array, c: Array) -> None:
    """Sigmoid of three gates from tanh of half their sums; c_t = f c_{t-1} + i g."""
    _, R, H, N = c.shape
    for r in range(R):
        for k in range(H):
            i, f, o = gates[t, r, k], gates[t, r, H + k], gates[t, r, 2 * H + k]
            g, before, after = gates[t, r, 3 * H + k], c[t, r, k], c[t + 1, r, k]
            for n in range(N):
                i[n] = i[n] * HALF + HALF
                f[n] = f[n] * HALF + HALF
                o[n] = o[n] * HALF + HALF
                after[n] = f[n] * before[n] + i[n] * g[n]


def backward(p: Any, m: lstm.Memory, dh: Sequence[Array | None], outer: Outer) -> Any:
    """Gradients of the weights."""
    H = p.W_hh.shape[-1]
    W_T = outputs_before_candidates(p.W_hh, H).mT
    kept = [rows(a, steps=True) for a in (m.gates, m.c, m.tanh_c)]
    flow = [rows(a) for a in (m.dh, m.dc, m.da)]
    dW: Any = 0
    m.dh.fill(0)
    m.dc.fill(0)
    for t, own in reversed(list(enumerate(dh))):
        if own is not None:
            np.add(m.dh, own, out=m.dh)
        sums_backward(t, *kept, *flow)
        dW = dW + outer(m.da, m.z[t])
        np.matmul(W_T, m.da, out=m.dh)
    return type(p)(*taken_apart(outputs_before_candidates(dW, H), H))


@compiled
def sums_backward(
    t: int, gates: Array, c: Array, tanh_c: Array, dh: Array, dc: Array, da: Array
) -> None:
    """From dL/dh_t and dL/dc_t, write dL/da_t; dc becomes what goes on to c_{t-1}."""
    R, H, N = dh.shape
    for r in range(R):
        for k in range(H):
            i, f, o = gates[t, r, k], gates[t, r, H + k], gates[t, r, 2 * H + k]
            g, before, tc = gates[t, r, 3 * H + k], c[t, r, k], tanh_c[t, r, k]
            da_i, da_f, da_o = da[r, k], da[r, H + k], da[r, 2 * H + k]
            da_g, e, d = da[r, 3 * H + k], dh[r, k], dc[r, k]
            for n in range(N):
                total = d[n] + (ONE - tc[n] * tc[n]) * o[n] * e[n]
                da_i[n] = total * g[n] * ((ONE - i[n]) * i[n])
                da_f[n] = total * before[n] * ((ONE - f[n]) * f[n])
                da_o[n] = e[n] * tc[n] * ((ONE - o[n]) * o[n])
                da_g[n] = total * i[n] * (ONE - g[n] * g[n])
                d[n] = total * f[n]


KERNELS = {"lstm": Kernel(lstm.allocate, forward, backward)}
