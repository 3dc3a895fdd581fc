"""Losses over two weights or two directions, with the path that training took through them."""

from typing import NamedTuple

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.player.payload import Scene
from rnnviz.scenes.dynamics.heat import heat
from rnnviz.scenes.dynamics.parts import Json, axis, layer, plane, room, single, trail
from rnnviz.words import _


class Way(NamedTuple):
    """A loss over a window of a plane, and a path through it."""

    loss: Array  # (n, n) row by row from below
    low: Array  # (2,) corners of the window
    high: Array  # (2,)
    path: Array  # (K, 2)
    along: Array  # (K,) the loss on the path
    length: Array  # (K,) of the whole gradient there
    free: Array  # (K, 2) the step that the gradient asks for
    bounded: Array  # (K, 2) the step that is allowed; the same where nothing is bounded
    names: tuple[str, str]
    ticks: tuple[str, ...]
    said: str
    how: str


def way_scene(title: str, way: Way, *, arrows: bool) -> Scene:
    """The window with the path, the loss and the gradient along it; steps as arrows if wanted."""
    K = len(way.path)
    found = heat(way.loss, way.low, way.high)
    arrays = {
        **found.arrays,
        "path": single(way.path),
        "free": single(np.concatenate([way.path, way.path + way.free], -1)[:, None]),
        "bounded": single(np.concatenate([way.path, way.path + way.bounded], -1)[:, None]),
        "along": single(_log(way.along)),
        "length": single(_log(way.length)),
    }
    return Scene(
        title=title,
        steps=K,
        views=(
            _window(way, found.layers, arrows=arrows),
            _curve("along", _("Loss"), "loss", way.along),
            _curve("length", _("Length of the gradient"), "gradient", way.length),
        ),
        arrays=arrays,
        ticks=way.ticks,
        speed=max(2.0, K / 9),
        start={"t": 0, "playing": True},
        options={"layout": {"columns": [[0], [1, 2]]}, "moment": _("Step")},
    )


def _log(a: Array) -> Array:
    return np.log10(np.maximum(a, 1e-12))


def _window(way: Way, below: list[Json], *, arrows: bool) -> Json:
    steps: list[Json] = [
        layer(
            "arrows", "free", "gradient", _("the step as it comes"), pick="t", width=2.5, halo=True
        ),
        layer("arrows", "bounded", "output", _("the step, bounded"), pick="t", width=3, halo=True),
    ]
    path = trail("path", "loss", _("the path"), late=1, halo=True, width=2.5)
    x, y = (axis(way.names[k], way.low[k], way.high[k]) for k in (0, 1))
    layers = [*below, path, *(steps if arrows else [])]
    return plane(
        _("Loss over two directions"), way.how, 340, x, y, layers, captions=[way.said], click=arrows
    )


def _curve(array: str, title: str, role: str, values: Array) -> Json:
    layers = [
        layer("line", array, "weight", width=1, over=1),
        trail(array, role, late=1, over=1),
    ]
    x, y = (
        axis(_("step of the path"), 1, max(len(values), 2)),
        axis(title, *room(_log(values)), log=True),
    )
    return plane(title, "", 130, x, y, layers)
