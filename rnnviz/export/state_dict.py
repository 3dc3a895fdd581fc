"""A network as PyTorch's `state_dict` names its weights, and back; PyTorch itself is not needed.

    weight_ih_l0  W_xh        bias_ih_l0 + bias_hh_l0  b_h, but for the GRU's n
    weight_hh_l0  W_hh        bias_hh_l0's rows of n   b_hn of the GRU, which r multiplies

PyTorch adds two biases where one is enough: given back, the whole of it is in `bias_ih` and
`bias_hh` is 0, so the network is the same and its two biases are not. Gates stand in the same
order in both.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.core.cells import CELLS, Cell
from rnnviz.core.network import Network, Weights
from rnnviz.core.readout import Readout
from rnnviz.errors import RnnvizError
from rnnviz.words import _

CODES = ("rnn_tanh", "rnn_relu", "lstm", "gru")  # nn.RNN with either function, nn.LSTM, nn.GRU
NAMES = ("weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0")

StateDict = dict[str, Array]


def from_state_dict(
    code: str, state: Mapping[str, Any], rnn: str = "", linear: str = "readout."
) -> Network:
    """The network of one layer and a linear readout, in float64.

    Args:
        code: "rnn_tanh", "rnn_relu", "lstm" or "gru": a `state_dict` does not say which it is.
        state: names to arrays; tensors that NumPy can read will do.
        rnn: what stands before the names of the recurrent module, such as "rnn.".
        linear: what stands before `weight` (O, H) and `bias` (O,) of the readout.

    Raises:
        RnnvizError: if a name is missing, a shape does not fit, or PyTorch has no such cell.
    """
    cell = _known(code)
    W_xh, W_hh, b_ih, b_hh = (_array(state, rnn + name) for name in NAMES)
    read = Readout(_array(state, f"{linear}weight"), _array(state, f"{linear}bias"))
    rows, H = len(cell.stacked("W_hh")) * W_hh.shape[-1], W_hh.shape[-1]
    wanted = {
        "weight_ih_l0": (W_xh, (rows, W_xh.shape[-1])), "weight_hh_l0": (W_hh, (rows, H)),
        "bias_ih_l0": (b_ih, (rows,)), "bias_hh_l0": (b_hh, (rows,)),
        f"{linear}weight": (read.W_hy, (len(read.b_y), H)),
        f"{linear}bias": (read.b_y, (len(read.b_y),)),
    }  # fmt: skip
    for name, (a, shape) in wanted.items():
        if a.shape != shape:
            message = _("“{name}” has the shape {found}, but {cell} with {H} units needs {shape}.")
            raise RnnvizError(
                message.format(name=name, found=a.shape, cell=_(cell.label), H=H, shape=shape)
            )
    if code != "gru":
        return Network(cell, Weights(cell.Params(W_xh, W_hh, b_ih + b_hh), read))
    b_h = b_ih + np.append(b_hh[: 2 * H], np.zeros(H))
    return Network(cell, Weights(cell.Params(W_xh, W_hh, b_h, b_hh[2 * H :]), read))


def to_state_dict(net: Network, rnn: str = "", linear: str = "readout.") -> StateDict:
    """The weights under PyTorch's names, for `load_state_dict`; see `from_state_dict`.

    Raises:
        RnnvizError: if PyTorch has no such cell.
    """
    _known(net.cell.code)
    p, r = net.weights
    b_hh = np.zeros_like(p.b_h)
    if net.cell.code == "gru":
        b_hh[2 * net.hidden :] = p.b_hn
    arrays = (p.W_xh.copy(), p.W_hh.copy(), p.b_h.copy(), b_hh)
    found = {rnn + name: a for name, a in zip(NAMES, arrays, strict=True)}
    return {**found, f"{linear}weight": r.W_hy.copy(), f"{linear}bias": r.b_y.copy()}


def _known(code: str) -> Cell:
    if code not in CODES:
        message = _("PyTorch has no module for the cell “{code}”; it has: {known}.")
        raise RnnvizError(message.format(code=code, known=", ".join(CODES)))
    return CELLS[code]


def _array(state: Mapping[str, Any], name: str) -> Array:
    if name not in state:
        message = _("There is no “{name}” among the weights: {names}.")
        raise RnnvizError(message.format(name=name, names=", ".join(map(str, state))))
    return np.array(state[name], float)
