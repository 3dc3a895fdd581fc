"""A run as a program trains to the same losses, for every cell, lesson and way to learn."""

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
from rnnviz.studio.script import TOLERANCE, script
from tests.studio.lessons import RULES, TASKS, lesson, network, run


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


@pytest.mark.parametrize("rule", [name for name in RULES if name != "too far"])
@pytest.mark.parametrize("code", TASKS)
def test_that_the_program_of_every_lesson_has_the_losses_of_its_run(
    code: str, rule: str, tmp_path: Path
) -> None:
    found = run(code, rule)
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
