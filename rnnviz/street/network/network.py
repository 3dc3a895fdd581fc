"""Example to network: weights as the seed draws them, trained, turned by hand, then edited."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.core.biases import set_forget_bias
from rnnviz.core.init import init_network
from rnnviz.core.network import Network, Weights
from rnnviz.errors import RnnvizError
from rnnviz.settings.edits import Edit, apply_edits
from rnnviz.settings.network import NetworkSettings
from rnnviz.settings.packed import unpack
from rnnviz.street.network.cell import cell_of
from rnnviz.street.network.example import example_of, training_windows
from rnnviz.street.network.packed import with_values
from rnnviz.tasks.sequence import Example
from rnnviz.training import fit
from rnnviz.training.kernels import KERNELS

RATE = 0.02  # of Adam, for whole trainings
AT_ONCE = 0.7  # seconds that a training may take for a page to wait for it
# Seconds for each number of a cell's step, at each step of an epoch: for the call, and for each
# value (windows × units) in it. Measured on one core, with a kernel and without.
KERNEL_CALL, KERNEL_VALUE = 7e-6, 3e-9
CALL, VALUE = 12e-6, 12e-9


class Progress(NamedTuple):
    """How far a training has come."""

    epoch: int
    epochs: int
    loss: float  # mean over windows and steps


class Trained(NamedTuple):
    """Weights after a training, and after how many epochs; `stopped`: fewer than asked for."""

    weights: Weights
    epochs: int
    stopped: bool


def as_trained(s: NetworkSettings) -> NetworkSettings:
    """The settings that a training depends on: without what is done to its weights afterwards."""
    plain = replace(s, edits="", learned=0, rate=NetworkSettings.rate, where="last", z="old")
    return replace(plain, gain=1.0, forget_bias=None)


def seconds(s: NetworkSettings, example: Example) -> float:
    """About how long a training takes, by the size of its arrays and the numbers of its cell."""
    if s.net or s.weights or not s.trained:
        return 0.0
    x, _d = training_windows(s, example)
    cell = cell_of(s)
    call, value = (KERNEL_CALL, KERNEL_VALUE) if cell.code in KERNELS else (CALL, VALUE)
    calls = s.trained * x.shape[0] * len(cell.Step._fields)
    return calls * (call + value * x.shape[1] * s.hidden)


def drawn(s: NetworkSettings, example: Example) -> Network:
    """The network as the seed draws it."""
    return init_network(
        cell_of(s),
        example.x.shape[1],
        s.hidden,
        example.d.shape[1],
        np.random.default_rng(s.seed),
        scheme=s.scheme,
        longest=len(example.x),
    )


def train(s: NetworkSettings, on_progress: Callable[[Any], Any] | None = None) -> Trained:
    """Train the network that the settings describe, every step scored, whichever is shown.

    Raises:
        RnnvizError: if the input cannot be used, or the training diverges.
    """
    example = example_of(s)
    x, d = training_windows(s, example)

    def report(epoch: int, loss: Array, _held: Array) -> bool:
        done = Progress(epoch, s.trained, float(loss))
        return bool(on_progress is not None and on_progress(done))

    history = fit(
        drawn(s, example), x, d, where="every", loss=example.loss, epochs=s.trained, lr=RATE,
        on_epoch=report,
    )  # fmt: skip
    if history.stopped == "diverged":
        raise RnnvizError(history.message)
    return Trained(history.net.weights, history.epochs, history.epochs < s.trained)


def trained_network(s: NetworkSettings, example: Example) -> Network:
    """The network before anything is done to it by hand: of the address, as drawn, or trained.

    Raises:
        RnnvizError: if the training diverges, or the weights of the address do not fit.
    """
    net = drawn(s, example)
    if s.weights:
        return with_values(net, unpack(s.weights))
    return Network(net.cell, train(s).weights) if s.trained else net


def turned(net: Network, s: NetworkSettings) -> Network:
    """The network with its recurrent weights times the gain, and its forget bias, if one is set."""
    if s.gain == 1 and s.forget_bias is None:
        return net
    p = net.weights.params
    if s.gain != 1 and net.cell.loop is not None:
        p = p._replace(**{net.cell.loop: s.gain * getattr(p, net.cell.loop)})
    if s.forget_bias is not None:
        p = set_forget_bias(net.cell, p, s.forget_bias)
    return Network(net.cell, Weights(net.cell.fix(p), net.weights.readout))


def network_of(s: NetworkSettings, example: Example) -> Network:
    """The network before any edit.

    Raises:
        RnnvizError: as `trained_network` does.
    """
    return turned(trained_network(as_trained(s), example), s)


def edited(net: Network, edits: tuple[Edit, ...]) -> tuple[Network, list[Edit]]:
    """The network with weights set by hand, and the edits that fit none of its weights."""
    p, r = net.weights
    arrays, unfit = apply_edits({**p._asdict(), **r._asdict()}, edits)
    weights = Weights(
        net.cell.fix(type(p)(*(arrays[k] for k in p._fields))),
        type(r)(*(arrays[k] for k in r._fields)),
    )
    return Network(net.cell, weights), unfit
