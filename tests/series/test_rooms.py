"""The rooms of a series stand on floors: each may import those below it, and none above."""

from pathlib import Path

import pytest

from tests.test_layers import ROOT, imports

SERIES = ROOT / "rnnviz" / "series"
FLOORS = ("measures", "reading", "audit", "protocol", "models", "compare", "judge")
# The page joins what was read with its repairs: until it does, this one file looks upstairs.
ABOVE = {"reading/choose.py": {"audit"}}


def room(path: Path) -> str:
    parts = path.relative_to(SERIES).parts
    return parts[0] if len(parts) > 1 else ""


def upstairs(path: Path, source: str) -> set[str]:
    """The rooms above its own that a file imports; what stands in no room is below them all."""
    here = room(path)
    package = ".".join(path.relative_to(ROOT).parts[:-1])
    named = {
        name.split(".")[2]
        for name in imports(source, package)
        if name.startswith("rnnviz.series.") and name.split(".")[2] in FLOORS
    }
    floor = FLOORS.index(here) if here else -1
    return {other for other in named if FLOORS.index(other) > floor}


@pytest.mark.parametrize(
    "path", sorted(SERIES.rglob("*.py")), ids=lambda path: str(path.relative_to(SERIES))
)
def test_that_a_room_imports_only_rooms_below_it(path: Path) -> None:
    found = upstairs(path, path.read_text(encoding="utf-8"))
    assert found <= ABOVE.get(str(path.relative_to(SERIES)), set())


def test_that_every_room_has_its_floor() -> None:
    assert {room(path) for path in SERIES.rglob("*.py")} - {""} == set(FLOORS)


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("series.py", "from rnnviz.series.measures.scores import score"),
        ("protocol/a.py", "from rnnviz.series.models import fitted"),
        ("models/a.py", "def f():\n    from ..compare.results import Comparison"),
        ("compare/a.py", "import rnnviz.series.judge.verdict"),
    ],
)
def test_that_a_planted_way_up_is_caught(file: str, line: str) -> None:
    assert upstairs(SERIES / file, line) != set()
