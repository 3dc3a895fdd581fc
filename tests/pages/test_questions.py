"""The page of questions lists what is believed, each with its answer and its link."""

import pytest

from rnnviz.settings.screens import SCREENS
from rnnviz.words.questions import QUESTIONS
from tests.conftest import OpenScreen


def test_that_the_page_shows_every_question_with_its_answer(open_screen: OpenScreen) -> None:
    app = open_screen("pages/questions.py")
    assert not app.exception
    assert [e.label for e in app.expander] == [q.belief for q in QUESTIONS.values()]
    said = [element.value for element in app.markdown]
    assert all(q.answer in said for q in QUESTIONS.values())


def test_that_a_search_leaves_what_it_finds_and_says_when_that_is_nothing(
    open_screen: OpenScreen,
) -> None:
    app = open_screen("pages/questions.py")
    app.text_input[0].set_value("clipping").run()
    assert [e.label for e in app.expander] == [QUESTIONS["clipping"].belief]
    app.text_input[0].set_value("zebra").run()
    assert not app.expander
    assert len(app.info) == 1


def test_that_the_address_says_what_was_looked_for_and_what_lies_open(
    open_screen: OpenScreen,
) -> None:
    app = open_screen("pages/questions.py", opened="sharing,lstm")
    beliefs = {QUESTIONS[code].belief for code in ("sharing", "lstm")}
    assert {e.label for e in app.expander if e.proto.expanded} == beliefs
    app.text_input[0].set_value("clipping").run()
    assert app.query_params["search"] == "clipping"
    assert app.query_params["opened"] == "clipping"
    assert [e.proto.expanded for e in app.expander] == [True]


# Beliefs that are answered by two numbers of which a picture shows one at most.
TOLD = ("lstm", "longer", "units", "clipping", "memory", "sharing", "storage", "free_run", "mlp")


@pytest.mark.parametrize("code", TOLD)
def test_that_the_link_of_a_belief_says_its_numbers_at_once(
    open_screen: OpenScreen, code: str
) -> None:
    q = QUESTIONS[code]
    app = open_screen(SCREENS[q.screen].path, **q.query)
    assert not app.exception
    said = " ".join(str(one.value) for one in (*app.info, *app.markdown, *app.caption))
    told = said.replace("\\", "")  # which keeps signs from being read as Markdown
    assert [number for number in q.numbers.values() if number not in told] == []
