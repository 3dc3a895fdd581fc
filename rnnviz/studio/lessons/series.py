"""Series whose next value is asked for, at every step or, as in the article, at the last one."""

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.errors import RnnvizError
from rnnviz.studio.lesson import Lesson, Picture, mean_loss
from rnnviz.tasks.memory.task import Draw
from rnnviz.words import N_, _

LEARNED = 128  # windows that are learned from, at most
FEWEST = 10  # windows that are worth training on
TEST_SHARE = 0.25  # of the article's windows, the last ones
SIMPLY = N_("repeating the last value")


def next_values(code: str, values: Array, ticks: tuple[str, ...], steps: int) -> Lesson:
    """The next value at each of `steps` steps, from windows of a series (n,).

    The picture is the last window. What is learned ends before it begins, unless fewer than
    `FEWEST` windows were left then: it is then among what is learned.

    Raises:
        RnnvizError: with fewer than three values.
    """
    _check(values)
    n = min(steps + 1, len(values))
    past = values[:-n] if len(values) >= 2 * n + FEWEST - 1 else values
    windows = np.lib.stride_tricks.sliding_window_view(past, n)
    some = windows[np.unique(np.linspace(0, len(windows) - 1, LEARNED).round().astype(int))]
    learn, held = (_every(w) for w in (some, values[None, -n:]))
    shown = Picture(held.x, held.y[:, 0], held.x[:, 0], None, ticks[-n:][:-1], True)
    lesson = Lesson(code, "mse", "every", learn, held, 0.0, _(SIMPLY), shown, "series")
    return lesson._replace(baseline=mean_loss(lesson, learn.x, learn))


def _every(windows: Array) -> Draw:
    """Windows (N, n) as inputs and, one step on, targets, both (n-1, N, 1)."""
    columns = np.ascontiguousarray(windows.T)[..., None]
    return Draw(columns[:-1], columns[1:])


def article_lesson(code: str, values: Array, ticks: tuple[str, ...], steps: int) -> Lesson:
    """One value from the `steps` before it, as the mnemonist article asks; all windows in order.

    The last quarter of the windows is kept aside, and is the picture. Its first windows overlap
    those that are learned from: they are other windows, not other values.

    Raises:
        RnnvizError: with fewer than three values.
    """
    _check(values)
    n = min(steps + 1, len(values) - 1)
    windows = np.lib.stride_tricks.sliding_window_view(values, n)
    cut = len(windows) - max(1, int(TEST_SHARE * len(windows)))
    learn, held = (_last(w) for w in (windows[:cut], windows[cut:]))
    shown = Picture(held.x, held.y, held.x[-1], None, ticks[-len(windows) :][cut:], False, True)
    lesson = Lesson(code, "mse", "last", learn, held, 0.0, _(SIMPLY), shown, "series")
    return lesson._replace(baseline=mean_loss(lesson, learn.x[-1], learn))


def _last(windows: Array) -> Draw:
    """Windows (N, n) as inputs (n-1, N, 1) and the one target after each (N, 1)."""
    columns = np.ascontiguousarray(windows.T)[..., None]
    return Draw(columns[:-1], columns[-1])


def _check(values: Array) -> None:
    if len(values) < 3:
        message = _("There are {n} values; at least 3 are needed, since each predicts the next.")
        raise RnnvizError(message.format(n=len(values)))
