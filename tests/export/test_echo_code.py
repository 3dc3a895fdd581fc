"""An echo state network as code goes on from a history as the page does, state and all."""

import subprocess
import sys
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from rnnviz.export.echo_code import AHEAD, echo_numpy, of_echo
from rnnviz.export.inside import window_model
from rnnviz.export.model import WindowModel
from rnnviz.series.audit.ready import choose
from rnnviz.series.compare.compare import compare
from rnnviz.series.compare.results import Comparison
from rnnviz.series.models.echo import echo_state
from rnnviz.series.protocol.protocol import Prepared, Protocol, prepare
from rnnviz.series.reading.builtin import load

HOW: dict[str, dict[str, Any]] = {
    "plain": {}, "anchored": {"anchor": True}, "log": {"log": True},
    "differences": {"difference": "both"},
    "everything": {"log": True, "difference": "season", "anchor": True},
}  # fmt: skip


@cache
def prepared(how: str) -> Prepared:
    return prepare(choose(load("air_passengers")), Protocol(window=6, **HOW[how]))


def run(program: str) -> dict[str, Any]:
    names: dict[str, Any] = {"__name__": "generated"}
    exec(compile(program, "generated", "exec"), names)
    return names


def program(data: Prepared, seed: int = 2) -> tuple[Any, str, WindowModel]:
    fitted = echo_state(data, seed)
    model = of_echo(data.series, data.transform, data.values, fitted.weights, seed)
    return fitted, echo_numpy(model), model


@pytest.mark.parametrize("how", HOW)
def test_that_the_program_predicts_and_goes_on_as_the_model(how: str) -> None:
    data = prepared(how)
    fitted, text, _model = program(data)
    names, values = run(text), data.values
    assert names["check"]() < 1e-9
    for origin in (data.width, 60, len(values) - 1):
        path = fitted.forecast(values, np.array([origin]), 8)[0]
        history = values[: origin + 1]
        np.testing.assert_allclose(names["free_run"](history, 8), path, rtol=1e-9)
        assert names["predict"](history.tolist()) == pytest.approx(path[0], rel=1e-9)


@pytest.mark.parametrize("how", ["plain", "everything"])
def test_that_the_program_begins_behind_the_last_gap(how: str) -> None:
    whole = prepared(how)
    data = replace(whole, series=replace(whole.series, breaks=(70, 90)))
    fitted, text, model = program(data)
    assert (model.given[0] == whole.values[90:]).all()
    names = run(text)
    path = fitted.forecast(data.values, np.array([len(data.values) - 1]), AHEAD)[0]
    np.testing.assert_allclose(names["EXPECTED"], path, rtol=1e-9)
    assert names["check"]() < 1e-9


def test_that_the_program_runs_by_itself_and_notices_another_number(tmp_path: Path) -> None:
    file, (_fitted, text, model) = tmp_path / "echo.py", program(prepared("log"))
    assert f"SPREAD = {model.transform.spread!r}" in text
    for version, end in ((text, 0), (text.replace("SPREAD = ", "SPREAD = 1.01 * "), 1)):
        file.write_text(version, encoding="utf-8")
        done = subprocess.run(
            [sys.executable, "-I", file], capture_output=True, text=True, check=False
        )
        assert (done.returncode, done.stdout[:8]) == (end, "largest "), done.stderr


@cache
def compared() -> Comparison:
    p = Protocol(cells=("rnn_tanh",), hidden=3, window=5, epochs=4, seeds=2, anchor=True)
    return compare(choose(load("sunspots")), p)


def test_that_the_code_of_a_comparison_predicts_what_was_drawn() -> None:
    found = compared()
    result = found["echo"]
    names = run(echo_numpy(window_model(found, result, result.shown)))
    rows = found.test_rows[::9]
    predicted = [names["predict"](found.values[:row]) for row in rows]
    np.testing.assert_allclose(predicted, result.shown.one_step[rows], rtol=1e-9)
