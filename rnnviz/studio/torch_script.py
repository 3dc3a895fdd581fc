"""A run as a program in PyTorch: the cell's formulas, autograd, PyTorch's own optimisers."""

from rnnviz.core.network import Network
from rnnviz.export.statements import weights_of
from rnnviz.export.torch_code import module_code
from rnnviz.studio.lesson import Lesson
from rnnviz.studio.plan import Plan
from rnnviz.studio.run import Run
from rnnviz.studio.script import MAIN, TOLERANCE, packed, rule_line, shared, writable

PROGRAM = '''"""A run of rnnviz as a program, in PyTorch.

It trains from the first weights, as on the screen, and must end with the same loss. The gradients
are those of autograd, the optimisers PyTorch's own.
"""

import base64
import math
import zlib
from typing import NamedTuple

import numpy as np
import torch

OPTIMISERS = {{
    "sgd": lambda p: torch.optim.SGD(p, lr=0.1),
    "momentum": lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9),
    "nesterov": lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9, nesterov=True),
    "rmsprop": lambda p: torch.optim.RMSprop(p),
    "adam": lambda p: torch.optim.Adam(p),
}}

{shared}

# The first weights: input to hidden, hidden to hidden, biases, readout.
{weights}


{module}


def loss_of(x, d, weight, where=WHERE):
    """The mean loss of sequences."""
    y = net(torch.from_numpy(np.ascontiguousarray(x)))
    y = y if where == "every" else y[-1]
    d, weight = torch.from_numpy(np.ascontiguousarray(d)), torch.from_numpy(weight.copy())
    value = {loss}
    return (value * weight).sum() / max(float(weight.sum()), 1e-300)


def bound(rule):
    """Bring the gradient within its bound, in place."""
    grads = [p.grad for p in net.parameters() if p.grad is not None]
    if rule.clip == "norm":
        norm = math.sqrt(sum(float((g * g).sum()) for g in grads))
        for g in grads:
            g.mul_(min(1.0, rule.clip_at / norm) if norm else 1.0)
    if rule.clip == "value":
        for g in grads:
            g.clamp_(-rule.clip_at, rule.clip_at)


def train():
    """The loss before every epoch, and after the last."""
    rule, losses = None, []
    for epoch in range(EPOCHS + 1):
        with torch.no_grad():
            losses.append(float(loss_of(X, D, WEIGHT)))
        if epoch in RULES:
            before, rule, begun = rule, RULES[epoch], epoch
            if before is None or rule.optimiser != before.optimiser:
                optimiser = OPTIMISERS[rule.optimiser](list(net.parameters()))
        for group in optimiser.param_groups:
            group["lr"] = rate(rule, epoch - begun)
        for batch in batches(epoch, rule):
            for p in net.parameters():
                p.grad = torch.zeros_like(p)
            loss_of(*batch).backward()
            bound(rule)
            optimiser.step()
    return losses

{main}'''

LOSSES = {
    "mse": "((y - d) ** 2).mean(dim=-1)",
    "cross_entropy": "-(d * torch.log_softmax(y, dim=-1)).sum(dim=-1)",
}


def torch_writable(plan: Plan) -> bool:
    """Whether a run is a program of PyTorch: as of NumPy, with its own constants and no noise."""
    rules = [rule for _epoch, rule in plan.rules]
    return writable(plan) and all(r.flavour == "pytorch" and not r.noise for r in rules)


def torch_script(run: Run, lesson: Lesson, first: Network, what: str) -> str:
    """The program of a run from its first weights; `what` says what it is."""
    lines = [rule_line(k, r, repr(r.optimiser)) for k, r in run.plan.rules if k <= run.epochs]
    params, readout = first.weights
    arrays = {**weights_of(first.cell, params), **readout._asdict()}
    return PROGRAM.format(
        shared=shared(run, lesson, what, "\n".join(lines)),
        weights="\n".join(f"{name} = {packed(a)}" for name, a in arrays.items()),
        module=module_code(first).strip(), loss=LOSSES[lesson.loss],
        main=MAIN.format(tolerance=TOLERANCE),
    )  # fmt: skip
