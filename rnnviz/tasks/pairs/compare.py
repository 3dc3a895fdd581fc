"""The same pairs learned twice: by a decoder that attends, and by one that has a single state."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from rnnviz.core.doors import door
from rnnviz.tasks.pairs.learn import SETTINGS, LearnedPairs, PairSettings, Score, train_pairs
from rnnviz.tasks.pairs.pairs import PairTask


class PairProgress(NamedTuple):
    """How far a comparison is."""

    attends: bool  # which of the two is at work; the one that attends comes first
    update: int
    updates: int
    score: Score


@dataclass(frozen=True)
class PairComparison:
    """Both trainings, from the same seed on the same pairs."""

    attending: LearnedPairs
    plain: LearnedPairs

    @property
    def stopped(self) -> bool:
        """Whether either was stopped before its end."""
        return self.attending.stopped or self.plain.stopped


@door(s=SETTINGS)
def compare_pairs(
    s: PairSettings, on_progress: Callable[[PairProgress], Any] | None = None
) -> PairComparison:
    """Train with attention, then without; `s.attention` is the number of its units.

    When `on_progress` gives True, what is at work stops, and the other is left as it was drawn.

    Raises:
        RnnvizError: when a setting cannot be used.
    """
    stop = False

    def train(one: PairSettings) -> LearnedPairs:
        def report(score: Score) -> bool:
            nonlocal stop
            progress = PairProgress(one.attention > 0, score.update, s.updates, score)
            stop = stop or bool(on_progress and on_progress(progress))
            return stop

        return train_pairs(one, report)

    attending = train(s)
    return PairComparison(attending, train(replace(s, attention=0)))


@door()
def right_answer(task: PairTask, text: str) -> str | None:
    """What is to be written for a string, or None where the task has no answer to it.

    >>> from rnnviz.tasks.pairs.pairs import TASKS
    >>> right_answer(TASKS["sort"], "312"), right_answer(TASKS["date"], "may be")
    ('123', None)
    """
    try:
        return task.target(text)
    except (StopIteration, ValueError):
        return None
