"""Momentum on a bowl: two sliders, and the way down for every pair of their values."""

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.dynamics.momentum import best, rates
from rnnviz.player.payload import Scene
from rnnviz.scenes.dynamics.heat import heat
from rnnviz.scenes.dynamics.parts import Dial, Json, axis, course, plane, single, trail
from rnnviz.scenes.dynamics.words import momentum_words
from rnnviz.words import _

SIDE = 41  # places of the loss in each direction
REACH = 1.3  # how far the window goes


def momentum_scene(ways: Array, curvatures: Array, alpha: Dial, beta: Dial) -> Scene:
    """Of ways (A, B, K + 1, 2) for all α and β, on the bowl ½ Σ λ w²."""
    family = [alpha.json, beta.json]
    A, B = np.meshgrid(alpha.values, beta.values, indexing="ij")
    rate = np.maximum.reduce([rates(c, A, B) for c in curvatures])
    top = best(float(curvatures.min()), float(curvatures.max()))
    said = [
        momentum_words(float(a), float(b), float(r), top)
        for a, b, r in zip(A.ravel(), B.ravel(), rate.ravel(), strict=True)
    ]
    loss = 0.5 * (curvatures * ways**2).sum(-1)
    K = ways.shape[2] - 1
    corner = np.array([REACH, REACH])
    places = np.stack(np.meshgrid(*[np.linspace(-REACH, REACH, SIDE)] * 2), -1)
    found = heat(0.5 * (curvatures * places**2).sum(-1) + 1e-5, -corner, corner)
    with np.errstate(divide="ignore"):
        logs = np.log10(loss)
    size = len(said)
    arrays = {
        **found.arrays,
        "path": single(ways.reshape(size, K + 1, 2)),
        "loss": single(logs.reshape(size, K + 1)),
    }
    return Scene(
        title=_("Momentum on a bowl"),
        steps=K,
        views=(_bowl(found.layers, family, said), _over_time(K, family)),
        arrays=arrays,
        speed=6.0,
        start={"t": 0, "playing": True},
        options={"layout": {"columns": [[0], [1]]}},
    )


def _bowl(below: list[Json], family: list[Json], said: list[str]) -> Json:
    path = trail("path", "loss", _("the path"), family=True, halo=True)
    how = _("z becomes β z + ∇f, w becomes w − α z: each step goes on as the one before did.")
    x, y = (axis(_("w{k}").format(k=k), -REACH, REACH) for k in ("₁", "₂"))
    return plane(_("The way down"), how, 350, x, y, [*below, path], family=family, captions=said)


def _over_time(K: int, family: list[Json]) -> Json:
    layers = [course("loss", "loss", _("loss"))]
    return plane(
        _("Loss by step"),
        "",
        200,
        axis(_("step"), 0, K),
        axis(_("loss"), -8, 2, log=True),
        layers,
        family=family,
    )
