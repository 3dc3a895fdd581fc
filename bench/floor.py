"""The floor of a training epoch: its matrix products and its tanh calls, and nothing else.

The same shapes, dtype and memory as our kernels use, step by step: forward W z and the tanh of what
it gives; backward d zᵀ and W_hhᵀ d. Whatever computes the same network in NumPy does at least this.
"""

import numpy as np


def epoch_floor(T, N, H, inputs, sums, tanhs, dtype=np.float32, lead=()):
    """A function that does the products and tanh calls of one epoch.

    `sums` is the number of sums of a unit (the gates), `tanhs` that of its tanh calls: 1 and 1 for
    an RNN, 4 and 5 for an LSTM, 3 and 3 for a GRU.
    """
    rng = np.random.default_rng(0)

    def normal(*shape):
        return rng.normal(size=(*lead, *shape)).astype(dtype)

    K = H + 1 + inputs
    W, W_T = normal(sums * H, K), normal(H, sums * H)
    z = [normal(K, N) for _t in range(T)]
    a = [normal(max(sums, tanhs) * H, N) for _t in range(T)]
    d, dh = normal(sums * H, N), normal(H, N)

    def epoch():
        for t in range(T):
            np.matmul(W, z[t], out=a[t][..., : sums * H, :])
            np.tanh(a[t][..., : tanhs * H, :], out=a[t][..., : tanhs * H, :])
        for t in reversed(range(T)):
            np.matmul(d, z[t].mT)
            np.matmul(W_T, d, out=dh)

    return epoch
