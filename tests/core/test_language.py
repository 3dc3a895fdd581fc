"""The arithmetic of a language model, against counts, sums and products made apart from it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from rnnviz.core.language import (
    log_probabilities,
    one_hot,
    perplexity,
    probabilities,
    sample,
    sequence_log_probability,
)
from rnnviz.core.losses import cross_entropy
from rnnviz.errors import RnnvizError
from tests.core.nets import QUICK

logits = arrays(float, (5, 4), elements=st.floats(-30, 30))


@QUICK
@given(logits)
def test_that_the_probability_of_a_sequence_is_the_product_of_its_steps(y):
    classes = np.arange(5) % 4
    product = 1.0
    for row, c in zip(y, classes, strict=True):
        product *= float(np.exp(row[c]) / np.exp(row).sum())
    assert np.exp(sequence_log_probability(y, classes)) == pytest.approx(product, rel=1e-9)


@QUICK
@given(logits)
def test_that_perplexity_comes_from_the_same_numbers_as_the_loss(y):
    classes = np.arange(5) % 4
    loss = cross_entropy(y, one_hot(classes, 4)).value
    np.testing.assert_allclose(loss, -log_probabilities(y, classes), rtol=0, atol=1e-12)
    assert perplexity(loss) == pytest.approx(
        float(np.exp(-sequence_log_probability(y, classes) / 5)), rel=1e-9
    )


def test_that_a_sequence_too_unlikely_for_a_float_keeps_its_logarithm():
    y = np.tile([0.0, 800.0], (3, 1))
    assert sequence_log_probability(y, [0, 0, 0]) == -2400


def test_that_who_only_guesses_has_a_perplexity_of_the_number_of_classes():
    assert perplexity(cross_entropy(np.zeros((7, 5)), one_hot(np.zeros(7), 5)).value) == (
        pytest.approx(5, rel=1e-12)
    )


@pytest.mark.parametrize("temperature", [0.3, 1.0, 4.0])
def test_that_samples_come_as_often_as_their_probability_says(temperature):
    y, n = np.array([0.3, -1.0, 1.2, 0.0]), 40_000
    drawn = sample(np.tile(y, (n, 1)), np.random.default_rng(3), temperature)
    share = np.bincount(drawn, minlength=4) / n
    p = np.exp(y / temperature) / np.exp(y / temperature).sum()
    np.testing.assert_allclose(probabilities(y, temperature), p, rtol=1e-12)
    assert (np.abs(share - p) < 5 * np.sqrt(p * (1 - p) / n)).all()


def test_that_temperature_zero_takes_the_largest_logit_without_luck():
    y = np.random.default_rng(0).normal(size=(6, 3, 5))
    a, b = (sample(y, np.random.default_rng(seed), temperature=0) for seed in (1, 2))
    assert (a == y.argmax(-1)).all()
    assert (a == b).all()


def test_that_no_temperature_overflows():
    p = probabilities(np.array([800.0, -800.0, 799.0]), 1e-300)
    np.testing.assert_array_equal(p, [1, 0, 0])
    assert probabilities(np.array([800.0, -800.0]), 1e300) == pytest.approx(0.5)


def test_that_the_same_seed_draws_the_same():
    y = np.zeros((50, 9))
    a, b = (sample(y, np.random.default_rng(5)) for _ in range(2))
    assert (a == b).all()
    assert 0 <= a.min() <= a.max() < 9


@pytest.mark.parametrize("bad", [-0.1, np.nan, np.inf])
def test_that_a_temperature_that_cannot_be_is_refused_in_one_sentence(bad):
    with pytest.raises(RnnvizError, match="give a number of at least 0"):
        probabilities(np.zeros(2), bad)
