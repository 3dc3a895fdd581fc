"""The comparison that comes with the app is the one that a training gives."""

import runpy
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from rnnviz.series.compare.compare import assemble, tasks
from rnnviz.series.compare.kept import FILE, PROTOCOL, kept_parts
from rnnviz.series.compare.results import MODES
from rnnviz.series.reading.choose import builtin
from rnnviz.settings.series import SeriesSettings
from rnnviz.words.questions import QUESTIONS

MAKER: dict[str, Any] = runpy.run_path(str(Path(FILE).with_name("make_sunspots.py")))
SERIES = builtin("sunspots").series


def test_that_the_runs_that_are_kept_are_those_that_a_training_gives() -> None:
    expected = MAKER["made"]()
    with np.load(FILE, allow_pickle=False) as file:
        found = dict(file)
    assert list(found) == list(expected)
    np.testing.assert_array_equal(found.pop("times"), expected.pop("times"))
    curve = [name for name in expected if name.startswith("mlp_time")]
    for name in expected.keys() - curve:
        # Another processor adds in another order, and 100 epochs carry that on.
        np.testing.assert_allclose(found[name], expected[name], rtol=1e-2, atol=1e-2, err_msg=name)
    for name in curve:  # 400 steps of a quasi-Newton method carry it further
        assert found[name].shape == expected[name].shape


def test_that_what_is_read_back_is_what_was_written_with_the_scores_of_its_predictions() -> None:
    parts = kept_parts(SERIES, PROTOCOL)
    assert set(parts) == set(tasks(SERIES, PROTOCOL))
    found = assemble(SERIES, PROTOCOL, parts)
    assert not found.stopped
    again: dict[str, np.ndarray] = {}
    for task, part in parts.items():
        again |= MAKER["arrays_of"](f"{task.code}.{task.hidden}.{task.seed}", part)
        for mode in MODES:
            error = getattr(part.run, mode)[found.test_rows] - found.values[found.test_rows]
            assert part.run.scores[mode].rmse == pytest.approx(float(np.sqrt(np.mean(error**2))))
    with np.load(FILE, allow_pickle=False) as file:
        for name, array in again.items():
            np.testing.assert_array_equal(array, file[name], err_msg=name)


@pytest.mark.parametrize("code", ["free_run", "mlp", "simple", "forcing", "reservoir"])
def test_that_a_question_on_the_sunspots_finds_its_comparison_done(code: str) -> None:
    settings, notes = SeriesSettings.from_query(QUESTIONS[code].query)
    assert notes == []
    assert set(kept_parts(SERIES, settings.protocol())) == set(tasks(SERIES, PROTOCOL))


def test_that_nothing_is_kept_of_another_series_or_another_protocol() -> None:
    assert kept_parts(replace(SERIES, values=SERIES.values + 1), PROTOCOL) == {}
    assert kept_parts(SERIES.part(slice(0, 300)), PROTOCOL) == {}
    assert kept_parts(replace(SERIES, breaks=(100,)), PROTOCOL) == {}
    for change in ({"epochs": 101}, {"window": 11}, {"horizon": 3}, {"log": True}):
        assert kept_parts(SERIES, replace(PROTOCOL, **change)) == {}
    folds = kept_parts(SERIES, replace(PROTOCOL, folds=3))
    assert {task.fold for task in folds} == {None}
    assert {task.seed for task in kept_parts(SERIES, replace(PROTOCOL, seed=3))} == {3}
