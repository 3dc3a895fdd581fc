"""A network as one JSON file, with the sequence it reads, and back: what is read is not trusted."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import orjson

from rnnviz.core.arrays import Array
from rnnviz.core.cells import CELLS
from rnnviz.core.init import init_network
from rnnviz.core.losses import LOSSES
from rnnviz.core.network import Network, Weights
from rnnviz.errors import RnnvizError
from rnnviz.export.model import Model, of_inputs
from rnnviz.settings.network import NetworkSettings
from rnnviz.settings.packed import LARGEST
from rnnviz.street.network.carried import Carried
from rnnviz.street.network.cell import cell_of
from rnnviz.street.network.example import example_of
from rnnviz.street.network.packed import packed
from rnnviz.tasks.sequence import Example
from rnnviz.words import _

FORM = {"rnnviz": "network", "version": 1}
MOST_BYTES = 1_000_000
MOST_UNITS = 32
MOST_STEPS = 100
MOST_WIDE = 64  # inputs, and outputs
OWN = ("net", "at", "edits", "learned", "weights")  # settings that are in the weights already


class Saved(NamedTuple):
    """What a file holds: a network in PyTorch's writing, and the sequence that it reads."""

    settings: NetworkSettings
    net: Network
    example: Example


def write(s: NetworkSettings, net: Network, example: Example) -> bytes:
    """The file of a network; every number is written with all its digits."""
    plain = s.in_hand().with_(net="", at=None, edits="", learned=0, weights="")
    arrays = {**net.weights.params._asdict(), **net.weights.readout._asdict()}
    shown = example._asdict() | {"x": example.x.tolist(), "d": example.d.tolist()}
    del shown["note"]
    content = {
        **FORM,
        "hidden": net.hidden,
        "settings": plain.to_query() | {"cell": s.cell},
        "weights": {name: np.asarray(a, float).tolist() for name, a in arrays.items()},
        "example": shown,
    }
    return orjson.dumps(content, option=orjson.OPT_INDENT_2)


def read(data: bytes) -> Saved:
    """The network of a file.

    Raises:
        RnnvizError: if it is no such file, or anything in it is not what it must be.
    """
    content = _content(data)
    settings = _settings(content.get("settings"))
    example = _example(content.get("example"))
    hidden = content.get("hidden")
    if not isinstance(hidden, int) or not 1 <= hidden <= MOST_UNITS:
        raise _wrong("hidden", _("a whole number from 1 to {most}").format(most=MOST_UNITS))
    shape = (example.x.shape[1], hidden, example.d.shape[1])
    return Saved(settings, _network(settings, content.get("weights"), shape), example)


def _content(data: bytes) -> Mapping[str, Any]:
    if len(data) > MOST_BYTES:
        raise RnnvizError(_("This file is too large to be a network that was saved here."))
    try:
        content = orjson.loads(data)
    except ValueError:
        content = None
    if not isinstance(content, dict) or any(content.get(k) != v for k, v in FORM.items()):
        raise RnnvizError(_("This file is not a network that was saved with “Save this network”."))
    return content


def _settings(given: Any) -> NetworkSettings:
    if not isinstance(given, dict) or not all(isinstance(v, str) for v in given.values()):
        raise _wrong("settings", _("names with a text each"))
    settings, notes = NetworkSettings.from_query({k: v for k, v in given.items() if k not in OWN})
    if notes:
        raise RnnvizError(notes[0])
    return settings


def _example(given: Any) -> Example:
    if not isinstance(given, dict) or given.get("loss") not in list(LOSSES):
        raise _wrong("example", _("a sequence with its loss"))
    x, d = (_numbers(f"example.{name}", given.get(name)) for name in ("x", "d"))
    for name, a in (("example.x", x), ("example.d", d)):
        if a.ndim != 2 or not 1 <= len(a) <= MOST_STEPS or not 1 <= a.shape[1] <= MOST_WIDE:
            raise _wrong(name, _("1 to {most} steps").format(most=MOST_STEPS))
    if len(x) != len(d):
        raise _wrong("example.d", _("as many steps as example.x"))
    return Example(
        x, d, given["loss"],
        inputs=_texts("example.inputs", given.get("inputs"), x.shape[1]),
        outputs=_texts("example.outputs", given.get("outputs"), d.shape[1]),
        ticks=_texts("example.ticks", given.get("ticks"), len(x)),
    )  # fmt: skip


