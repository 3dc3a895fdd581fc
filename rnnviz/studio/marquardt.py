"""Levenberg and Marquardt's steps, by the search of `training.marquardt`, an iteration an epoch."""

from typing import Any

from rnnviz.studio.plan import Rule
from rnnviz.studio.way import Made, Now, Problem, told_of
from rnnviz.training.kernels import KERNELS
from rnnviz.training.marquardt import Ends, Search
from rnnviz.words import _

ENDS = Ends(1, 0.0, None, frozenset())
MU = 1e-3  # at the first iteration
MOST_NUMBERS = 2_000_000  # of the table of outputs by weights that each iteration makes


def damped_gauss_newton(p: Problem, now: Now, rule: Rule, state: Any) -> Made:  # noqa: ARG001
    """One iteration; where no step lowers the loss any more the weights stay, in a minimum."""
    search = Search(p.network(now.theta), p.objective, p.windows, None, MU, ENDS)
    if state is not None:
        search.mu, search.scale = state
    mu = float(search.mu)
    search.measure(0)
    search.move()
    told = told_of(now, search.theta, p.windows.N)
    return Made(search.theta, (search.mu, search.scale), search.theta - now.theta, told,
                rate=mu)  # fmt: skip


def too_much_for_marquardt(p: Problem) -> str:
    """Why it cannot be used, in a sentence; "" where it can."""
    if p.lesson.loss != "mse":
        return _("Levenberg–Marquardt needs a loss of squares; take L-BFGS for this task.")
    if p.windows.weight is not None:
        return _("Levenberg–Marquardt counts every output alike; take L-BFGS for this task.")
    if p.net.cell.code not in KERNELS:
        text = _("Levenberg–Marquardt does not know the cell “{cell}”; take L-BFGS.")
        return text.format(cell=_(p.net.cell.label))
    if p.net.count() * p.windows.y.size > MOST_NUMBERS:
        text = _("Levenberg–Marquardt needs a table of {rows} outputs by {weights} weights, too "
                 "large here; take fewer units or steps, or L-BFGS.")  # fmt: skip
        return text.format(rows=p.windows.y.size, weights=p.net.count())
    return ""
