"""Rooms: opened and steered by a teacher, entered by a class, which votes without names."""

import contextlib
import functools
from pathlib import Path
from typing import NamedTuple

from rnnviz.errors import RnnvizError
from rnnviz.room import tables
from rnnviz.room.book import LASTS, MINUTE, Book, place
from rnnviz.room.codes import kept, new_code, new_key, read_code
from rnnviz.room.question import LONGEST_LINK, Question
from rnnviz.room.tables import Room
from rnnviz.words import _

ROUNDS = 2


class Limits(NamedTuple):
    """How much there may be, so that nobody guesses a code or fills the disk."""

    rooms: int = 100  # open at one time
    wrong: int = 30  # wrong codes in a minute, of all together
    wrong_of_one: int = 5  # and of one session
    votes: int = 1000  # in a round
    links: int = 60  # handed in in a room
    links_of_one: int = 3

    def guesses(self) -> int:
        """How many wrong codes can be tried in the life of a room."""
        return int(LASTS / MINUTE + 1) * self.wrong


LIMITS = Limits()


class Rooms:
    """All rooms of a book."""

    def __init__(self, book: Book, limits: Limits = LIMITS) -> None:
        """Nothing is opened before it is used."""
        self.book, self.limits = book, limits

    def open(self, question: Question) -> tuple[str, str]:
        """Open a room with its first question; give its code, and the key of its teacher.

        Raises:
            RnnvizError: if the question cannot be asked, or too many rooms are open.
        """
        question.checked()
        key = new_key()
        with self.book.write() as db:
            (open_now,) = db.execute("SELECT COUNT(*) FROM rooms").fetchone()
            if open_now >= self.limits.rooms:
                raise RnnvizError(_("All rooms of this server are taken; try again later."))
            code = new_code()
            while tables.found(db, code) is not None:
                code = new_code()
            db.execute(
                "INSERT INTO rooms VALUES (?, ?, ?, 1, 1, 0, NULL, ?)",
                (code, kept(key), self.book.clock(), question.written()),
            )
        return code, key

    def enter(self, code: str, who: str) -> Room:
        """The room of a code that somebody typed or followed; wrong ones are counted.

        Raises:
            RnnvizError: if there is none, or too many wrong codes were tried in this minute.
        """
        code, mine = read_code(code), kept(who)
        with self.book.write() as db:
            of_all, of_one = db.execute(
                "SELECT COUNT(*), COALESCE(SUM(who = ?), 0) FROM wrong", (mine,)
            ).fetchone()
            if of_all >= self.limits.wrong or of_one >= self.limits.wrong_of_one:
                raise RnnvizError(_("Too many wrong codes. Wait a minute, then type it again."))
            room = tables.found(db, code)
            if room is None:
                db.execute("INSERT INTO wrong VALUES (?, ?)", (mine, self.book.clock()))
        if room is None:
            raise RnnvizError(_("No room has this code now: it was mistyped, or its time is over."))
        return room

    def see(self, code: str) -> Room | None:
        """The room as it is now, for who has entered it; None once it has ended."""
        with self.book.read() as db:
            return tables.found(db, code)

    def vote(self, code: str, who: str, asked: int, of_round: int, choice: int) -> None:
        """Count one vote, for the answer at place `choice` from 0, or for “I do not know”.

        A change of mind replaces it.

        Raises:
            RnnvizError: if this vote is over, or the room.
        """
        with self.book.write() as db:
            room = tables.present(db, code)
            if room.shown or (room.asked, room.round) != (asked, of_round):
                raise RnnvizError(_("This vote was closed before your answer came."))
            if not 0 <= choice <= room.question.unknown:
                raise RnnvizError(_("There is no such answer."))
            here = (code, asked, of_round)
            first = tables.choice_of(db, *here, kept(who, code)) is None
            if first and tables.votes_of(db, *here) >= self.limits.votes:
                raise RnnvizError(_("This room is full."))
            db.execute(
                "INSERT INTO votes VALUES (?, ?, ?, ?, ?) "
                "ON CONFLICT DO UPDATE SET choice = excluded.choice",
                (*here, kept(who, code), choice),
            )

    def mine(self, room: Room, who: str) -> tuple[int | None, ...]:
        """What one has answered in each round so far."""
        with self.book.read() as db:
            return tuple(
                tables.choice_of(db, room.code, room.asked, k, kept(who, room.code))
                for k in range(1, room.round + 1)
            )

    def votes(self, room: Room) -> int:
        """How many have voted in the present round."""
        with self.book.read() as db:
            return tables.votes_of(db, room.code, room.asked, room.round)

    def answers(self, code: str) -> tuple[tuple[int, ...], ...]:
        """How many chose each answer, and last “I do not know”, round by round.

        Nothing before the teacher shows it.
        """
        with self.book.read() as db:
            room = tables.found(db, code)
            if room is None or not room.shown:
                return ()
            rounds = [[0] * (room.question.unknown + 1) for _round in range(room.round)]
            for k, choice, n in db.execute(
                "SELECT round, choice, COUNT(*) FROM votes WHERE code = ? AND asked = ? "
                "GROUP BY round, choice",
                (code, room.asked),
            ):
                rounds[k - 1][choice] = n
        return tuple(map(tuple, rounds))

    def steers(self, code: str, key: str) -> bool:
        """Whether a key is that of the room's teacher."""
        with self.book.read() as db:
            return tables.steers(db, code, key)

    def show(self, code: str, key: str) -> None:
        """Close the vote and show it; this and what follows are the teacher's alone.

        Raises:
            RnnvizError: if the key is not the room's, or the room has ended.
        """
        with self.book.write() as db:
            tables.steered(db, code, key)
            db.execute("UPDATE rooms SET shown = 1 WHERE code = ?", (code,))

    def mark(self, code: str, key: str, right: int) -> None:
        """Say which answer is right, by its place; all who see the votes see it.

        Raises:
            RnnvizError: if the votes are not shown, or there is no such answer.
        """
        with self.book.write() as db:
            room = tables.steered(db, code, key)
            if not room.shown:
                raise RnnvizError(_("The right answer is shown once the votes are."))
            if not 0 <= right < len(room.question.options):
                raise RnnvizError(_("There is no such answer."))
            db.execute("UPDATE rooms SET marked = ? WHERE code = ?", (right, code))

    def again(self, code: str, key: str) -> None:
        """Let the class vote a second time, the votes out of sight until they are shown."""
        with self.book.write() as db:
            room = tables.steered(db, code, key)
            if not room.shown or room.round >= ROUNDS:
                raise RnnvizError(_("A class votes twice on a question, the votes seen between."))
            db.execute(
                "UPDATE rooms SET shown = 0, marked = NULL, round = round + 1 WHERE code = ?",
                (code,),
            )

    def ask(self, code: str, key: str, question: Question) -> None:
        """Ask another question; what was voted on the one before is forgotten."""
        question.checked()
        with self.book.write() as db:
            tables.steered(db, code, key)
            db.execute("DELETE FROM votes WHERE code = ?", (code,))
            db.execute(
                "UPDATE rooms SET shown = 0, marked = NULL, round = 1, asked = asked + 1, "
                "question = ? WHERE code = ?",
                (question.written(), code),
            )

    def end(self, code: str, key: str) -> None:
        """End a room now: all of it is forgotten."""
        with self.book.write() as db:
            tables.steered(db, code, key)
            db.execute("DELETE FROM rooms WHERE code = ?", (code,))
        self.book.forget()

    def hand_in(self, code: str, who: str, link: str) -> None:
        """Keep a link, which was read before.

        Raises:
            RnnvizError: if it is too long, there are too many, or the room has ended.
        """
        if not link or len(link) > LONGEST_LINK:
            message = _("A link of at most {n} signs can be handed in.")
            raise RnnvizError(message.format(n=LONGEST_LINK))
        with self.book.write() as db:
            tables.present(db, code)
            mine = kept(who, code)
            found = [one for one, its in tables.links_of(db, code) if its == mine]
            if link in found:
                return
            if len(found) >= self.limits.links_of_one:
                message = _("One person hands in at most {n} links.")
                raise RnnvizError(message.format(n=self.limits.links_of_one))
            if len(tables.links_of(db, code)) >= self.limits.links:
                raise RnnvizError(_("This room takes no more links."))
            db.execute("INSERT INTO handed VALUES (?, ?, ?)", (code, mine, link))

    def handed(self, code: str, key: str) -> tuple[str, ...]:
        """All links that were handed in, for the teacher.

        Raises:
            RnnvizError: if the key is not the room's, or the room has ended.
        """
        with self.book.read() as db:
            tables.steered(db, code, key)
            return tuple(link for link, _who in tables.links_of(db, code))

    def handed_by(self, code: str, who: str) -> tuple[str, ...]:
        """The links that one has handed in."""
        with self.book.read() as db:
            return tuple(one for one, its in tables.links_of(db, code) if its == kept(who, code))


def given() -> Rooms:
    """The rooms of this server."""
    return _at(place())


def forget_old() -> None:
    """When a server starts: forget the rooms of one before it whose time is over."""
    with contextlib.suppress(RnnvizError):  # whoever opens a room is told
        given().book.forget()


@functools.lru_cache(maxsize=4)
def _at(folder: Path) -> Rooms:
    return Rooms(Book(folder))
