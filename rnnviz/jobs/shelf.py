"""Finished results in a folder, by their keys: what several processes of the app share.

A result is written beside its place and then moved there, so that nobody reads half of one. The
folder belongs to the server (pickles are programs: nobody else may write into it) and is bounded;
the oldest go first.
"""

import contextlib
import hashlib
import os
import pickle
import tempfile
from pathlib import Path
from typing import Any

MOST_BYTES = 200_000_000
FOLDER = "RNNVIZ_RESULTS"  # the variable of the environment that names it
NOTHING = object()


class Shelf:
    """Results by key in one folder; without a folder it stays empty."""

    def __init__(self, folder: str | Path | None = None) -> None:
        """A folder that is not there is made, for its owner alone."""
        self.folder = Path(folder) if folder else None
        if self.folder is not None:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def get(self, key: str, function: str) -> Any:
        """The result of a function under a key; `NOTHING` where there is none that can be read."""
        path = self._path(key, function)
        if path is None:
            return NOTHING
        try:
            return pickle.loads(path.read_bytes())  # noqa: S301 - our own folder
        except (OSError, EOFError, pickle.PickleError, AttributeError, ImportError):
            return NOTHING

    def put(self, key: str, function: str, result: Any) -> None:
        """Keep a result; a disk that is full keeps none, and nobody is the worse for it."""
        path = self._path(key, function)
        if path is None or self.folder is None:
            return
        data = pickle.dumps(result)
        with contextlib.suppress(OSError):
            handle, beside = tempfile.mkstemp(dir=self.folder, prefix=".")
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(beside).replace(path)
            self._shorten()

    def _path(self, key: str, function: str) -> Path | None:
        if self.folder is None:
            return None
        return self.folder / hashlib.sha256(f"{function}\n{key}".encode()).hexdigest()

    def _shorten(self) -> None:
        """Let the oldest go where all are too large together."""
        if self.folder is None:
            return
        found = [(p.stat().st_mtime_ns, p.stat().st_size, p) for p in self.folder.iterdir()]
        left = sum(size for _when, size, _path in found)
        for _when, size, path in sorted(found):
            if left <= MOST_BYTES:
                return
            path.unlink(missing_ok=True)
            left -= size


def given() -> Shelf:
    """The shelf that the environment names; an empty one that keeps nothing if it names none."""
    return Shelf(os.environ.get(FOLDER))
