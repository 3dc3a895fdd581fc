from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.errors import RnnvizError
from rnnviz.tasks.pairs.pairs import END, TASKS, encode, make_pairs, spell, written
from tests.core.nets import QUICK, seeds

MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


def right(code: str, source: str) -> str:
    """What is to be written, worked out apart from the task."""
    if code == "date":
        parts = source.split()
        (month,) = (MONTHS.index(p) + 1 for p in parts if p in MONTHS)
        year, day = sorted((p for p in parts if p.isdigit()), key=len, reverse=True)
        return date(int(year), month, int(day)).isoformat()
    order = {"reverse": reversed, "copy": lambda s: s, "sort": sorted}[code]
    return "".join(order(source))


@pytest.mark.parametrize("code", TASKS)
def test_that_every_pair_is_right_and_none_is_both_for_training_and_for_testing(code):
    train, test = make_pairs(code, 6, 300, 100, np.random.default_rng(0))
    everything = train.sources + test.sources
    assert len(set(everything)) == 400
    for part in (train, test):
        assert all(t == right(code, s) for s, t in zip(part.sources, part.targets, strict=True))


@pytest.mark.parametrize("code", TASKS)
def test_that_the_arrays_say_what_the_strings_say(code):
    task = TASKS[code]
    train, _ = make_pairs(code, 5, 20, 5, np.random.default_rng(1))
    assert (train.x.sum(-1) == 1).all()
    assert (train.d.sum(-1) == 1).all()
    read = ["".join(task.reads[c] for c in column) for column in train.x.argmax(-1).T]
    assert tuple(read) == train.sources
    assert tuple(written(task, train.d.argmax(-1))) == train.targets
    assert (train.d[-1].argmax(-1) == task.writes.index(END)).all()


@QUICK
@given(seeds)
def test_that_the_same_seed_gives_the_same_pairs(seed):
    a, b = (make_pairs("sort", 4, 9, 3, np.random.default_rng(seed)) for _ in range(2))
    assert a[0].sources == b[0].sources
    assert a[1].targets == b[1].targets


@QUICK
@given(st.integers(1, 3 * 36_525 - 1))
def test_that_every_number_is_a_date_of_its_own_in_one_of_three_orders(number):
    task = TASKS["date"]
    text = task.source(number, 11)
    assert len(text) == 11
    assert task.source(number - 1, 11) != text
    assert task.target(text) == right("date", text)
    assert set(text) <= set(task.reads)


def test_that_all_strings_of_a_length_can_be_used_up():
    train, test = make_pairs("reverse", 2, 60, 4, np.random.default_rng(0))
    assert len({*train.sources, *test.sources}) == 8**2


def test_that_too_many_strings_are_refused_in_one_sentence():
    with pytest.raises(RnnvizError, match="only 64 strings of length 2"):
        make_pairs("reverse", 2, 64, 1, np.random.default_rng(0))


@pytest.mark.parametrize("text", ["", "abz", "ab<"])
def test_that_a_string_that_cannot_be_read_is_refused_in_one_sentence(text):
    with pytest.raises(RnnvizError, match="use the characters a b c d e f g h"):
        spell(text, TASKS["reverse"].reads)


def test_that_strings_of_different_lengths_are_refused_in_one_sentence():
    with pytest.raises(RnnvizError, match="one length"):
        encode(TASKS["copy"], ["ab", "abc"])


def test_that_what_is_written_ends_where_the_decoder_says_so():
    end = TASKS["copy"].writes.index(END)
    classes = np.array([[0, end, 2], [1, 0, 2], [end, 1, 2]])
    assert written(TASKS["copy"], classes) == ["ab", "", "ccc"]
