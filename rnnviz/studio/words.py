"""One update in five sentences, each made from the run's own numbers."""

import math
from typing import NamedTuple

import numpy as np

from rnnviz.core.network import Network
from rnnviz.studio.guessing import WIDEST
from rnnviz.studio.lesson import Lesson
from rnnviz.studio.plan import Rule
from rnnviz.studio.run import DIVERGED, Frame, Row, Run
from rnnviz.studio.way import Update
from rnnviz.training.flat import named_leaves
from rnnviz.words import N_, _
from rnnviz.words.numbers import brief, change_of, count, number, percent

LABELS = {
    "sgd": N_("Gradient descent"),
    "momentum": N_("Momentum"),
    "nesterov": N_("Nesterov’s momentum"),
    "rmsprop": N_("RMSprop"),
    "adam": N_("Adam"),
    "lbfgs": N_("L-BFGS"),
    "marquardt": N_("Levenberg–Marquardt"),
    "cma": N_("CMA-ES"),
    "guessing": N_("Random guessing"),
}


class Said(NamedTuple):
    """A part of an update: what is done, and its numbers in a sentence."""

    name: str
    text: str


def aside_words(lesson: Lesson) -> str:
    """What the sequences are that were kept aside."""
    if lesson.apart:
        return _("sequences that were never learned from")
    words = {
        "series": _("the last window, which was learned from too"),
        "text": _("the same word, which was learned from"),
    }
    return words.get(lesson.kind, _("sequences drawn anew, some of them the same"))


def aside_label(lesson: Lesson) -> str:
    """The same for a legend."""
    if lesson.apart:
        return _("never seen")
    return {"series": _("last window"), "text": _("the same")}.get(lesson.kind, _("drawn anew"))


def weight_names(net: Network) -> list[str]:
    """What each weight is called, in the order of the flat row: W_hh[2, 1], counted from 1."""
    return [
        f"{name}[{', '.join(str(i + 1) for i in place)}]"
        for name, a in named_leaves(net.weights)
        for place in np.ndindex(a.shape)
    ]


def update_words(run: Run, frame: Frame, lesson: Lesson, net: Network) -> list[Said]:
    """The first update of a kept epoch: read, compare, send back, bound, change."""
    rule, row = run.plan.rule(frame.epoch), run.rows[frame.epoch]
    name = weight_names(net)[frame.update.place]
    return [
        Said(_("Read"), _read(frame.update, lesson, net)),
        Said(_("Compare"), _compare(frame.update, lesson)),
        Said(_("Send back"), _back(rule, frame.update, lesson, name)),
        Said(_("Bound"), _bound(rule, row, frame.update)),
        Said(_("Change"), _change(run, frame, rule, name)),
    ]


def _read(u: Update, lesson: Lesson, net: Network) -> str:
    T, all_ = lesson.learn.x.shape[:2]
    text = _("{N} sequences of {T} steps, with the same {P} weights at every step.")
    if all_ == 1:
        text = _("One sequence of {T} steps, with the same {P} weights at every step.")
    if u.sequences < all_:
        text = _("{N} of {all} sequences, drawn anew in every epoch, of {T} steps, with the same "
                 "{P} weights at every step.")  # fmt: skip
    return text.format(N=count(u.sequences), all=count(all_), T=T, P=count(net.count()))


def _compare(u: Update, lesson: Lesson) -> str:
    loss = u.loss
    fields = {"loss": number(loss), "simply": lesson.simply, "baseline": number(lesson.baseline)}
    if lesson.loss == "cross_entropy":
        text = _("The right answers get a probability of {p} (geometric mean): the loss is {loss} "
                 "nats. For {simply} it is {baseline}.")  # fmt: skip
        return text.format(p=percent(math.exp(-loss), 1), **fields)
    text = _("The answers lie {off} from the targets (root mean square): the loss is {loss}. For "
             "{simply} it is {baseline}.")  # fmt: skip
    return text.format(off=number(math.sqrt(loss)), **fields)


def _back(rule: Rule, u: Update, lesson: Lesson, name: str) -> str:
    """What of the loss came back to the weights, or that nothing was sent."""
    if rule.optimiser == "guessing":
        text = _("Nothing is sent back: all weights are drawn anew between ±{widest}, and with "
                 "them the loss is {best}.")  # fmt: skip
        return text.format(widest=brief(WIDEST), best=_finite(u.best))
    if rule.optimiser == "cma":
        text = _("Nothing is sent back: {n} networks are drawn and measured, and the best of them "
                 "has a loss of {best}.")  # fmt: skip
        return text.format(n=u.made, best=_finite(u.best))
    T = len(lesson.learn.x)
    text = _("Through {T} steps, back to the weights: the gradient is {norm} long, and largest "
             "in {name}, {slope}.")  # fmt: skip
    if rule.reach == "steps" and rule.back < T:
        text = _("Each loss through {back} of {T} steps and no further: the gradient is {norm} "
                 "long, and largest in {name}, {slope}.")  # fmt: skip
    if rule.reach == "first":
        text = _("Of {T} steps the first alone, as the article’s notebook has it: its gradient is "
                 "{norm} long, and largest in {name}, {slope}.")  # fmt: skip
    return text.format(T=T, back=rule.back, norm=number(u.norm), name=name,
                       slope=number(u.gradient))  # fmt: skip


