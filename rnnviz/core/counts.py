r"""Every weight of a network with its shape, as it is here, in PyTorch and in Keras.

Per direction of a layer that reads I numbers, with H units and G gates:

    here      W_xh (G*H, I), W_hh (G*H, H), b_h (G*H,)
    PyTorch   weight_ih_l0, weight_hh_l0 as those; bias_ih_l0 and bias_hh_l0, both as b_h
    Keras     kernel (I, G*H), recurrent_kernel (H, G*H), bias (G*H,); GRU with reset after (2, G*H)

A cell that a library does not have has no shapes there. Source: torch.nn.modules.rnn and
keras.src.layers.rnn.
"""

from math import prod
from typing import Any, NamedTuple

from .cells.cell import Cell
from .layers import Layers

Shapes = dict[str, tuple[int, ...]]

TORCH = {"rnn_tanh": "RNN", "rnn_relu": "RNN", "lstm": "LSTM", "gru": "GRU"}
KERAS = {
    "rnn_tanh": "SimpleRNN",
    "rnn_relu": "SimpleRNN",
    "rnn_sigmoid": "SimpleRNN",
    "rnn_linear": "SimpleRNN",
    "lstm": "LSTM",
    "gru": "GRU",
    "gru_before": "GRU",
}


class LayerShapes(NamedTuple):
    """The weights of one direction of one layer, by name."""

    layer: int
    reverse: bool
    ours: Shapes
    torch: Shapes | None  # None: PyTorch has no such cell
    keras: Shapes | None


def layer_shapes(cell: Cell, layers: Layers, bias: bool = True) -> list[LayerShapes]:
    """The shapes of all layers, in PyTorch's order; without `bias`, as bias=False leaves them.

    The weights may not carry restarts.

    >>> import numpy as np
    >>> from rnnviz.core.cells import CELLS
    >>> from rnnviz.core.init_nets import init_layers
    >>> layers = init_layers(CELLS["gru"], 3, 4, np.random.default_rng(0))
    >>> [count(s) for s in layer_shapes(CELLS["gru"], layers)[0][2:]]
    [100, 108, 108]
    """
    return [
        LayerShapes(
            k,
            bool(d),
            _kept({name: a.shape for name, a in p._asdict().items()}, bias),
            _torch(cell, p, f"_l{k}" + ("_reverse" if d else ""), bias),
            _keras(cell, p, bias),
        )
        for k, layer in enumerate(layers)
        for d, p in enumerate(layer)
    ]


def count(shapes: Shapes | None) -> int | None:
    """How many numbers these shapes hold.

    >>> count({"W_xh": (4, 3), "b_h": (4,)})
    16
    """
    return None if shapes is None else sum(map(prod, shapes.values()))


def total(layers: list[LayerShapes], library: str) -> int | None:
    """How many numbers all layers hold: `library` is "ours", "torch" or "keras"."""
    counts = [count(getattr(s, library)) for s in layers]
    known = [n for n in counts if n is not None]
    return sum(known) if len(known) == len(counts) else None


def _torch(cell: Cell, p: Any, suffix: str, bias: bool) -> Shapes | None:
    if cell.code not in TORCH:
        return None
    shapes = {"weight_ih": p.W_xh.shape, "weight_hh": p.W_hh.shape}
    shapes |= {"bias_ih": p.b_h.shape, "bias_hh": p.b_h.shape}
    return {name + suffix: shape for name, shape in _kept(shapes, bias).items()}


def _keras(cell: Cell, p: Any, bias: bool) -> Shapes | None:
    if cell.code not in KERAS:
        return None
    both = (2, *p.b_h.shape) if cell.code == "gru" else p.b_h.shape
    kernels = {"kernel": p.W_xh.shape[::-1], "recurrent_kernel": p.W_hh.shape[::-1]}
    return _kept({**kernels, "bias": both}, bias)


def _kept(shapes: Shapes, bias: bool) -> Shapes:
    """The shapes, without those of biases when there are to be none."""
    return {name: s for name, s in shapes.items() if bias or not name.startswith(("b_", "bias"))}
