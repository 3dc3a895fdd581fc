"""Rooms: every vote is counted once, nobody but the teacher steers, and all is forgotten."""

import sqlite3
import stat
import subprocess
import sys
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from rnnviz.errors import RnnvizError
from rnnviz.room.book import LASTS, MINUTE, Book, place
from rnnviz.room.codes import LENGTH, LETTERS, chance, new_code, read_code
from rnnviz.room.question import Question, read_question
from rnnviz.room.rooms import LIMITS, Limits, Rooms

ASKED = Question(
    "Which **way** round?", ("Left", "Right", "Both"), "gates?cell=gru", "01-loop", 2, right=1
)
ROOT = Path(__file__).resolve().parents[2]
FIRST = (0, 25, 50, 75)  # student of each of four processes
OTHER = Question("And now?", ("Yes", "No"))


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def rooms(tmp_path: Path, clock: Clock) -> Rooms:
    return Rooms(Book(tmp_path / "rooms", clock))


def everything(rooms: Rooms) -> bytes:
    """All bytes of the files in which rooms are kept."""
    return b"".join(path.read_bytes() for path in sorted(rooms.book.folder.iterdir()))


class Voting(RuleBasedStateMachine):
    """A room beside a plain account of what was said in it."""

    def __init__(self) -> None:
        super().__init__()
        folder = Path(Voting.folder) / new_code()
        self.rooms = Rooms(Book(folder, Clock()))
        self.code, self.key = self.rooms.open(ASKED)
        self.asked, self.round, self.shown, self.question = 1, 1, False, ASKED
        self.marked: int | None = None
        self.said: dict[tuple[int, str], int] = {}

    folder = ""

    @rule(
        who=st.sampled_from("abcdef"), choice=st.integers(-1, 5),
        asked=st.integers(1, 3), of_round=st.integers(1, 2),
    )  # fmt: skip
    def vote(self, who: str, choice: int, asked: int, of_round: int) -> None:
        now = not self.shown and (asked, of_round) == (self.asked, self.round)
        if now and 0 <= choice <= len(self.question.options):  # the last: “I do not know”
            self.rooms.vote(self.code, who, asked, of_round, choice)
            self.said[of_round, who] = choice
        else:
            with pytest.raises(RnnvizError):
                self.rooms.vote(self.code, who, asked, of_round, choice)

    @rule(who=st.sampled_from("abcdef"), choice=st.integers(0, 1))
    @precondition(lambda self: not self.shown)
    def vote_now(self, who: str, choice: int) -> None:
        self.vote(who, choice, self.asked, self.round)

    @rule()
    def show(self) -> None:
        self.rooms.show(self.code, self.key)
        self.shown = True

    @rule(right=st.integers(-1, 5))
    def mark(self, right: int) -> None:
        if self.shown and 0 <= right < len(self.question.options):
            self.rooms.mark(self.code, self.key, right)
            self.marked = right
        else:
            with pytest.raises(RnnvizError):
                self.rooms.mark(self.code, self.key, right)

    @rule()
    def again(self) -> None:
        if self.shown and self.round == 1:
            self.rooms.again(self.code, self.key)
            self.round, self.shown, self.marked = 2, False, None
        else:
            with pytest.raises(RnnvizError):
                self.rooms.again(self.code, self.key)

    @rule(question=st.sampled_from([ASKED, OTHER]))
    def ask(self, question: Question) -> None:
        self.rooms.ask(self.code, self.key, question)
        self.asked, self.round, self.shown = self.asked + 1, 1, False
        self.question, self.said, self.marked = question, {}, None

    @rule(key=st.text(max_size=30))
    def steer_with_another_key(self, key: str) -> None:
        calls: list[tuple[Any, ...]] = [
            (self.rooms.show,), (self.rooms.again,), (self.rooms.ask, OTHER), (self.rooms.end,),
            (self.rooms.handed,), (self.rooms.mark, 0),
        ]  # fmt: skip
        for call, *more in calls:
            with pytest.raises(RnnvizError, match="Only who opened"):
                call(self.code, key, *more)

    @invariant()
    def the_room_is_as_it_was_left(self) -> None:
        room = self.rooms.see(self.code)
        assert room is not None
        assert (room.asked, room.round, room.shown) == (self.asked, self.round, self.shown)
        assert (room.question, room.marked) == (self.question, self.marked)
        present = [who for k, who in self.said if k == self.round]
        assert self.rooms.votes(room) == len(present)
        for who in "abcdef":
            mine = tuple(self.said.get((k, who)) for k in range(1, self.round + 1))
            assert self.rooms.mine(room, who) == mine

    @invariant()
    def answers_are_seen_when_they_are_shown_and_every_vote_is_in_them_once(self) -> None:
        counted = [
            Counter(choice for (k, _who), choice in self.said.items() if k == its)
            for its in range(1, self.round + 1)
        ]
        n = len(self.question.options) + 1
        wanted = tuple(tuple(one[option] for option in range(n)) for one in counted)
        assert self.rooms.answers(self.code) == (wanted if self.shown else ())


