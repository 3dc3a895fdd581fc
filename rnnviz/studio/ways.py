"""The ways to change weights: down a gradient, by curvature, by evolution, by guessing."""

from collections.abc import Mapping
from types import MappingProxyType

from rnnviz.studio.descent import descend
from rnnviz.studio.evolution import evolve, too_much_for_evolution
from rnnviz.studio.guessing import guess
from rnnviz.studio.lbfgs import quasi_newton
from rnnviz.studio.marquardt import damped_gauss_newton, too_much_for_marquardt
from rnnviz.studio.plan import GRADIENT, Rule
from rnnviz.studio.way import Made, Now, Problem, Update, Way

WAYS: Mapping[str, Way] = MappingProxyType(
    {
        **dict.fromkeys(GRADIENT, descend),
        "lbfgs": quasi_newton,
        "marquardt": damped_gauss_newton,
        "cma": evolve,
        "guessing": guess,
    }
)


def unfit(p: Problem, rule: Rule) -> str:
    """Why a way cannot be used for a problem, in a sentence; "" where it can."""
    if rule.optimiser == "marquardt":
        return too_much_for_marquardt(p)
    return too_much_for_evolution(p) if rule.optimiser == "cma" else ""


__all__ = ["WAYS", "Made", "Now", "Problem", "Update", "Way", "unfit"]
