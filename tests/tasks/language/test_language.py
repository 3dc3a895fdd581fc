"""Texts as a network reads them, and training on texts of unequal length."""

import json
import unicodedata
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.core.cells import CELLS
from rnnviz.core.init import init_network
from rnnviz.core.network import backward, forward
from rnnviz.errors import RnnvizError
from rnnviz.tasks.language.language import alphabet, batch, example, symbols, visible, windows
from rnnviz.tasks.language.texts import CORPORA, MOST_CHARACTERS, own, texts_of
from rnnviz.training.flat import flatten, unflatten
from rnnviz.training.networks import learned
from rnnviz.training.passes import Objective, Passes, Windows

HERE = Path(__file__).parent
TEXTS = tuple(map(symbols, ("JAZZ", "ab", "hello world", "Z")))


@given(st.text("aé\u0301e\u200d👩👧🏽明\n <", max_size=30))
def test_that_the_symbols_of_a_text_are_the_text(text):
    assert "".join(symbols(text)) == unicodedata.normalize("NFC", text)


def test_that_what_a_person_counts_as_one_is_one():
    assert len(symbols("née")) == len(symbols("ne\u0301e")) == 3
    assert symbols("👩‍👩‍👧!") == ("👩‍👩‍👧", "!")
    assert symbols("👍🏽") == ("👍🏽",)
    assert symbols("明月") == ("明", "月")


@given(st.integers(1, 400), st.integers(2, 60), st.data())
def test_that_every_symbol_is_scored_in_exactly_one_window(length, window, data):
    overlap = data.draw(st.integers(0, window - 1))
    cut = windows(length, window, overlap)
    assert [k for w in cut for k in range(w.scored, w.last)] == list(range(length))
    assert all(w.first <= w.scored < w.last <= w.first + window for w in cut)
    assert all(w.scored - w.first >= min(overlap, w.scored) for w in cut)


def test_that_a_batch_holds_each_text_and_nothing_behind_its_end():
    letters = alphabet(TEXTS)
    x, d, weight = batch(TEXTS, letters)
    for n, text in enumerate(TEXTS):
        one = example(text, letters)
        np.testing.assert_array_equal(x[: len(text), n], one.x)
        np.testing.assert_array_equal(d[: len(text), n], one.d)
        np.testing.assert_array_equal(weight[:, n], np.arange(len(x)) < len(text))
        assert not x[len(text) :, n].any()


@pytest.mark.parametrize("code", CELLS)
def test_that_texts_side_by_side_give_the_gradient_of_each_by_itself(code):
    letters = alphabet(TEXTS)
    net = init_network(CELLS[code], len(letters), 5, len(letters) + 1, np.random.default_rng(2))
    x, d, weight = batch(TEXTS, letters)
    passes = Passes(net, Objective("cross_entropy", "every"))
    together = passes.loss_and_gradient(net.weights, Windows(x, d, weight))
    loss, gradient, steps = 0.0, 0.0, 0
    for text in TEXTS:
        one = example(text, letters)
        run = forward(net, one.x)
        value = -np.log(np.exp(run.y) / np.exp(run.y).sum(1, keepdims=True))
        share = np.exp(run.y) / np.exp(run.y).sum(1, keepdims=True)
        loss += (value * one.d).sum()
        found = learned(net.cell, backward(net, one.x, run, share - one.d)[0])
        gradient = gradient + flatten(found)
        steps += len(text)
    np.testing.assert_allclose(together[0], loss / steps, rtol=1e-12)
    np.testing.assert_allclose(together[1], gradient / steps, rtol=1e-10, atol=1e-10)


@pytest.mark.parametrize("code", ["rnn_tanh", "lstm", "gru"])
def test_that_pytorch_gives_the_same_masked_loss_and_gradients(code):
    torch = json.loads((HERE / "torch.json").read_text(encoding="utf-8"))[code]
    letters = alphabet(TEXTS)
    net = init_network(CELLS[code], len(letters), 5, len(letters) + 1, np.random.default_rng(2))
    passes = Passes(net, Objective("cross_entropy", "every"))
    loss, flat = passes.loss_and_gradient(net.weights, Windows(*batch(TEXTS, letters)))
    g = unflatten(flat, net.weights)
    assert loss == pytest.approx(torch["loss"], rel=1e-13)
    found = {**g.params._asdict(), **g.readout._asdict()}
    for name in ("W_xh", "W_hh", "b_h", "W_hy", "b_y"):
        np.testing.assert_allclose(found[name], torch[name], rtol=1e-10, atol=1e-14)


@pytest.mark.parametrize("code", CORPORA)
def test_that_what_is_tested_was_never_trained_on(code):
    texts = texts_of(code, "", by_line=False, seed=4)
    assert not set(texts.trained) & set(texts.held)
    assert all(symbol in texts.letters for text in texts.held for symbol in text)
    if texts.rule is not None:
        assert all(texts.rule.holds("".join(text)) for text in (*texts.trained, *texts.held))


def test_that_lines_may_be_texts_of_their_own():
    assert own("one\n\ntwo\none\n").trained == (symbols("one\n\ntwo\none"),)
    assert own("one\n\ntwo\none\n", by_line=True).trained == (symbols("one"), symbols("two"))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "at least two characters"),
        (" a ", "at least two characters"),
        ("x" * (MOST_CHARACTERS + 1), f"has {MOST_CHARACTERS + 1} characters"),
        ("".join(map(chr, range(0x4E00, 0x4E00 + 90))), "90 different characters"),
        ("the end ∎", "stands for the end"),
        ("ab\x00c", r"Character 3 cannot be shown \(U\+0000\)"),
        ("ab\u202ec", r"U\+202E"),
    ],
)
def test_that_a_text_that_cannot_be_used_gets_one_sentence(text, sentence):
    with pytest.raises(RnnvizError, match=sentence):
        own(text)


@pytest.mark.parametrize(
    "text", ["<b>x</b>", "née 👩‍👩‍👧", "שלום", "a\tb\nc", "床前　明月光", "$x$ `y` **z**"]
)
def test_that_any_script_and_any_markup_is_a_text(text):
    assert own(text).trained == (symbols(text),)


def test_that_blanks_can_be_seen():
    assert [visible(c) for c in (" ", "\n", "\t", "\u3000", "<")] == ["␣", "↵", "␣", "␣", "<"]
