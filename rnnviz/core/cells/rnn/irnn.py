r"""The IRNN: a ReLU network that starts by copying its state.

    h_t = max(0, W_xh x_t + W_hh h_{t-1} + b_h)         at the start W_hh = I and b_h = 0

The equations are those of `elman.py`; what makes the cell is how it is started. With a gain alpha
W_hh = alpha I, for shorter memories. While a sum is positive, J_t = W_hh: at the start the
gradient passes unchanged. Source: Le, Jaitly and Hinton 2015. Deviation: W_xh is U(-1/sqrt H,
1/sqrt H), where they drew N(0, 0.001^2).
"""

from dataclasses import replace

from ....words import N_
from . import elman

CELL = replace(elman.cell("relu"), code="irnn", label=N_("IRNN (ReLU)"), scheme="identity")
