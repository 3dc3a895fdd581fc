"""Training kernels whose passes over memory are fused by numba: `pip install rnnviz[fast]`.

NumPy walks through a step's gates once for each operation, some ten times; here one compiled loop
does them all while the numbers are at hand. Products and tanh stay NumPy's, and each number is made
by the same operations in the same order, so that nothing changes but the time: a test asks for
every bit. Nothing needs this room; `kernels.kernel_of` takes it where numba is installed, unless
RNNVIZ_FAST=0.
"""

from rnnviz.training.kernels.fast import gru, lstm, rnn
from rnnviz.training.kernels.kernel import Kernel

KERNELS: dict[str, Kernel] = {**rnn.KERNELS, **lstm.KERNELS, **gru.KERNELS}
