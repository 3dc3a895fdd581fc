"""Links from outside: whatever they are, the answer is a screen, or one sentence."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rnnviz
from rnnviz.errors import RnnvizError
from rnnviz.settings.screens import SCREENS
from rnnviz.street.door import OPENERS
from rnnviz.street.link import read_link
from rnnviz.street.result.opened import Playing


@given(st.text(max_size=60))
def test_that_any_text_is_a_link_to_a_screen_or_one_sentence(text: str) -> None:
    try:
        found = read_link(text)
    except RnnvizError as error:
        assert str(error)
    else:
        assert found.screen.code in SCREENS


def test_that_every_screen_can_be_opened() -> None:
    assert set(OPENERS) == set(SCREENS)


@pytest.mark.parametrize(
    ("link", "code"),
    [
        ("http://localhost:8501", "home"),
        ("http://localhost:8501/", "home"),
        ("https://teacher.example/class/gates/?cell=gru", "gates"),
        ("/series?series=nile", "series"),
        ("gradients", "gradients"),
        ("?hidden=5", "unroll"),
        ("hidden=5", "unroll"),
        ("", "unroll"),
        ("word=a%2Fb&input=word", "unroll"),
    ],
)
def test_that_an_address_in_any_form_is_about_its_screen(link: str, code: str) -> None:
    assert read_link(link).screen.code == code


def test_that_a_wrong_value_gives_the_sentence_of_the_page() -> None:
    opened = rnnviz.open("unroll?hidden=99")
    _settings, notes = SCREENS["unroll"].settings.from_query({"hidden": "99"})
    assert opened.unused == tuple(notes)
    assert "Hidden units" in opened.notes[0]


def test_that_a_network_of_a_session_is_said_to_be_missing() -> None:
    (note,) = rnnviz.open("unroll?net=00ff00ff00ff00ff&at=2").unused
    assert "not in this session" in note


@pytest.mark.parametrize(
    ("link", "ask", "sentence"),
    [
        ("nowhere?cell=lstm", {}, "There is no screen “nowhere”"),
        ("series?source=upload", {}, "no address holds one"),
        ("series", {"file": "there/is/none.csv"}, "cannot be read"),
        ("gates", {"file": "my.csv"}, "Only “Your series” reads a file"),
        ("language?view=gap", {}, "train=True"),
        ("digits?epochs=100", {}, "train=True"),
        ("language?source=rhyme&cell=mgu", {}, "train=True"),
        ("unroll?input=typed&typed=1", {}, "at least 3"),
    ],
)
def test_that_what_cannot_be_opened_is_one_sentence(
    link: str, ask: dict[str, str], sentence: str
) -> None:
    with pytest.raises(RnnvizError, match=sentence):
        rnnviz.open(link, **ask)


def test_that_the_package_is_light() -> None:
    program = """
import sys
import rnnviz
heavy = {"streamlit", "pandas", "sklearn", "plotly", "numpy", "scipy"} & set(sys.modules)
assert not heavy, heavy
rnnviz.open("unroll")
assert "streamlit" not in sys.modules
"""
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]


def test_that_a_film_begins_where_its_link_stands() -> None:
    seen = rnnviz.open("unroll?t=7&mode=backward&pick=h.7.2")
    assert isinstance(seen, Playing)
    assert (seen.scene.start["t"], seen.scene.start["mode"]) == (6, "backward")
    assert seen.scene.start["pick"] == {"array": "h", "t": 6, "index": [1]}


def test_that_a_place_that_cannot_be_read_is_said() -> None:
    assert len(read_link("unroll?t=soon").notes) == 1
