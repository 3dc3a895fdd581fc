"""Training kernels by the code of their cell."""

from rnnviz.training.kernels import gru, gru_before, lstm, rnn
from rnnviz.training.kernels.kernel import Kernel, Outer, Size, per_window, summed

KERNELS: dict[str, Kernel] = {
    **rnn.KERNELS,
    **lstm.KERNELS,
    **gru.KERNELS,
    **gru_before.KERNELS,
}

__all__ = ["KERNELS", "Kernel", "Outer", "Size", "per_window", "summed"]
