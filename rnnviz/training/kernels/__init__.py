"""Training kernels by the code of their cell."""

import os
from functools import cache
from importlib.util import find_spec

from rnnviz.training.kernels import gru, gru_before, lstm, rnn
from rnnviz.training.kernels.kernel import Kernel, Outer, Size, per_window, summed

KERNELS: dict[str, Kernel] = {
    **rnn.KERNELS,
    **lstm.KERNELS,
    **gru.KERNELS,
    **gru_before.KERNELS,
}


def kernel_of(code: str) -> Kernel:
    """The kernel of a cell: with fused loops where numba is installed, else NumPy's."""
    return _fused().get(code) or KERNELS[code]


@cache
def _fused() -> dict[str, Kernel]:
    """Imported when something is trained, since numba takes half a second to load."""
    if os.environ.get("RNNVIZ_FAST", "1") == "0" or find_spec("numba") is None:
        return {}
    from rnnviz.training.kernels import fast

    return fast.KERNELS


__all__ = ["KERNELS", "Kernel", "Outer", "Size", "kernel_of", "per_window", "summed"]
