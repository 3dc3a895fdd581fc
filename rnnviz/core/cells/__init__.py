"""Every cell by its code: the one table that screens, training and tests list."""

from . import (
    clockwork,
    gru,
    gru_before,
    lstm,
    lstm_1997,
    lstm_coupled,
    lstm_peephole,
    mgu,
    rnn,
    rnn_layernorm,
    rnn_leaky,
)
from .cell import Cell

CELLS: dict[str, Cell] = {
    c.code: c
    for c in (
        rnn.cell("tanh"),
        rnn.cell("relu"),
        rnn.cell("sigmoid"),
        rnn.cell("linear"),
        rnn_leaky.CELL,
        rnn_layernorm.CELL,
        clockwork.CELL,
        lstm.CELL,
        lstm_1997.CELL,
        lstm_peephole.CELL,
        lstm_coupled.CELL,
        gru.CELL,
        gru_before.CELL,
        mgu.CELL,
    )
}

__all__ = ["CELLS", "Cell"]
