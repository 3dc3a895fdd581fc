"""Two decoders on the same pairs: both are trained, both can be stopped."""

import numpy as np

from rnnviz.tasks.pairs.compare import PairProgress, compare_pairs, right_answer
from rnnviz.tasks.pairs.learn import PairSettings, data_of
from rnnviz.tasks.pairs.pairs import TASKS

QUICK = PairSettings(length=3, hidden=8, attention=4, examples=100, tests=20, updates=20, batch=20)


def test_that_both_are_trained_from_the_same_pairs_and_seed() -> None:
    seen: list[PairProgress] = []
    found = compare_pairs(QUICK, seen.append)
    assert found.attending.network().attends
    assert not found.plain.network().attends
    assert [p.attends for p in seen] == sorted((p.attends for p in seen), reverse=True)
    assert found.attending.scores[0].example[:2] == found.plain.scores[0].example[:2]
    assert not found.stopped
    again = compare_pairs(QUICK)
    for a, b in zip(again.plain.weights.readout, found.plain.weights.readout, strict=True):
        np.testing.assert_array_equal(a, b)


def test_that_a_stop_ends_both() -> None:
    calls = []

    def stop(progress: PairProgress) -> bool:
        calls.append(progress)
        return len(calls) >= 2

    found = compare_pairs(QUICK, stop)
    assert found.stopped
    assert len(calls) == 2  # the second network is not asked about: it stays as it was drawn
    assert len(found.plain.loss) == 0


def test_that_the_right_answers_are_those_of_the_task() -> None:
    _train, test = data_of(QUICK)
    task = TASKS["reverse"]
    assert tuple(right_answer(task, s) for s in test.sources) == test.targets
    assert right_answer(TASKS["date"], "05 mar 1987") == "1987-03-05"
    for text in ("", "mar", "05 mar", "05 1987", "ab cd", "0000 11 22"):
        assert right_answer(TASKS["date"], text) is None
