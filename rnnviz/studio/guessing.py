"""Random guessing: draw all weights anew, and keep the best. The first test of a benchmark.

What is solved by a few hundred draws asks of a gradient only that it finds an easy answer. Source:
Hochreiter and Schmidhuber 1996.
"""

from typing import Any

import numpy as np

from rnnviz.studio.plan import Rule
from rnnviz.studio.way import Made, Now, Problem, told_of
from rnnviz.training.guessing import WIDEST, guesses

GUESS = 5


def guess(p: Problem, now: Now, rule: Rule, state: Any) -> Made:  # noqa: ARG001
    """One draw; the weights stay where they are unless its loss is lower."""
    drawn = guesses(now.theta.size, now.rng(GUESS))[0]
    drawn = np.where(p.learned, drawn, now.theta)
    loss = p.loss(drawn)
    theta = drawn if loss < now.loss else now.theta
    told = told_of(now, theta, p.windows.N, best=loss if np.isfinite(loss) else np.inf)
    return Made(theta, (), theta - now.theta, told, rate=WIDEST)
