"""Class vote: a teacher and students, each in a session of its own, in one room."""

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from rnnviz.lessons import quiz
from rnnviz.lessons.library import lessons
from rnnviz.lessons.told import told
from rnnviz.room.rooms import LIMITS, given
from rnnviz.ui.vote import who
from tests.conftest import OpenScreen

RIGHT = "**✓ right**"


@pytest.fixture(autouse=True)
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Rooms of this test alone."""
    monkeypatch.setenv("RNNVIZ_ROOMS", str(tmp_path))
    return tmp_path


@pytest.fixture
def teacher(open_screen: OpenScreen) -> AppTest:
    """A teacher who has opened a room with the first card of lesson 1."""
    app = open_screen("pages/vote.py", of="01-loop")
    app.button("vote.open").click().run()
    assert not app.exception
    return app


def code_of(app: AppTest) -> str:
    return app.session_state["settings.vote"].room


def shown(app: AppTest) -> str:
    """All that is written on the page."""
    return "\n".join(one.value for one in app.markdown)


def bars(app: AppTest) -> list[list[str]]:
    """The numbers beside the bars, answer by answer."""
    bodies = [one.proto.body for one in app.get("html")]
    return [re.findall(r"\d+ of \d+", body) for body in bodies if "class-bar" in body]


def options(app: AppTest) -> list[str]:
    return [one.label for one in app.button if re.match(r"[A-E]  ", one.label)]


def test_that_who_does_not_know_says_so_and_is_counted(
    open_screen: OpenScreen, teacher: AppTest
) -> None:
    room = code_of(teacher)
    student, other = (open_screen("pages/vote.py", room=room) for _student in range(2))
    assert f"Room **{room[:3]} {room[3:]}**" in [one.value for one in student.caption]
    press(student, "vote.1.1.3")
    press(other, "vote.1.1.0")
    assert "Counted: **?**" in shown(student)
    press(teacher, "vote.show")
    for app in (teacher, student.run()):
        assert "**?**  I do not know" in shown(app)
        assert bars(app) == [["1 of 2"], ["0 of 2"], ["0 of 2"], ["1 of 2"]]
    press(teacher, "vote.right")
    assert re.search(r"\*\*[A-C]\*\* is right\.", shown(student.run()))


def marked(app: AppTest) -> list[str]:
    """The letters of the answers that are marked as right."""
    return re.findall(rf"\*\*([A-E])\*\*  .*{re.escape(RIGHT)}", shown(app))


def press(app: AppTest, key: str) -> None:
    app.button(key).click().run()
    assert not app.exception


def test_that_a_class_votes_twice_and_sees_what_it_said_when_the_teacher_shows_it(
    open_screen: OpenScreen, teacher: AppTest
) -> None:
    code = code_of(teacher)
    first, second = (open_screen("pages/vote.py", room=code) for _student in range(2))
    card = lessons()["01-loop"].cards[0]
    assert [label[3:] for label in options(first)] == [one.text for one in card.options]
    press(first, "vote.1.1.0")
    press(second, "vote.1.1.0")
    press(second, "vote.1.1.2")  # a change of mind
    assert "Counted: **C**" in shown(second)
    teacher.run()
    assert "Votes: **2**" in shown(teacher)
    assert bars(teacher) == bars(first) == []
    press(teacher, "vote.show")
    first.run()
    assert bars(teacher) == bars(first) == [["1 of 2"], ["0 of 2"], ["1 of 2"]]
    assert options(first) == []
    press(teacher, "vote.again")
    assert bars(teacher) == []
    for student in (first, second):
        student.run()
        assert bars(student) == []
        press(student, "vote.1.2.1")
    press(teacher, "vote.show")
    second.run()
    both = [["1 of 2", "0 of 2"], ["0 of 2", "2 of 2"], ["1 of 2", "0 of 2"]]
    assert bars(teacher) == bars(second) == both
    right = lessons()["01-loop"].cards[0]
    place = int(told(right).right[0]) - 1
    assert RIGHT not in shown(teacher)
    press(teacher, "vote.right")
    second.run()
    for app in (teacher, second):
        assert marked(app) == ["ABC"[place]]
    assert "vote.right" not in {one.key for one in teacher.button}
    said = "You said B: **so it is.**" if place == 1 else f"You said B. Right is **{'ABC'[place]}**"
    assert said in shown(second)
    press(teacher, "vote.next")
    second.run()
    assert options(second)
    assert marked(second) == []
    assert bars(second) == []
    assert lessons()["01-loop"].cards[1].question.split("\n")[0][:30] in shown(second)


def test_that_the_students_link_holds_no_key_and_a_student_has_nothing_to_steer_with(
    open_screen: OpenScreen, teacher: AppTest
) -> None:
    code = code_of(teacher)
    key = teacher.session_state[who.KEYS][code]
    assert given().steers(code, key)
    assert key not in str(teacher.query_params)
    sources = [one.proto.body for one in teacher.get("html") if "<img" in one.proto.body]
    assert sources
    assert key not in "".join(sources)
    student = open_screen("pages/vote.py", room=code)
    steering = {"vote.show", "vote.again", "vote.next", "vote.ask", "vote.end"}
    assert not steering & {one.key for one in student.button}
    assert student.session_state[who.KEYS][code] == ""


def test_that_a_key_and_a_voter_come_back_with_their_cookies_alone(
    open_screen: OpenScreen, teacher: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = code_of(teacher)
    student = open_screen("pages/vote.py", room=code)
    press(student, "vote.1.1.1")
    held = {
        who._name(code): teacher.session_state[who.KEYS][code],
        who.VOTER: student.session_state[who.VOTER],
    }
    script = "".join(one.proto.body for one in teacher.get("html"))
    assert f"{who._name(code)}={held[who._name(code)]}; path=/; max-age=7200" in script
    monkeypatch.setattr(who, "_cookie", lambda name: held.get(name, ""))
    again = open_screen("pages/vote.py", room=code)
    assert "vote.show" in {one.key for one in again.button}
    held.pop(who._name(code))
    again = open_screen("pages/vote.py", room=code)
    assert "Counted: **B**" in shown(again)
    held[who._name(code)] = "x" * 22  # a key that somebody made up
    again = open_screen("pages/vote.py", room=code)
    assert "vote.show" not in {one.key for one in again.button}


def test_that_a_typed_code_leads_in_however_it_is_written(
    open_screen: OpenScreen, teacher: AppTest
) -> None:
    code = code_of(teacher)
    student = open_screen("pages/vote.py")
    student.text_input("vote.code").input(f" {code[:3].lower()} {code[3:]}")
    enter = next(one for one in student.button if one.label == "Enter")
    enter.click().run()
    assert options(student)
    assert code_of(student) == code


def test_that_a_wrong_code_is_tried_once_and_too_many_must_wait(
    open_screen: OpenScreen, teacher: AppTest
) -> None:
    code = code_of(teacher)
    wrong = "BBBBBB" if code != "BBBBBB" else "CCCCCC"
    student = open_screen("pages/vote.py", room=wrong)
    for _again in range(LIMITS.wrong_of_one + 1):
        student.run()
        assert "No room has this code" in student.warning[0].value
    for _again in range(LIMITS.wrong_of_one):
        student.text_input("vote.code").input(wrong)
        next(one for one in student.button if one.label == "Enter").click().run()
    assert "Too many wrong codes" in student.warning[0].value
    student.text_input("vote.code").input("AEIOU1")
    next(one for one in student.button if one.label == "Enter").click().run()
    assert "A code has 6 letters" in student.warning[0].value


def test_that_a_room_that_has_ended_says_so_and_looks_no_more(
    open_screen: OpenScreen, teacher: AppTest
) -> None:
    student = open_screen("pages/vote.py", room=code_of(teacher))
    press(teacher, "vote.end")
    for app in (teacher, student):
        app.run()
        assert not app.exception
        assert [one.value for one in app.info][:1] == [
            "This room has ended, and nothing of it is kept."
        ]
        assert "vote.open" in {one.key for one in app.button}


def test_that_a_vote_that_comes_too_late_is_said_to(
    open_screen: OpenScreen, teacher: AppTest
) -> None:
    student = open_screen("pages/vote.py", room=code_of(teacher))
    press(teacher, "vote.show")
    press(student, "vote.1.1.0")
    assert "This vote was closed before your answer came." in [w.value for w in student.warning]
    assert bars(student) == [["0 of 0"]] * 3


def test_that_a_question_of_one_s_own_is_text_and_needs_two_answers(
    open_screen: OpenScreen,
) -> None:
    app = open_screen("pages/vote.py")
    app.selectbox("vote.of").select("").run()
    assert app.button("vote.open").disabled
    app.text_area("vote.text").input("Is *this* <b>bold</b>?")
    app.text_area("vote.answers").input("Yes").run()
    assert "2 to 5 answers" in app.info[0].value
    app.text_area("vote.answers").input("Yes\n\nNo").run()
    app.text_input("vote.link").input("http://localhost:8501/nowhere").run()
    assert "There is no screen" in app.info[0].value
    app.text_input("vote.link").input("http://localhost:8501/gates?cell=gru&level=student").run()
    press(app, "vote.open")
    room = given().see(code_of(app))
    assert room is not None
    assert room.question.text == r"Is \*this\* \<b\>bold\<\/b\>\?"
    assert room.question.options == ("Yes", "No")
    assert room.question.link == "gates?cell=gru"
    press(app, "vote.show")
    press(app, "vote.right.1.1")
    assert marked(app) == ["B"]
    press(app, "vote.again")
    assert marked(app) == []


def test_that_a_link_is_handed_in_in_the_room_and_seen_by_its_teacher_alone(
    open_screen: OpenScreen, teacher: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = code_of(teacher)
    student = open_screen("pages/vote.py", room=code)
    for text, said in (
        ("", "There is no link yet."),
        ("my name is Ann", "Line 1 holds no link"),
        ("Ann: http://a.example/unroll?cell=gru&level=student&lesson=01-loop", "Handed in: Unroll"),
    ):
        student.text_input("vote.handed").input(text)
        next(one for one in student.button if one.label == "Hand in").click().run()
        assert said in shown(student)
    wrong = "BBBBBB" if code != "BBBBBB" else "CCCCCC"
    said = {open_screen("pages/hand_in.py", room=one).warning[0].value for one in (code, wrong)}
    assert len(said) == 1  # it does not tell which of the two is a room
    assert "who opened the room" in said.pop()
    keys = {who._name(code): teacher.session_state[who.KEYS][code]}
    monkeypatch.setattr(who, "_cookie", lambda name: keys.get(name, ""))
    seen = open_screen("pages/hand_in.py", room=code)
    assert "1 link was handed in" in shown(seen)
    assert "Ann" not in shown(seen)
    assert [one.value for one in seen.subheader] == ["1. Unroll"]
    assert given().handed(code, *keys.values()) == ("unroll?cell=gru",)


def test_that_a_link_is_handed_in_under_hand_in_with_the_code_of_the_room(
    open_screen: OpenScreen, teacher: AppTest
) -> None:
    code = code_of(teacher)
    key = teacher.session_state[who.KEYS][code]
    app = open_screen("pages/hand_in.py")
    for typed, link, said in (
        ("AEIOU1", "gates?cell=gru", "A code has 6 letters"),
        (code.lower(), "my name is Ann", "Line 1 holds no link"),
        (code.lower(), "Ann: gates?cell=gru", "Handed in: Gates"),
    ):
        app.text_input("hand_in.code").input(typed)
        app.text_input("vote.handed").input(link)
        next(one for one in app.button if one.label == "Hand in").click().run()
        assert not app.exception
        assert said in shown(app)
    assert given().handed(code, key) == ("gates?cell=gru",)


def test_that_pasted_links_are_shown_with_a_button_and_a_quiz_with_its_score(
    open_screen: OpenScreen,
) -> None:
    right = {
        form: "_".join(f"{one.number}.{one.told.right[0]:.0f}" for one in quiz.marked(form, {})[:n])
        for form, n in (("a", 3), ("b", 10))
    }
    app = open_screen("pages/hand_in.py")
    app.text_area("hand_in.text").input(
        f"Ann: quiz?done=a,b&answers_a={right['a']}&answers_b={right['b']}\n"
        f"Bo: quiz?done=a&answers_a={right['a']}\nquiz?answers_a=1.2"
    )
    next(one for one in app.button if one.label == "See them side by side").click().run()
    assert not app.exception
    assert "Before: **3** of 12  \nAfter: **10** of 12" in [one.value for one in app.markdown]
    assert "Before: **3** of 12" in [one.value for one in app.markdown]
    app.button("hand_in.next").click().run()
    assert "Neither form is finished." in shown(app)


def test_that_the_card_that_was_seen_last_is_offered_first(open_screen: OpenScreen) -> None:
    app = open_screen("pages/unroll.py", lesson="01-loop", card="4")
    app.switch_page("pages/vote.py").run()
    assert app.selectbox("vote.of").value == "01-loop"
    assert app.selectbox("vote.card.01-loop").value == 4
    assert app.button("vote.open").label == "Open the room"
