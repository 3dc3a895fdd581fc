"""Links in what is pasted, and what each of them shows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rnnviz
from rnnviz.settings.hand_in import MOST as MOST_SHOWN
from rnnviz.street.handed import first_picture, ordered, seen
from rnnviz.street.pasted import MOST, pasted
from rnnviz.street.result.opened import Playing

PLAYING = [
    "/", "unroll?cell=lstm", "gradients?gain=1.4", "gates", "shapes", "language", "digits",
    "train", "dynamics", "batches",
]  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        "http://localhost:8501/gates?cell=gru",
        "Ann: <http://class.example/app/gates?cell=gru>, thanks!",
        "“https://class.example/gates/?cell=gru”.",
        "127.0.0.1:8501/gates?cell=gru (mine)",
        "gates?cell=gru",
        "/gates?cell=gru&lesson=08-conveyor&card=2&said=1.2&present=1&level=student",
    ],
)
def test_that_a_link_is_found_whatever_stands_around_it(line: str) -> None:
    (found,) = pasted(f"\n{line}\n")
    assert (found.line, found.link, found.problem) == (2, "gates?cell=gru", "")


def test_that_the_step_and_the_number_that_one_points_at_stay_in_the_link() -> None:
    (found,) = pasted("http://a.example/unroll?t=4&mode=backward&pick=h.4.2&level=student")
    assert found.link == "unroll?t=4&mode=backward&pick=h.4.2"


def test_that_each_line_without_a_link_gets_one_sentence_and_each_link_stands_once() -> None:
    found = pasted("gates?cell=gru\nnothing here\nhttp://a/nowhere?x=1\nhttp://b/gates?cell=gru")
    assert [one.link for one in found] == ["gates?cell=gru", "", ""]
    assert found[1].problem == "Line 2 holds no link to a screen."
    assert found[2].problem.startswith("Line 3: There is no screen “nowhere”")


def test_that_two_links_on_a_line_are_two() -> None:
    assert [one.link for one in pasted("http://a/gates, and http://a/unroll")] == [
        "gates",
        "unroll",
    ]


def test_that_more_links_than_are_shown_are_left_out_with_a_sentence() -> None:
    found = pasted("\n".join(f"http://a/unroll?seed={k}" for k in range(2, MOST + 4)))
    assert len([one for one in found if one.found]) == MOST == MOST_SHOWN
    assert f"At most {MOST}" in found[-1].problem


@given(st.text(max_size=200))
def test_that_any_text_is_links_and_sentences(text: str) -> None:
    for one in pasted(text):
        assert bool(one.link) != bool(one.problem)


@pytest.mark.parametrize("link", PLAYING)
def test_that_the_first_picture_of_a_screen_stands_alone(link: str) -> None:
    opened = rnnviz.open(link)
    assert isinstance(opened, Playing)
    found = seen(link)
    assert found.scene is not None
    assert found.scene.views == opened.scene.views[:1]
    assert found.said == ()
    assert first_picture(found.scene) == found.scene


def test_that_figures_are_the_losses_of_what_is_shown_and_order_the_links() -> None:
    links = ["shapes", "unroll?seed=5", "unroll", "train"]
    for link in links[1:3]:
        figure = seen(link).figure
        assert figure is not None
        loss = next(one for one in rnnviz.open(link).numbers() if one.name == "loss")
        assert figure.value == loss.values.sum()
    trained = seen("train").figure
    assert trained is not None
    loss = next(one for one in rnnviz.open("train").numbers() if one.name == "loss")
    assert trained.value == loss.values[-1]
    assert seen("shapes").figure is None
    by_loss = ordered(links, "loss")
    assert by_loss[-1] == "shapes"
    values = [one.value for link in by_loss[1:3] if (one := seen(link).figure)]
    assert values == sorted(values)
    assert ordered(links, "given") == links


def test_that_what_was_chosen_is_said_and_what_cannot_be_shown_too() -> None:
    assert seen("unroll?hidden=5").chosen == ("Hidden units 3 → 5",)
    assert "words alone" in seen("about").said[0]
    assert "Hidden units" in seen("unroll?hidden=99").said[0]
    assert seen("series").scene is None
    assert seen("series").said == ()
