"""Learning by hand: plain gradient descent on the sequence that is shown."""

from itertools import islice, pairwise

import numpy as np
import pytest

from rnnviz.core.cells import CELLS
from rnnviz.core.study import study
from rnnviz.errors import RnnvizError
from rnnviz.settings.network import NetworkSettings
from rnnviz.street.network.example import example_of
from rnnviz.street.network.learning import (
    SETTLED,
    TO_THE_END,
    learn,
    settles_after,
    steps,
    update_of,
)
from rnnviz.street.network.network import network_of
from rnnviz.street.network.stops import stops
from rnnviz.training.flat import flatten
from rnnviz.training.networks import learned


@pytest.mark.parametrize("where", ["last", "every"])
@pytest.mark.parametrize("cell", CELLS)
def test_that_a_step_takes_the_rate_times_the_gradient_from_every_weight_that_learns(
    cell: str, where: str
) -> None:
    s = NetworkSettings(cell=cell, steps=6, trained=0, where=where, rate=0.3, learned=1)
    example = example_of(s)
    net = network_of(s, example)
    seen = study(net, example.x, example.d, where, example.loss)
    after = learn(net, example, where, s).net
    wanted = flatten(net.weights) - 0.3 * flatten(learned(net.cell, seen.gradients))
    np.testing.assert_allclose(flatten(after.weights), wanted, rtol=0, atol=1e-14)


def test_that_the_losses_are_those_of_the_screen_before_and_after_each_step() -> None:
    s = NetworkSettings(where="every", rate=0.05)
    losses = [stops().study(s.with_(learned=n)).total for n in range(4)]
    found = learn(network_of(s, example_of(s)), example_of(s), "every", s.with_(learned=3)).losses
    np.testing.assert_allclose(found, losses, rtol=1e-12)


def test_that_ten_steps_are_one_step_ten_times() -> None:
    s = NetworkSettings(input="word", word="JAZZ", trained=0)
    example = example_of(s)
    net = network_of(s, example)
    ten = learn(net, example, "every", s.with_(learned=10)).net
    for _step in range(10):
        net = learn(net, example, "every", s.with_(learned=1)).net
    np.testing.assert_array_equal(flatten(ten.weights), flatten(net.weights))


def test_that_the_end_is_where_a_step_first_changes_the_loss_by_too_little_to_see() -> None:
    s = NetworkSettings(trained=0)
    example = example_of(s)
    net = network_of(s, example)
    n = settles_after(net, example, "last", 0.05)
    assert 1 < n < TO_THE_END
    losses = next(islice(steps(net, example, "last", 0.05), n, None)).losses
    settled = [abs(a - b) <= SETTLED * a for a, b in pairwise(losses)]
    assert settled == [*[False] * (n - 1), True]


def test_that_a_rate_too_large_is_explained_and_never_shown_as_a_number() -> None:
    s = NetworkSettings(cell="rnn_linear", hidden=8, trained=0, where="every", rate=10, learned=200)
    with pytest.raises(RnnvizError, match="smaller learning rate"):
        learn(network_of(s, example_of(s)), example_of(s), "every", s)


def test_that_the_update_of_one_weight_is_that_of_the_step() -> None:
    s = NetworkSettings(rate=0.2)
    seen = stops().study(s)
    update = update_of(seen, "W_hh", (1, 2), s.rate)
    after = stops().study(s.with_(learned=1)).net.weights.params.W_hh[1, 2]
    assert update.before == seen.net.weights.params.W_hh[1, 2]
    assert update.gradient == seen.gradients.params.W_hh[1, 2]
    assert update.after == pytest.approx(after, rel=0, abs=1e-15)
