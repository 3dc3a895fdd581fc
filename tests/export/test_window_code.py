"""An MLP and an AR as code give the numbers of the model: NumPy here, each program by itself."""

import ast
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from rnnviz.core.network import Weights, forward
from rnnviz.export.inside import window_model, writable
from rnnviz.export.model import WindowModel, of_ar, of_mlp
from rnnviz.export.window_code import WINDOW_FORMS, window_numpy
from rnnviz.series.audit.ready import choose
from rnnviz.series.compare.compare import compare
from rnnviz.series.compare.results import Comparison
from rnnviz.series.models.recurrent import all_at_once, perceptron
from rnnviz.series.protocol.protocol import Protocol
from rnnviz.series.reading.builtin import load
from tests.export.networks import TRANSFORMS

L = 6
CODES = ("ar", "mlp_window")


def run(program: str) -> dict[str, Any]:
    names: dict[str, Any] = {"__name__": "generated"}
    exec(compile(program, "generated", "exec"), names)
    return names


def raw_windows(transform: str, n: int = 20) -> np.ndarray:
    return np.random.default_rng(8).uniform(1, 9, (n, TRANSFORMS[transform].width(L)))


def mlp(hidden: int) -> Weights:
    return perceptron(hidden, L, np.random.default_rng(1)).weights


def coefficients() -> np.ndarray:
    return np.random.default_rng(2).normal(size=L + 1) / 4


def model(code: str, transform: str, hidden: int = 4, name: str = "rate") -> WindowModel:
    t, windows = TRANSFORMS[transform], raw_windows(transform)
    if code == "ar":
        return of_ar(coefficients(), name, t, windows)
    return of_mlp(mlp(hidden), name, t, windows)


@pytest.mark.parametrize("transform", TRANSFORMS)
@pytest.mark.parametrize(("code", "hidden"), [("ar", 0), ("mlp_window", 4), ("mlp_window", 30)])
def test_that_the_numpy_program_predicts_as_the_model(
    code: str, hidden: int, transform: str
) -> None:
    t, windows = TRANSFORMS[transform], raw_windows(transform)
    z = t.inputs(windows)
    if code == "ar":
        b_0, *b = coefficients()
        outputs = np.array(
            [b_0 + sum(w * x for w, x in zip(b, row[::-1], strict=True)) for row in z]
        )
    else:
        outputs = forward(perceptron(hidden, L, np.random.default_rng(1)), all_at_once(z)).y[
            0, :, 0
        ]
    expected = t.decode(outputs, windows)
    names = run(window_numpy(model(code, transform, hidden)))
    np.testing.assert_allclose(names["predict"](windows), expected, rtol=1e-11)
    assert names["predict"](windows[3]) == pytest.approx(expected[3], rel=1e-11)
    assert names["check"]() < 1e-9
    history = list(windows[0])
    for _ in range(4):
        history.append(names["predict"](np.array(history[-windows.shape[1] :])))
    went_on = names["free_run"](windows[0], 4)
    np.testing.assert_allclose(went_on, history[windows.shape[1] :], rtol=1e-11)


@pytest.mark.parametrize("code", CODES)
def test_that_the_program_runs_by_itself_and_checks_itself(code: str, tmp_path: Path) -> None:
    file, program = tmp_path / "model.py", window_numpy(model(code, "log"))
    for text, end in ((program, 0), (program.replace("SPREAD = 0.5", "SPREAD = 0.6"), 1)):
        file.write_text(text, encoding="utf-8")
        done = subprocess.run(
            [sys.executable, "-I", file], capture_output=True, text=True, check=False
        )
        assert done.returncode == end, done.stderr


@pytest.mark.parametrize("code", CODES)
def test_that_a_name_from_a_file_stays_text_in_every_form(code: str) -> None:
    name = '"""\nimport os\n"""'
    for write in WINDOW_FORMS[code].values():
        tree = ast.parse(write(model(code, "plain", name=name)))
        assert name in [n.value for n in ast.walk(tree) if isinstance(n, ast.Constant)]
        imported = {a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
        assert imported <= {"numpy", "base64", "torch", "keras"}


@pytest.mark.parametrize("form", ["PyTorch", "Keras"])
def test_that_the_frameworks_say_the_same_where_they_are_installed(form: str) -> None:
    pytest.importorskip({"PyTorch": "torch", "Keras": "keras"}[form])
    for transform in TRANSFORMS:
        assert (
            run(WINDOW_FORMS["mlp_window"][form](model("mlp_window", transform)))["check"]() < 1e-6
        )


@cache
def trained() -> Comparison:
    p = Protocol(cells=("rnn_tanh",), hidden=3, window=5, epochs=4, seeds=2, anchor=True)
    return compare(choose(load("sunspots")), p)


@pytest.mark.parametrize("code", CODES)
def test_that_the_code_of_a_comparison_predicts_what_was_drawn(code: str) -> None:
    found = trained()
    assert [r.code for r in writable(found)] == ["ar", "echo", "mlp_window"]
    result, rows = found[code], found.test_rows
    width = found.transform.width(found.protocol.window)
    windows = np.array([found.values[row - width : row] for row in rows])
    predict = run(window_numpy(window_model(found, result, result.shown)))["predict"]
    np.testing.assert_allclose(predict(windows), result.shown.one_step[rows], rtol=1e-9)
