"""Every cell by its code: the one table that screens, training and tests list."""

from . import gru, gru_before, lstm, rnn
from .cell import Cell

CELLS: dict[str, Cell] = {
    c.code: c
    for c in (
        rnn.cell("tanh"),
        rnn.cell("relu"),
        rnn.cell("sigmoid"),
        rnn.cell("linear"),
        lstm.CELL,
        gru.CELL,
        gru_before.CELL,
    )
}

__all__ = ["CELLS", "Cell"]
