"""The numbers that play on Shapes: a freshly drawn network of the plan's sizes reads sunspots."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.core.cells import CELLS, Cell
from rnnviz.core.deep import DeepNetwork, DeepWeights
from rnnviz.core.init_nets import init_deep
from rnnviz.core.layers import ends_of, run_layers
from rnnviz.core.readout import readout
from rnnviz.series.audit.ready import choose
from rnnviz.series.reading.builtin import load
from rnnviz.tasks.architecture import Plan
from rnnviz.tasks.sequence import scaled


@dataclass(frozen=True)
class Played:
    """Every number of one sequence on its way through the network."""

    net: DeepNetwork
    x: Array  # (T, I) what is read; of one to many, the first input and then the outputs
    h: tuple[tuple[Array, ...], ...]  # h[l][d]: (T, H), in the order of time
    y: dict[str, Array]  # by the name of the read-out: (T, O), or (1, O)


def cell_of(plan: Plan) -> Cell:
    """The core's cell for PyTorch's module."""
    codes = {"LSTM": "lstm", "GRU": "gru", "RNN": f"rnn_{plan.layers.nonlinearity}"}
    return CELLS[codes[plan.layers.kind]]


def network(plan: Plan, seed: int) -> DeepNetwork:
    """A network as PyTorch draws it; with bias=False its recurrent layers have biases of 0."""
    a = plan.layers
    net = init_deep(
        cell_of(plan), a.input_size, a.hidden_size, plan.outputs, np.random.default_rng(seed),
        depth=a.num_layers, both=a.bidirectional,
    )  # fmt: skip
    if a.bias:
        return net
    layers = tuple(tuple(unbiased(p) for p in layer) for layer in net.weights.layers)
    return DeepNetwork(net.cell, DeepWeights(layers, net.weights.readout))


def unbiased(p: Any) -> Any:
    """The cell's weights with biases of 0."""
    biases = [name for name in p._fields if name.startswith("b_")]
    return p._replace(**{name: np.zeros_like(getattr(p, name)) for name in biases})


def sunspots(T: int, inputs: int) -> Array:
    """Yearly sunspots scaled to [-1, 1], (T, I): input i is the value i years back."""
    values = scaled(choose(load("sunspots")).values)
    windows = np.lib.stride_tricks.sliding_window_view(values, inputs)
    return windows[:T, ::-1].copy()


def play(plan: Plan, seed: int) -> Played:
    """Run the plan's network over its steps."""
    net = network(plan, seed)
    x = sunspots(plan.steps_read, plan.layers.input_size)
    if plan.fed_back:
        return fed_back(net, x, plan.T)
    run = run_layers(net.cell, net.weights.layers, x)
    h = tuple(tuple(np.stack([s.h for s in d]) for d in layer) for layer in run.steps)
    read = net.weights.readout
    if plan.arch == "many_to_many":
        return Played(net, x, h, {"y": readout(read, run.output)})
    y = {"y": readout(read, ends_of(run))[None]}
    if plan.layers.bidirectional:
        y["wrong"] = readout(read, run.output[-1])[None]
    return Played(net, x, h, y)


def fed_back(net: DeepNetwork, x: Array, T: int) -> Played:
    """One to many: each output is the next input."""
    layers, state, step = net.weights.layers, None, x
    xs, hs, ys = [], [], []
    for _t in range(T):
        xs.append(step[0])
        run = run_layers(net.cell, layers, step, state)
        state, step = run.final, readout(net.weights.readout, run.output)
        hs.append([s.h for s in run.final])
        ys.append(step[0])
    h = tuple((np.stack(layer),) for layer in zip(*hs, strict=True))
    return Played(net, np.stack(xs), h, {"y": np.stack(ys)})
