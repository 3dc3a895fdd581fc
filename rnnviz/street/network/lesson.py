"""Settings to lesson: what Train is to learn."""

from functools import lru_cache
from typing import NamedTuple

from rnnviz.core.arrays import Array
from rnnviz.settings.train import MEMORY, TEXTS, TrainSettings
from rnnviz.settings.values import unpack_values
from rnnviz.street.network.example import series_values
from rnnviz.studio.lesson import Lesson
from rnnviz.studio.lessons import (
    article_lesson,
    digit_lesson,
    memory_lesson,
    memory_task,
    next_values,
    text_lesson,
)
from rnnviz.tasks.made import formula, mackey_glass, sine, sines
from rnnviz.tasks.sequence import scaled
from rnnviz.words.tongue import by_language

ARTICLE = {"article_sine": "sine", "article_oil": "oil_well"}  # and the built-in series of each


class _Asked(NamedTuple):
    """All that a lesson depends on."""

    task: str
    length: int
    delay: int
    convention: str
    series: str
    formula: str
    own: str
    sequences: int
    seed: int


def lesson_of(s: TrainSettings) -> Lesson:
    """What is to be learned; the sequences of a task are drawn by the seed.

    Raises:
        RnnvizError: when a formula has no values that can be learned.
    """
    return _lesson(_Asked(*(getattr(s, name) for name in _Asked._fields)))


@by_language(lru_cache(maxsize=32))
def _lesson(a: _Asked) -> Lesson:
    if a.task in MEMORY:
        task = memory_task(a.task, a.length, a.delay, a.convention)
        return memory_lesson(task, a.seed, a.convention, a.sequences)
    if a.task in TEXTS:
        return text_lesson(a.task, a.seed)
    if a.task == "digits":
        return digit_lesson(a.seed)
    values, ticks = _values(a)
    make = article_lesson if a.task in ARTICLE else next_values
    return make(a.task, values, ticks, a.length)


def _values(a: _Asked) -> tuple[Array, tuple[str, ...]]:
    """A series within [-1, 1], and what its values are called; those that are computed count."""
    if a.task == "series":
        return series_values(a.series)
    if a.task in ARTICLE:
        return series_values(ARTICLE[a.task])
    if a.task == "formula":
        values = scaled(formula(a.formula))
    elif a.task == "mackey_glass":
        values = scaled(mackey_glass())
    elif a.task == "own":
        values = unpack_values(a.own) if a.own else sine()
    else:
        values = {"sine": sine, "sines": sines}[a.task]()
    return values, tuple(map(str, range(1, len(values) + 1)))
