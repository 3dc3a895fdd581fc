"""Copy memory: symbols, a long wait, a sign, and then the symbols again.

    read    s_1 .. s_m   blank x (T - 1)   sign   blank x m
    write   blank x (m + T)                       s_1 .. s_m

Of T + 2m steps. Without a memory the best answer is blank until the sign and a guess among K
symbols after it: m ln K / (T + 2m) nats a step. Source: Hochreiter and Schmidhuber 1997; Arjovsky,
Shah and Bengio 2016, with K = 8 and m = 10.
"""

from functools import partial

import numpy as np

from rnnviz.core.doors import door, whole
from rnnviz.core.language import one_hot
from rnnviz.tasks.memory.task import Draw, Task


@door(symbols=whole(2))
def copying(delay: int = 100, symbols: int = 8, length: int = 10) -> Task:
    """Copy `length` of K `symbols` after `delay` steps, all at least 1, the symbols at least 2.

    Inputs are one-hot: K symbols, blank (K), the sign (K + 1); outputs K symbols and blank.

    >>> round(copying(100).baseline, 4)
    0.1733

    Raises:
        RnnvizError: when a number cannot be used.
    """
    baseline = length * float(np.log(symbols)) / (delay + 2 * length)
    make = partial(_make, delay, symbols, length)
    return Task("copying", "cross_entropy", "every", symbols + 2, symbols + 1, baseline, make)


def _make(delay: int, K: int, m: int, n: int, rng: np.random.Generator) -> Draw:
    s = rng.integers(K, size=(m, n))
    read = np.full((delay + 2 * m, n), K)
    write = read.copy()
    read[:m], read[m + delay - 1], write[-m:] = s, K + 1, s
    return Draw(one_hot(read, K + 2), one_hot(write, K + 1))
