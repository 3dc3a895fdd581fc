"""Small problems that the training tests share."""

from typing import Any

import numpy as np

from rnnviz.core.cells import CELLS
from rnnviz.core.init import init_network
from rnnviz.core.network import Network


def network(code: str = "rnn_tanh", seed: int = 0, **options: Any) -> Network:
    """A network with 2 inputs, 3 hidden units and 1 output."""
    sizes = {"inputs": 2, "hidden": 3, "outputs": 1} | {
        k: options.pop(k) for k in ("inputs", "hidden", "outputs") if k in options
    }
    return init_network(CELLS[code], **sizes, rng=np.random.default_rng(seed), **options)


def windows(where: str = "last", T: int = 5, N: int = 12, inputs: int = 2, outputs: int = 1) -> Any:
    """Random windows with targets that depend on them."""
    rng = np.random.default_rng(7)
    x = rng.normal(size=(T, N, inputs))
    shape = (N, outputs) if where == "last" else (T, N, outputs)
    return x, np.sin(x.sum(axis=(0, 2)))[..., None] * np.ones(shape)


def sine() -> Any:
    """Article 000's sine: sin(0.3 k), 201 points in [-1, 1], windows of 2, three quarters."""
    s = np.sin(0.3 * np.arange(201))
    s = 2 * (s - s.min()) / (s.max() - s.min()) - 1
    return np.stack([s[:150], s[1:151]])[..., None], s[2:152, None]


def restart(net: Network, r: int) -> Network:
    """One of the restarts as a network of its own."""
    from rnnviz.training.diagnosis import one_restart

    return one_restart(net, r)
