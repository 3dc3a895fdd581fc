"""A network as code gives the numbers of the network: NumPy here, PyTorch and Keras by record."""

import ast
import hashlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from rnnviz.core.network import Network, forward
from rnnviz.errors import RnnvizError
from rnnviz.export.forms import FORMS, forms_of
from rnnviz.export.keras_code import keras_code
from rnnviz.export.model import of_series
from rnnviz.export.numpy_code import numpy_code
from tests.export.networks import (
    EVERY,
    GOLDEN,
    TRANSFORMS,
    forms,
    inputs_model,
    network,
    series_model,
    without_answers,
)

ANSWERS = json.loads(
    (Path(__file__).parent / "golden" / "code_answers.json").read_text(encoding="utf-8")
)
LIMITS = {"torch": 1e-6, "keras": 1e-6}


def run(program: str) -> dict[str, Any]:
    """All names of a program after it ran as a module."""
    names: dict[str, Any] = {"__name__": "generated"}
    exec(compile(program, "generated", "exec"), names)
    return names


@pytest.mark.parametrize("transform", TRANSFORMS)
@pytest.mark.parametrize("cell", EVERY)
def test_that_the_numpy_program_predicts_as_the_network(cell: str, transform: str) -> None:
    model = series_model(cell, 4, transform)
    t = TRANSFORMS[transform]
    windows = np.random.default_rng(8).uniform(1, 9, (20, t.width(6)))
    z = t.inputs(windows)
    expected = t.decode(forward(model.net, z.T[..., None], "last").y[:, 0], windows)
    predict = run(numpy_code(model))["predict"]
    np.testing.assert_allclose(predict(windows), expected, rtol=1e-12, atol=1e-12)
    assert predict(windows[3]) == pytest.approx(expected[3], rel=1e-12)


@pytest.mark.parametrize("cell", EVERY)
def test_that_the_numpy_program_gives_every_output_of_a_network_without_a_series(cell: str) -> None:
    model = inputs_model(cell)
    outputs = run(numpy_code(model))["outputs"]
    np.testing.assert_allclose(outputs(model.given), forward(model.net, model.given).y, atol=1e-13)


def test_that_large_weights_are_packed_and_lose_nothing() -> None:
    model = series_model("gru", 40)
    program = numpy_code(model)
    assert "base64" in program
    np.testing.assert_array_equal(run(program)["W_hh"], model.net.weights.params.W_hh)
    np.testing.assert_array_equal(
        run(numpy_code(series_model("gru", 3)))["W_hh"], network("gru", 1, 3, 1).weights.params.W_hh
    )


def test_that_free_running_feeds_predictions_back() -> None:
    names = run(numpy_code(series_model("lstm", 4, "everything")))
    history = list(names["GIVEN"][0])
    expected = list(history)
    for _step in range(4):
        expected.append(names["predict"](np.array(expected[-len(history) :])))
    np.testing.assert_array_equal(names["free_run"](history, 4), expected[len(history) :])


def test_that_the_program_runs_by_itself_and_checks_itself(tmp_path: Path) -> None:
    file = tmp_path / "model.py"
    program = numpy_code(series_model("lstm", 4, "log"))
    for text, code in ((program, 0), (program.replace("SPREAD = 0.5", "SPREAD = 0.6"), 1)):
        file.write_text(text, encoding="utf-8")
        done = subprocess.run(
            [sys.executable, "-I", file], capture_output=True, text=True, check=False
        )
        assert done.returncode == code, done.stderr
        assert "largest difference from rnnviz" in done.stdout


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "name",
    ['"""\nimport os\nos.remove("x")\n"""', "'; import os #", "\\", "{x} {0} %s", "速率\u2028x"],
)
def test_that_a_name_from_a_file_stays_text(form: str, name: str) -> None:
    plain = FORMS[form].write(series_model("gru", name="rate"))
    tree = ast.parse(FORMS[form].write(series_model("gru", name=name)))
    values = [n.value for n in ast.walk(tree) if isinstance(n, ast.Constant)]
    assert name in values
    assert len(list(ast.walk(tree))) == len(list(ast.walk(ast.parse(plain))))