def _finite(loss: float) -> str:
    """A loss in words, or that it is none."""
    return number(loss) if loss < 1e100 else _("beyond all numbers")


def _bound(rule: Rule, row: Row, u: Update) -> str:
    if not rule.descends:
        return _bound_of_search(rule, row, u)
    norm, bounded = u.norm, u.bounded
    fields = {"norm": number(norm), "limit": brief(rule.clip_at), "bounded": number(bounded)}
    if rule.clip == "off":
        return _("No bound is set: all {norm} of it counts.").format(**fields)
    if rule.clip == "norm" and norm > rule.clip_at:
        text = _("{norm} is above the bound of {limit}: all of it is multiplied by {factor}.")
        return text.format(factor=number(rule.clip_at / norm), **fields)
    if rule.clip == "norm":
        return _("{norm} is within the bound of {limit}: it stays as it is.").format(**fields)
    if bounded < norm:
        text = _("Entries beyond ±{limit} are cut to it: of {norm}, {bounded} are left.")
        return text.format(**fields)
    return _("No entry is beyond ±{limit}: it stays as it is.").format(**fields)


def _bound_of_search(rule: Rule, row: Row, u: Update) -> str:
    """How far a way goes that needs no rate."""
    texts = {
        "lbfgs": _("A search along its direction takes {rate} times that step; measurements of the "
                   "loss: {n}."),
        "marquardt": _("Its damping is {rate}: the larger, the shorter the step."),
        "cma": _("After this generation the next is drawn at a step size of {rate}."),
        "guessing": _("There is nothing to bound: what is better is kept, and what is not is "
                      "forgotten."),
    }  # fmt: skip
    return texts[rule.optimiser].format(rate=number(row.lr), n=u.made)


def _change(run: Run, frame: Frame, rule: Rule, name: str) -> str:
    u = frame.update
    fields = {
        "optimiser": _(LABELS[rule.optimiser]), "lr": brief(run.rows[frame.epoch].lr), "name": name,
        "moved": number(u.moved), "n": u.made,
    }  # fmt: skip
    fields["before"], fields["after"] = apart(u.before, u.after)
    if not u.moved:
        return _("{optimiser} has found nothing better: all weights stay.").format(**fields)
    if frame.epoch == run.epochs:  # there is no loss after it
        return _last(run, rule).format(**fields)
    now, then = (run.rows[frame.epoch + k].loss for k in (0, 1))
    if not rule.descends:
        text = _("{optimiser} takes {name} from {before} to {after}, all weights by {moved}. The "
                 "loss is then {then}, {change}.")  # fmt: skip
    elif u.made > 1:
        text = _("{optimiser} at rate {lr} takes {name} from {before} to {after}, all weights by "
                 "{moved}. After {n} such updates the loss of all is {then}, "
                 "{change}.")  # fmt: skip
    else:
        text = _("{optimiser} at rate {lr} takes {name} from {before} to {after}, all weights by "
                 "{moved}. The loss is then {then}, {change}.")  # fmt: skip
    return text.format(then=number(then), change=change_of(now, then), **fields)


def _last(run: Run, rule: Rule) -> str:
    """What is said of the update that the run ends with, or before."""
    if run.ended == DIVERGED:
        return _(
            "{optimiser} at rate {lr} takes {name} from {before} to {after}, all weights by "
            "{moved}: too far, there is no loss after it."
        )
    if not rule.descends:
        return _(
            "{optimiser} would take {name} from {before} to {after}, all weights by {moved}; the "
            "run ends before that."
        )
    return _(
        "{optimiser} at rate {lr} would take {name} from {before} to {after}, all weights by "
        "{moved}; the run ends before that."
    )


def apart(before: float, after: float) -> tuple[str, str]:
    """Two numbers with as many digits, from three on, as it takes to see that they differ.

    >>> apart(2.041, 2.044), apart(0.5, 0.5)
    (('2.041', '2.044'), ('0.500', '0.500'))
    """
    for digits in range(3, 9):
        texts = number(before, digits), number(after, digits)
        if texts[0] != texts[1]:
            return texts
    return number(before), number(after)
