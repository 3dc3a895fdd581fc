"""Two units: the phase portrait, with all that is in it for every size of the weights."""

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.dynamics.plane import Grid, Path, Portrait
from rnnviz.player.payload import Scene
from rnnviz.scenes.dynamics.parts import (
    Dial,
    Json,
    axis,
    columns,
    course,
    eigen_plane,
    layer,
    of_points,
    padded,
    plane,
    single,
    trail,
)
from rnnviz.scenes.dynamics.words import portrait_words
from rnnviz.words import _


def two_scene(
    portraits: list[Portrait],
    ways: list[Path],
    dial: Dial,
    square: Grid,
    paths: Array,
    names: tuple[str, str],
) -> Scene:
    """Of a family of portraits; `paths` (F, T + 1, 2) are the trajectories that are played.

    `ways` are those from the start, of which the sentence speaks.
    """
    said = [
        portrait_words(float(g), p.points, way)
        for g, p, way in zip(dial.values, portraits, ways, strict=True)
    ]
    family, T = [dial.json], paths.shape[1] - 1
    points = [p.points for p in portraits]
    return Scene(
        title=_("Two units, again and again"),
        steps=T,
        views=(
            _phase(square, family, said, names),
            eigen_plane(points, family),
            _over_time(square, T, family, names),
        ),
        arrays=_arrays(portraits, paths),
        speed=5.0,
        start={"t": 0, "playing": True},
        options={"layout": {"columns": [[0], [1, 2]]}},
    )


def _arrays(portraits: list[Portrait], paths: Array) -> dict[str, np.ndarray]:
    fine = round(len(portraits[0].basins) ** 0.5)
    basins = np.stack([p.basins.reshape(fine, fine) for p in portraits])
    return {
        "basins": basins.astype(np.uint8),
        "arrows": single(np.stack([p.arrows for p in portraits])),
        "still.1": single(padded([p.still[0] for p in portraits])),
        "still.2": single(padded([p.still[1] for p in portraits])),
        "points": single(padded([p.points.x for p in portraits])),
        "path": single(paths),
        "over.1": single(paths[..., 0]),
        "over.2": single(paths[..., 1]),
        **of_points([p.points for p in portraits]),
    }


def _phase(square: Grid, family: list[Json], said: list[str], names: tuple[str, str]) -> Json:
    stands = _("{name} stands still")
    layers = [
        layer("heat", "basins", "", family=True, classes=True),
        layer("arrows", "arrows", "weight", family=True, width=1),
        layer("segments", "still.1", "input", stands.format(name=names[0]), family=True),
        layer("segments", "still.2", "output", stands.format(name=names[1]), family=True),
        trail("path", "hidden", _("the trajectory"), family=True),
        layer(
            "points", "points", "loss", _("fixed points; open: not stable"), family=True,
            score="points.kind", size=6, columns=columns(),
        ),
    ]  # fmt: skip
    how = _(
        "Arrows lead to where a step goes, cut short; both curves cross at the fixed points. "
        "The colour behind says at which stable one a start ends. A click sets it."
    )
    x, y = axis(names[0], *square), axis(names[1], *square)
    return plane(
        _("Phase portrait"), how, 360, x, y, layers, family=family, captions=said, click=True
    )


def _over_time(square: Grid, T: int, family: list[Json], names: tuple[str, str]) -> Json:
    layers = [course("over.1", "input", names[0]), course("over.2", "output", names[1])]
    x, y = axis(_("step"), 0, T), axis(_("state"), *square)
    return plane(_("Over time"), "", 100, x, y, layers, family=family)
