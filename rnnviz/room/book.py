"""The file in which rooms are kept: one for all processes of the app on one machine.

SQLite with a log that is written ahead: many read while one writes. Every use forgets what has
lasted long enough, and what is deleted is overwritten. The folder belongs to the server alone.
"""

import os
import sqlite3
import stat
import tempfile
import threading
import time
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from rnnviz.errors import RnnvizError
from rnnviz.words import _

FOLDER = "RNNVIZ_ROOMS"  # the variable of the environment that names the folder
LASTS = 7200.0  # seconds of a room
MINUTE = 60.0  # how long a wrong code is remembered
PATIENCE = 20.0  # seconds that one process waits for another
VERSION = 2  # a file of another version is begun anew: nothing in it lasts longer than two hours

TABLES = """
DROP TABLE IF EXISTS handed;
DROP TABLE IF EXISTS votes;
DROP TABLE IF EXISTS wrong;
DROP TABLE IF EXISTS rooms;
CREATE TABLE rooms (
    code TEXT PRIMARY KEY, key TEXT NOT NULL, opened REAL NOT NULL, asked INTEGER NOT NULL,
    round INTEGER NOT NULL, shown INTEGER NOT NULL, marked INTEGER,
    question TEXT NOT NULL);
CREATE INDEX by_age ON rooms (opened);
CREATE TABLE votes (
    code TEXT NOT NULL REFERENCES rooms ON DELETE CASCADE, asked INTEGER NOT NULL,
    round INTEGER NOT NULL, who TEXT NOT NULL, choice INTEGER NOT NULL,
    UNIQUE (code, asked, round, who));
CREATE TABLE handed (
    code TEXT NOT NULL REFERENCES rooms ON DELETE CASCADE, who TEXT NOT NULL,
    link TEXT NOT NULL, UNIQUE (code, who, link));
CREATE TABLE wrong (who TEXT NOT NULL, at REAL NOT NULL);
"""
OLD = """
SELECT EXISTS (SELECT 1 FROM rooms WHERE opened <= ?) OR EXISTS (SELECT 1 FROM wrong WHERE at <= ?)
"""


class Book:
    """Opens the file, once for all threads of a process; `clock` gives the time in seconds."""

    def __init__(self, folder: str | Path, clock: Callable[[], float] = time.time) -> None:
        """A folder that is not there is made, for its owner alone."""
        self.folder, self.clock = Path(folder), clock
        self.path = self.folder / "rooms.sqlite3"
        self.turn = threading.Lock()
        self.kept: Kept | None = None

    @contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        """The file as it is at one moment.

        Raises:
            RnnvizError: if it cannot be opened.
        """
        with self._opened() as db, _whole(db, "BEGIN"):
            yield db

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """The file, to be changed by nobody else; all of it is kept, or on an error nothing.

        Raises:
            RnnvizError: if it cannot be opened, or not be written to.
        """
        with self._opened() as db, _whole(db, "BEGIN IMMEDIATE"):
            yield db

    def forget(self) -> None:
        """Forget what has lasted long enough; for when the app starts."""
        with self._opened() as db:
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        """The one connection; a look at a room costs a fifth of opening another."""
        with self.turn:
            try:
                db = self._connection()
                self._forget(db)
                yield db
            except (sqlite3.Error, OSError) as error:
                self._close()
                message = _("Rooms cannot be kept on this server at the moment.")
                raise RnnvizError(message) from error

    def _connection(self) -> sqlite3.Connection:
        """The connection that is kept, or a new one where the file has been taken away."""
        if self.kept is None or not self.kept.is_of(self.path):
            self._close()
            private(self.folder)
            self.kept = Kept(_connected(self.path), self.path.stat())
            weakref.finalize(self, self.kept.db.close)
        return self.kept.db

    def _close(self) -> None:
        if self.kept is not None:
            self.kept.db.close()
            self.kept = None

    def _forget(self, db: sqlite3.Connection) -> None:
        """Delete what is too old; nobody is kept waiting where nothing is."""
        now = self.clock()
        if db.execute(OLD, (now - LASTS, now - MINUTE)).fetchone()[0]:
            db.execute("DELETE FROM rooms WHERE opened <= ?", (now - LASTS,))
            db.execute("DELETE FROM wrong WHERE at <= ?", (now - MINUTE,))
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")


class Kept(NamedTuple):
    """A connection, and the file that it was opened on."""

    db: sqlite3.Connection
    file: os.stat_result

    def is_of(self, path: Path) -> bool:
        """Whether that file is still the one at this place."""
        try:
            return os.path.samestat(self.file, path.stat())
        except FileNotFoundError:
            return False


@contextmanager
def _whole(db: sqlite3.Connection, begin: str) -> Iterator[None]:
    """All that is done in it or, on an error, nothing."""
    db.execute(begin)
    try:
        yield
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")


def _connected(path: Path) -> sqlite3.Connection:
    """A connection for all threads, which take turns; with the tables in it."""
    db = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None, check_same_thread=False)
    try:
        db.execute("PRAGMA foreign_keys = ON")
        db.execute("PRAGMA secure_delete = ON")
        db.execute("PRAGMA synchronous = NORMAL")
        _made(db)
    except BaseException:
        db.close()
        raise
    return db


def _made(db: sqlite3.Connection) -> None:
    """See that the tables are there; several processes may begin at once."""
    until = time.monotonic() + PATIENCE
    while _version(db) != VERSION:
        try:
            db.execute("PRAGMA journal_mode = WAL")
            with _whole(db, "BEGIN IMMEDIATE"):
                if _version(db) != VERSION:  # else another one was quicker, and may be in use
                    for statement in TABLES.split(";"):
                        db.execute(statement)
                    db.execute(f"PRAGMA user_version = {VERSION}")
        except sqlite3.OperationalError:  # another one is at it, which SQLite does not wait for
            if time.monotonic() > until:
                raise
            time.sleep(0.02)


def _version(db: sqlite3.Connection) -> int:
    return db.execute("PRAGMA user_version").fetchone()[0]


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
