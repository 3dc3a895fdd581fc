"""Writing: what is drawn has the probability that the network gives it when it reads the text."""

import numpy as np
import pytest

from rnnviz.core.cells import CELLS
from rnnviz.core.init import init_network
from rnnviz.core.language import probabilities
from rnnviz.core.network import forward
from rnnviz.errors import RnnvizError
from rnnviz.tasks.language.language import example, symbols
from rnnviz.tasks.language.writing import write

LETTERS = symbols("abc ")


def net_of(code="gru"):
    return init_network(CELLS[code], len(LETTERS), 6, len(LETTERS) + 1, np.random.default_rng(5))


@pytest.mark.parametrize("temperature", [0.5, 2.0])
@pytest.mark.parametrize("code", CELLS)
def test_that_every_draw_had_the_probability_that_reading_it_gives(code, temperature):
    net = net_of(code)
    for one in write(net, LETTERS, symbols("ab"), range(4), temperature=temperature, longest=20):
        read = example(one.text, LETTERS)
        p = probabilities(forward(net, read.x).y, temperature)
        p = p[np.arange(len(p)), read.d.argmax(1)][one.given - 1 :]
        p = p if one.ended else p[:-1]
        np.testing.assert_allclose(one.chances, p, rtol=1e-12)
        assert one.ended or len(one.text) == 20
        assert one.text[: one.given] == symbols("ab")


def test_that_a_seed_draws_the_same_text_in_any_company():
    net = net_of()
    alone = write(net, LETTERS, ("a",), [7], longest=30)[0]
    among = write(net, LETTERS, ("a",), [3, 7, 9], longest=30)
    assert among[1].text == alone.text
    assert among[0].text != alone.text
    np.testing.assert_allclose(among[1].chances, alone.chances, rtol=1e-12)


def test_that_the_lowest_temperature_repeats_and_the_highest_babbles():
    net = net_of()
    cold = write(net, LETTERS, ("a",), range(20), temperature=1e-4, longest=12)
    hot = write(net, LETTERS, ("a",), range(20), temperature=2.0, longest=12)
    assert len({one.text for one in cold}) == 1
    assert len({one.text for one in hot}) > 10


def test_that_letters_are_drawn_as_often_as_they_are_likely():
    net = net_of()
    first = [one.text[1:2] or ("∎",) for one in write(net, LETTERS, ("a",), range(3000), longest=2)]
    y = forward(net, example(("a",), LETTERS).x).y[0]
    p = probabilities(y)
    counted = [sum(f == (c,) for f in first) / 3000 for c in (*LETTERS, "∎")]
    np.testing.assert_allclose(counted, p, atol=4 * np.sqrt(0.25 / 3000))


def test_that_a_beginning_must_be_known():
    with pytest.raises(
        RnnvizError, match="“Q” is not among the characters it has learned: a b c ␣"
    ):
        write(net_of(), LETTERS, ("a", "Q"), [1])
    with pytest.raises(RnnvizError, match="needs a beginning"):
        write(net_of(), LETTERS, (), [1])