def test_that_a_room_counts_as_a_plain_account_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from hypothesis.stateful import run_state_machine_as_test

    monkeypatch.setattr(Voting, "folder", str(tmp_path))
    run_state_machine_as_test(
        Voting, settings=settings(max_examples=10, stateful_step_count=15, deadline=None)
    )


# A process of the app in which 25 students vote as soon as it is told to, one of them twice.
VOTERS = """
import sys
from rnnviz.room.book import Book
from rnnviz.room.rooms import Rooms
folder, code, first = sys.argv[1], sys.argv[2], int(sys.argv[3])
rooms = Rooms(Book(folder))
print("ready", flush=True)
sys.stdin.readline()
for k in range(first, first + 25):
    rooms.vote(code, f"student {k}", 1, 1, k % 3)
rooms.vote(code, f"student {first}", 1, 1, 2)
"""


def test_that_100_votes_of_four_processes_at_once_are_all_counted_once(tmp_path: Path) -> None:
    rooms = Rooms(Book(tmp_path))
    code, key = rooms.open(ASKED)
    command = [sys.executable, "-c", VOTERS, str(tmp_path), code]
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    processes = [subprocess.Popen([*command, str(first)], cwd=ROOT, **pipes) for first in FIRST]
    assert [process.stdout.readline() for process in processes if process.stdout] == ["ready\n"] * 4
    for process in processes:
        assert process.stdin
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in processes:
        process.communicate(timeout=120)
    assert [process.returncode for process in processes] == [0, 0, 0, 0]
    rooms.show(code, key)
    said = {k: k % 3 for k in range(100)} | dict.fromkeys(FIRST, 2)
    counted = Counter(said.values())
    assert rooms.answers(code) == (tuple(counted[option] for option in range(4)),)
    assert sum(rooms.answers(code)[0]) == 100


def test_that_a_room_ends_after_two_hours_and_nothing_of_it_stays(
    rooms: Rooms, clock: Clock
) -> None:
    code, key = rooms.open(Question("a question to be forgotten", ("one", "two")))
    rooms.vote(code, "somebody", 1, 1, 1)
    rooms.hand_in(code, "somebody", "gates?cell=a-link-to-be-forgotten")
    assert b"to be forgotten" in everything(rooms)
    clock.now += LASTS - 1
    room = rooms.see(code)
    assert room is not None
    assert room.ends == clock.now + 1
    clock.now += 1
    assert rooms.see(code) is None
    for again in (
        lambda: rooms.vote(code, "somebody", 1, 1, 1),
        lambda: rooms.hand_in(code, "somebody", "gates"),
        lambda: rooms.show(code, key),
    ):
        with pytest.raises(RnnvizError, match="This room has ended"):
            again()
    assert rooms.answers(code) == ()
    left = everything(rooms)
    assert b"to be forgotten" not in left
    assert b"to-be-forgotten" not in left
    with closing(sqlite3.connect(rooms.book.folder / "rooms.sqlite3")) as db:
        for table in ("rooms", "votes", "handed", "wrong"):
            assert db.execute(f"SELECT COUNT(*) FROM {table}").fetchone() == (0,)


def test_that_the_start_of_a_server_forgets_too(rooms: Rooms, clock: Clock) -> None:
    rooms.open(Question("a question to be forgotten", ("one", "two")))
    clock.now += LASTS
    Book(rooms.book.folder, clock).forget()
    assert b"to be forgotten" not in everything(rooms)


