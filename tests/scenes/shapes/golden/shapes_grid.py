"""What shapes.json is about: the plans, and the numbers that both sides compute from."""

from itertools import product
from typing import Any

import numpy as np

from rnnviz.core.seq2seq import Seq2Seq
from rnnviz.core.shapes import Layers
from rnnviz.scenes.shapes.pairs.plan import PairPlan
from rnnviz.tasks.architecture import PLAIN, Plan, plan_of
from rnnviz.tasks.pairs.learn import PairSettings, untrained
from rnnviz.tasks.pairs.pairs import TASKS, Pairs, encode

T, N, INPUTS, HIDDEN, OUTPUTS = 5, 8, 3, 4, 2
SEED = 11
CODES = {"RNN": "rnn_tanh", "GRU": "gru", "LSTM": "lstm"}


def plans() -> list[Plan]:
    """Every architecture with every kind of argument; the sizes can be told apart."""
    found = []
    for arch, kind, depth, both, bias, first in product(
        PLAIN, ("RNN", "LSTM", "GRU"), (1, 3), (False, True), (True, False), (False, True)
    ):
        a = Layers(
            kind=kind, input_size=INPUTS, hidden_size=HIDDEN, num_layers=depth, bias=bias,
            batch_first=first, bidirectional=both, dropout=0.1 if depth > 1 else 0.0,
            nonlinearity="relu" if kind == "RNN" and first else "tanh",
        )  # fmt: skip
        found.append(plan_of(arch, a, T, N, OUTPUTS))
    return found


def pair_plans() -> list[PairPlan]:
    """Every kind of encoder-decoder."""
    task = TASKS["reverse"]
    return [
        PairPlan(
            kind=kind, nonlinearity="tanh", reads=len(task.reads), writes=len(task.writes),
            hidden=6, units=units, both=both, T_in=T, T_out=T + 1, N=N,
        )
        for kind, units, both in product(CODES, (0, 5), (False, True))
    ]  # fmt: skip


def pair_network(p: PairPlan) -> tuple[Seq2Seq, Pairs]:
    """The core's network of a plan as it is drawn, and one pair to force it with."""
    s = PairSettings(cell=CODES[p.kind], hidden=p.hidden, attention=p.units, both=p.both, seed=SEED)
    return untrained(s), encode(TASKS["reverse"], ["bacha"])


def torch_cell(params: Any, suffix: str) -> dict[str, np.ndarray]:
    """The core's weights of one cell under PyTorch's names; all of b_h on the input's side."""
    bias = np.zeros_like(params.b_h)
    if "b_hn" in params._fields:
        bias[-len(params.b_hn) :] = params.b_hn
    return {
        f"weight_ih_{suffix}": params.W_xh,
        f"weight_hh_{suffix}": params.W_hh,
        f"bias_ih_{suffix}": params.b_h,
        f"bias_hh_{suffix}": bias,
    }
