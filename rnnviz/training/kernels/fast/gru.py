"""The GRU's training pass (reset after) with one loop over a step's gates; see `kernels/gru.py`."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.training.kernels import gru
from rnnviz.training.kernels.fast.loops import HALF, ONE, compiled, rows
from rnnviz.training.kernels.kernel import Kernel, Outer


def forward(p: Any, m: gru.Memory) -> None:
    """Write r, z, q, n and h_t for all t."""
    H, W = p.W_hh.shape[-1], gru.matrix(p)
    W[..., : 2 * H, :] *= 0.5  # sigmoid(a) = 0.5 + 0.5 tanh(a / 2)
    z, gates = rows(m.z, steps=True), rows(m.gates, steps=True)
    for t in range(len(m.gates)):
        np.matmul(W, m.z[t], out=m.gates[t])
        r_z, n = m.gates[t, ..., : 2 * H, :], m.gates[t, ..., 3 * H :, :]
        np.tanh(r_z, out=r_z)
        candidate(t, gates)
        np.tanh(n, out=n)
        mixed(t, gates, z)


@compiled
def candidate(t: int, gates: Array) -> None:
    """Sigmoid of r and z from tanh of half their sums; the sum of n gains r q."""
    _, R, H, N = gates.shape
    H //= 4
    for s in range(R):
        for k in range(H):
            r, z = gates[t, s, k], gates[t, s, H + k]
            q, a = gates[t, s, 2 * H + k], gates[t, s, 3 * H + k]
            for n in range(N):
                r[n] = r[n] * HALF + HALF
                z[n] = z[n] * HALF + HALF
                a[n] = a[n] + r[n] * q[n]


@compiled
def mixed(t: int, gates: Array, states: Array) -> None:
    """h_t = n + z (h_{t-1} - n)."""
    _, R, H, N = gates.shape
    H //= 4
    for s in range(R):
        for k in range(H):
            z, new = gates[t, s, H + k], gates[t, s, 3 * H + k]
            before, after = states[t, s, k], states[t + 1, s, k]
            for n in range(N):
                after[n] = (before[n] - new[n]) * z[n] + new[n]


def backward(p: Any, m: gru.Memory, dh: Sequence[Array | None], outer: Outer) -> Any:
    """Gradients of the weights."""
    H, W_T = p.W_hh.shape[-1], p.W_hh.mT
    arrays = rows(m.gates, steps=True), rows(m.z, steps=True), rows(m.dh), rows(m.d)
    dW: Any = 0
    m.dh.fill(0)
    for t, own in reversed(list(enumerate(dh))):
        if own is not None:
            np.add(m.dh, own, out=m.dh)
        sums_backward(t, *arrays)
        dW = dW + outer(m.d, m.z[t])
        np.matmul(W_T, m.d[..., : 3 * H, :], out=m.spare)
        np.add(m.dh, m.spare, out=m.dh)
    return gru.gradients(p, dW)


@compiled
def sums_backward(t: int, gates: Array, states: Array, dh: Array, d: Array) -> None:
    """From dL/dh_t, write what arrives at the sums of step t; dh becomes what z lets through."""
    R, H, N = dh.shape
    for s in range(R):
        for k in range(H):
            r, z = gates[t, s, k], gates[t, s, H + k]
            q, new = gates[t, s, 2 * H + k], gates[t, s, 3 * H + k]
            da_r, da_z, dq = d[s, k], d[s, H + k], d[s, 2 * H + k]
            da_n, e, before = d[s, 3 * H + k], dh[s, k], states[t, s, k]
            for n in range(N):
                a = (ONE - new[n] * new[n]) * ((ONE - z[n]) * e[n])
                da_n[n] = a
                da_r[n] = a * q[n] * ((ONE - r[n]) * r[n])
                da_z[n] = (before[n] - new[n]) * e[n] * ((ONE - z[n]) * z[n])
                dq[n] = a * r[n]
                e[n] = e[n] * z[n]


KERNELS = {"gru": Kernel(gru.allocate, forward, backward)}
