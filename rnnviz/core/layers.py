r"""Layers: networks in both directions and of any depth, out of the one `unroll` and one `bptt`.

A layer is one set of weights, (forward,), or two, (forward, reverse); a network is a tuple of
layers. With x_t the input of a layer:

    hf_t = cell(x_t, hf_{t-1})    t = 1 .. T        forward
    hb_t = cell(x_t, hb_{t+1})    t = T .. 1        reverse: it has seen only what comes after
    output_t = [hf_t; hb_t]                         which is x_t of the layer above

Backward, what arrives at output_t is split in the same halves, each direction is walked back by
itself, and what both send to x_t is added up for the layer below. Between layers, not above the
last, the outputs may be multiplied by a dropout mask.

Everything has time first and in the order of time: the reverse direction's step t is the one that
read x_t. States stand in PyTorch's order: layer 0 forward, layer 0 reverse, layer 1 forward, ...
Source: Schuster and Paliwal 1997 (both directions); torch.nn.RNN (order, dropout).
"""

from collections.abc import Iterable, Sequence
from functools import reduce
from itertools import repeat
from typing import Any, NamedTuple

import numpy as np

from ..errors import RnnvizError
from ..words import _
from .arrays import Array, join, stack, stack_steps
from .bptt import Gradients, bptt
from .cells.cell import Cell
from .doors import door, walks, weights, whole
from .doors.options import size
from .doors.values import check_choice, check_whole
from .unroll import unroll_steps

Layer = tuple[Any, ...]  # the cell's Params: (forward,) or (forward, reverse)
Layers = tuple[Layer, ...]
BACKWARDS = slice(None, None, -1)


@door()
def stackable(cell: Cell) -> bool:
    """Whether the cell can be a layer: not when it reads the network's output, as Jordan's does."""
    return cell.loop != "W_yh"


class Run(NamedTuple):
    """What a pass through all layers leaves behind."""

    x: tuple[Array, ...]  # of each layer, what it read: (T, ..., I), then (T, ..., D*H)
    steps: tuple[tuple[list[Any], ...], ...]  # steps[l][d][t]: the cell's Step
    output: Array  # (T, ..., D*H) of the last layer
    final: tuple[Any, ...]  # the cell's State after the last step of each direction
    masks: tuple[Array, ...] | None  # the dropout between the layers, if there was any


class LayerGradients(NamedTuple):
    """Gradients of L with respect to everything that the layers read."""

    layers: Layers  # dL/dW, the same type as the weights
    x: Array  # (T, ..., I)
    state0: tuple[Any, ...]  # the cell's State each, in the order of `Run.final`
    along: tuple[tuple[Gradients, ...], ...]  # along[l][d].state.h[t]: dL/dh_t of that direction


@door(layers=weights.of_layers, x=walks.inputs, state0=walks.states, masks=walks.masks)
def run_layers(
    cell: Cell,
    layers: Layers,
    x: Array,
    state0: Sequence[Any] | None = None,
    masks: Sequence[Array] | None = None,
) -> Run:
    """Run all layers over x (T, ..., I).

    `state0` are the cell's States before each direction's first step, each field (..., H), in the
    order of `Run.final`, None for zeros, for all or for one. `masks` has one `dropout_mask` for
    each layer but the last. Raises RnnvizError when x does not fit, or when there are too few or
    too many of either.

    >>> from rnnviz.core.cells import CELLS
    >>> from rnnviz.core.init_nets import init_layers
    >>> layers = init_layers(CELLS["gru"], 2, 3, np.random.default_rng(0), depth=2, both=True)
    >>> run = run_layers(CELLS["gru"], layers, np.zeros((5, 4, 2)))
    >>> run.output.shape, len(run.final), run.final[0].h.shape
    ((5, 4, 6), 4, (4, 3))
    """
    states = _by_layer(state0, layers)
    xs, steps = [], []
    for k, (layer, starts) in enumerate(zip(layers, states, strict=True)):
        xs.append(x)
        steps.append(_run_layer(cell, layer, x, starts))
        x = join(*(stack([s.h for s in direction]) for direction in steps[-1]))
        if masks is not None and k < len(masks):
            x = x * masks[k]
    final = tuple(
        cell.state(d[-1 if k == 0 else 0]) for layer in steps for k, d in enumerate(layer)
    )
    return Run(tuple(xs), tuple(steps), x, final, None if masks is None else tuple(masks))


def _run_layer(cell: Cell, layer: Layer, x: Array, starts: Layer) -> tuple[list[Any], ...]:
    """The steps of each direction, in the order of time."""
    forward = unroll_steps(cell, layer[0], x, starts[0])
    if len(layer) == 1:
        return (forward,)
    return forward, unroll_steps(cell, layer[1], x[BACKWARDS], starts[1])[BACKWARDS]


