"""Shapes: how PyTorch and Keras lay out the arrays and the weights of recurrent layers.

    weight_ih_l{k}  (G*H, I) of the first layer, (G*H, D*H) of the others
    weight_hh_l{k}  (G*H, H)
    bias_ih_l{k}, bias_hh_l{k}  (G*H,)

G gates (RNN 1, GRU 3, LSTM 4), D directions, H hidden units, I inputs, N sequences in a batch, T
steps. Keras lays the same numbers on their side, kernel (I, G*H) and recurrent_kernel (H, G*H),
and has one bias (G*H,), except for its GRU (reset_after): (2, 3*H).
Source: the documentation of torch.nn.RNN, LSTM, GRU and of keras.layers.
"""

import math
from dataclasses import dataclass
from typing import Any, NamedTuple

from ..errors import RnnvizError
from ..words import _
from .doors import door, whole
from .doors.axes import Seen
from .doors.values import check_choice, check_whole

GATES = {"RNN": 1, "GRU": 3, "LSTM": 4}


class Shape(NamedTuple):
    """A named array: what its axes mean, and how long they are."""

    name: str
    axes: tuple[str, ...]
    size: tuple[int, ...]

    @property
    def total(self) -> int:
        """How many numbers it holds."""
        return math.prod(self.size)


@dataclass(frozen=True, kw_only=True)
class Layers:
    """The arguments of torch.nn.RNN, LSTM or GRU, by their names there."""

    kind: str
    input_size: int
    hidden_size: int
    num_layers: int = 1
    nonlinearity: str = "tanh"
    bias: bool = True
    batch_first: bool = False
    dropout: float = 0.0
    bidirectional: bool = False

    def __post_init__(self) -> None:
        """See that there is such a layer."""
        check_choice("kind", self.kind, GATES)
        for name in ("input_size", "hidden_size", "num_layers"):
            check_whole(name, getattr(self, name), 1)

    @property
    def G(self) -> int:
        """Gates: blocks of H rows in every weight."""
        return GATES[self.kind]

    @property
    def D(self) -> int:
        """Directions."""
        return 2 if self.bidirectional else 1

    @property
    def states(self) -> tuple[str, ...]:
        """What is carried from step to step."""
        return ("h", "c") if self.kind == "LSTM" else ("h",)

    @property
    def width(self) -> int:
        """Numbers of one step of the output: D*H."""
        return self.D * self.hidden_size

    @door(layer=whole(0))
    def reads(self, layer: int) -> int:
        """Numbers of one step that a layer reads, counted from 0."""
        check_whole("layer", layer, 0, self.num_layers - 1)
        return self.input_size if layer == 0 else self.width


def _shapes(name: str, value: Any, seen: Seen) -> list[Shape]:  # noqa: ARG001
    """A rule: shapes, each with its name."""
    if not isinstance(value, list | tuple) or not all(isinstance(s, Shape) for s in value):
        raise RnnvizError(_("{name} must be a list of shapes.").format(name=name))
    return list(value)


def _axes(name: str, value: Any, seen: Seen) -> tuple[str, str]:  # noqa: ARG001
    """A rule: what rows and columns are called."""
    pair = isinstance(value, tuple | list) and len(value) == 2
    if not pair or not all(isinstance(axis, str) for axis in value):
        raise RnnvizError(
            _("{name} must be two words: for rows and for columns.").format(name=name)
        )
    return value[0], value[1]


@door(shapes=_shapes)
def count(shapes: list[Shape]) -> int:
    """How many numbers they hold together."""
    return sum(shape.total for shape in shapes)


@door()
def sequence(name: str, T: int, N: int, width: int, axis: str, *, batch_first: bool) -> Shape:
    """An array over time: (T, N, width), or (N, T, width)."""
    if batch_first:
        return Shape(name, ("N", "T", axis), (N, T, width))
    return Shape(name, ("T", "N", axis), (T, N, width))


