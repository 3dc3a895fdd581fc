"""Imports run one way. Read off the syntax trees, so that not even a hidden import escapes."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "rnnviz"

# Who may import whom, within the house. Everybody may import errors and words.
LEAVES = {"errors", "words"}
MAY_IMPORT: dict[str, set[str]] = {
    "errors": set(),
    "words": set(),
    "core": set(),
    "jobs": set(),
    "training": {"core"},
    "tasks": {"core", "training"},
    "series": {"core", "training"},
    "export": {"core", "training", "series", "figures"},
    "figures": set(),
    "player": set(),
    "scenes": {"core", "player", "training", "series", "tasks"},
    "settings": {"core", "series", "tasks", "training"},
    "__init__": {"street"},  # when a link is opened, and no sooner: test_light.py
    "__main__": {"street"},
    "street": {"core", "training", "tasks", "series", "export", "player", "scenes", "settings"},
    "ui": {
        *("core", "jobs", "training", "tasks", "series", "export", "figures", "player", "scenes"),
        *("settings", "street"),
    },
}

# Who may import what from outside. What is not named here belongs to Python itself.
MATHS = {"numpy"}
OUTSIDE: dict[str, set[str]] = {
    "errors": set(),
    "words": set(),
    "core": MATHS,
    "jobs": set(),
    "training": MATHS | {"scipy"},
    "tasks": MATHS | {"sklearn"},
    "series": MATHS | {"scipy", "pandas", "sklearn", "babel", "python_calamine"},
    "export": MATHS,
    "figures": MATHS | {"plotly"},
    "player": MATHS | {"orjson"},
    "scenes": MATHS,
    "settings": MATHS,
    "__init__": set(),
    "__main__": set(),
    "street": MATHS | {"orjson"},
    "ui": MATHS | {"pandas", "plotly", "streamlit"},
}
WATCHED = set().union(*OUTSIDE.values()) | {"torch", "autograd", "matplotlib", "statsmodels"}

FILES = sorted(PACKAGE.rglob("*.py"))


def layer(path: Path) -> str:
    """The folder below rnnviz, or the file's own name."""
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def imports(source: str, package: str) -> Iterator[str]:
    """Every module that is imported anywhere in the source, by its full name."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: 1 - node.level or None] if node.level else []
            base = ".".join([*above, *filter(None, [node.module])])
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names)


def offences(path: Path, source: str) -> list[str]:
    """What a file imports that its layer may not."""
    here = layer(path)
    package = ".".join(path.relative_to(ROOT).parts[:-1])
    found = []
    for name in imports(source, package):
        parts = name.split(".")
        if parts[0] == "rnnviz":
            inside = parts[1] if len(parts) > 1 else here
            known = inside in MAY_IMPORT
            if known and inside not in {here} | LEAVES | MAY_IMPORT[here]:
                found.append(name)
        elif parts[0] in WATCHED - OUTSIDE[here]:
            found.append(name)
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_that_a_file_imports_only_what_its_layer_may(path: Path) -> None:
    assert offences(path, path.read_text(encoding="utf-8")) == []


def test_that_every_layer_has_its_rules() -> None:
    assert {layer(path) for path in FILES} <= set(MAY_IMPORT) == set(OUTSIDE)


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("core/a.py", "import pandas"),
        ("core/a.py", "from rnnviz.ui.frame.page import open_page"),
        ("core/cells/a.py", "from ...player import payload"),
        ("training/a.py", "def f():\n    from sklearn import svm"),
        ("figures/a.py", "from rnnviz.core.cells import CELLS"),
        ("player/a.py", "from rnnviz import core"),
        ("scenes/a.py", "import streamlit as st"),
        ("errors.py", "import numpy"),
    ],
)
def test_that_a_planted_offence_is_caught(file: str, line: str) -> None:
    assert offences(PACKAGE / file, line) != []


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("core/cells/a.py", "from ..arrays import Array"),
        ("training/a.py", "from rnnviz.core.losses import LOSSES"),
        ("player/a.py", "from rnnviz.words import _"),
        ("ui/a.py", "import streamlit as st"),
    ],
)
def test_that_what_is_allowed_is_not_an_offence(file: str, line: str) -> None:
    assert offences(PACKAGE / file, line) == []


def test_that_only_pages_and_the_ui_know_streamlit() -> None:
    knowing = {
        path.relative_to(ROOT).parts[:2]
        for path in [*FILES, *ROOT.glob("*.py"), *ROOT.glob("pages/*.py")]
        if any(
            name.split(".")[0] == "streamlit"
            for name in imports(path.read_text(encoding="utf-8"), "x")
        )
    }
    assert all(
        parts[:2] == ("rnnviz", "ui") or parts[0] in {"app.py", "pages"} for parts in knowing
    )
