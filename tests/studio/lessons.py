"""Lessons and runs that many tests look at; each is trained once."""

from functools import cache
from itertools import product

import numpy as np

from rnnviz.core.cells import CELLS
from rnnviz.core.init import init_network
from rnnviz.core.network import Network
from rnnviz.studio.lesson import Lesson
from rnnviz.studio.lessons import (
    article_lesson,
    digit_lesson,
    memory_lesson,
    memory_task,
    next_values,
    text_lesson,
)
from rnnviz.studio.plan import Plan, Rule
from rnnviz.studio.run import Run, train
from rnnviz.tasks.made import sine, sines

TASKS = ("sine", "sines", "article_sine", "adding", "signed", "copying", "echo", "latch",
         "flip_flop", "order", "parity", "counting", "reber", "jazz", "hello",
         "digits")  # fmt: skip
TEXTS = ("counting", "reber", "jazz", "hello")
RULES = {
    "adam": Rule(),
    "bounded": Rule("adam", "keras", 0.05, "norm", 0.1),
    "by value": Rule("rmsprop", "pytorch", 0.01, "value", 0.02),
    "momentum": Rule("nesterov", "keras", 0.1, "norm", 1.0),
    "too far": Rule("sgd", "pytorch", 3.0),
    "batches": Rule("adam", "keras", 0.02, "norm", 0.5, 20, "cosine", 40, noise=0.01),
    "one by one": Rule("sgd", lr=0.01, batch=1, schedule="halved", span=4),
    "few steps": Rule(reach="steps", back=3),
    "notebook": Rule("sgd", lr=0.05, reach="first"),
    "dropout": Rule(dropout=0.3, batch=60),
    "lbfgs": Rule("lbfgs"),
    "marquardt": Rule("marquardt"),
    "cma": Rule("cma"),
    "guessing": Rule("guessing"),
}
FIT = ("adam", "bounded", "by value", "momentum")  # those that `training.fit` has too
OTHER = tuple(name for name in RULES if name not in (*FIT, "too far"))
FIRST = ("sine", "sines", "adding", "copying", "echo", "latch", "flip_flop", "order", "parity")
# Every task with one rule, and these with every rule of gradients of all sequences.
ALONE = [(code, "adam") for code in TASKS if code not in FIRST]
PAIRS = [*product(FIRST, FIT), *ALONE]
GRID = [*product(FIRST, (*FIT, "too far")), *ALONE]


@cache
def lesson(code: str, steps: int = 8) -> Lesson:
    """A lesson of so many steps."""
    ticks = tuple(map(str, range(1, 401)))
    if code in ("sine", "sines"):
        return next_values(code, sine() if code == "sine" else sines(), ticks, steps)
    if code == "article_sine":
        return article_lesson(code, sine(60), ticks[:60], 2)
    if code in TEXTS:
        return text_lesson(code, 1)
    if code == "digits":
        return _few(digit_lesson(1))
    convention = "signed" if code == "signed" else "unit"
    task = memory_task("adding" if code == "signed" else code, steps, 3, convention)
    return memory_lesson(task, 1, convention)


def _few(one: Lesson) -> Lesson:
    """The same with a tenth of what is learned from."""
    return one._replace(learn=one.learn._replace(x=one.learn.x[:, :115], y=one.learn.y[:115]))


@cache
def network(code: str, cell: str = "rnn_tanh", hidden: int = 3, steps: int = 8) -> Network:
    """An untrained network for a lesson."""
    one = lesson(code, steps)
    rng = np.random.default_rng(1)
    return init_network(CELLS[cell], one.inputs, hidden, one.outputs, rng)


@cache
def run(code: str, rule: str = "adam", epochs: int = 60, cell: str = "rnn_tanh") -> Run:
    """A run of a lesson by one of `RULES`."""
    plan = Plan(((0, RULES[rule]),), epochs)
    return train(network(code, cell), lesson(code), plan)
