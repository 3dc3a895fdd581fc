"""What is looked up in the file of rooms."""

import sqlite3
from typing import NamedTuple

from rnnviz.errors import RnnvizError
from rnnviz.room.book import LASTS
from rnnviz.room.codes import kept, same
from rnnviz.room.question import Question, read_question
from rnnviz.words import _


class Room(NamedTuple):
    """A room: the question asked last, its number from 1, the round, whether the votes are shown.

    `marked` is the place of the answer that the teacher has said is right, if that was done.
    """

    code: str
    ends: float
    asked: int
    round: int
    shown: bool
    question: Question
    marked: int | None = None


def found(db: sqlite3.Connection, code: str) -> Room | None:
    """The room of a code, if it is open."""
    row = db.execute(
        "SELECT opened, asked, round, shown, question, marked FROM rooms WHERE code = ?", (code,)
    ).fetchone()
    if row is None:
        return None
    opened, asked, of_round, shown, question, marked = row
    asked_now = read_question(question)
    return Room(code, opened + LASTS, asked, of_round, bool(shown), asked_now, marked)


def present(db: sqlite3.Connection, code: str) -> Room:
    """The same.

    Raises:
        RnnvizError: if it is not.
    """
    room = found(db, code)
    if room is None:
        raise RnnvizError(_("This room has ended."))
    return room


def steers(db: sqlite3.Connection, code: str, key: str) -> bool:
    """Whether a key is that of the room's teacher."""
    row = db.execute("SELECT key FROM rooms WHERE code = ?", (code,)).fetchone()
    return row is not None and same(row[0], kept(key))


def steered(db: sqlite3.Connection, code: str, key: str) -> Room:
    """The room, for its teacher.

    Raises:
        RnnvizError: if the key is another one, or the room has ended.
    """
    room = present(db, code)
    if not steers(db, code, key):
        raise RnnvizError(_("Only who opened this room can do that."))
    return room


def choice_of(db: sqlite3.Connection, code: str, asked: int, k: int, who: str) -> int | None:
    """What one has answered in a round, if anything."""
    row = db.execute(
        "SELECT choice FROM votes WHERE code = ? AND asked = ? AND round = ? AND who = ?",
        (code, asked, k, who),
    ).fetchone()
    return None if row is None else row[0]


def votes_of(db: sqlite3.Connection, code: str, asked: int, k: int) -> int:
    """How many have answered in a round."""
    given = (code, asked, k)
    asked_for = "SELECT COUNT(*) FROM votes WHERE code = ? AND asked = ? AND round = ?"
    return db.execute(asked_for, given).fetchone()[0]


def links_of(db: sqlite3.Connection, code: str) -> list[tuple[str, str]]:
    """The links that were handed in, each with who did so."""
    return db.execute(
        "SELECT link, who FROM handed WHERE code = ? ORDER BY rowid", (code,)
    ).fetchall()
