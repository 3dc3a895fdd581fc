"""One update in five sentences, each made from the run's own numbers."""

import math
from typing import NamedTuple

import numpy as np

from rnnviz.core.network import Network
from rnnviz.studio.lesson import Lesson
from rnnviz.studio.plan import Rule
from rnnviz.studio.run import DIVERGED, Frame, Row, Run
from rnnviz.training.flat import named_leaves
from rnnviz.words import _
from rnnviz.words.numbers import brief, count, number, percent

LABELS = {
    "sgd": _("Gradient descent"),
    "momentum": _("Momentum"),
    "nesterov": _("Nesterov’s momentum"),
    "rmsprop": _("RMSprop"),
    "adam": _("Adam"),
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
    """The update of a kept epoch: read, compare, send back, bound, change."""
    row, rule = run.rows[frame.epoch], run.plan.rule(frame.epoch)
    said = [
        Said(_("Read"), _read(lesson, net)),
        Said(_("Compare"), _compare(lesson, row.loss)),
    ]
    name = weight_names(net)[frame.update.place]
    text = _("Through {T} steps, back to the weights: the gradient is {norm} long, and largest "
             "in {name}, {slope}.")  # fmt: skip
    back = text.format(T=len(lesson.learn.x), norm=number(row.norm), name=name,
                       slope=number(frame.update.gradient))  # fmt: skip
    return [
        *said,
        Said(_("Send back"), back),
        Said(_("Bound"), _bound(rule, row, frame.update.bounded)),
        Said(_("Change"), _change(run, frame, rule, name)),
    ]


def _read(lesson: Lesson, net: Network) -> str:
    text = _("{N} sequences of {T} steps, with the same {P} weights at every step.")
    T, N = lesson.learn.x.shape[:2]
    return text.format(N=count(N), T=T, P=count(net.count()))


def _compare(lesson: Lesson, loss: float) -> str:
    fields = {"loss": number(loss), "simply": lesson.simply, "baseline": number(lesson.baseline)}
    if lesson.loss == "cross_entropy":
        text = _("The right answers get a probability of {p} (geometric mean): the loss is {loss} "
                 "nats. For {simply} it is {baseline}.")  # fmt: skip
        return text.format(p=percent(math.exp(-loss), 1), **fields)
    text = _("The answers lie {off} from the targets (root mean square): the loss is {loss}. For "
             "{simply} it is {baseline}.")  # fmt: skip
    return text.format(off=number(math.sqrt(loss)), **fields)


def _bound(rule: Rule, row: Row, bounded: float) -> str:
    fields = {"norm": number(row.norm), "limit": brief(rule.clip_at), "bounded": number(bounded)}
    if rule.clip == "off":
        return _("No bound is set: all {norm} of it counts.").format(**fields)
    if rule.clip == "norm" and row.clipped:
        text = _("{norm} is above the bound of {limit}: all of it is multiplied by {factor}.")
        return text.format(factor=number(rule.clip_at / row.norm), **fields)
    if rule.clip == "norm":
        return _("{norm} is within the bound of {limit}: it stays as it is.").format(**fields)
    if row.clipped:
        text = _("Entries beyond ±{limit} are cut to it: of {norm}, {bounded} are left.")
        return text.format(**fields)
    return _("No entry is beyond ±{limit}: it stays as it is.").format(**fields)


def _change(run: Run, frame: Frame, rule: Rule, name: str) -> str:
    u = frame.update
    fields = {
        "optimiser": _(LABELS[rule.optimiser]), "lr": brief(rule.lr), "name": name,
        "moved": number(u.moved),
    }  # fmt: skip
    fields["before"], fields["after"] = apart(u.before, u.after)
    if frame.epoch == run.epochs:  # there is no loss after it
        return _last(run).format(**fields)
    now, then = (run.rows[frame.epoch + k].loss for k in (0, 1))
    text = _("{optimiser} at rate {lr} takes {name} from {before} to {after}, all weights by "
             "{moved}. The loss is then {then}, {change}.")  # fmt: skip
    return text.format(then=number(then), change=change_of(now, then), **fields)


def _last(run: Run) -> str:
    """What is said of the update that the run ends with, or before."""
    if run.ended == DIVERGED:
        return _(
            "{optimiser} at rate {lr} takes {name} from {before} to {after}, all weights by "
            "{moved}: too far, there is no loss after it."
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


def change_of(before: float, after: float) -> str:
    """How much smaller or larger a loss has become.

    >>> change_of(1.0, 0.9), change_of(1.0, 3.0), change_of(1.0, 1.0)
    ('10.0 % less', '200.0 % more', 'unchanged')
    """
    if after == before or not before:
        return _("unchanged")
    share = percent(abs(after - before) / before, 1)
    return (_("{share} less") if after < before else _("{share} more")).format(share=share)
