"""Down the gradient: of all sequences at once, or of one batch after the other."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.studio.dropout import dropped_gradient
from rnnviz.studio.plan import Rule
from rnnviz.studio.way import Made, Now, Problem, Update
from rnnviz.training.clipping import clip_by_norm, clip_by_value, global_norm
from rnnviz.training.passes import Windows

ORDER, NOISE, DROP = 2, 3, 4  # what is drawn in an epoch


def descend(p: Problem, now: Now, rule: Rule, state: Any) -> Made:
    """One walk through the sequences; with a batch of all it is one update."""
    optimiser, rate = rule.named(), rule.rate(now.since)
    memory, updates = state or (optimiser.start(now.theta), 0)
    noise, drops = now.rng(NOISE), now.rng(DROP)
    theta, made, clipped = now.theta, [], False
    for w in batches(p.windows, now, rule):
        loss, g = _gradient(p, now, rule, theta, w, (noise, drops))
        norm = global_norm(g)
        bounded, cut = bound(g, norm, rule)
        updates, clipped = updates + 1, clipped or cut
        change, memory = optimiser.step(bounded, memory, rate, updates)
        if not made:
            made = [change, _told(theta, change, g, bounded, float(loss), w)]
        theta = theta + change
    first, told = made
    told = told._replace(made=count(p.windows.N, rule))
    return Made(theta, (memory, updates), first, told, clipped, rate)


def _gradient(
    p: Problem, now: Now, rule: Rule, theta: Array, w: Windows, draws: tuple[Any, Any]
) -> tuple[Any, Array]:
    """The loss of a batch and its gradient; that of all is known already."""
    noise, drops = draws
    if rule.noise:
        theta = theta + rule.noise * noise.normal(size=theta.shape)
    if rule.dropout:
        return dropped_gradient(p, theta, rule, w, drops)
    if w is p.windows and not rule.noise:
        return now.loss, now.g
    return p.gradient(theta, rule, w)


def first_gradient(p: Problem, now: Now, rule: Rule) -> Array:
    """The gradient (P,) of the first update of an epoch, before it is bounded."""
    w = next(batches(p.windows, now, rule))
    return _gradient(p, now, rule, now.theta, w, (now.rng(NOISE), now.rng(DROP)))[1]


def batches(w: Windows, now: Now, rule: Rule) -> Iterator[Windows]:
    """The sequences in batches, in an order that the epoch draws; all of them if it has no size."""
    if not 0 < rule.batch < w.N:
        yield w
        return
    order = now.rng(ORDER).permutation(w.N)
    for first in range(0, w.N, rule.batch):
        yield w.take(order[first : first + rule.batch])


def count(sequences: int, rule: Rule) -> int:
    """Updates of an epoch.

    >>> count(128, Rule(batch=50)), count(128, Rule())
    (3, 1)
    """
    return -(-sequences // rule.batch) if 0 < rule.batch < sequences else 1


def bound(g: Array, norm: Array, rule: Rule) -> tuple[Array, bool]:
    """The gradient (P,) within its bound, and whether it needed it."""
    if rule.clip == "norm":
        return clip_by_norm(g, norm, rule.clip_at), bool(norm > rule.clip_at)
    if rule.clip == "value":
        return clip_by_value(g, rule.clip_at), bool((np.abs(g) > rule.clip_at).any())
    return g, False


def _told(theta: Array, change: Array, g: Array, bounded: Array, loss: float, w: Windows) -> Update:
    k = int(np.abs(g).argmax())
    return Update(
        k, float(g[k]), float(global_norm(bounded)), float(theta[k]), float((theta + change)[k]),
        float(global_norm(change)), loss, float(global_norm(g)), w.N,
    )  # fmt: skip
