"""One weight at one update: its gradient, what the bound leaves of it, what is added, the sum."""

from typing import NamedTuple

from rnnviz.core.network import Network
from rnnviz.studio.descent import bound, first_gradient
from rnnviz.studio.lesson import Lesson
from rnnviz.studio.plan import Rule
from rnnviz.studio.run import Frame, Run
from rnnviz.studio.ways import Now, Problem
from rnnviz.studio.words import LABELS, weight_names
from rnnviz.training.clipping import global_norm
from rnnviz.words import _
from rnnviz.words.numbers import brief, number

# What is added to a weight, by optimiser and by whose way: g is its bounded gradient.
ADDED = {
    "sgd": r"-\eta\,g",
    "momentum": r"-\eta\,m,\quad m \leftarrow {mu:g}\,m + g",
    "nesterov": r"-\eta\,(g + {mu:g}\,m),\quad m \leftarrow {mu:g}\,m + g",
    "keras momentum": r"+\,v,\quad v \leftarrow {mu:g}\,v - \eta\,g",
    "keras nesterov": r"+\,{mu:g}\,v - \eta\,g,\quad v \leftarrow {mu:g}\,v - \eta\,g",
    "rmsprop": r"-\eta\,\frac{{g}}{{\sqrt{{v}}}},\quad v \leftarrow {rho:g}\,v + {rest:g}\,g^2",
    "adam": r"-\eta\,\frac{{\hat m}}{{\sqrt{{\hat v}}}},\quad m \leftarrow {b1:g}\,m + "
            r"{rest_1:g}\,g,\quad v \leftarrow {b2:g}\,v + {rest_2:g}\,g^2",
}  # fmt: skip


class One(NamedTuple):
    """A weight before and after an update: `after` = `before` + `change`."""

    name: str
    before: float
    gradient: float
    bounded: float
    change: float
    after: float
    learned: bool = True  # False of a weight that stays as it was drawn


def one_weight(run: Run, frame: Frame, lesson: Lesson, first: Network, place: int) -> One:
    """The weight at a place of the flat row, at the update that follows a kept epoch."""
    rule = run.plan.rule(frame.epoch)
    problem = Problem(first, lesson).of_epoch(run.plan, frame.epoch)
    theta = frame.theta.astype(float)
    loss, g = problem.gradient(theta, rule)
    if rule.descends:
        now = Now(frame.epoch, 0, theta, float(loss), g, run.plan.seed)
        g = first_gradient(problem, now, rule)
    bounded, _clipped = bound(g, global_norm(g), rule) if rule.descends else (g, False)
    before, change = float(theta[place]), float(frame.change[place])
    return One(
        weight_names(first)[place], before, float(g[place]), float(bounded[place]), change,
        before + change, bool(problem.learned[place]),
    )  # fmt: skip


def one_words(one: One, rule: Rule, rate: float) -> str:
    """What happens to the weight at a rate, in a sentence or two."""
    if not one.learned:
        text = _("{name} is {before}, as it was drawn, and stays so: only the readout learns.")
        return text.format(name=one.name, before=number(one.before, 5))
    text = _("{name} is {before}; the loss has the slope {gradient} in it{left}. {optimiser} at "
             "rate {lr} adds {change}: {after}.")  # fmt: skip
    if not rule.descends:
        text = _("{name} is {before}; the loss has the slope {gradient} in it. {optimiser} adds "
                 "{change}: {after}.")  # fmt: skip
    left = _(", of which the bound leaves {bounded}").format(bounded=number(one.bounded))
    return text.format(
        name=one.name, before=number(one.before, 5), gradient=number(one.gradient),
        left=left if one.bounded != one.gradient else "", optimiser=_(LABELS[rule.optimiser]),
        lr=brief(rate), change=number(one.change), after=number(one.after, 5),
    )  # fmt: skip


def one_formula(rule: Rule) -> str:
    """What the optimiser adds to a weight, in LaTeX; the tiny numbers that keep it from 0 / 0 are
    left out, and so is how Adam's means, in hats, are corrected for having begun at 0. "" for a way
    that moves all weights together.
    """
    if not rule.descends:
        return ""
    known = rule.named()
    numbers = {name: getattr(known, name, 0.0) for name in ("mu", "rho", "b1", "b2")}
    rests = {"rest": "rho", "rest_1": "b1", "rest_2": "b2"}
    own = f"{rule.flavour} {rule.optimiser}"
    added = ADDED.get(own, ADDED[rule.optimiser])
    return r"w \leftarrow w " + added.format(
        **numbers, **{name: 1 - numbers[of] for name, of in rests.items()}
    )
