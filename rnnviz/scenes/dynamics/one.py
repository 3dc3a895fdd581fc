"""One unit: the cobweb of its steps, its fixed points, and those of every other weight."""

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.dynamics.unit import RANGES, Rests, Walks
from rnnviz.player.payload import Scene
from rnnviz.scenes.dynamics.parts import Dial, Json, axis, course, layer, plane, single, trail
from rnnviz.scenes.dynamics.words import unit_words
from rnnviz.words import _


def one_scene(
    walks: Walks, dial: Dial, x: Array, u: float, phi: str, still: Rests,
    branches: tuple[Array, Rests],
) -> Scene:  # fmt: skip
    """Of one unit with an input x (T,), weighted u; `still` is without it, and so are `branches`,
    of more w.
    """
    w = walks.w
    ends = walks.h[:, -1]
    said = [unit_words(float(w[k]), still, k, float(ends[k]), u * x) for k in range(len(w))]
    low, high = RANGES[phi]
    limits = low - 0.1 * (high - low), high + 0.1 * (high - low)
    family = [dial.json]
    return Scene(
        title=_("One unit, again and again"),
        steps=len(x),
        views=(
            _cobweb(limits, family, said, phi),
            _over_time(limits, len(x), family),
            _branches(limits, dial),
        ),
        arrays=_arrays(walks, branches, x, limits),
        speed=3.0,
        start={"t": 0, "playing": True},
        options={"layout": {"columns": [[0], [1, 2]]}},
    )


def _arrays(
    walks: Walks, branches_of: tuple[Array, Rests], x: Array, limits: tuple[float, float]
) -> dict[str, np.ndarray]:
    w, (fine, branches) = walks.w, branches_of
    rests = np.stack([r.h for r in walks.rests], axis=1)  # (F, K, 3)
    slopes = np.stack([r.slope for r in walks.rests], axis=1)
    return {
        "curve": single(walks.curves),
        "level": walks.level.astype(np.int32),
        "stairs": single(walks.stairs),
        "rests": single(np.stack([rests, rests], axis=-1)),
        "open": (np.abs(slopes) >= 1).astype(np.uint8),
        "slope": slopes,
        "h": single(walks.h),
        "input": single(x),
        "diagonal": np.array([[limits[0], limits[0]], [limits[1], limits[1]]], np.float32),
        "branch": single(_against(fine, branches.h)),
        "branch.open": (np.abs(branches.slope) >= 1).astype(np.uint8).ravel(),
        "branch.slope": branches.slope.ravel(),
        "cycle": single(_against(fine, branches.cycle)),
        "here": single(np.stack([np.stack([w, w], -1), np.broadcast_to(limits, (len(w), 2))], -1)),
    }


def _against(w: Array, h: Array) -> Array:
    """Points (F·n, 2) of values h (F, n) against w (F,)."""
    return np.stack(np.broadcast_arrays(w[:, None], h), -1).reshape(-1, 2)


def _cobweb(limits: tuple[float, float], family: list[Json], said: list[str], phi: str) -> Json:
    layers = [
        layer("line", "diagonal", "target", _("h after = h before"), dashed=True, width=1.25),
        layer(
            "line", "curve", "output", _("the next h: φ(w h + u x + b)"), family=True, pick="level"
        ),
        trail("stairs", "hidden", _("its steps"), grow=2, family=True, width=1.5),
        layer(
            "points",
            "rests",
            "loss",
            _("it rests here; open: it is driven away"),
            score="open",
            family=True,
            pick="level",
            size=6,
            columns=[{"label": _("slope"), "array": "slope"}],
        ),
    ]
    how = _(
        "A cobweb: from h across to the curve, which is the next h, then to the dashed line, where "
        "it is the h before. Where both meet is a fixed point. The unit’s weight on itself is w, "
        "that on its input x is u, its bias b, and φ is {phi}; the curve moves with the input."
    ).format(phi=phi)
    across, up = axis(_("h before"), *limits), axis(_("h after"), *limits)
    return plane(
        _("One step after another"), how, 320, across, up, layers, family=family, captions=said
    )


def _over_time(limits: tuple[float, float], T: int, family: list[Json]) -> Json:
    layers = [
        layer("line", "input", "input", _("input x"), width=1.25, over=1),
        course("h", "hidden", _("h")),
    ]
    low, high = min(limits[0], -1.1), max(limits[1], 1.1)
    return plane(
        _("Over time"),
        "",
        110,
        axis(_("step"), 0, T),
        axis(_("h"), low, high),
        layers,
        family=family,
    )


def _branches(limits: tuple[float, float], dial: Dial) -> Json:
    layers = [
        layer("line", "here", "text", _("now"), family=True, width=1.25),
        layer("points", "cycle", "hidden", _("jumps"), size=1.75),
        layer(
            "points",
            "branch",
            "loss",
            _("fixed points"),
            score="branch.open",
            size=2,
            columns=[{"label": _("slope"), "array": "branch.slope"}],
        ),
    ]
    how = _(
        "Fixed points of every w, without an input: filled where stable. Where their number "
        "changes is a bifurcation."
    )
    across = axis(_("w"), dial.values[0], dial.values[-1])
    return plane(
        _("Where it rests, for every w"),
        how,
        190,
        across,
        axis(_("h"), *limits),
        layers,
        family=[dial.json],
    )