def test_that_a_room_that_its_teacher_ends_is_forgotten_at_once(rooms: Rooms) -> None:
    code, key = rooms.open(Question("a question to be forgotten", ("one", "two")))
    rooms.end(code, key)
    assert rooms.see(code) is None
    assert b"to be forgotten" not in everything(rooms)


def test_that_neither_key_nor_voter_nor_name_stands_in_the_file(rooms: Rooms) -> None:
    code, key = rooms.open(ASKED)
    for who in ("the-token-of-one", "the-token-of-another"):
        rooms.vote(code, who, 1, 1, 0)
        rooms.hand_in(code, who, "gates")
        with pytest.raises(RnnvizError):
            rooms.enter("BBBBBB" if code != "BBBBBB" else "CCCCCC", who)
    found = everything(rooms)
    assert code.encode() in found
    assert key.encode() not in found
    assert b"the-token" not in found


def test_that_the_same_voter_is_another_one_in_another_room(rooms: Rooms) -> None:
    for _room in range(2):
        rooms.vote(rooms.open(ASKED)[0], "one and the same", 1, 1, 0)
    with closing(sqlite3.connect(rooms.book.folder / "rooms.sqlite3")) as db:
        assert len(set(db.execute("SELECT who FROM votes"))) == 2


def other(code: str, k: int) -> str:
    """A code that is not that of the room."""
    found = LETTERS[k % 20] + LETTERS[k // 20] + LETTERS[0] * (LENGTH - 2)
    return found if found != code else "Z" * LENGTH


def test_that_who_tries_codes_must_wait_and_the_right_one_is_refused_in_that_minute(
    rooms: Rooms, clock: Clock
) -> None:
    code, _key = rooms.open(ASKED)
    for k in range(LIMITS.wrong_of_one):
        with pytest.raises(RnnvizError, match="No room has this code"):
            rooms.enter(other(code, k), "a guesser")
    with pytest.raises(RnnvizError, match="Too many wrong codes"):
        rooms.enter(code, "a guesser")
    assert rooms.enter(code, "a student").code == code
    clock.now += MINUTE
    assert rooms.enter(code, "a guesser").code == code


def test_that_a_guesser_with_many_sessions_must_wait_too(rooms: Rooms, clock: Clock) -> None:
    code, _key = rooms.open(ASKED)
    for k in range(LIMITS.wrong):
        with pytest.raises(RnnvizError, match="No room has this code"):
            rooms.enter(other(code, k), f"session {k}")
    with pytest.raises(RnnvizError, match="Too many wrong codes"):
        rooms.enter(code, "a new session")
    clock.now += MINUTE
    assert rooms.enter(code, "a new session").code == code


def test_how_likely_a_code_is_guessed_while_its_room_is_open() -> None:
    assert LIMITS.guesses() == 121 * 30  # in two hours, and the minute that has begun
    assert chance(LIMITS.guesses()) < 1 / 15_000  # one room
    assert chance(LIMITS.guesses(), LIMITS.rooms) < 1 / 150  # any of as many as there may be


def test_that_codes_are_drawn_from_all_letters_and_read_as_they_are_typed() -> None:
    codes = {new_code() for _time in range(300)}
    assert len(codes) > 290
    assert set("".join(codes)) == set(LETTERS)
    for code in codes:
        assert read_code(f" {code[:3].lower()} {code[3:]} ") == code


@pytest.mark.parametrize("text", ["", "BCDFG", "BCDFGHJ", "BCDFGA", "BCDFG1", "' OR 1=1", "БCDFGH"])
def test_that_what_can_be_no_code_is_one_sentence_and_no_guess(rooms: Rooms, text: str) -> None:
    for _time in range(LIMITS.wrong_of_one + 1):
        with pytest.raises(RnnvizError, match=f"A code has {LENGTH} letters"):
            rooms.enter(text, "somebody")


def test_that_rooms_votes_and_links_have_an_end(tmp_path: Path) -> None:
    few = Rooms(Book(tmp_path), Limits(rooms=1, votes=2, links=3, links_of_one=2))
    code, key = few.open(ASKED)
    with pytest.raises(RnnvizError, match="All rooms"):
        few.open(ASKED)
    for who in "ab":
        few.vote(code, who, 1, 1, 0)
    few.vote(code, "a", 1, 1, 2)  # a change of mind needs no room
    with pytest.raises(RnnvizError, match="full"):
        few.vote(code, "c", 1, 1, 0)
    for who, link in (("a", "gates"), ("a", "gates"), ("a", "unroll"), ("b", "gates")):
        few.hand_in(code, who, link)
    with pytest.raises(RnnvizError, match="at most 2 links"):
        few.hand_in(code, "a", "shapes")
    with pytest.raises(RnnvizError, match="no more links"):
        few.hand_in(code, "c", "gates")
    with pytest.raises(RnnvizError, match="at most"):
        few.hand_in(code, "c", "x" * 2001)
    assert few.handed(code, key) == ("gates", "unroll", "gates")
    assert few.handed_by(code, "a") == ("gates", "unroll")


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (Question(" ", ("a", "b")), "missing"),
        (Question("?", ("a",)), "2 to 5 answers"),
        (Question("?", tuple("abcdef")), "2 to 5 answers"),
        (Question("?", ("a", "a")), "the same"),
        (Question("x" * 1201, ("a", "b")), "at most 1200"),
        (Question("?", ("a", "b" * 241)), "at most 240"),
        (Question("?", ("a", "b"), "x" * 2001), "at most 2000"),
    ],
)
def test_that_what_cannot_be_asked_is_one_sentence(
    rooms: Rooms, question: Question, said: str
) -> None:
    with pytest.raises(RnnvizError, match=said):
        rooms.open(question)


