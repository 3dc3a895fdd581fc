"""Every cell by its code: the one table that screens, training and tests list."""

from . import (
    clockwork,
    grid_lstm,
    gru,
    gru_before,
    irnn,
    jordan,
    lstm,
    lstm_1997,
    lstm_coupled,
    lstm_depth_gated,
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
        irnn.CELL,
        jordan.CELL,
        rnn_leaky.CELL,
        rnn_layernorm.CELL,
        clockwork.CELL,
        lstm.CELL,
        lstm_1997.CELL,
        lstm_peephole.CELL,
        lstm_coupled.CELL,
        lstm_depth_gated.CELL,
        grid_lstm.CELL,
        gru.CELL,
        gru_before.CELL,
        mgu.CELL,
    )
}

__all__ = ["CELLS", "Cell"]
