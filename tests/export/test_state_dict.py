"""Weights under PyTorch's names: taken in they compute what PyTorch computes, and go out again."""

import numpy as np
import pytest

from rnnviz.core.cells import CELLS
from rnnviz.core.init import init_network
from rnnviz.core.network import Network, forward
from rnnviz.errors import RnnvizError
from rnnviz.export.state_dict import CODES, NAMES, from_state_dict, to_state_dict
from tests.core.test_fixed_numbers import TORCH


@pytest.mark.parametrize("code", TORCH)
def test_that_a_network_taken_from_pytorch_computes_what_pytorch_does(code: str) -> None:
    net, state = taken(code)
    given = {name: np.array(value) for name, value in TORCH[code]["given"].items()}
    state0 = net.cell.State(*(given[f"{name}0"][0] for name in net.cell.state_fields))
    run = forward(net, given["x"], "every", state0)
    np.testing.assert_allclose(run.y, TORCH[code]["y"], rtol=0, atol=1e-12)
    assert set(to_state_dict(net, "rnn.", "head.")) == set(state)


@pytest.mark.parametrize("code", CODES)
def test_that_what_goes_out_comes_in_as_it_was(code: str) -> None:
    net = init_network(CELLS[code], 2, 3, 1, np.random.default_rng(4))
    again = from_state_dict(code, to_state_dict(net))
    for ours, theirs in zip(flat(net), flat(again), strict=True):
        np.testing.assert_array_equal(ours, theirs)


@pytest.mark.parametrize("code", TORCH)
def test_that_what_came_in_goes_out_with_the_same_sum_of_biases(code: str) -> None:
    net, state = taken(code)
    back = to_state_dict(net, "rnn.", "head.")
    H = net.hidden
    sums = [d["rnn.bias_ih_l0"] + d["rnn.bias_hh_l0"] for d in (state, back)]
    np.testing.assert_allclose(*sums, rtol=0, atol=1e-15)
    if code == "gru":  # of n they are two, and stay so
        for name in ("rnn.bias_ih_l0", "rnn.bias_hh_l0"):
            np.testing.assert_array_equal(back[name][2 * H :], state[name][2 * H :])
    for name in ("rnn.weight_ih_l0", "rnn.weight_hh_l0", "head.weight", "head.bias"):
        np.testing.assert_array_equal(back[name], state[name])


@pytest.mark.parametrize("name", ["weight_ih_l0", "bias_hh_l0", "readout.weight", "readout.bias"])
def test_that_a_missing_name_and_a_wrong_shape_are_each_one_sentence(name: str) -> None:
    whole = to_state_dict(init_network(CELLS["gru"], 2, 3, 1, np.random.default_rng(4)))
    with pytest.raises(RnnvizError, match=f"no “{name}”"):
        from_state_dict("gru", {k: a for k, a in whole.items() if k != name})
    narrow = whole["readout.weight"][:, :-1]
    cut = {**whole, name: whole[name][:-1]} if "readout" not in name else {
        **whole, "readout.weight": narrow
    }  # fmt: skip
    with pytest.raises(RnnvizError, match="has the shape"):
        from_state_dict("gru", cut)


def test_that_weights_of_another_cell_are_refused() -> None:
    whole = to_state_dict(init_network(CELLS["gru"], 2, 3, 1, np.random.default_rng(4)))
    with pytest.raises(RnnvizError, match="LSTM"):
        from_state_dict("lstm", whole)
    with pytest.raises(RnnvizError, match="no module"):
        from_state_dict("mgu", whole)


def taken(code: str) -> tuple[Network, dict[str, np.ndarray]]:
    given = {name: np.array(value) for name, value in TORCH[code]["given"].items()}
    inner = {f"rnn.{k}": given[k] for k in NAMES}
    state = {**inner, "head.weight": given["weight"], "head.bias": given["bias"]}
    return from_state_dict(code, state, "rnn.", "head."), state


def flat(net: Network) -> list[np.ndarray]:
    return [*net.weights.params, *net.weights.readout]
