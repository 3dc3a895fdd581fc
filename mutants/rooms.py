"""The rooms: which files are changed, which tests answer for them, what share must be noticed."""

from pathlib import Path
from typing import NamedTuple


class Room(NamedTuple):
    """Folders or files; the doctests of the files are among the tests by themselves."""

    files: tuple[str, ...]
    tests: tuple[str, ...]
    least: float
    but: str = "-"  # a folder that is a room of its own

    def sources(self, root: Path) -> list[str]:
        """Files with code in them."""
        found = _files(root, self.files, "*.py")
        return [path for path in found if "__init__" not in path and not path.startswith(self.but)]

    def test_files(self, root: Path) -> list[str]:
        """Files with tests, the doctests among the code too."""
        doctests = [p for p in self.sources(root) if ">>> " in (root / p).read_text()]
        return [*_files(root, self.tests, "test_*.py"), *doctests]


def _files(root: Path, names: tuple[str, ...], pattern: str) -> list[str]:
    found = (
        path
        for name in names
        for path in (
            [root / name] if name.endswith(".py") else sorted((root / name).rglob(pattern))
        )
    )
    return [str(path.relative_to(root)) for path in found]


ROOMS = {
    "core": Room(("rnnviz/core",), ("tests/core",), 0.95),
    "training": Room(("rnnviz/training",), ("tests/training",), 0.95),
    "series": Room(("rnnviz/series",), ("tests/series",), 0.85, but="rnnviz/series/reading"),
    "reading": Room(("rnnviz/series/reading",), ("tests/series/reading",), 0.85),
    "settings": Room(("rnnviz/settings",), ("tests/settings", "tests/ui/network"), 0.80),
    # What pages print of a scene is recomputed in the tests of the pages.
    "scenes": Room(("rnnviz/scenes",), ("tests/scenes", "tests/pages"), 0.80),
    # A walk from a link is held to the page by the tests of the link and of the network in hand.
    "street": Room(("rnnviz/street",), ("tests/street", "tests/ui/network"), 0.80),
    # What gathers a program's source is tested by the programs of the studio.
    "export": Room(("rnnviz/export",), ("tests/export", "tests/studio/test_script.py"), 0.80),
}
