"""What the results say and show is true of the comparison: one legend, “better” where it is."""

from dataclasses import replace
from functools import cache
from itertools import product
from typing import Any

import numpy as np
import pytest

from rnnviz.export.inside import inspectable, writable
from rnnviz.figures.series.lines import prediction_figure
from rnnviz.series.audit.ready import choose
from rnnviz.series.compare.compare import compare
from rnnviz.series.compare.results import MODES, Comparison
from rnnviz.series.measures.significance import diebold_mariano
from rnnviz.series.protocol.protocol import Protocol, prepare
from rnnviz.series.reading.builtin import load
from rnnviz.ui.series.controls import carried
from rnnviz.ui.series.results import in_order, more_scores, panel


@cache
def found(code: str) -> Comparison:
    p = Protocol(cells=("rnn_tanh", "gru"), hidden=3, window=5, epochs=4, seeds=2)
    return compare(choose(load(code)), p)


SERIES = ("sunspots", "nile", "sine", "air_passengers")


@pytest.mark.parametrize("code", SERIES)
def test_that_a_name_in_the_legend_shows_its_line_in_both_pictures_or_in_none(code: str) -> None:
    c = found(code)
    banded = c["rnn_tanh"]
    panels = [panel(c, mode, mode, banded) for mode in MODES]
    fig: Any = prediction_figure(c.series.times, c.values, panels, c.split.validation, "y", "t")
    states: dict[str, set[object]] = {}
    for trace in fig.data:
        states.setdefault(trace.legendgroup, set()).add(trace.visible)
    assert all(len(each) == 1 for each in states.values()), states
    assert states["RNN (tanh)"] == states["MLP, window"] == {True}
    names = [trace.name for trace in fig.data if trace.showlegend]
    assert len(names) == len(set(names)) == len(states)


@pytest.mark.parametrize("code", SERIES)
def test_that_better_and_worse_stand_only_where_the_test_says_so(code: str) -> None:
    c = found(code)
    rows, y = c.test_rows, c.values[c.test_rows]
    table = more_scores(c, "one_step").set_index("Model")
    for r in in_order(c, "one_step"):
        if r.code == "last":
            assert table.loc[r.label]["p, last value"] == "–"
            continue
        test = diebold_mariano(y - r.shown.one_step[rows], y - c["last"].shown.one_step[rows])
        cell = table.loc[r.label]["p, last value"]
        sure = np.isfinite(test.p) and test.p < 0.05
        assert ("better" in cell) == (sure and test.statistic < 0)
        assert ("worse" in cell) == (sure and test.statistic > 0)


@pytest.mark.parametrize(
    ("code", "window", "how"),
    [
        (code, window, how)
        for code, window, how in product(
            ("sunspots", "sine"), (1, 5, 12), ({}, {"difference": "step"})
        )
    ],
)
def test_that_the_shapes_of_carried_states_are_those_of_the_training_part(
    code: str, window: int, how: dict[str, str]
) -> None:
    data = prepare(choose(load(code)), Protocol(window=window, **how))  # type: ignore[arg-type]
    seen = data.split.train - (1 if how else 0)  # numbers that the models see in training
    steps = [seen - 1 - start for start in range(0, seen - 1, window)]  # the last has no target
    whole = sum(left >= window for left in steps)
    text = carried(data)
    assert f"{whole} pieces of {window} steps" in text
    assert f"X: 1 window × {window} steps × 1 value" in text
    assert f"instead of {len(data.train.y)} that overlap" in text


def test_that_carried_states_begin_anew_behind_a_gap() -> None:
    series = choose(load("sunspots"))
    data = prepare(replace(series, breaks=(70,)), Protocol(window=12))
    seen = (70, data.split.train - 70)  # values before and behind the gap
    assert f"{sum((n - 1) // 12 for n in seen)} pieces of 12 steps" in carried(data)


def test_that_every_model_that_is_trained_or_fitted_on_the_past_can_be_taken_along() -> None:
    c = found("nile")
    codes = {r.code for r in (*inspectable(c), *writable(c))}
    assert {"echo", "ar", "mlp_window", "rnn_tanh", "gru"} == codes
