"""Dropout between the recurrent layer and the readout, as between layers in PyTorch and Keras.

At an update each state that the readout sees is 0 with probability p, and 1 / (1 - p) times itself
otherwise, drawn anew for every step, sequence and unit; what goes on through time is left alone.
"""

from typing import Any

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.core.bptt import bptt
from rnnviz.core.losses import LOSSES
from rnnviz.core.network import forward, shared_out
from rnnviz.core.readout import Readout
from rnnviz.studio.plan import Rule
from rnnviz.studio.way import Problem
from rnnviz.training.flat import flatten
from rnnviz.training.networks import learned
from rnnviz.training.passes import Windows


def dropped_gradient(
    p: Problem, theta: Array, rule: Rule, w: Windows, rng: np.random.Generator
) -> tuple[Any, Array]:
    """The loss () of a batch with units left out, and its gradient (P,)."""
    net, every = p.network(theta), p.lesson.where == "every"
    r = net.weights.readout
    steps = forward(net, w.x, p.lesson.where).steps
    h = np.stack([s.h for s in steps]) if every else steps[-1].h
    keep = (rng.random(h.shape) >= rule.dropout) / (1 - rule.dropout)
    value, dy = LOSSES[p.lesson.loss]((h * keep) @ r.W_hy.T + r.b_y, w.y)
    weight = np.ones(value.shape) if w.weight is None else w.weight
    dy = dy * weight[..., None] / weight.sum()
    rows, seen = dy.reshape(-1, dy.shape[-1]), (h * keep).reshape(-1, h.shape[-1])
    dh = (dy @ r.W_hy) * keep
    back = rule.back if rule.reach == "steps" else None
    each = list(dh) if every else [None] * (len(steps) - 1) + [dh]
    g = bptt(net.cell, net.params, w.x, steps, each, back)
    readout = Readout(rows.T @ seen, rows.sum(axis=0))
    weights = shared_out(net.cell, g.params, readout)
    return (value * weight).sum() / weight.sum(), flatten(learned(net.cell, weights))