@door()
def torch_input(a: Layers, T: int, N: int) -> list[Shape]:
    """What the module reads: the input, and the states before the first step."""
    x = sequence("input", T, N, a.input_size, "I", batch_first=a.batch_first)
    return [x, *_torch_states(a, N, "0")]


@door()
def torch_output(a: Layers, T: int, N: int) -> list[Shape]:
    """What the module gives: the last layer's h of all steps, and every layer's last state."""
    axis = "2H" if a.bidirectional else "H"
    y = sequence("output", T, N, a.width, axis, batch_first=a.batch_first)
    return [y, *_torch_states(a, N, "n")]


def _torch_states(a: Layers, N: int, when: str) -> list[Shape]:
    layers = "2·layers" if a.bidirectional else "layers"
    size = (a.D * a.num_layers, N, a.hidden_size)
    return [Shape(f"{state}_{when}", (layers, "N", "H"), size) for state in a.states]


@door()
def rows_axis(a: Layers) -> str:
    """The name of an axis of G*H."""
    return "H" if a.G == 1 else f"{a.G}H"


@door()
def torch_weights(a: Layers, prefix: str = "") -> list[Shape]:
    """Every weight in PyTorch's order, by its name there.

    >>> a = Layers(kind="LSTM", input_size=28, hidden_size=256)
    >>> count(torch_weights(a)), count(keras_weights(a))
    (292864, 291840)
    """
    found = []
    for k in range(a.num_layers):
        for suffix in ("", "_reverse")[: a.D]:
            found += _torch_cell(a, k, f"{prefix}{{}}_l{k}{suffix}")
    return found


def _torch_cell(a: Layers, layer: int, name: str) -> list[Shape]:
    rows, axis, H = a.G * a.hidden_size, rows_axis(a), a.hidden_size
    reads = "I" if layer == 0 else ("2H" if a.bidirectional else "H")
    found = [
        Shape(name.format("weight_ih"), (axis, reads), (rows, a.reads(layer))),
        Shape(name.format("weight_hh"), (axis, "H"), (rows, H)),
    ]
    if a.bias:
        found += [Shape(name.format(b), (axis,), (rows,)) for b in ("bias_ih", "bias_hh")]
    return found


@door()
def keras_weights(a: Layers, prefix: str = "") -> list[Shape]:
    """Every weight in Keras's order; its layers have no numbers of their own, so we give them."""
    found = []
    for k in range(a.num_layers):
        for direction in ("forward ", "backward ") if a.bidirectional else ("",):
            found += _keras_cell(a, k, f"{prefix}layer {k + 1} {direction}{{}}")
    return found


def _keras_cell(a: Layers, layer: int, name: str) -> list[Shape]:
    rows, axis, H = a.G * a.hidden_size, rows_axis(a), a.hidden_size
    reads = "I" if layer == 0 else ("2H" if a.bidirectional else "H")
    found = [
        Shape(name.format("kernel"), (reads, axis), (a.reads(layer), rows)),
        Shape(name.format("recurrent_kernel"), ("H", axis), (H, rows)),
    ]
    if not a.bias:
        return found
    two = a.kind == "GRU"  # reset_after keeps the two biases of its candidate apart
    size = (2, rows) if two else (rows,)
    return [*found, Shape(name.format("bias"), ("2", axis) if two else (axis,), size)]


@door(axes=_axes)
def linear(name: str, reads: int, gives: int, axes: tuple[str, str]) -> list[Shape]:
    """PyTorch's Linear: weight (gives, reads) and bias; `axes` name them in that order."""
    return [
        Shape(f"{name}.weight", axes, (gives, reads)),
        Shape(f"{name}.bias", axes[:1], (gives,)),
    ]


@door(axes=_axes)
def dense(name: str, reads: int, gives: int, axes: tuple[str, str]) -> list[Shape]:
    """Keras's Dense: kernel (reads, gives) and bias; `axes` as for `linear`."""
    return [
        Shape(f"{name} kernel", axes[::-1], (reads, gives)),
        Shape(f"{name} bias", axes[:1], (gives,)),
    ]
