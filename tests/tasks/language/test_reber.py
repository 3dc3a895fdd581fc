"""Reber's grammar against a second description of it: regular expressions."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.errors import RnnvizError
from rnnviz.tasks.language import counting
from rnnviz.tasks.language.reber import EMBEDDED, REBER, distinct

# From node 4 to the end: any number of loops by way of node 3 and 5, then S, or once more and V.
FROM_4 = "(?:XT*VP)*(?:S|XT*VV)"
STRING = f"B(?:TS*X{FROM_4}|PT*V(?:P{FROM_4}|V))E"
PLAIN = re.compile(STRING)
OUTER = re.compile(f"B(?:T{STRING}T|P{STRING}P)E")

letters = st.text("BTPSXVE", max_size=14)


@pytest.mark.parametrize(("grammar", "pattern"), [(REBER, PLAIN), (EMBEDDED, OUTER)])
def test_that_every_drawn_string_matches_the_regular_expression(grammar, pattern):
    rng = np.random.default_rng(3)
    texts = [grammar.draw(rng) for _ in range(300)]
    assert all(pattern.fullmatch(text) for text in texts)
    assert all(grammar.holds(text) for text in texts)
    assert len(set(texts)) > 50


@given(letters)
def test_that_the_automaton_and_the_expression_agree_on_any_letters(text):
    assert REBER.holds(text) == bool(PLAIN.fullmatch(text))
    assert EMBEDDED.holds(text) == bool(OUTER.fullmatch(text))


@given(st.integers(0, 10_000), st.integers(0, 20), st.sampled_from("BTPSXVE"))
def test_that_one_wrong_letter_is_noticed(seed, place, letter):
    text = list(REBER.draw(np.random.default_rng(seed)))
    text[place % len(text)] = letter
    assert REBER.holds("".join(text)) == bool(PLAIN.fullmatch("".join(text)))


@pytest.mark.parametrize("grammar", [REBER, EMBEDDED])
def test_that_a_letter_may_follow_exactly_if_it_leads_somewhere(grammar):
    text = grammar.draw(np.random.default_rng(1))
    for t in range(len(text)):
        may = grammar.following(text[:t])
        assert text[t] in may
        for letter in "BTPSXVE":
            assert (letter in may) == (grammar.node(text[:t] + letter) is not None)
    assert grammar.following(text) == frozenset()


def test_that_the_same_seed_draws_the_same_different_strings():
    first = distinct(REBER, np.random.default_rng(1), 96)
    assert first == distinct(REBER, np.random.default_rng(1), 96)
    assert first != distinct(REBER, np.random.default_rng(2), 96)
    assert len(set(first)) == 96
    assert max(map(len, first)) <= 30


def test_that_more_strings_than_there_are_cannot_be_had():
    with pytest.raises(RnnvizError, match="fewer than 50 strings of at most 6 letters"):
        distinct(REBER, np.random.default_rng(1), 50, longest=6)


@given(st.text("ab", max_size=12))
def test_that_counting_holds_exactly_for_as_many_b_as_a(text):
    n = text.count("a")
    whole = bool(re.fullmatch("a+b+", text)) and n == text.count("b")
    assert counting.holds(text) == whole


@given(st.text("ab", max_size=8), st.sampled_from("ab"))
def test_that_a_letter_may_follow_where_some_string_goes_on_so(text, letter):
    strings = [counting.string(n) for n in range(1, 12)]
    goes_on = any(whole.startswith(text + letter) for whole in strings)
    assert (letter in counting.following(text)) == goes_on
