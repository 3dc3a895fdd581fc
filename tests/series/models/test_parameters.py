"""How many numbers a network has, and how many of them training changes."""

import numpy as np
import pytest

from rnnviz.core.cells import CELLS
from rnnviz.core.init import init_network
from rnnviz.series.models.parameters import count, learned_count
from rnnviz.training.flat import flatten, tree_map
from rnnviz.training.networks import learned
from rnnviz.ui.series.controls import size_words


@pytest.mark.parametrize("code", ["rnn_tanh", "lstm", "esn"])
def test_that_what_is_learned_is_what_training_has_a_gradient_for(code: str) -> None:
    net = init_network(CELLS[code], 1, 6, 1, np.random.default_rng(0))
    ones = flatten(learned(net.cell, tree_map(np.ones_like, net.weights)))
    assert learned_count(code, 6, 12) == ones.sum()
    assert count(code, 6, 12) == len(ones)


def test_that_the_sizes_tell_both_where_they_differ() -> None:
    assert size_words("rnn_tanh", 1, 5).endswith(" 5 (H = 1)")
    n = count("esn", 8, 5)
    assert size_words("esn", 8, 5).endswith(f" {n}, of which 9 are learned (H = 8)")
