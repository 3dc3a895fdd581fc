"""Fed with the truth beside fed with its own answers, and how far it is from where it rests."""

import numpy as np

from rnnviz.batches.forced import Forced
from rnnviz.core.arrays import Array
from rnnviz.player.payload import Scene
from rnnviz.scenes.batches.words import Json
from rnnviz.words import _
from rnnviz.words.numbers import number

FLOOR = 1e-6  # of the distances that are drawn


def forced_scene(x: Array, d: Array, runs: Forced, given: int) -> Scene:
    """Both answers to x (T,), whose next values are d (T,); the truth is given for a while."""
    T = len(x)
    arrays = {"d": d, "taught": runs.taught, "free": runs.free}
    views: list[Json] = [_answers(runs, given)]
    if runs.rest is not None:
        arrays |= {"rest": np.full(T, runs.rest), "away": np.abs(runs.free - runs.rest)}
        views.append(_distance())
    views.append(_told(x, d, runs))
    pictures = list(range(len(views) - 1))
    return Scene(
        title=_("Fed with the truth, and with its own answers"),
        steps=T,
        views=tuple(views),
        arrays={name: a.astype(np.float32) for name, a in arrays.items()},
        speed=6.0,
        start={"t": 0, "playing": True},
        options={"layout": {"columns": [pictures, [len(views) - 1]]}},
    )


def _answers(runs: Forced, given: int) -> Json:
    how = _(
        "At each step the next value is said. From step {n} on, one of them reads what it said "
        "itself. The read-out is fitted to the whole series."
    )
    series = [
        {"array": "d", "label": _("right"), "role": "target"},
        {"array": "taught", "label": _("fed the truth"), "role": "output"},
        {"array": "free", "label": _("fed itself"), "role": "loss"},
    ]
    if runs.rest is not None:
        series.append({"array": "rest", "label": _("its fixed point"), "role": "weight"})
    return {
        "type": "lines",
        "title": _("What it says"),
        "how": how.format(n=given + 1),
        "height": 150,
        "series": series,
    }


def _distance() -> Json:
    return {
        "type": "bars",
        "title": _("Away from the fixed point"),
        "how": _("How far what it says, fed with its own answers, is from where it rests."),
        "height": 90,
        "floor": FLOOR,
        "opens": {"scale": "log", "range": "this view"},
        "reveal": "forward",
        "series": [{"array": "away", "label": _("distance"), "role": "loss"}],
    }


def _told(x: Array, d: Array, runs: Forced) -> Json:
    """Each step in words."""
    truth = _("reads {x}, says {y}; right is {d}")

    def says(read: float, y: float, t: int) -> str:
        return truth.format(x=number(read), y=number(y), d=number(float(d[t])))

    sentences = [
        [
            [_("Truth"), says(float(x[t]), float(runs.taught[t]), t)],
            [_("Itself"), says(float(runs.read[t]), float(runs.free[t]), t)],
        ]
        for t in range(len(x))
    ]
    return {"type": "told", "title": _("This step"), "sentences": sentences}
