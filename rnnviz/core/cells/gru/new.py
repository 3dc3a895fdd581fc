r"""The GRU as some texts write it: z is the share of the NEW content.

    h_t = z * n + (1 - z) * h_{t-1}           in place of   h_t = (1 - z) * n + z * h_{t-1}

Both are one network: sigmoid(-a) = 1 - sigmoid(a), so with the weights and the bias of z negated
each gives the other's states and the other's gradients. Hence the step here is the other's, on
negated z rows. Source of this writing: Chung et al. 2014, DyNet; `gru.py` has that of Cho et
al. 2014, PyTorch and Keras.
"""

import sys
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np

from ...arrays import Array, split
from ...doors import door
from ...doors.values import check_choice
from ..cell import Cell

Z = 1  # z's place among r, z, n


def flip(p: Any) -> Any:
    """The same GRU's weights in the other writing: the rows of z negated. Its own inverse."""
    W_xh, W_hh, b_h = flip_last(p.W_xh.mT).mT, flip_last(p.W_hh.mT).mT, flip_last(p.b_h)
    return p._replace(W_xh=W_xh, W_hh=W_hh, b_h=b_h)


def flip_last(a: Array) -> Array:
    """An array with r, z, n stacked on its last axis, z negated."""
    out = np.array(a)
    z = split(out, 3)[Z]
    np.negative(z, out=z)
    return out


def step(p: Any, wx: Array, prev: Any, old: Cell) -> Any:
    """One step forward, z the share of the new content; `old` has it the other way round."""
    s = old.step(flip(p), flip_last(wx), prev)
    return s._replace(a=flip_last(s.a), z=1 - s.z)


def step_backward(p: Any, s: Any, d: Any, old: Cell) -> tuple[Any, Any]:
    """The same step backward; d = dL/dh_t, total."""
    back, d_prev = old.step_backward(flip(p), s._replace(a=flip_last(s.a), z=1 - s.z), d)
    return type(back)(*(flip_last(field) for field in back)), d_prev


FORMULAS = {
    "h = (1 - z) * n + z * h_prev": "h = z * n + (1 - z) * h_prev",
    "da_n = dh * (1 - z) * (1 - n**2)": "da_n = dh * z * (1 - n**2)",
    "da_z = dh * (h_prev - n) * z * (1 - z)": "da_z = dh * (n - h_prev) * z * (1 - z)",
}


def _formulas(old: tuple[str, ...]) -> tuple[str, ...]:
    """The formulas with z in the other sense; those in which z does not stand are the same."""
    return tuple(
        FORMULAS.get(f, f.replace("dh_next * z_next", "dh_next * (1 - z_next)")) for f in old
    )


@door()
def cell(old: Cell) -> Cell:
    """A GRU, reset after or before, with z the share of the new content."""
    check_choice("old", old.code, ("gru", "gru_before"))
    return replace(
        old,
        code=f"{old.code}_new",
        module=sys.modules[__name__],
        step=partial(step, old=old),
        step_backward=partial(step_backward, old=old),
        forward=_formulas(old.forward),
        backward=_formulas(old.backward),
        options={"old": old},
    )
