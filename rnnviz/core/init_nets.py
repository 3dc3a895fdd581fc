"""First weights of networks that are made of several parts, all drawn from one Generator."""

from typing import Any

from .cells.cell import Cell
from .deep import DeepNetwork, DeepWeights
from .init import Rng, init_params, init_readout
from .layers import Layers


def init_layers(
    cell: Cell,
    inputs: int,
    hidden: int,
    rng: Rng,
    depth: int = 1,
    both: bool = False,
    **options: Any,
) -> Layers:
    """The weights of `depth` layers, in both directions or forward alone, drawn in PyTorch's order.

    Above the first, a layer reads what the one below puts out. `options` are those of
    `init_params`.
    """
    D = 2 if both else 1
    reads = [inputs] + [D * hidden] * (depth - 1)
    return tuple(
        tuple(init_params(cell, n, hidden, rng, **options) for _direction in range(D))
        for n in reads
    )


def init_deep(
    cell: Cell,
    inputs: int,
    hidden: int,
    outputs: int,
    rng: Rng,
    depth: int = 1,
    both: bool = False,
    **options: Any,
) -> DeepNetwork:
    """A deep network with freshly drawn weights, as `init_layers`, and a readout of its D*H."""
    layers = init_layers(cell, inputs, hidden, rng, depth, both, **options)
    reads = hidden * (2 if both else 1)
    return DeepNetwork(cell, DeepWeights(layers, init_readout(outputs, reads, rng, **_of(options))))


def _of(options: dict[str, Any]) -> dict[str, Any]:
    """The options of `init_params` that `init_readout` has too."""
    return {k: options[k] for k in ("scheme", "restarts", "dtype") if k in options}
