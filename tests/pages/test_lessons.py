"""A lesson beside its screen, and the page of lessons."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from rnnviz.core.cells import CELLS
from rnnviz.lessons.library import FOLDER, lessons
from rnnviz.settings.look import Look
from rnnviz.settings.screens import SCREENS
from rnnviz.ui.frame.lesson.moves import link_of
from tests.conftest import OpenScreen

FIRST = "01-loop"


def at(open_screen: OpenScreen, name: str, card: int, said: str = "") -> AppTest:
    screen, query = link_of(lessons()[name], card, said)
    return open_screen(screen.path, **query)


def press(app: AppTest, key: str) -> AppTest:
    return app.button(key=key).click().run()


def texts(app: AppTest) -> str:
    return "\n".join(str(part.value) for part in app.markdown)


def query(app: AppTest) -> dict[str, str]:
    asked = app.query_params.items()
    return {name: value if isinstance(value, str) else value[-1] for name, value in asked}


def settings(app: AppTest, code: str) -> dict[str, str]:
    return app.session_state[f"settings.{code}"].to_query()


def test_that_a_prediction_is_recorded_before_anything_is_told(open_screen: OpenScreen) -> None:
    app = at(open_screen, FIRST, 1)
    assert not app.exception
    assert "**Why**" not in texts(app)
    press(app, "rail.option.1")
    assert query(app)["said"] == "1.1"
    assert "**Do**" in texts(app)
    assert "**Why**" not in texts(app)
    press(app, "rail.see")
    assert query(app)["said"] == "1.1s"
    assert "You said “Twice the same: it reads the same letter”" in texts(app)
    assert "**First Z, then the end of the word**" in texts(app)
    assert "**Why**" in texts(app)


def test_that_who_does_not_know_is_shown(open_screen: OpenScreen) -> None:
    app = press(at(open_screen, FIRST, 1), "rail.show")
    assert query(app)["said"] == "1.x"
    press(app, "rail.see")
    assert "It is: **First Z, then the end of the word**" in texts(app)


def test_that_the_right_answer_is_called_so(open_screen: OpenScreen) -> None:
    app = at(open_screen, FIRST, 1, "1.2s")
    assert "You said “First Z, then the end of the word”: **so it is.**" in texts(app)


def test_that_the_card_sets_the_screen_and_the_answer_what_follows(open_screen: OpenScreen) -> None:
    app = at(open_screen, FIRST, 3)
    assert settings(app, "unroll") == {"input": "word"}
    press(app, "rail.show")
    assert settings(app, "unroll") == {"input": "word", "gain": "0.0"}


def test_that_the_rest_is_free_and_the_way_back_is_there(open_screen: OpenScreen) -> None:
    app = at(open_screen, FIRST, 1)
    app.number_input(key="unroll.trained").set_value(0).run()
    assert settings(app, "unroll") == {"input": "word", "trained": "0"}
    press(app, "rail.again")
    assert settings(app, "unroll") == {"input": "word"}
    assert query(app)["lesson"] == FIRST


def test_that_one_goes_from_card_to_card_and_back(open_screen: OpenScreen) -> None:
    app = at(open_screen, FIRST, 1, "1.2s")
    press(app, "rail.next")
    assert query(app)["card"] == "2"
    assert query(app)["said"] == "1.2s"
    assert "What differs?" in texts(app)
    press(app, "rail.back")
    assert "**so it is.**" in texts(app)
    assert app.button(key="rail.back").disabled


def test_that_a_card_of_another_screen_is_opened_there(open_screen: OpenScreen) -> None:
    app = press(at(open_screen, "06-explode", 1), "rail.next")
    assert "Where a unit settles" in texts(app)
    assert app.session_state["page"] == "unroll"
    assert settings(app, "unroll")["typed"].startswith("0.5")
    press(app, "rail.next")
    assert app.session_state["page"] == "gradients"


def test_that_a_number_is_said(open_screen: OpenScreen) -> None:
    app = at(open_screen, "02-weights", 1)
    press(app, "rail.say")
    assert "said" not in query(app)  # nothing was said yet, and what is missing is
    assert [one.value for one in app.warning] == [
        "Type a number from 1 to 100 first, or ask to be shown."
    ]
    app.number_input(key="rail.number.02-weights.1").set_value(5).run()
    press(app, "rail.say")
    assert not app.warning
    assert query(app)["said"] == "1.5"
    press(app, "rail.see")
    assert "You said 5 numbers: **right.**" in texts(app)


@pytest.mark.parametrize("outside", [0, 101, -5, 1e9])
def test_that_a_number_beyond_the_limits_is_answered_with_one_sentence(
    open_screen: OpenScreen, outside: float
) -> None:
    app = at(open_screen, "02-weights", 1)
    field = app.number_input(key="rail.number.02-weights.1")
    assert field.label.endswith("(1 to 100)")
    field.set_value(outside).run()
    press(app, "rail.say")
    assert "said" not in query(app)
    assert [one.value for one in app.warning] == [
        "Type a number from 1 to 100 first, or ask to be shown."
    ]


def test_that_one_button_stands_out_at_a_time(open_screen: OpenScreen) -> None:
    app = at(open_screen, FIRST, 1)
    for key in ("rail.option.1", "rail.see", "rail.next"):
        dark = [b.key for b in app.button if b.proto.type == "primary" and str(b.key)[:4] == "rail"]
        assert dark == ([] if key == "rail.option.1" else [key])
        press(app, key)


def test_that_terms_of_a_card_are_explained(open_screen: OpenScreen) -> None:
    app = at(open_screen, "05-fading", 4)
    (asked,) = (part for part in app.markdown if "By which gain" in str(part.value))
    assert "**spectral radius**: The largest" in asked.proto.help
    assert "**gain**: What all" in asked.proto.help


def test_that_what_one_tries_is_answered_when_it_is_opened(open_screen: OpenScreen) -> None:
    app = at(open_screen, FIRST, 4, "4.xs")
    (found,) = (part for part in app.expander if part.label == "What one finds")
    assert not found.proto.expanded
    assert found.markdown[0].value.startswith("Unit 1 differs most")


def test_that_the_last_card_has_the_score_the_next_lesson_and_the_quiz(
    open_screen: OpenScreen,
) -> None:
    app = at(open_screen, FIRST, 5, "1.2s_2.1s_3.xs_4.2s")
    assert "**2 of 4** came out as you said." in texts(app)
    links = {link.proto.label: link.proto for link in app.get("page_link")}
    assert "lesson=02-weights" in links["Next lesson: One set of weights, T times"].query_string
    assert links["In the quiz: question 1"].page == "quiz"
    fresh = at(open_screen, FIRST, 5)
    assert "came out as you said" not in texts(fresh)
    (behind,) = [*lessons()][-1:]
    app = at(open_screen, behind, 5)
    assert not any("Next lesson" in link.proto.label for link in app.get("page_link"))


@pytest.mark.parametrize(("name", "card", "key"), [
    ("08-conveyor", 2, "gates-bias"), ("08-conveyor", 3, "gradients-bias"),
    ("10-longer", 1, "gradients-steps"), ("13-yesterday", 1, "series-train"),
])  # fmt: skip
def test_that_the_control_that_matters_is_lit_itself(
    open_screen: OpenScreen, name: str, card: int, key: str
) -> None:
    app = at(open_screen, name, card)
    lit = "".join(part.proto.body for part in app.get("html") if "#E69F00" in part.proto.body)
    assert f".st-key-{key} {{ outline" in lit
    drawn = {str(w.key).replace(".", "-") for w in (*app.slider, *app.number_input, *app.button)}
    assert key in drawn


def test_that_the_presets_of_a_screen_do_not_tell_what_the_lesson_asks(
    open_screen: OpenScreen,
) -> None:
    app = at(open_screen, "06-explode", 1)
    assert "gradients.preset" not in {box.key for box in app.selectbox}
    assert not app.info
    press(app, "rail.close")
    assert "lesson" not in query(app)
    assert "gradients.preset" in {box.key for box in app.selectbox}


def test_that_the_level_of_a_lesson_opens_its_controls_and_a_higher_one_stays(
    open_screen: OpenScreen,
) -> None:
    app = at(open_screen, "06-explode", 1)
    assert query(app)["level"] == "student"
    _screen, asked = link_of(lessons()["06-explode"], 1, "", Look(level="researcher"))
    assert asked["level"] == "researcher"


@pytest.mark.parametrize("name", lessons())
def test_that_every_card_opens_before_and_after_it_was_answered(
    open_screen: OpenScreen, name: str
) -> None:
    app = at(open_screen, name, 1)
    cards = lessons()[name].cards
    for number, card in enumerate(cards, start=1):
        assert not app.exception
        assert not app.error
        assert card.title in texts(app)
        if card.kind != "none":
            press(app, "rail.show")
            if card.do:
                press(app, "rail.see")
            assert "**What happened**" in texts(app)
            assert not app.exception
        if number < len(cards):
            press(app, "rail.next")
    assert query(app)["card"] == str(len(cards))


def test_that_an_answer_to_another_card_is_passed_over(open_screen: OpenScreen) -> None:
    app = open_screen("pages/unroll.py", lesson=FIRST, said="1.9_3.1~2", card="1")
    assert not app.exception
    assert {b.key for b in app.button} >= {"rail.option.1", "rail.show"}


@pytest.mark.parametrize("lesson", ["99-none", "<b>", "../../etc", "A"])
def test_that_a_lesson_that_is_not_there_is_answered_with_a_sentence(
    open_screen: OpenScreen, lesson: str
) -> None:
    app = open_screen("pages/unroll.py", lesson=lesson, card="40")
    assert not app.exception
    assert len(app.warning) == 1
    assert "rail.next" not in {b.key for b in app.button}


def test_that_a_card_beyond_the_last_is_the_last(open_screen: OpenScreen) -> None:
    app = open_screen("pages/unroll.py", lesson=FIRST, card="40")
    assert "Now with your own" in texts(app)


def test_that_the_page_of_lessons_says_what_one_has_done(open_screen: OpenScreen) -> None:
    app = press(at(open_screen, FIRST, 2, "1.2s"), "rail.option.3")
    app.switch_page("pages/lessons.py").run()
    assert "2 of 4 questions answered; you are at card 2" in {c.value for c in app.caption}
    links = {link.proto.label: link.proto.query_string for link in app.get("page_link")}
    (query_string,) = (q for label, q in links.items() if "A loop that remembers" in label)
    assert "said=1.2s_2.3" in query_string
    assert "card=2" in query_string


def test_that_the_page_of_lessons_names_the_faults_of_a_teachers_lesson(
    open_screen: OpenScreen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "70-own.md").write_text("---\ntitle: x\n---\n", encoding="utf-8")
    monkeypatch.setenv(FOLDER, str(tmp_path))
    app = open_screen("pages/lessons.py")
    assert not app.exception
    assert "70-own.md:1: the head has no “minutes”" in app.code[0].value


def test_that_about_checks_the_gradient_of_every_cell(open_screen: OpenScreen) -> None:
    app = open_screen(SCREENS["about"].path)
    press(app, "about.check")
    (table,) = (m.value for m in app.markdown if "Largest relative difference" in m.value)
    assert len(table.splitlines()) == 2 + len(CELLS)
    assert table.count("×10⁻") == len(CELLS)
