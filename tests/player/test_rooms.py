"""The player's modules import one way, as the second picture of docs/design.md says.

A file that lies directly in the frontend's folder is a room by itself.
"""

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parents[2]
FRONTEND = ROOT / "rnnviz" / "player" / "frontend"
FILES = sorted(path for path in FRONTEND.rglob("*.js") if "bundle" not in path.parts)


def drawn() -> dict[str, set[str]]:
    """The rooms of the picture, from the top down, with what each imports."""
    picture = (ROOT / "docs" / "design.md").read_text(encoding="utf-8").split("```")[3]
    lines = (line.partition("·")[0].partition("→") for line in picture.splitlines()[1:])
    return {name.strip(): set(re.findall(r"\w+", uses)) for name, _arrow, uses in lines}


def room(file: PurePosixPath) -> str:
    """The room of a file, by its path below the frontend's folder."""
    return file.parts[0] if len(file.parts) > 1 else file.stem


def arrows(file: PurePosixPath, source: str) -> Iterator[tuple[str, str]]:
    """The room of a file and that of each module that it imports, where they differ."""
    here = FRONTEND / file.parent
    for path in re.findall(r"""(?:from|import)\s*\(?\s*["'](\.[^"']+)""", source):
        there = room(PurePosixPath((here / path).resolve().relative_to(FRONTEND).as_posix()))
        if there != room(file):
            yield room(file), there


def seen() -> set[tuple[str, str]]:
    """Every arrow of the code."""
    below = ((PurePosixPath(path.relative_to(FRONTEND).as_posix()), path) for path in FILES)
    return {arrow for file, path in below for arrow in arrows(file, path.read_text("utf-8"))}


def test_that_the_picture_has_the_rooms_and_the_arrows_of_the_player() -> None:
    rooms = {room(PurePosixPath(path.relative_to(FRONTEND).as_posix())) for path in FILES}
    assert set(drawn()) == rooms
    assert seen() == {(name, used) for name, uses in drawn().items() for used in uses}


def test_that_no_arrow_of_the_player_runs_back_up() -> None:
    lines = list(drawn())
    for at, name in enumerate(lines):
        assert drawn()[name] <= set(lines[at + 1 :]), name


def test_that_a_planted_arrow_is_seen() -> None:
    planted = 'import { a } from "../stage/stage.js";\nconst b = await import("../words.js");\n'
    assert set(arrows(PurePosixPath("card/a.js"), planted)) == {
        ("card", "stage"),
        ("card", "words"),
    }
    assert not list(arrows(PurePosixPath("card/a.js"), 'import { a } from "./card.js";'))