def _texts(name: str, given: Any, n: int) -> tuple[str, ...]:
    right = isinstance(given, list) and len(given) == n
    if not right or not all(isinstance(one, str) and len(one) <= 40 for one in given):
        raise _wrong(name, _("{n} short texts").format(n=n))
    return tuple(given)


def _numbers(name: str, given: Any) -> Array:
    try:
        a = np.asarray(given)
    except ValueError:  # rows of unequal length
        a = np.asarray(None)
    if a.dtype.kind not in "iuf" or not np.all(np.abs(a.astype(float)) <= LARGEST):
        raise _wrong(name, _("numbers between −1,000,000 and 1,000,000"))
    return a.astype(float)


def _network(s: NetworkSettings, given: Any, shape: tuple[int, int, int]) -> Network:
    drawn = init_network(cell_of(s), *shape, np.random.default_rng(0))
    p, r = drawn.weights
    wanted = {**p._asdict(), **r._asdict()}
    if not isinstance(given, dict) or set(given) != set(wanted):
        raise _wrong("weights", ", ".join(wanted))
    arrays = {name: _numbers(name, given[name]) for name in wanted}
    for name, a in arrays.items():
        if a.shape != wanted[name].shape:
            raise _wrong(name, " × ".join(map(str, wanted[name].shape)))
    weights = Weights(
        drawn.cell.fix(type(p)(*(arrays[name] for name in p._fields))),
        type(r)(*(arrays[name] for name in r._fields)),
    )
    return Network(drawn.cell, weights)


def _wrong(name: str, wanted: str) -> RnnvizError:
    message = _("“{name}” in this file is not what it must be: {wanted}.")
    return RnnvizError(message.format(name=name, wanted=wanted))


class FileExamples:
    """The one sequence of a file."""

    def __init__(self, saved: Saved) -> None:
        """`saved` is what the file holds."""
        self.saved = saved

    def __len__(self) -> int:
        """One."""
        return 1

    def example(self, k: int) -> Example:  # noqa: ARG002 - there is but one
        """The sequence of the file."""
        return self.saved.example

    def sentence(self, k: int, y: Array) -> str:  # noqa: ARG002 - it says nothing of y
        """What is to be known of it."""
        return _("It reads the sequence that was saved with it.")

    def model(self, net: Network) -> Model:
        """The network with the inputs of the file."""
        return of_inputs(net, _("a sequence from a file"), self.saved.example.x)


def carried_of(saved: Saved) -> Carried:
    """The network of a file as one that every screen of a network shows."""
    text = _("{cell}, units: {units}, opened from a file")
    name = text.format(cell=_(CELLS[saved.settings.cell].label), units=saved.net.hidden)
    digest = hashlib.sha256(saved.example.x.tobytes() + saved.example.d.tobytes())
    return Carried(
        net=saved.net, examples=FileExamples(saved), where=saved.settings.where, name=name,
        first=0, example_label="", home="unroll", query=saved.settings.to_query(),
        identity=digest.hexdigest(),
    )  # fmt: skip


def settings_of(s: NetworkSettings, carried: Carried | None) -> NetworkSettings:
    """The settings that describe a network to be saved; a carried one has its own, not the page's.

    >>> settings_of(NetworkSettings(periods="1, 3"), None).periods
    '1, 3'
    """
    if carried is None:
        return s
    if isinstance(carried.examples, FileExamples):
        return carried.examples.saved.settings
    return NetworkSettings(cell=carried.net.cell.code, where=carried.where)


def in_address(saved: Saved) -> dict[str, Any] | None:
    """The settings that hold all of a small network; None if an address cannot hold it."""
    text = packed(saved.net)
    try:
        same = text and _same(example_of(saved.settings), saved.example)
    except RnnvizError:
        return None
    if not same or saved.settings.hidden != saved.net.hidden:
        return None
    own: Sequence[str] = ("net", "at", "edits", "learned", "weights", "gain", "forget_bias")
    plain = {name: getattr(NetworkSettings(), name) for name in own}
    return {**saved.settings.network(), **plain, "weights": text}


def _same(a: Example, b: Example) -> bool:
    return np.array_equal(a.x, b.x) and np.array_equal(a.d, b.d) and a.loss == b.loss
