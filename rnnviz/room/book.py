"""The file in which rooms are kept: one for all processes of the app on one machine.

SQLite with a log that is written ahead: many read while one writes. Every use forgets what has
lasted long enough, and what is deleted is overwritten. The folder belongs to the server alone.
"""

import contextlib
import os
import sqlite3
import stat
import tempfile
import time
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rnnviz.errors import RnnvizError
from rnnviz.words import _

FOLDER = "RNNVIZ_ROOMS"  # the variable of the environment that names the folder
LASTS = 7200.0  # seconds of a room
MINUTE = 60.0  # how long a wrong code is remembered
PATIENCE = 20.0  # seconds that one process waits for another
VERSION = 1

TABLES = """
CREATE TABLE IF NOT EXISTS rooms (
    code TEXT PRIMARY KEY, key TEXT NOT NULL, opened REAL NOT NULL, asked INTEGER NOT NULL,
    round INTEGER NOT NULL, shown INTEGER NOT NULL, question TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS by_age ON rooms (opened);
CREATE TABLE IF NOT EXISTS votes (
    code TEXT NOT NULL REFERENCES rooms ON DELETE CASCADE, asked INTEGER NOT NULL,
    round INTEGER NOT NULL, who TEXT NOT NULL, choice INTEGER NOT NULL,
    UNIQUE (code, asked, round, who));
CREATE TABLE IF NOT EXISTS handed (
    code TEXT NOT NULL REFERENCES rooms ON DELETE CASCADE, who TEXT NOT NULL,
    link TEXT NOT NULL, UNIQUE (code, who, link));
CREATE TABLE IF NOT EXISTS wrong (who TEXT NOT NULL, at REAL NOT NULL);
"""
OLD = """
SELECT EXISTS (SELECT 1 FROM rooms WHERE opened <= ?) OR EXISTS (SELECT 1 FROM wrong WHERE at <= ?)
"""


class Book:
    """Opens the file; `clock` gives the time in seconds."""

    def __init__(self, folder: str | Path, clock: Callable[[], float] = time.time) -> None:
        """A folder that is not there is made, for its owner alone."""
        self.folder, self.clock = Path(folder), clock
        self.kept: sqlite3.Connection | None = None

    @contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        """The file as it is at one moment.

        Raises:
            RnnvizError: if it cannot be opened.
        """
        with self._opened() as db:
            db.execute("BEGIN")
            yield db
            db.execute("COMMIT")

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """The file, to be changed by nobody else; all of it is kept, or on an error nothing.

        Raises:
            RnnvizError: if it cannot be opened, or not be written to.
        """
        with self._opened() as db:
            db.execute("BEGIN IMMEDIATE")
            try:
                yield db
            except BaseException:
                db.execute("ROLLBACK")
                raise
            db.execute("COMMIT")

    def forget(self) -> None:
        """Forget what has lasted long enough; for when the app starts."""
        with self._opened() as db:
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        try:
            private(self.folder)
            with contextlib.closing(self._connect()) as db:
                db.execute("PRAGMA foreign_keys = ON")
                db.execute("PRAGMA secure_delete = ON")
                db.execute("PRAGMA synchronous = NORMAL")
                _made(db)
                self._keep()
                self._forget(db)
                yield db
        except (sqlite3.Error, OSError) as error:
            raise RnnvizError(_("Rooms cannot be kept on this server at the moment.")) from error

    def _connect(self, **more: bool) -> sqlite3.Connection:
        path = self.folder / "rooms.sqlite3"
        return sqlite3.connect(path, timeout=PATIENCE, isolation_level=None, **more)

    def _keep(self) -> None:
        """Keep the file open: whoever closes it last writes its log back, which takes long."""
        if self.kept is None:
            self.kept = self._connect(check_same_thread=False)
            self.kept.execute("PRAGMA user_version").fetchone()  # reading opens it
            weakref.finalize(self, self.kept.close)

    def _forget(self, db: sqlite3.Connection) -> None:
        """Delete what is too old; nobody is kept waiting where nothing is."""
        now = self.clock()
        if db.execute(OLD, (now - LASTS, now - MINUTE)).fetchone()[0]:
            db.execute("DELETE FROM rooms WHERE opened <= ?", (now - LASTS,))
            db.execute("DELETE FROM wrong WHERE at <= ?", (now - MINUTE,))
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _made(db: sqlite3.Connection) -> None:
    """See that the tables are there; several processes may begin at once."""
    until = time.monotonic() + PATIENCE
    while db.execute("PRAGMA user_version").fetchone()[0] != VERSION:
        try:
            db.execute("PRAGMA journal_mode = WAL")
            db.executescript(f"BEGIN IMMEDIATE; {TABLES} PRAGMA user_version = {VERSION}; COMMIT;")
        except sqlite3.OperationalError:  # another one is at it, which SQLite does not wait for
            if time.monotonic() > until:
                raise
            with contextlib.suppress(sqlite3.OperationalError):
                db.execute("ROLLBACK")
            time.sleep(0.02)


def private(folder: Path) -> None:
    """Make a folder, or see that it is ours and nobody else may look into it.

    Raises:
        OSError: if it is somebody else's, or no folder.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode):
        raise NotADirectoryError(folder)
    if hasattr(os, "getuid"):
        if found.st_uid != os.getuid():
            raise PermissionError(folder)
        if stat.S_IMODE(found.st_mode) & 0o077:
            folder.chmod(0o700)


def place() -> Path:
    """The folder that the environment names; else one of our own where temporary files are."""
    named = os.environ.get(FOLDER, "").strip()
    if named:
        return Path(named).expanduser()
    owner = os.getuid() if hasattr(os, "getuid") else 0
    return Path(tempfile.gettempdir()) / f"rnnviz-rooms-{owner}"
