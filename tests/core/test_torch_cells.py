"""Cells that PyTorch lacks, written for it once (golden/make/cells.py): the same numbers.

`python -m tests.core.test_torch_cells` prints the largest difference of each.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from rnnviz.core.cells import CELLS, Cell
from rnnviz.core.cells.gru import new as gru_new
from rnnviz.core.cells.lstm import peephole as lstm_peephole
from rnnviz.core.cells.rnn import clockwork
from rnnviz.core.losses import LOSSES
from rnnviz.core.network import Network, Weights, backward, forward
from rnnviz.core.readout import Readout

FILE = Path(__file__).parent / "golden" / "torch_cells.json"
CASES: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))["cases"]
OPTIONS = {
    "clockwork 1 3 5 from 1": lambda: clockwork.cell((1, 3, 5), 1),
    "lstm_peephole f": lambda: lstm_peephole.cell("f"),
    "gru_new": lambda: gru_new.cell(CELLS["gru"]),
    "gru_before_new": lambda: gru_new.cell(CELLS["gru_before"]),
}


def cell_of(name: str) -> Cell:
    return OPTIONS[name]() if name in OPTIONS else CELLS[name]


def computed(name: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the core computes of a case, and PyTorch's, under the same names."""
    cell, case = cell_of(name), CASES[name]
    given = {k: np.array(v) for k, v in case["given"].items()}
    params = cell.Params(*(given[k] for k in cell.Params._fields))
    net = Network(cell, Weights(params, Readout(given["W_hy"], given["b_y"])))
    state0 = cell.State(*(given[f"{k}_0"] for k in cell.state_fields))
    run = forward(net, given["x"], "every", state0)
    loss = LOSSES["mse"](run.y, np.array(case["target"]))
    weights, g = backward(net, given["x"], run, loss.dy / loss.value.size)
    start = {f"{k}_0": a for k, a in g.state0._asdict().items()}
    last = {f"{k}_T": getattr(run.steps[-1], k) for k in cell.state_fields}
    ours = weights.params._asdict() | weights.readout._asdict() | start | {"x": g.x}
    theirs = case["gradients"] | {f"{k}_T": v for k, v in case["last"].items()}
    forward_too = {"y": run.y, "loss": loss.value.mean()}
    return ours | last | forward_too, theirs | {"y": case["y"], "loss": case["loss"]}


def largest_difference(name: str) -> float:
    ours, theirs = computed(name)
    assert set(ours) == set(theirs)
    return max(float(np.abs(ours[k] - np.array(theirs[k])).max()) for k in ours)


@pytest.mark.parametrize("name", CASES)
def test_that_outputs_states_and_all_gradients_are_those_of_pytorch(name):
    assert largest_difference(name) < 1e-13


def test_that_every_cell_is_compared_with_pytorch_here_or_with_its_own_layers():
    built_in = {"rnn_tanh", "rnn_relu", "lstm", "gru"}  # test_fixed_numbers.py
    assert {name.split()[0] for name in CASES} | built_in >= set(CELLS)


def test_that_the_comparison_sees_a_wrong_weight():
    ours, theirs = computed("mgu")
    assert np.abs(ours["W_hh"] * 1.0001 - np.array(theirs["W_hh"])).max() > 1e-9


if __name__ == "__main__":
    for name in CASES:
        print(f"{name:24} {largest_difference(name):.1e}")
