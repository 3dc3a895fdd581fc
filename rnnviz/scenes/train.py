"""The scene of Train: the steps of its player are the epochs that were kept."""

from typing import Any

import numpy as np

from rnnviz.core.network import Network
from rnnviz.player.payload import Scene
from rnnviz.studio.lesson import Lesson
from rnnviz.studio.log import Event, log
from rnnviz.studio.plateau import plateau
from rnnviz.studio.run import Run
from rnnviz.studio.words import aside_label, aside_words, update_words
from rnnviz.words import _

Json = dict[str, Any]
SECONDS = 9.0  # that all of it plays


def train_scene(run: Run, lesson: Lesson, first: Network) -> Scene:
    """The answer and its film, the loss and the gradient's length beside it, and the update."""
    epochs = np.array([f.epoch for f in run.frames], np.int32)
    views = (_answer(lesson), _film(run, lesson), _update(run, lesson, first),
             _loss(run, lesson), _norm(run), _log(run, lesson))  # fmt: skip
    return Scene(
        title=_("A network learns"),
        steps=len(epochs),
        views=views,
        arrays=_arrays(run, lesson, epochs),
        ticks=tuple(_("epoch {n}").format(n=n) for n in epochs),
        speed=max(2.0, len(epochs) / SECONDS),
        start={"t": 0, "playing": len(epochs) > 1},
        options={"moment": _("Picture"), "layout": {"columns": [[0, 1, 2], [3, 4, 5]]}},
    )


def _arrays(run: Run, lesson: Lesson, epochs: np.ndarray) -> dict[str, np.ndarray]:
    shown = lesson.picture
    return {
        "epochs": epochs,
        "answers": np.stack([f.answers for f in run.frames]),
        "target": shown.target.astype(np.float32),
        "simple": shown.simple.astype(np.float32),
        "held": np.array([f.held for f in run.frames]),
        "loss": run.column("loss"),
        "norm": run.column("norm"),
        "bounded": run.column("clipped").astype(np.uint8),
    }


def _answer(lesson: Lesson) -> Json:
    """What the network says at the epoch, beside what is right."""
    shown = lesson.picture
    said = _("probability of the right answer") if shown.classes is not None else _("its answer")
    if lesson.code == "parity":
        said = _("probability of “odd”")
    return {
        "type": "curves",
        "title": _("What it says"),
        "how": _how(lesson),
        "height": 92,
        "lanes": shown.target.shape[1],
        "joined": shown.joined,
        "ticks": list(shown.ticks),
        "point": _("step") if shown.joined else _("sequence"),
        "series": [
            {"array": "simple", "label": lesson.simply, "role": "weight", "dashed": True},
            {"array": "target", "label": _("target"), "role": "target"},
            {"array": "answers", "label": said, "role": "output", "moving": True},
        ],
    }


def _how(lesson: Lesson) -> str:
    """How the picture is read, and whether it was learned from."""
    aside = aside_words(lesson)
    if lesson.kind == "series" and lesson.picture.of_steps:
        text = _("Each point is the next value, said when the one before was read. Shown: {aside}.")
    elif lesson.kind == "series":
        text = _("Each point is one value, said when those before it were read. Shown: {aside}.")
    elif lesson.picture.of_steps:
        text = _("One sequence, step by step. Shown: {aside}.")
    else:
        text = _("Each point is one sequence, sorted by what is right. Shown: {aside}.")
    return text.format(aside=aside)


def _film(run: Run, lesson: Lesson) -> Json:
    """The same at every kept epoch, small: the axis of the player."""
    found = plateau(run.column("loss"))
    fell = [bool(found and found.last < f.epoch <= found.fallen) for f in run.frames]
    return {
        "type": "film",
        "title": _("Film of the learning"),
        "how": "",
        "label": _("its answer at {n} of {all} epochs; below, the epoch").format(
            n=len(run.frames), all=run.epochs + 1
        ),
        "array": "answers",
        "target": {"array": "target"},
        "at": {"array": "epochs"},
        "lanes": lesson.picture.target.shape[1],
        "joined": lesson.picture.joined,
        "fell": fell,
        "fall": _("the fall of a plateau") if any(fell) else "",
    }


def _update(run: Run, lesson: Lesson, first: Network) -> Json:
    """One update at each kept epoch, in sentences."""
    said = [update_words(run, frame, lesson, first) for frame in run.frames]
    return {
        "type": "told",
        "title": _("One update, slowly"),
        "sentences": [[[one.name, one.text] for one in frame] for frame in said],
    }


def _loss(run: Run, lesson: Lesson) -> Json:
    unit = _("nats") if lesson.loss == "cross_entropy" else _("mean square")
    found = plateau(run.column("loss"))
    return {
        "type": "curves",
        "title": _("Loss by epoch"),
        "height": 104,
        "log": True,
        "unit": unit,
        "epochs": {"array": "epochs"},
        "levels": [{"value": lesson.baseline, "label": _("baseline")}],
        "falls": [[found.last, found.fallen]] if found else [],
        "series": [
            {"array": "held", "label": aside_label(lesson), "role": "hidden", "kept": True},
            {"array": "loss", "label": _("learned"), "role": "loss"},
        ],
    }


def _norm(run: Run) -> Json:
    bounds = {(rule.clip, rule.clip_at) for _epoch, rule in run.plan.rules}
    clip, at = next(iter(bounds))
    one = len(bounds) == 1 and clip == "norm"
    label = _("bound")
    marked = any(row.clipped for row in run.rows)
    return {
        "type": "curves",
        "title": _("Gradient by epoch"),
        "height": 70,
        "log": True,
        "epochs": {"array": "epochs"},
        "levels": [{"value": at, "label": label}] if one else [],
        "marks": {"array": "bounded", "label": _("bounded")} if marked else None,
        "series": [{"array": "norm", "label": _("its length"), "role": "gradient"}],
    }


def _log(run: Run, lesson: Lesson) -> Json:
    """What happened, each entry at the first kept epoch that is not before it."""
    found = log(run, lesson)
    return {
        "type": "told",
        "title": _("What happened"),
        "events": [[_frame(run, event), event.text] for event in found],
        "again": [_("Epoch {n}: what is said above.").format(n=event.epoch) for event in found],
    }


def _frame(run: Run, event: Event) -> int:
    later = [k for k, f in enumerate(run.frames) if f.epoch >= event.epoch]
    return later[0] if later else len(run.frames) - 1
