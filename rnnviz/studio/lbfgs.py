"""L-BFGS: a direction from the last changes of weights and gradient, and a search along it.

From `KEPT` pairs s = change of the weights, y = change of the gradient, two loops give the product
of an estimate of the inverse Hessian with the gradient; the length of the step is found by SciPy's
search for the strong Wolfe conditions. Source: Nocedal and Wright 2006, algorithms 7.4 and 3.5.
"""

import warnings
from typing import Any

import numpy as np
from scipy.optimize import line_search

from rnnviz.core.arrays import Array
from rnnviz.core.doors import inside
from rnnviz.studio.plan import Rule
from rnnviz.studio.way import Made, Now, Problem, told_of

KEPT = 10
HALVINGS = 30  # of a step along the gradient, where the search found none

Pairs = tuple[tuple[Array, Array], ...]


def quasi_newton(p: Problem, now: Now, rule: Rule, state: Any) -> Made:
    """One iteration; where no step lowers the loss any more the weights stay, in a minimum."""
    pairs: Pairs = state or ()
    seen = _Measured(p, rule, now)
    direction = -two_loops(now.g, pairs)
    if not direction @ now.g < 0:
        pairs, direction = (), -now.g
    length = _search(seen, now, direction)
    if length is None:
        pairs, direction, length = (), -now.g, _halved(seen, now)
    theta = now.theta + length * direction
    s, y = theta - now.theta, seen.gradient(theta) - now.g
    if s @ y > 1e-12 * (y @ y):
        pairs = (*pairs, (s, y))[-KEPT:]
    told = told_of(now, theta, p.windows.N, made=seen.count)
    return Made(theta, pairs, s, told, rate=length)


def two_loops(g: Array, pairs: Pairs) -> Array:
    """The estimate of the inverse Hessian times g, (P,); without pairs, g of length 1 at most."""
    if not pairs:
        return g / max(1.0, float(np.linalg.norm(g)))
    q, alphas = g, []
    for s, y in reversed(pairs):
        alphas.append((s @ q) / (s @ y))
        q = q - alphas[-1] * y
    s, y = pairs[-1]
    r = q * ((s @ y) / (y @ y))
    for (s, y), alpha in zip(pairs, reversed(alphas), strict=True):
        r = r + s * (alpha - (y @ r) / (s @ y))
    return r


class _Measured:
    """Loss and gradient, each measured once at the same weights."""

    def __init__(self, p: Problem, rule: Rule, now: Now) -> None:
        self.p, self.rule, self.count = p, rule, 0
        self.at, self.both = now.theta, (now.loss, now.g)

    def _measure(self, theta: Array) -> tuple[float, Array]:
        if not np.array_equal(theta, self.at):
            loss, g = self.p.gradient(theta, self.rule)
            loss = float(loss)
            self.at, self.both = theta.copy(), (loss if np.isfinite(loss) else np.inf, g)
            self.count += 1
        return self.both

    def loss(self, theta: Array) -> float:
        return self._measure(theta)[0]

    def gradient(self, theta: Array) -> Array:
        return self._measure(theta)[1]


def _search(seen: _Measured, now: Now, direction: Array) -> float | None:
    with warnings.catch_warnings(), inside():
        warnings.simplefilter("ignore")  # that it found none is told by None
        found = line_search(
            seen.loss, seen.gradient, now.theta, direction, now.g, now.loss, maxiter=20
        )[0]
    return None if found is None else float(found)


def _halved(seen: _Measured, now: Now) -> float:
    """The largest of 1, 1/2, 1/4 … at which a step along the gradient lowers the loss, or 0."""
    lengths = (0.5**k for k in range(HALVINGS))
    return next((a for a in lengths if seen.loss(now.theta - a * now.g) < now.loss), 0.0)
