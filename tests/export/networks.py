"""Networks that are written as code in the tests: every cell, with asymmetric weights."""

from dataclasses import replace

import numpy as np

from rnnviz.core.cells import CELLS, Cell
from rnnviz.core.cells.gru import new as gru_new
from rnnviz.core.cells.lstm import peephole as lstm_peephole
from rnnviz.core.cells.rnn import clockwork
from rnnviz.core.init import init_network
from rnnviz.core.network import Network
from rnnviz.export.forms import forms_of
from rnnviz.export.model import Model, of_inputs, of_series
from rnnviz.series.protocol.transform import Steps, Transform

TRANSFORMS = {
    "plain": Transform(Steps(log=False, lags=(), anchor=False), 3.0, 2.0),
    "log": Transform(Steps(log=True, lags=(), anchor=False), 1.0, 0.5),
    "anchored": Transform(Steps(log=True, lags=(), anchor=True), 0.0, 0.7),
    "differences": Transform(Steps(log=False, lags=(4, 1), anchor=False), 0.1, 1.5),
    "everything": Transform(Steps(log=True, lags=(3,), anchor=True), 0.0, 0.5),
}
EVERY: dict[str, Cell] = {  # all cells, and some with other choices within
    **CELLS,
    "clockwork_1_3_from_1": clockwork.cell((1, 3), 1),
    "clockwork_2_5": clockwork.cell((2, 5)),
    "lstm_peephole_f": lstm_peephole.cell("f"),
    "lstm_peephole_none": lstm_peephole.cell(""),
    "gru_new": gru_new.cell(CELLS["gru"]),
    "gru_before_new": gru_new.cell(CELLS["gru_before"]),
}
GOLDEN = {  # what the golden values are of: a cell, its size and how values are scaled
    f"{cell}_{hidden}_{transform}": (cell, hidden, transform)
    for cell in EVERY
    for hidden, transform in ((4, "everything"), (13, "plain"))
}


def network(cell: str, inputs: int, hidden: int, outputs: int, seed: int = 7) -> Network:
    rng = np.random.default_rng(seed)
    return init_network(EVERY[cell], inputs, hidden, outputs, rng, gain=1.3)


def forms(cell: str) -> list[str]:
    """The forms that there are for one of `EVERY`; a GRU's are those of its other writing."""
    return forms_of(EVERY[cell].options.get("old", EVERY[cell]).code)


def series_model(cell: str, hidden: int = 4, transform: str = "plain", name: str = "rate") -> Model:
    t = TRANSFORMS[transform]
    windows = np.random.default_rng(3).uniform(1, 9, (30, t.width(6)))
    return of_series(network(cell, 1, hidden, 1), name, t, windows)


def inputs_model(cell: str) -> Model:
    return of_inputs(network(cell, 3, 5, 4), "JAZZ", np.random.default_rng(4).normal(size=(7, 3)))


def without_answers(model: Model) -> Model:
    """The model with nothing in it that was computed, whose last digits machines differ in."""
    return replace(model, expected=np.zeros_like(model.expected))
