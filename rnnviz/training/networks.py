"""What training needs of a network, for plain ones and for deep ones alike."""

from dataclasses import replace
from typing import Any, TypeVar

import numpy as np

from rnnviz.core import deep, network
from rnnviz.core.cells import Cell
from rnnviz.core.deep import DeepNetwork, DeepWeights
from rnnviz.core.network import Network, Weights
from rnnviz.training.flat import Array, tree_map

AnyNetwork = Network | DeepNetwork
AnyWeights = Weights | DeepWeights
Net = TypeVar("Net", bound=AnyNetwork)
Tree = TypeVar("Tree", bound=Any)
READ = ("readout", "attention")  # the weights of a network that are no cell's


def first_params(net: AnyNetwork) -> Any:
    """The cell's Params that read x."""
    return net.weights.layers[0][0] if isinstance(net, DeepNetwork) else net.weights.params


def with_weights(net: Net, weights: Any) -> Net:
    """The same network with other weights."""
    return replace(net, weights=weights)


def places(net: AnyNetwork) -> tuple[str, ...]:
    """What its loss may be on."""
    return deep.WHERE if isinstance(net, DeepNetwork) else ("last", "every")


def walks(net: AnyNetwork) -> int:
    """How many times the sequence is walked along: once for each direction of each layer."""
    return sum(map(len, net.weights.layers)) if isinstance(net, DeepNetwork) else 1


def forward(net: AnyNetwork, x: Array, where: str, state0: Any = None) -> Any:
    """A forward pass; what it gives has the outputs `y`. Only a plain network starts at state0."""
    if isinstance(net, DeepNetwork):
        return deep.forward(net, x, where)
    return network.forward(net, x, where, state0)


def weight_gradients(
    net: AnyNetwork, x: Array, run: Any, dy: Array, truncate: int | None
) -> AnyWeights:
    """The gradients from dy, shaped as `run.y`, of the weights that learn; 0 of all others."""
    if isinstance(net, DeepNetwork):
        return learned(net.cell, deep.backward(net, run, dy)[0])
    return learned(net.cell, network.weight_gradients(net, x, run, dy, truncate))


def learned(cell: Cell, gradients: Tree) -> Tree:
    """The gradients of a network's weights, with 0 for a cell's whose own stay as drawn."""
    if not cell.frozen:
        return gradients
    own = {k: tree_map(np.zeros_like, a) for k, a in gradients._asdict().items() if k not in READ}
    return gradients._replace(**own)


def steps_of(net: AnyNetwork, run: Any) -> dict[str, list[Any]]:
    """The steps of every walk of a forward pass, by PyTorch's ending for it; "" for a plain one."""
    if isinstance(net, DeepNetwork):
        return dict(zip(_endings(net), (d for layer in run.run.steps for d in layer), strict=True))
    return {"": run.steps}


def backward(
    net: AnyNetwork, x: Array, run: Any, dy: Array, truncate: int | None
) -> tuple[AnyWeights, dict[str, Array]]:
    """The gradients of the weights, and dL/dh (T, ...) of every walk, by PyTorch's ending."""
    if isinstance(net, DeepNetwork):
        weights, g = deep.backward(net, run, dy)
        states = (d.state.h for layer in g.along for d in layer)
        return weights, dict(zip(_endings(net), states, strict=True))
    weights, along = network.backward(net, x, run, dy, truncate)
    return weights, {"": along.state.h}


def _endings(net: DeepNetwork) -> list[str]:
    return [
        f"_l{k}" + ("_reverse" if d else "")
        for k, layer in enumerate(net.weights.layers)
        for d in range(len(layer))
    ]