@pytest.mark.parametrize("cell", EVERY)
def test_that_the_numpy_and_torch_programs_need_nothing_else(cell: str) -> None:
    for form, allowed in (("numpy", {"numpy", "base64"}), ("torch", {"numpy", "base64", "torch"})):
        tree = ast.parse(FORMS[form].write(series_model(cell, 13)))
        imported = {
            a.name for node in ast.walk(tree) if isinstance(node, ast.Import) for a in node.names
        }
        assert imported <= allowed
        assert not any(isinstance(node, ast.ImportFrom) for node in ast.walk(tree))


@pytest.mark.parametrize(
    ("form", "key"), [(form, key) for form in ANSWERS for key in ANSWERS[form]["answers"]]
)
def test_that_our_predictions_are_those_of_the_framework_that_ran_this_very_program(
    form: str, key: str
) -> None:
    answer, model = ANSWERS[form]["answers"][key], series_model(*GOLDEN[key])
    program = FORMS[form].write(without_answers(model))
    assert hashlib.sha256(program.encode()).hexdigest() == answer["sha256"]
    scale = max(1.0, float(np.abs(model.expected).max()))
    difference = np.abs(model.expected - answer["predictions"]).max() / scale
    assert difference <= LIMITS[form]
    ours = run(numpy_code(model))["free_run"](model.given[0], 5)
    np.testing.assert_allclose(ours, answer["free_run"], rtol=20 * LIMITS[form])


def test_that_a_framework_has_answered_for_every_form_there_is() -> None:
    for form in ("torch", "keras"):
        assert set(ANSWERS[form]["answers"]) == {
            key for key, case in GOLDEN.items() if form in forms(case[0])
        }


@pytest.mark.parametrize("cell", EVERY)
def test_that_the_torch_program_gives_the_same_where_torch_is_installed(cell: str) -> None:
    pytest.importorskip("torch")
    assert run(FORMS["torch"].write(series_model(cell, 4, "everything")))["check"]() <= 1e-9
    assert run(FORMS["torch"].write(inputs_model(cell)))["check"]() <= 1e-9


def test_that_a_cell_that_keras_lacks_is_refused_with_a_sentence() -> None:
    assert "keras" not in forms_of("mgu")
    with pytest.raises(RnnvizError, match="Keras has no layer for Minimal gated unit"):
        keras_code(series_model("mgu"))


@pytest.mark.parametrize("cell", EVERY)
def test_that_a_torch_module_reads_its_own_weights_and_never_the_arrays_they_started_as(
    cell: str,
) -> None:
    model = series_model(cell)
    tree = ast.parse(FORMS["torch"].write(model))
    (module,) = (node for node in tree.body if isinstance(node, ast.ClassDef))
    (step,) = (f for f in module.body if isinstance(f, ast.FunctionDef) and f.name == "forward")
    names = [node for node in ast.walk(step) if isinstance(node, ast.Name)]
    read = {node.id for node in names if isinstance(node.ctx, ast.Load)}
    made = {node.id for node in names if isinstance(node.ctx, ast.Store)}
    assert not (read - made) & {*model.net.weights.params._fields, "W_hy", "b_y"}


def test_that_the_code_of_a_gru_written_the_other_way_says_whose_z_it_has() -> None:
    ours, torch = (FORMS[form].write(series_model("gru_new")) for form in ("numpy", "torch"))
    assert "h = z * n + (1 - z) * h_prev" in ours
    assert "torch.nn.GRU(" in torch
    assert "z is the share of the old content here" in torch
    assert "z is the share" not in FORMS["torch"].write(series_model("gru"))


def test_that_a_weight_that_no_formula_reads_is_not_in_the_code() -> None:
    for form in ("numpy", "torch"):
        assert "p_f = np.array" in FORMS[form].write(series_model("lstm_peephole_f"))
        assert "p_i" not in FORMS[form].write(series_model("lstm_peephole_f"))


def test_that_single_precision_weights_are_written_in_double() -> None:
    net = network("rnn_tanh", 1, 3, 1)
    params = net.cell.Params(*(a.astype(np.float32) for a in net.weights.params))
    single = Network(net.cell, net.weights._replace(params=params))
    model = of_series(single, "x", TRANSFORMS["plain"], np.ones((2, 6)))
    np.testing.assert_array_equal(run(numpy_code(model))["W_hh"], params.W_hh.astype(float))
