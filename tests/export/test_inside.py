"""What is seen inside a trained network is what was predicted with it."""

from typing import Any

import numpy as np
import pytest

from rnnviz.core.study import study
from rnnviz.export.inside import Inside, inspectable, network_of
from rnnviz.export.numpy_code import numpy_code
from rnnviz.series.compare.results import Comparison
from rnnviz.ui.series.inside import SeriesExamples


def every_run(found: Comparison):
    return [(r, run) for r in inspectable(found) for run in r.good]


def test_that_every_trained_cell_can_be_looked_into(found: Comparison) -> None:
    assert [r.code for r in inspectable(found)] == ["lstm", "mgu"]
    assert len(every_run(found)) == 4


def test_that_the_last_output_inside_is_the_prediction_of_the_comparison(
    found: Comparison,
) -> None:
    for result, run in every_run(found):
        seen = Inside(found, network_of(result, run))
        examples = SeriesExamples(seen, "")
        for k in (0, 7, seen.first()):
            example = examples.example(k)
            s = study(seen.net, example.x, example.d, "last")
            predicted = seen.predicted(k, float(s.y[-1, 0]))
            expected = run.one_step[seen.window(k).row]
            assert predicted == pytest.approx(expected, rel=1e-9, abs=1e-9)


def test_that_a_window_is_scaled_as_in_training_and_its_target_is_the_next_value(
    found: Comparison,
) -> None:
    seen = Inside(found, network_of(found["lstm"], found["lstm"].shown))
    k = 30
    w, example = seen.window(k), SeriesExamples(seen, "").example(k)
    X = found.values[None, k : k + seen.width]
    z, target = found.transform.encode(X, found.values[w.row : w.row + 1])
    np.testing.assert_array_equal(example.x[:, 0], z[0])
    np.testing.assert_array_equal(example.d[:, 0], [*z[0, 1:], target[0]])
    assert example.ticks[-1] == str(found.series.times[w.row - 1])[:10]


def test_that_the_last_window_predicts_what_is_not_known(found: Comparison) -> None:
    seen = Inside(found, network_of(found["mgu"], found["mgu"].shown))
    last = len(seen) - 1
    assert seen.window(last).row == len(found.values)
    example = SeriesExamples(seen, "").example(last)
    s = study(seen.net, example.x, example.d, "last")
    assert s.total == pytest.approx(0, abs=1e-25)
    sentence = SeriesExamples(seen, "").sentence(last, s.y)
    assert "not known" in sentence


def test_that_the_first_window_shown_is_the_last_with_an_observed_target(
    found: Comparison,
) -> None:
    seen = Inside(found, network_of(found["lstm"], found["lstm"].shown))
    assert seen.window(seen.first()).row == len(found.values) - 1
    filled = 80 - seen.width  # the value of row 80 is missing
    assert np.isnan(seen.window(filled).target)


def test_that_the_code_of_a_run_gives_its_predictions(found: Comparison) -> None:
    for result, run in every_run(found):
        seen = Inside(found, network_of(result, run))
        names: dict[str, Any] = {"__name__": "generated"}
        exec(numpy_code(seen.model(seen.net)), names)
        windows = np.lib.stride_tricks.sliding_window_view(found.values, seen.width)[:-1]
        predicted = names["predict"](windows)
        np.testing.assert_allclose(predicted, run.one_step[seen.width :], rtol=1e-9)
        start = found.split.validation
        free = names["free_run"](found.values[:start], 10)
        np.testing.assert_allclose(free, run.free_run[start : start + 10], rtol=1e-9)
