"""A run as a program trains to the same losses, for every cell, lesson and way to learn."""

import json
import runpy
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from rnnviz.export.source import gathered
from rnnviz.settings.tables import CELL_CODES
from rnnviz.studio.plan import Plan, Rule
from rnnviz.studio.run import Run, train
from rnnviz.studio.script import TOLERANCE, script, writable
from rnnviz.studio.torch_script import torch_writable
from tests.studio.lessons import PAIRS, lesson, network, run
from tests.studio.programs import CASES, PATH, program, without_numbers

MORE = [("parity", "batches"), ("echo", "batches"), ("latch", "one by one"), ("echo", "notebook"),
        ("latch", "notebook")]  # fmt: skip


def written(path: Path, found: Run, code: str, cell: str = "rnn_tanh") -> Path:
    target = path / "run.py"
    target.write_text(script(found, lesson(code), network(code, cell), "a “run”"))
    return target


def agrees(path: Path, found: Run) -> None:
    losses = runpy.run_path(str(path))["train"]()
    np.testing.assert_allclose(losses, found.column("loss"), rtol=0, atol=TOLERANCE)


@pytest.mark.parametrize("cell", CELL_CODES)
def test_that_the_program_of_every_cell_has_the_losses_of_its_run(
    cell: str, tmp_path: Path
) -> None:
    found = run("sine", epochs=25, cell=cell)
    agrees(written(tmp_path, found, "sine", cell), found)


@pytest.mark.parametrize(("code", "rule"), [*PAIRS, *MORE])
def test_that_the_program_of_every_lesson_has_the_losses_of_its_run(
    code: str, rule: str, tmp_path: Path
) -> None:
    found = run(code, rule, 4 if rule == "one by one" else 60)
    agrees(written(tmp_path, found, code), found)


def test_that_a_program_changes_its_rules_where_the_run_did(tmp_path: Path) -> None:
    rules = ((0, Rule("momentum", lr=0.05)), (10, Rule("momentum", lr=0.01)), (20, Rule("adam")),
             (30, Rule("adam", clip="norm", clip_at=0.05)))  # fmt: skip
    found = train(network("echo"), lesson("echo"), Plan(rules, 40))
    agrees(written(tmp_path, found, "echo"), found)


def test_that_a_program_runs_by_itself_and_says_what_it_ends_with(tmp_path: Path) -> None:
    found = run("sine")
    path = written(tmp_path, found, "sine")
    alone = [sys.executable, "-I", str(path)]
    done = subprocess.run(alone, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1] == f"rnnviz ended with {found.rows[-1].loss:.6g}"
    assert "import rnnviz" not in path.read_text()
    path.write_text(path.read_text().replace("EXPECTED = ", "EXPECTED = 1 + "))
    done = subprocess.run(alone, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.returncode == 1


def test_that_two_definitions_of_one_name_are_refused() -> None:
    both = [("rnnviz.core.cells.rnn.elman", "Step"), ("rnnviz.core.cells.lstm.standard", "Step")]
    with pytest.raises(ValueError, match="no room for both"):
        gathered(both)


def test_that_what_is_gathered_has_no_doors_and_every_name_once() -> None:
    text = gathered([("rnnviz.core.losses", "cross_entropy"), ("rnnviz.core.losses", "mse")])
    assert "door" not in text
    assert text.count("def log_softmax") == text.count("class Loss(NamedTuple)") == 1
    assert text.index("def log_softmax") < text.index("def cross_entropy")


@pytest.mark.parametrize("name", CASES)
def test_that_the_program_in_pytorch_came_to_the_losses_of_its_run(name: str) -> None:
    """What PyTorch came to stands in golden/, with a digest of the program that it ran."""
    golden = json.loads(PATH.read_text(encoding="utf-8"))[name]
    text, found = program(*CASES[name])
    assert without_numbers(text) == golden["program"]
    np.testing.assert_allclose(golden["losses"], found.column("loss"), rtol=0, atol=TOLERANCE)
    compile(text, "run.py", "exec")


def test_that_a_program_is_offered_only_where_it_repeats_the_run() -> None:
    def plan(rule: Rule) -> Plan:
        return Plan(((0, Rule()), (5, rule)), 10)

    for rule in (Rule("lbfgs"), Rule("cma"), Rule(reach="steps"), Rule(dropout=0.1)):
        assert not writable(plan(rule))
        assert not torch_writable(plan(rule))
    for rule in (Rule(flavour="keras"), Rule(noise=0.1)):
        assert writable(plan(rule))
        assert not torch_writable(plan(rule))
    assert torch_writable(plan(Rule("sgd", batch=7, reach="first", schedule="cosine")))
