"""Lessons and runs that many tests look at; each is trained once."""

from functools import cache

import numpy as np

from rnnviz.core.cells import CELLS
from rnnviz.core.init import init_network
from rnnviz.core.network import Network
from rnnviz.studio.lesson import Lesson
from rnnviz.studio.lessons import memory_lesson, memory_task, next_values, sine, sines
from rnnviz.studio.plan import Plan, Rule
from rnnviz.studio.run import Run, train

TASKS = ("sine", "sines", "adding", "copying", "echo", "latch", "flip_flop", "order", "parity")
RULES = {
    "adam": Rule(),
    "bounded": Rule("adam", "keras", 0.05, "norm", 0.1),
    "by value": Rule("rmsprop", "pytorch", 0.01, "value", 0.02),
    "momentum": Rule("nesterov", "keras", 0.1, "norm", 1.0),
    "too far": Rule("sgd", "pytorch", 3.0),
}


@cache
def lesson(code: str, steps: int = 8) -> Lesson:
    """A lesson of so many steps."""
    if code in ("sine", "sines"):
        values = sine() if code == "sine" else sines()
        return next_values(code, values, tuple(map(str, range(1, len(values) + 1))), steps)
    return memory_lesson(memory_task(code, steps, 3), 1)


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
