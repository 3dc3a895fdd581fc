"""Many units: real trajectories on their principal components, with what draws them."""

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.dynamics.cloud import Cloud
from rnnviz.player.payload import Scene
from rnnviz.scenes.dynamics.parts import (
    Dial,
    Json,
    axis,
    columns,
    eigen_plane,
    layer,
    of_points,
    padded,
    plane,
    room,
    single,
    trail,
)
from rnnviz.scenes.dynamics.words import cloud_words
from rnnviz.words import _
from rnnviz.words.numbers import percent

LOWEST = -34.0  # log10 of the smallest q that is drawn; 0 is drawn there


def many_scene(cloud: Cloud, dial: Dial, drawn: tuple[int, int], ticks: tuple[str, ...]) -> Scene:
    """Of a family of constant inputs; `drawn` are the two components that are shown."""
    family, T = [dial.json], len(cloud.states)
    said = [cloud_words(p, x) for p, x in zip(cloud.points, cloud.inputs, strict=True)]
    arrays = _arrays(cloud, drawn)
    return Scene(
        title=_("Many units: what draws their states"),
        steps=T,
        views=(
            _space(cloud, drawn, family, said, arrays),
            eigen_plane(cloud.points, family),
            _speeds(arrays, family),
        ),
        arrays=arrays,
        ticks=ticks,
        speed=6.0,
        start={"t": 0, "playing": True},
        options={"layout": {"columns": [[0], [1, 2]]}},
    )


def _arrays(cloud: Cloud, drawn: tuple[int, int]) -> dict[str, np.ndarray]:
    pick = list(drawn)
    places = cloud.axes.places(cloud.states)[..., pick]  # (T, n, 2)
    points = padded([cloud.axes.places(p.x)[..., pick] for p in cloud.points])
    q = padded([p.q for p in cloud.points])
    with np.errstate(divide="ignore"):
        logs = np.maximum(np.log10(q), LOWEST)
    rank = np.broadcast_to(np.arange(1.0, q.shape[1] + 1), q.shape)
    broken = np.concatenate([places, np.full_like(places[:1], np.nan)])
    return {
        "paths": single(np.moveaxis(broken, 1, 0).reshape(-1, 2)),
        "path": single(places[:, 0]),
        "points": single(points),
        "speeds": single(np.stack([rank, logs], axis=-1)),
        **of_points(cloud.points),
    }


def _space(
    cloud: Cloud,
    drawn: tuple[int, int],
    family: list[Json],
    said: list[str],
    arrays: dict[str, np.ndarray],
) -> Json:
    layers = [
        layer("line", "paths", "weight", _("trajectories"), width=1, faint=0.55),
        trail("path", "hidden", _("one of them"), late=1),
        layer(
            "points",
            "points",
            "loss",
            _("fixed points; open: not stable, square: only slow"),
            score="points.kind",
            family=True,
            size=6,
            columns=columns(),
        ),
    ]
    names = [_named(cloud, k) for k in drawn]
    both = np.concatenate([arrays["paths"], arrays["points"].reshape(-1, 2)])
    limits = [_within(both[:, k], arrays["paths"][:, k]) for k in (0, 1)]
    x, y = (axis(name, *limit) for name, limit in zip(names, limits, strict=True))
    how = _(
        "States are drawn on the directions in which they vary most. Fixed points and slow points "
        "are looked for from real states with some noise, while one input is held."
    )
    return plane(_("Where the states go"), how, 340, x, y, layers, family=family, captions=said)


def _named(cloud: Cloud, k: int) -> str:
    """A component, and how much of the variance it holds."""
    text = _("component {k}: {share} of the variance")
    return text.format(k=k + 1, share=percent(float(cloud.axes.shares[k])))


def _within(all_of: Array, real: Array) -> tuple[float, float]:
    """Room for everything, but at most three times as much as the real states need."""
    low, high = room(real)
    span = high - low
    wide = room(all_of)
    return max(wide[0], low - span), min(wide[1], high + span)


def _speeds(arrays: dict[str, np.ndarray], family: list[Json]) -> Json:
    layers = [
        layer(
            "points", "speeds", "loss", score="points.kind", family=True, size=4, columns=columns()
        ),
    ]
    count = arrays["speeds"].shape[1]
    how = _("q = ½ ‖F(x) − x‖². Up to 10⁻¹⁸ it is called fixed; a hollow of q above that is slow.")
    x = axis(_("point"), 0.5, count + 0.5)
    y = axis(_("q"), LOWEST - 1, 0, log=True)
    return plane(_("How fast the state moves there"), how, 120, x, y, layers, family=family)
