"""The lessons by name: series whose next value is asked for, and tasks that need a memory."""

from collections.abc import Callable

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.studio.lesson import Lesson, Picture, mean_loss
from rnnviz.tasks.memory import adding, copying, echo, flip_flop, order, parity
from rnnviz.tasks.memory.order import SHORTEST
from rnnviz.tasks.memory.task import Draw, Task
from rnnviz.words import _

LEARNED = 128  # sequences that are learned from, at most
HELD = 64  # sequences that are kept aside
VALUES = 400  # of a made series
SYMBOLS, RECALLED = 4, 3  # of the copy task: small enough to be learned while one looks on
FEWEST = 10  # windows that are worth training on

SIMPLY = {
    "next": _("repeating the last value"),
    "adding": _("always saying 1"),
    "copying": _("waiting for the sign, then guessing"),
    "echo": _("always saying 0"),
    "latch": _("always saying 0"),
    "flip_flop": _("showing the pulse of now, or 0"),
    "order": _("guessing among four"),
    "parity": _("guessing between two"),
}


def sine() -> Array:
    """Sin 0.2 t, so that a period is 31.4 steps, (VALUES,)."""
    return np.sin(0.2 * np.arange(VALUES))


def sines() -> Array:
    """Three sines whose periods fit no common one, (VALUES,). Source: Schmidhuber et al. 2007."""
    t = np.arange(VALUES)
    return (np.sin(0.2 * t) + np.sin(0.311 * t) + np.sin(0.42 * t)) / 3


def next_values(code: str, values: Array, ticks: tuple[str, ...], steps: int) -> Lesson:
    """The next value at each of `steps` steps, from windows of a series (n,).

    The picture is the last window. What is learned ends before it begins, unless fewer than
    `FEWEST` windows were left then: it is then among what is learned.
    """
    n = min(steps + 1, len(values))
    past = values[:-n] if len(values) >= 2 * n + FEWEST - 1 else values
    windows = np.lib.stride_tricks.sliding_window_view(past, n)
    some = windows[np.unique(np.linspace(0, len(windows) - 1, LEARNED).round().astype(int))]
    learn, held = (_next(w) for w in (some, values[None, -n:]))
    shown = Picture(held.x, held.y[:, 0], held.x[:, 0], None, ticks[-n:][:-1], True)
    lesson = Lesson(code, "mse", "every", learn, held, 0.0, _(SIMPLY["next"]), shown)
    return lesson._replace(baseline=mean_loss(lesson, learn.x, learn))


def _next(windows: Array) -> Draw:
    """Windows (N, n) as inputs and, one step on, targets, both (n-1, N, 1)."""
    columns = np.ascontiguousarray(windows.T)[..., None]
    return Draw(columns[:-1], columns[1:])


def memory_task(code: str, steps: int, delay: int) -> Task:
    """The task of that name, of so many steps, or with that delay."""
    makers: dict[str, Callable[[], Task]] = {
        "adding": lambda: adding(max(steps, 4)),
        "copying": lambda: copying(delay, SYMBOLS, RECALLED),
        "echo": lambda: echo(delay, max(steps, delay + 1)),
        "latch": lambda: latch(steps),
        "flip_flop": lambda: flip_flop(steps),
        "order": lambda: order(max(steps, SHORTEST)),
        "parity": lambda: parity(steps),
    }
    return makers[code]()


def latch(steps: int) -> Task:
    """The first input is +1 or -1, the rest N(0, 0.2^2); at the last step its sign is asked for.

    Without a memory the best answer is 0, whose MSE is 1. Source: Bengio, Simard and Frasconi 1994.
    """

    def make(n: int, rng: np.random.Generator) -> Draw:
        y = rng.choice([-1.0, 1.0], (n, 1))
        x = 0.2 * rng.normal(size=(steps, n, 1))
        x[0] = y
        return Draw(x, y)

    return Task("latch", "mse", "last", 1, 1, 1.0, make)


def memory_lesson(task: Task, seed: int) -> Lesson:
    """A task with sequences that the seed draws."""
    rng = np.random.default_rng([seed, 1])
    learn, held = task.draw(LEARNED, rng), task.draw(HELD, rng)
    shown = PICTURES[task.code](held)
    simply = _(SIMPLY[task.code])
    return Lesson(task.code, task.loss, task.where, learn, held, task.baseline, simply, shown)


def _numbers(n: int) -> tuple[str, ...]:
    return tuple(str(k + 1) for k in range(n))


def _one(held: Draw) -> tuple[Array, Array]:
    """The first sequence that was kept aside, (T, 1, I), with its targets (T, O)."""
    return held.x[:, :1], held.y[:, 0]


def _adding(held: Draw) -> Picture:
    rank = np.argsort(held.y[:, 0], kind="stable")
    target = held.y[rank]
    return Picture(held.x[:, rank], target, np.ones_like(target), None, _numbers(HELD), False)


def _latch(held: Draw) -> Picture:
    rank = np.argsort(held.y[:, 0], kind="stable")
    target = held.y[rank]
    return Picture(held.x[:, rank], target, 0 * target, None, _numbers(HELD), False)


def _copying(held: Draw) -> Picture:
    x, y = _one(held)
    right = y.argmax(1)
    blank = right == SYMBOLS
    simple = np.where(blank, 1.0, 1 / SYMBOLS)[:, None]
    return Picture(x, np.ones_like(simple), simple, right, _numbers(len(x)), True)


def _echo(held: Draw) -> Picture:
    x, y = _one(held)
    asked = np.ones(len(x)) if held.weight is None else held.weight[:, 0]
    target = np.where(asked[:, None] > 0, y, np.nan)
    return Picture(x, target, 0 * target, None, _numbers(len(x)), True)


def _flip_flop(held: Draw) -> Picture:
    x, y = _one(held)
    return Picture(x, y, x[:, 0], None, _numbers(len(x)), True)


def _order(held: Draw) -> Picture:
    classes = held.y.argmax(1)
    rank = np.argsort(classes, kind="stable")
    target = np.ones((len(rank), 1))
    simple = target / held.y.shape[1]
    return Picture(held.x[:, rank], target, simple, classes[rank], _numbers(HELD), False)


def _parity(held: Draw) -> Picture:
    odd = held.y[:, 1]
    rank = np.argsort(odd, kind="stable")
    target = odd[rank][:, None]
    ones = np.ones(len(rank), int)
    return Picture(held.x[:, rank], target, 0 * target + 0.5, ones, _numbers(HELD), False)


PICTURES: dict[str, Callable[[Draw], Picture]] = {
    "adding": _adding,
    "copying": _copying,
    "echo": _echo,
    "latch": _latch,
    "flip_flop": _flip_flop,
    "order": _order,
    "parity": _parity,
}
