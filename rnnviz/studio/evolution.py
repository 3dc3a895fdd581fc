"""CMA-ES: weights are drawn around a mean, and mean and spread move to those with a low loss.

No gradient is asked for. The library cma (Hansen) keeps mean, step size and covariance; an epoch is
one generation, and the weights are the best that any generation has drawn. Source: Hansen and
Ostermeier 2001.
"""

import copy
import warnings
from typing import Any

import numpy as np

from rnnviz.studio.plan import Rule
from rnnviz.studio.way import Made, Now, Problem, told_of
from rnnviz.words import _

SIGMA = 0.5  # the first step size
DRAWS = 6
MOST_WEIGHTS = 400  # of whose covariance the eigenvectors are still found in a moment


def evolve(p: Problem, now: Now, rule: Rule, state: Any) -> Made:  # noqa: ARG001
    """One generation; the weights stay where they are unless one of it has a lower loss."""
    normal, search = copy.deepcopy(state) if state is not None else _begun(now)
    normal.rng = now.rng(DRAWS)
    drawn = search.ask()
    losses = [_finite(p.loss(np.where(p.learned, one, now.theta))) for one in drawn]
    search.tell(drawn, losses)
    k = int(np.argmin(losses))
    theta = np.where(p.learned, drawn[k], now.theta) if losses[k] < now.loss else now.theta
    told = told_of(now, theta, p.windows.N, made=len(drawn), best=losses[k])
    return Made(theta, (normal, search), theta - now.theta, told, rate=float(search.sigma))


class _Normal:
    """Normal numbers as cma asks for them, each epoch from its own generator."""

    rng: np.random.Generator

    def __call__(self, *shape: int) -> np.ndarray:
        return self.rng.normal(size=shape)


def _begun(now: Now) -> tuple[_Normal, Any]:
    """The search around the first weights."""
    normal = _Normal()
    normal.rng = now.rng(DRAWS)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that it cannot draw pictures, and that it needs no seed
        import cma  # slow to import, and only this needs it

        options = {"randn": normal, "seed": np.nan, "verbose": -9}
        return normal, cma.CMAEvolutionStrategy(now.theta, SIGMA, options)


def _finite(loss: float) -> float:
    """A loss that is none counts as the largest, for cma sorts them."""
    return loss if np.isfinite(loss) else np.finfo(float).max


def too_much_for_evolution(p: Problem) -> str:
    """Why it cannot be used, in a sentence; "" where it can."""
    if p.net.count() <= MOST_WEIGHTS:
        return ""
    text = _("CMA-ES keeps how each two of {weights} weights vary together, too much here; take "
             "fewer units, for {most} weights at most.")  # fmt: skip
    return text.format(weights=p.net.count(), most=MOST_WEIGHTS)
