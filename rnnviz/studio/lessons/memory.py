"""Tasks that need a memory, with sequences that the seed draws."""

from collections.abc import Callable
from functools import partial

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.studio.lesson import Lesson, Names, Picture
from rnnviz.tasks.memory import adding, copying, echo, flip_flop, latch, order, parity
from rnnviz.tasks.memory.order import LETTERS, SHORTEST
from rnnviz.tasks.memory.task import Draw, Task
from rnnviz.words import N_, _

LEARNED = 128  # sequences that are learned from
HELD = 64  # sequences that are kept aside
AGAIN = 7  # beside the seed, where sequences are drawn anew
SYMBOLS, RECALLED = 4, 3  # of the copy task: small enough to be learned while one looks on

SIMPLY = {
    "adding": N_("always saying {mean}"),
    "copying": N_("waiting for the sign, then guessing"),
    "echo": N_("always saying 0"),
    "latch": N_("always saying 0"),
    "flip_flop": N_("showing the pulse of now, or 0"),
    "order": N_("guessing among four"),
    "parity": N_("guessing between two"),
}
MEAN = {"unit": 1.0, "signed": 0.0}  # of the sum of two numbers
BLANK, SIGN = "·", "!"
SYMBOL_NAMES = ("a", "b", "c", "d")
NAMES: dict[str, Names] = {
    "adding": (("value", "mark"), ("y",)),
    "copying": ((*SYMBOL_NAMES, BLANK, SIGN), (*SYMBOL_NAMES, BLANK)),
    "flip_flop": (("x1", "x2", "x3"), ("y1", "y2", "y3")),
    "order": (LETTERS, ("XX", "XY", "YX", "YY")),
    "parity": (("bit",), ("even", "odd")),
}


def memory_task(code: str, steps: int, delay: int, convention: str = "unit") -> Task:
    """The task of that name, of so many steps, or with that delay; adding in that convention."""
    makers: dict[str, Callable[[], Task]] = {
        "adding": lambda: adding(max(steps, 4), convention),
        "copying": lambda: copying(delay, SYMBOLS, RECALLED),
        "echo": lambda: echo(delay, max(steps, delay + 1)),
        "latch": lambda: latch(steps),
        "flip_flop": lambda: flip_flop(steps),
        "order": lambda: order(max(steps, SHORTEST)),
        "parity": lambda: parity(steps),
    }
    return makers[code]()


def memory_lesson(
    task: Task, seed: int, convention: str = "unit", sequences: int = LEARNED
) -> Lesson:
    """A task with sequences that the seed draws; `convention` is that of an adding task."""
    rng = np.random.default_rng([seed, 1])
    learn, held = task.draw(sequences, rng), task.draw(HELD, rng)
    mean = MEAN[convention]
    shown = _adding(held, mean) if task.code == "adding" else PICTURES[task.code](held)
    simply = _(SIMPLY[task.code]).format(mean=f"{mean:g}")
    names = NAMES.get(task.code, (("x",), ("y",)))
    again = partial(_drawn_again, task, sequences, seed)
    return Lesson(task.code, task.loss, task.where, learn, held, task.baseline, simply, shown,
                  "task", names, again)  # fmt: skip


def _drawn_again(task: Task, sequences: int, seed: int, epoch: int) -> Draw:
    """The sequences of an epoch, each epoch's own."""
    return task.draw(sequences, np.random.default_rng([seed, AGAIN, epoch]))


def _numbers(n: int) -> tuple[str, ...]:
    return tuple(str(k + 1) for k in range(n))


def _one(held: Draw) -> tuple[Array, Array]:
    """The first sequence that was kept aside, (T, 1, I), with its targets (T, O)."""
    return held.x[:, :1], held.y[:, 0]


def _adding(held: Draw, mean: float) -> Picture:
    rank = np.argsort(held.y[:, 0], kind="stable")
    target = held.y[rank]
    return Picture(held.x[:, rank], target, 0 * target + mean, None, _numbers(HELD), False)


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
    "copying": _copying,
    "echo": _echo,
    "latch": _latch,
    "flip_flop": _flip_flop,
    "order": _order,
    "parity": _parity,
}
