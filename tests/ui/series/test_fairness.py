"""What is said about the fairness of a run is true of that run."""

from dataclasses import replace
from functools import cache

import pytest

from rnnviz.series.audit.ready import choose
from rnnviz.series.compare.article import Article
from rnnviz.series.compare.compare import compare
from rnnviz.series.compare.results import Comparison
from rnnviz.series.compare.runs import skipped
from rnnviz.series.protocol.protocol import Protocol
from rnnviz.series.reading.builtin import load
from rnnviz.ui.series.fairness import facts, what_changes


@cache
def nile() -> Comparison:
    p = Protocol(cells=("rnn_tanh",), hidden=2, window=4, epochs=2, seeds=3)
    return compare(choose(load("nile")), p)


def trained_seeds(*kept: int) -> Comparison:
    """The comparison as if, model by model in turn, so many seeds had had their turn."""

    def cut(k: int) -> tuple[object, ...]:
        r, most = nile().results[k], kept[k % len(kept)]
        missing = (skipped(run.seed, len(nile().values)) for run in r.runs[most:])
        return (*r.runs[:most], *missing)

    results = (replace(r, runs=cut(k)) for k, r in enumerate(nile().results))  # type: ignore[arg-type]
    return replace(nile(), results=tuple(results), stopped=True)


def test_that_the_seeds_told_are_those_that_were_trained() -> None:
    assert "Which of the 3 seeds is drawn" in " ".join(facts(nile()))
    assert "Which of the 2 seeds is drawn" in " ".join(facts(trained_seeds(2)))
    one = " ".join(facts(trained_seeds(1)))
    assert "Which of" not in one
    assert "No model was trained from more than one seed" in one
    assert "Which of the 1 to 2 seeds is drawn" in " ".join(facts(trained_seeds(2, 1)))


@pytest.mark.parametrize(
    ("ends", "told"),
    [((-1.0, 1.0), False), ((-0.9997, 0.9996), False), ((-1.0, 0.6), True), ((-0.5, 1.0), True)],
)
def test_that_a_scale_that_tells_nothing_of_the_future_is_not_blamed(
    ends: tuple[float, float], told: bool
) -> None:
    article = Article(1.0, 0.1, 20, 1.0, 1.0, 1.0, ends[1], ends[0], 24)
    said = " ".join(what_changes(article, nile()))
    assert ("told how far the future goes" in said) == told
    assert ("so this changes nothing" in said) == (not told)
