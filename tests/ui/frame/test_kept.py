"""What a person answered about a file is kept while other screens are visited."""

import pytest
import streamlit as st
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.testing.v1 import AppTest

from rnnviz.ui.frame import kept
from rnnviz.ui.series.reading import key_of

DIGEST = "0123456789ab" + "c" * 52
OTHER = "ba9876543210" + "c" * 52


@pytest.fixture(autouse=True)
def session(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(st, "session_state", {})


@pytest.mark.parametrize("column", ["shop", "shop no. 1", "Größe (m²)", "two\nlines", "a.b"])
@pytest.mark.parametrize("field", ["which", "bad", "untimed"])
def test_that_an_answer_about_a_column_is_put_back_whatever_its_name(
    field: str, column: str
) -> None:
    key = key_of(f"{field}.{column}", DIGEST)
    st.session_state[key] = "B"
    kept.answers_kept()
    del st.session_state[key]  # as when the page was left
    kept.answers_kept()
    assert st.session_state[key] == "B"


def test_that_the_answers_about_one_file_are_told_from_those_about_another() -> None:
    answers = {
        key_of("dates", DIGEST): "dmy",
        key_of("which.shop no. 1", DIGEST): "B",
        key_of("bad.price in €", DIGEST): True,
        key_of("which.shop no. 1", OTHER): "C",
        "series.paste": "1\n2",
    }
    for key, answer in answers.items():
        st.session_state[key] = answer
    kept.answers_kept()
    found = kept.answers_about(DIGEST)
    assert found == {"dates": "dmy", "which.shop no. 1": "B", "bad.price in €": "True"}


def a_page_with_an_uploader() -> None:
    import streamlit as st

    from rnnviz.ui.frame import kept

    st.file_uploader("A table", key=kept.FILE, on_change=kept.take_file)
    st.session_state["file"] = kept.file_kept()


def test_that_a_file_that_only_the_browser_still_lists_is_said_to_be_lost(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.undo()  # this page has a session of its own
    app = AppTest.from_function(a_page_with_an_uploader).run()
    assert not app.warning
    app.file_uploader[0].upload("rates.csv", b"1\n2\n", "text/csv").run()
    assert app.session_state["file"] == (b"1\n2\n", "rates.csv")
    assert not app.warning
    monkeypatch.setattr(MemoryUploadedFileManager, "get_files", lambda *_a, **_k: [])
    app.session_state["kept.file"] = None  # as on a server that was started anew
    app.run()
    assert not app.exception
    (said,) = [one.value for one in app.warning]
    assert "choose the file again" in said
    assert app.session_state["file"] is None


@pytest.mark.parametrize("key", ["series.train", "series.export.report", "series.inside.seed.gru"])
def test_that_buttons_and_choices_of_a_result_are_not_kept(key: str) -> None:
    assert kept.ANSWERS.fullmatch(key) is None
