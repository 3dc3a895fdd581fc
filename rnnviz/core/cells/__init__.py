"""Every cell by its code: the one table that screens, training and tests list."""

from .cell import Cell
from .gru import after, before, mgu
from .lstm import coupled, depth_gated, grid, original, peephole, standard
from .rnn import clockwork, elman, irnn, jordan, layernorm, leaky
from .today import echo, indrnn, janet, lru, mingru, minlstm, slstm, ssm, ugrnn

CELLS: dict[str, Cell] = {
    c.code: c
    for c in (
        elman.cell("tanh"),
        elman.cell("relu"),
        elman.cell("sigmoid"),
        elman.cell("linear"),
        irnn.CELL,
        jordan.CELL,
        leaky.CELL,
        layernorm.CELL,
        clockwork.CELL,
        standard.CELL,
        original.CELL,
        peephole.CELL,
        coupled.CELL,
        depth_gated.CELL,
        grid.CELL,
        after.CELL,
        before.CELL,
        mgu.CELL,
        mingru.CELL,
        ugrnn.CELL,
        janet.CELL,
        minlstm.CELL,
        indrnn.CELL,
        ssm.CELL,
        slstm.CELL,
        lru.CELL,
        echo.CELL,
    )
}

__all__ = ["CELLS", "Cell"]
