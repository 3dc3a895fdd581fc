"""About how long it takes: known before, from what each kind of step was measured to take."""

from collections.abc import Iterable

from rnnviz.experiments.networks import GUESS
from rnnviz.experiments.recipe import DIGITS, LEVENBERG, MEMORY, Outcome, Recipe
from rnnviz.training.kernels import KERNELS

# Seconds on one core that was at work on nothing else.
CALL = 1.4e-6  # of a step forward and back, for each gate
VALUE = 1.2e-8  # of one value of a gate
CORE = 3.6  # times as long through the core, for a cell without a kernel
GUESSED = 0.3  # until a network that solves the task has been drawn, or not, for 100 steps
JACOBIAN = 8e-7  # of a step of Levenberg-Marquardt, for each pair of weights
SERIES_WINDOWS, DIGIT_BATCHES = 190, 36


def cost(r: Recipe, seeds: int = 1) -> float:
    """Seconds that one training takes, or so many in one pass."""
    if r.net == GUESS:
        return seeds * GUESSED * (r.steps / 100 if r.task == "latch" else 10 * r.steps / 100)
    if r.seconds and r.task != DIGITS:
        return seeds * r.seconds
    if r.optimiser == LEVENBERG:
        return seeds * r.updates * r.steps * JACOBIAN * weights(r) ** 2
    steps, batch = (8, 32) if r.task == DIGITS else (r.steps, r.batch)
    gates, slower = len(r.kind.cell.gates), 1.0 if r.kind.code in KERNELS else CORE
    together = seeds if r.shared else 1
    windows = batch if r.task in (*MEMORY, DIGITS) else SERIES_WINDOWS * together
    step = gates * slower * (8 * CALL + VALUE * windows * r.hidden * (1 + r.hidden / 32))
    each = r.updates * (DIGIT_BATCHES if r.task == DIGITS else 1)
    return (seeds / together) * each * (steps * step + 1e-4)


def weights(r: Recipe) -> int:
    """About how many weights a network of one input and one output has."""
    return len(r.kind.cell.gates) * r.hidden * (r.hidden + 2) + r.hidden + 1


def pace(done: Iterable[tuple[Recipe, Outcome]]) -> float:
    """By how much this machine is slower than was reckoned, from runs that it has made."""
    pairs = [(one.seconds, cost(r)) for r, one in done]
    spent, reckoned = sum(a for a, _b in pairs), sum(b for _a, b in pairs)
    return spent / reckoned if reckoned > 0 and spent > 0 else 1.0