@pytest.mark.parametrize("question", [ASKED, OTHER])
def test_that_a_question_is_read_as_it_was_written(question: Question) -> None:
    assert read_question(question.written()) == question


def test_that_the_folder_is_for_its_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "open to all"
    folder.mkdir(mode=0o777)
    folder.chmod(0o777)
    Rooms(Book(folder)).open(ASKED)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_that_a_folder_that_cannot_be_used_is_one_sentence(tmp_path: Path) -> None:
    real = tmp_path / "elsewhere"
    real.mkdir()
    (tmp_path / "link").symlink_to(real)
    (tmp_path / "file").write_text("")
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "rooms.sqlite3").write_bytes(b"no database" * 100)
    for name in ("link", "file", "broken"):
        with pytest.raises(RnnvizError, match="cannot be kept"):
            Rooms(Book(tmp_path / name)).open(ASKED)
    assert list(real.iterdir()) == []


def test_that_a_file_of_another_version_is_begun_anew_and_one_of_ours_is_kept(
    tmp_path: Path,
) -> None:
    with closing(sqlite3.connect(tmp_path / "rooms.sqlite3")) as db:
        db.execute("CREATE TABLE rooms (code TEXT)")
        db.execute("INSERT INTO rooms VALUES ('BCDFGH')")
        db.execute("PRAGMA user_version = 1")
        db.commit()
    rooms = Rooms(Book(tmp_path))
    assert rooms.see("BCDFGH") is None
    code, _key = rooms.open(ASKED)
    assert Rooms(Book(tmp_path)).see(code) == rooms.see(code) is not None


def test_that_a_file_that_was_taken_away_is_begun_anew(rooms: Rooms) -> None:
    code, _key = rooms.open(ASKED)
    for path in rooms.book.folder.iterdir():
        path.unlink()
    assert rooms.see(code) is None
    code, _key = rooms.open(ASKED)
    assert Rooms(Book(rooms.book.folder, rooms.book.clock)).see(code) is not None


def test_that_after_an_error_the_next_one_finds_the_book_open(rooms: Rooms) -> None:
    code, _key = rooms.open(ASKED)
    with pytest.raises(KeyError), rooms.book.write() as db:
        dict(db.execute("DELETE FROM rooms"))["no row"]
    with pytest.raises(RnnvizError, match="cannot be kept"), rooms.book.read() as db:
        db.execute("no SQL")
    assert rooms.see(code) is not None


def test_that_the_environment_names_the_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("RNNVIZ_ROOMS", str(tmp_path))
    assert place() == tmp_path
    monkeypatch.delenv("RNNVIZ_ROOMS")
    assert place().name.startswith("rnnviz-rooms-")
