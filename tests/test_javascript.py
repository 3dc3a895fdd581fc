"""Runs the tests of the JavaScript modules (`*.test.js`, `*.test.mjs`), one file each.

Playwright brings a Node of its own along, so none need be installed.
"""

import os
import subprocess
from pathlib import Path

import playwright
import pytest

ROOT = Path(__file__).resolve().parents[1]
NODE = Path(playwright.__file__).parent / "driver" / ("node.exe" if os.name == "nt" else "node")
FILES = sorted([*ROOT.glob("tests/**/*.test.js"), *ROOT.glob("tests/**/*.test.mjs")])


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_that_the_modules_of_the_player_pass_their_own_tests(path: Path) -> None:
    command = [str(NODE), "--test", str(path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    assert "# tests 0" not in done.stdout