@door(layers=weights.of_layers, dh=walks.at_layers, end=walks.states)
def layers_backward(
    cell: Cell,
    layers: Layers,
    run: Run,
    dh: Array | Sequence[Array | None],
    end: Sequence[Any] | None = None,
) -> LayerGradients:
    """Exact gradients of a loss whose derivative at the last layer's output is dh (T, ..., D*H).

    dh[t] may be None where nothing reads output t. `end` holds dL/d(state) of `run.final` through
    whatever else reads those, None for those that nothing reads.
    """
    ends = _by_layer(end, layers)
    along: list[tuple[Gradients, ...]] = []
    for k in reversed(range(len(layers))):
        if along:
            dh = _sum(g.x for g in along[-1])
            dh = dh if run.masks is None else dh * run.masks[k]
        along.append(_layer_backward(cell, layers[k], run.x[k], run.steps[k], dh, ends[k]))
    along.reverse()
    return LayerGradients(
        tuple(tuple(g.params for g in layer) for layer in along),
        _sum(g.x for g in along[0]),
        tuple(g.state0 for layer in along for g in layer),
        tuple(along),
    )


def _layer_backward(
    cell: Cell,
    layer: Layer,
    x: Array,
    steps: tuple[list[Any], ...],
    dh: Array | Sequence[Array | None],
    ends: Layer,
) -> tuple[Gradients, ...]:
    """The gradients of each direction, in the order of time."""
    H = cell.hidden(layer[0])
    halves = [[None if a is None else a[..., k * H : (k + 1) * H] for a in dh] for k in (0, 1)]
    forward = bptt(cell, layer[0], x, steps[0], halves[0], end=ends[0])
    if len(layer) == 1:
        return (forward,)
    args = (x[BACKWARDS], steps[1][BACKWARDS], halves[1][BACKWARDS])
    return forward, _in_order_of_time(bptt(cell, layer[1], *args, end=ends[1]))


def _in_order_of_time(g: Gradients) -> Gradients:
    """Gradients of a reverse walk, with step t where x_t was read."""
    state = type(g.state)(*(a[BACKWARDS] for a in g.state))
    back = type(g.back)(*(a[BACKWARDS] for a in g.back))
    return g._replace(x=g.x[BACKWARDS], state=state, back=back)


@door(layer=whole(0))
def trace(run: Run, layer: int, reverse: bool = False) -> Any:
    """One direction of one layer as the cell's Step stacked over time: `trace(run, 0).h[t]`."""
    check_whole("layer", layer, 0, len(run.steps) - 1)
    check_whole("reverse", int(reverse), 0, len(run.steps[layer]) - 1)
    return stack_steps(run.steps[layer][int(reverse)])


@door()
def last_states(run: Run, name: str = "h") -> Array:
    """PyTorch's h_n, or c_n with name "c": (layers * D, ..., H); for who compares with PyTorch."""
    check_choice("name", name, run.final[0]._fields)
    return np.stack([getattr(state, name) for state in run.final])


@door()
def ends_of(run: Run) -> Array:
    """[hf_T; hb_1] of the last layer, (..., D*H): each direction after its whole walk.

    This is what a many-to-one readout should read. `run.output[-1]` is [hf_T; hb_T], and hb_T has
    seen x_T alone.
    """
    return join(*(state.h for state in run.final[-len(run.steps[-1]) :]))


@door(d="... D·H")
def at_ends(d: Array, T: int, directions: int) -> list[Array | None]:
    """The way back through `ends_of`: d (..., D*H) as dh of T steps, for `layers_backward`."""
    check_whole("directions", directions, 1, 2)
    if directions == 2 and d.shape[-1] % 2:
        raise RnnvizError(_("d holds both directions side by side: give it an even width."))
    if directions == 1:
        return [*[None] * (T - 1), d]
    H = d.shape[-1] // 2
    dh = np.zeros((T, *d.shape), d.dtype)
    dh[-1, ..., :H], dh[0, ..., H:] = d[..., :H], d[..., H:]
    return [dh[t] for t in range(T)]


@door(shape=size)
def dropout_mask(rng: np.random.Generator, p: float, shape: tuple[int, ...]) -> Array:
    """0 with probability p, else 1 / (1 - p), so that the mean stays 1: inverted dropout.

    p is a probability: 0 drops nothing, 1 everything. Raises RnnvizError outside of that.

    >>> dropout_mask(np.random.default_rng(0), 0.5, (4,))
    array([2., 0., 0., 0.])
    """
    if not 0 <= p <= 1:
        text = _("Dropout is {p}; give a probability from 0 to 1.")
        raise RnnvizError(text.format(p=p))
    kept = rng.uniform(size=shape) >= p
    return kept / (1 - p) if p < 1 else kept.astype(float)


def _sum(parts: Iterable[Array]) -> Array:
    return reduce(np.add, parts)


def _by_layer(states: Sequence[Any] | None, layers: Layers) -> list[Layer]:
    """States in PyTorch's order as those of each layer; None for all where none are given."""
    taken = repeat(None) if states is None else iter(states)
    return [tuple(next(taken) for _p in layer) for layer in layers]
