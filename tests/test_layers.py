"""Imports run one way, as the picture at the top of docs/design.md says.

The picture is the rule: a line for each layer with the layers that it imports and, set in below it,
a line for each of its rooms with the rooms of the same layer that it imports. The files that lie
directly in a layer are a room that bears the layer's name. Everything is read off the syntax trees,
so that not even a hidden import escapes.
"""

import ast
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "rnnviz"
DESIGN = ROOT / "docs" / "design.md"

# Everybody may import these, and the picture does not show it.
LEAVES = {"errors", "words"}
# The package and its command open the street, and no sooner than a link is opened (test_light.py).
FRONT = {"rnnviz", "__main__"}

# Who may import what from outside. What is not named here belongs to Python itself.
MATHS = {"numpy"}
OUTSIDE: dict[str, set[str]] = {
    "errors": set(),
    "words": {"babel"},
    "core": MATHS,
    "jobs": set(),
    "batches": MATHS,
    "training": MATHS | {"scipy", "numba"},
    "studio": MATHS | {"scipy", "cma"},
    "dynamics": MATHS,
    "experiments": MATHS,
    "tasks": MATHS | {"sklearn", "simpleeval"},
    "series": MATHS | {"scipy", "pandas", "sklearn", "babel", "python_calamine"},
    "export": MATHS,
    "figures": MATHS | {"plotly"},
    "player": MATHS | {"orjson"},
    "room": set(),
    "scenes": MATHS,
    "settings": MATHS,
    "rnnviz": set(),
    "__main__": set(),
    "street": MATHS | {"orjson"},
    "lessons": MATHS,
    "paper": set(),
    "ui": MATHS | {"pandas", "plotly", "streamlit"},
}
WATCHED = set().union(*OUTSIDE.values()) | {"torch", "autograd", "matplotlib", "statsmodels"}

# The cells stand in the midst of the mathematics: on its arrays, below what walks along them.
ONE_ROOM = "core"

FILES = sorted(PACKAGE.rglob("*.py"))


class House(NamedTuple):
    """The picture: who imports whom, from the top floor down."""

    layers: dict[str, set[str]]
    rooms: dict[str, dict[str, set[str]]]  # of each layer that has any


def drawn(text: str) -> House:
    """The house as the first block of a text draws it; behind a dot stands what a line is for."""
    house = House({}, {})
    layer = ""
    for line in text.split("```")[1].splitlines()[1:]:
        name, _arrow, uses = line.partition("·")[0].partition("→")
        used = set(re.findall(r"\w+", uses))
        if line.startswith(" "):
            house.rooms.setdefault(layer, {})[name.strip()] = used
        else:
            layer = name.strip()
            house.layers[layer] = used
    return house


HOUSE = drawn(DESIGN.read_text(encoding="utf-8"))


def place(parts: Sequence[str]) -> tuple[str, str]:
    """The layer and the room of a module, given by the parts of its name below `rnnviz`."""
    if not parts:
        return "rnnviz", "rnnviz"
    room = parts[1] if len(parts) > 1 and (PACKAGE / parts[0] / parts[1]).is_dir() else parts[0]
    return parts[0], room


def home(path: Path) -> tuple[str, str]:
    """The layer and the room of a file."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return place(tuple(part for part in parts if part != "__init__"))


def imports(source: str, package: str) -> Iterator[str]:
    """Every module that is imported anywhere in the source, by its full name."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: 1 - node.level or None] if node.level else []
            base = ".".join([*above, *filter(None, [node.module])])
            yield from (f"{base}.{alias.name}" for alias in node.names)


def arrows(path: Path, source: str) -> Iterator[tuple[tuple[str, str], str]]:
    """The layer and room that each import inside the house leads to, with the imported name."""
    package = ".".join(path.relative_to(ROOT).parts[:-1])
    for name in imports(source, package):
        first, *rest = name.split(".")
        there = place(tuple(rest))
        if first == "rnnviz" and there[0] not in LEAVES | FRONT and not there[0].endswith("__"):
            yield there, name


def offences(path: Path, source: str) -> list[str]:
    """What a file imports that its layer, or its room, may not."""
    layer, room = home(path)
    found = []
    for (other, its), name in arrows(path, source):
        if other != layer:
            allowed = other in HOUSE.layers.get(
                layer, {"street", "lessons", "paper"} if layer in FRONT else ()
            )
        else:
            allowed = its == room or layer == ONE_ROOM or its in HOUSE.rooms[layer].get(room, ())
        found += [] if allowed else [name]
    package = ".".join(path.relative_to(ROOT).parts[:-1])
    outside = {name.split(".")[0] for name in imports(source, package)}
    return found + sorted(outside & (WATCHED - OUTSIDE.get(layer, set())))


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def test_that_a_file_imports_only_what_its_layer_and_its_room_may() -> None:
    found = {str(path.relative_to(ROOT)): offences(path, text(path)) for path in FILES}
    assert {name: its for name, its in found.items() if its} == {}


def test_that_the_picture_shows_every_layer_and_every_room() -> None:
    places = {home(path) for path in FILES if path.name != "__init__.py"}
    assert {layer for layer, _room in places} - LEAVES - FRONT == set(HOUSE.layers)
    assert set(OUTSIDE) == set(HOUSE.layers) | LEAVES | FRONT
    for layer in set(HOUSE.layers) - {ONE_ROOM}:
        rooms = {room for its, room in places if its == layer}
        assert set(HOUSE.rooms.get(layer, {layer: ()})) == rooms, layer


def test_that_nothing_in_the_picture_imports_what_stands_above_it() -> None:
    for floor in (HOUSE.layers, *HOUSE.rooms.values()):
        lines = list(floor)
        for at, name in enumerate(lines):
            assert floor[name] <= set(lines[at + 1 :]), name


def test_that_every_arrow_of_the_picture_is_in_the_code() -> None:
    seen = {(home(path), there) for path in FILES for there, _name in arrows(path, text(path))}
    between = {(a[0], b[0]) for a, b in seen}
    for layer, used in HOUSE.layers.items():
        assert used == {other for other in used if (layer, other) in between}, layer
    for layer, rooms in HOUSE.rooms.items():
        for room, used in rooms.items():
            assert used == {its for its in used if ((layer, room), (layer, its)) in seen}, room


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
        ("settings/a.py", "from rnnviz.scenes.unroll import unroll_scene"),
        ("series/reading/a.py", "from rnnviz.series.judge.verdict import verdict"),
        ("ui/frame/a.py", "from rnnviz.ui.network import controls"),
        ("errors.py", "import numpy"),
    ],
)
def test_that_a_planted_offence_is_caught(file: str, line: str) -> None:
    assert offences(PACKAGE / file, line) != []


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("training/a.py", "from rnnviz.core.losses import LOSSES"),
        ("player/a.py", "from rnnviz.words import _"),
        ("ui/gates/a.py", "from rnnviz.ui.frame import player"),
        ("ui/frame/a.py", "import streamlit as st"),
    ],
)
def test_that_what_is_allowed_is_not_an_offence(file: str, line: str) -> None:
    assert offences(PACKAGE / file, line) == []


def test_that_only_pages_and_the_ui_know_streamlit() -> None:
    knowing = {
        path.relative_to(ROOT).parts[:2]
        for path in [*FILES, *ROOT.glob("*.py"), *ROOT.glob("pages/*.py")]
        if any(name.split(".")[0] == "streamlit" for name in imports(text(path), "x"))
    }
    assert all(
        parts == ("rnnviz", "ui") or parts[0] in {"app.py", "home.py", "pages"} for parts in knowing
    )
