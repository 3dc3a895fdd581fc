"""Blanks of a word's worksheet: computed again from what is printed, and found by the app."""

import math
import re

import numpy as np
import pytest

import rnnviz
from rnnviz.core.study import gradient_check
from rnnviz.paper.parts.asked import asked
from rnnviz.paper.sheet import worksheet
from rnnviz.paper.word.given import Given, given
from rnnviz.street.screens.unroll import Unroll
from tests.paper.test_sheet import SQUASH, half_up, number, printed

LINKS = [
    "unroll?input=word&hidden=2&trained=0",
    "unroll?input=word&word=HELLO&hidden=5&trained=40&seed=2",
    "gradients?input=word&word=no&hidden=1&trained=0&cell=rnn_relu",
    "unroll?input=word&word=%3Cb%26&hidden=2&trained=0&cell=rnn_sigmoid",
]
round_all = np.vectorize(half_up)


def named(name: str, array: np.ndarray, before: str = "") -> dict[str, float]:
    """The numbers of an array by name and place, counted from 1."""
    return {
        f"{name}.{before}{'.'.join(str(k + 1) for k in place)}": float(value)
        for place, value in np.ndenumerate(array)
    }


def by_hand(v: dict[str, float], g: Given) -> dict[str, float]:
    """All results from the givens, with arrays in place of the sheet's sums."""

    def array(name: str, *shape: int) -> np.ndarray:
        inside = [value for key, value in v.items() if key.startswith(f"{name}.")]
        return np.array(inside).reshape(shape)

    H, O, I = len(g.b_h), len(g.outputs), len(g.inputs)
    W_xh, W_hh, b_h = array("W_xh", H, I), array("W_hh", H, H), array("b_h", H)
    readout = np.array([[v[f"W_hy.{k + 1}.{j + 1}"] for j in range(H)] for k in range(O)])
    b_y, h = array("b_y", O), np.zeros(H)
    r: dict[str, float] = {}
    dW, db = np.zeros((O, H)), np.zeros(O)
    for t, (letter, follows) in enumerate(zip(g.read, g.follows, strict=True), start=1):
        a = round_all(W_xh[:, letter] + W_hh @ h + b_h)
        h = round_all(np.vectorize(SQUASH[g.cell][0])(a))
        y = round_all(readout @ h + b_y)
        e = round_all(np.exp(y))
        p = round_all(e / e.sum())
        dy = p - np.eye(O)[follows]
        dW, db = dW + np.outer(dy, h), db + dy
        for name, values in {"a": a, "h": h, "y": y, "e": e, "p": p, "dy": dy}.items():
            r |= named(name, values, f"{t}.")
        r |= {f"s.{t}": half_up(e.sum()), f"L.{t}": half_up(-math.log(p[follows]))}
    return r | named("dW_hy", round_all(dW)) | named("db_y", round_all(db))


@pytest.mark.parametrize("link", LINKS)
def test_that_every_blank_has_the_answer_that_follows_from_what_is_printed(link: str) -> None:
    cells = printed(worksheet(link))
    values = {name: number(text) for name, text in cells["given"].items()}
    expected = by_hand(values, given(asked(link)))
    assert set(cells["blank"]) == set(cells["answer"]) == set(expected)
    assert set(cells["blank"].values()) == {""}
    for name, text in cells["answer"].items():
        assert number(text) == pytest.approx(expected[name], abs=1e-12), name


@pytest.mark.parametrize("link", LINKS)
def test_that_the_app_finds_the_same_to_within_the_rounding(link: str) -> None:
    page = worksheet(link)
    cells = printed(page)["answer"]
    (address,) = re.findall(r"unroll\?[^<\s]+", page)
    opened = rnnviz.open(address.replace("&amp;", "&"))
    assert isinstance(opened, Unroll)
    s = opened.study
    assert gradient_check(s)[0] < 1e-6
    found = {
        **named("h", s.trace.h), **named("y", s.y), **named("dy", s.dy),
        **{f"L.{t + 1}": loss for t, loss in enumerate(s.loss)},
        **named("dW_hy", s.gradients.readout.W_hy), **named("db_y", s.gradients.readout.b_y),
    }  # fmt: skip
    assert set(found) <= set(cells)
    for name, value in found.items():
        assert number(cells[name]) == pytest.approx(value, abs=0.01), name


def test_that_a_longer_word_is_read_for_three_letters_and_the_page_says_so() -> None:
    g = given(asked(LINKS[1]))
    assert g.word == "HEL"
    assert all(note in worksheet(LINKS[1]) for note in g.notes)
    assert len(g.notes) == 2


def test_that_letters_are_shown_as_text() -> None:
    page = worksheet(LINKS[3])
    assert "<td>&lt;</td>" in page
    assert "<td>&amp;</td>" in page
