"""The lessons there are: those of the project, and those of a folder that a teacher gives.

A teacher's folder is named by the environment: RNNVIZ_LESSONS=folder. A lesson of the same name
takes the place of one of the project's.
"""

import os
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from rnnviz.errors import RnnvizError
from rnnviz.lessons.file.lesson import Lesson
from rnnviz.lessons.file.problems import Problem
from rnnviz.lessons.file.reading import read
from rnnviz.lessons.file.spoken import spoken
from rnnviz.settings.said import NAME
from rnnviz.words import _

DATA = Path(__file__).resolve().parents[2] / "data"
OURS = DATA / "lessons"
FOLDER = "RNNVIZ_LESSONS"


class Shelved(NamedTuple):
    """A lesson as it was read, and what in its file could not be."""

    lesson: Lesson
    problems: tuple[Problem, ...]
    path: Path


def folders() -> list[Path]:
    """Where lessons are looked for; the later one wins."""
    given = os.environ.get(FOLDER, "").strip()
    return [OURS, *([Path(given).expanduser()] if given else [])]


def shelf() -> dict[str, Shelved]:
    """Every lesson by its name, in the order of the names."""
    found = {path.stem: path for folder in folders() for path in _files(folder)}
    return {name: read_file(found[name]) for name in sorted(found)}


def lessons() -> dict[str, Lesson]:
    """Those without a fault, in the language in force."""
    return {name: spoken(one.lesson) for name, one in shelf().items() if not one.problems}


def _files(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        yield from (p for p in folder.glob("*.md") if p.is_file() and NAME.fullmatch(p.stem))


def read_file(path: Path) -> Shelved:
    """A lesson from its file, read anew when it has changed.

    Raises:
        RnnvizError: if it cannot be opened, or is not text.
    """
    try:
        changed = path.stat().st_mtime_ns
        return _read(path, changed)
    except (OSError, UnicodeDecodeError) as error:
        message = _("The file {file} cannot be read.")
        raise RnnvizError(message.format(file=path)) from error


@lru_cache(maxsize=200)
def _read(path: Path, changed: int) -> Shelved:  # noqa: ARG001 - so that a changed file is another
    lesson, problems = read(path.read_text(encoding="utf-8"), path.stem)
    return Shelved(lesson, problems, path)
