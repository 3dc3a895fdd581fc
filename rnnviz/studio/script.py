"""A run as a program: NumPy alone, the code that ran, the same first weights, the same loss."""

import base64
import textwrap
import zlib
from functools import partial
from typing import Any

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.core.cells import Cell
from rnnviz.core.network import Network
from rnnviz.export.source import gathered
from rnnviz.studio.lesson import Lesson
from rnnviz.studio.plan import Plan, Rule
from rnnviz.studio.run import Run

TOLERANCE = 1e-6
WIDTH = 92

PROGRAM = '''"""A run of rnnviz as a program, in NumPy.

It trains from the first weights, as on the screen, and must end with the same loss. The functions
of the cell, of the loss and of the optimiser are those that ran there.
"""

from __future__ import annotations

import base64
import zlib
{sources}

{bindings}

def unpack(text, *shape):
    """An array from the base64 of its numbers, compressed."""
    raw = zlib.decompress(base64.b64decode(text))
    return np.frombuffer(raw, "<f8").reshape(shape).copy()


WHAT = {what!a}
X = {x}
D = {d}
WEIGHT = {weight}  # how much each output counts
WHERE = {where!r}
FIRST = {first}
# From which epoch on: the optimiser, the rate, and how the gradient is bounded.
RULES = {{
{rules}
}}
EPOCHS = {epochs}
EXPECTED = {expected!r}


def loss_and_gradient(theta):
    """The mean loss of all sequences, and its gradient in every weight."""
    w = unflatten(theta, FIRST)
    p, r = bind(w.params, w.readout), w.readout
    wx = project(p, X)
    zeros = np.zeros((X.shape[1], HIDDEN))
    state, steps = State(*(zeros for _ in State._fields)), []
    for t in range(len(X)):
        steps.append(step(p, wx[t], state))
        state = State(*(getattr(steps[-1], name) for name in State._fields))
    h = np.stack([s.h for s in steps]) if WHERE == "every" else steps[-1].h
    value, dy = {loss}(h @ r.W_hy.T + r.b_y, D)
    dy = dy * WEIGHT[..., None] / WEIGHT.sum()
    O, H = r.W_hy.shape
    W_hy, b_y = dy.reshape(-1, O).T @ h.reshape(-1, H), dy.reshape(-1, O).sum(axis=0)
    dh = dy @ r.W_hy
    d, backs = State(*(zeros for _ in State._fields)), []
    for t in reversed(range(len(X))):
        if WHERE == "every" or t == len(X) - 1:
            d = d._replace(h=d.h + (dh[t] if WHERE == "every" else dh))
        back, d = step_backward(p, steps[t], d)
        backs.insert(0, back)
    own, shared = unbind(weight_gradients(p, X, steps, backs))
    if shared is not None:
        W_hy, b_y = W_hy + shared.W_hy, b_y + shared.b_y
    return (value * WEIGHT).sum() / WEIGHT.sum(), flatten(Weights(own, Readout(W_hy, b_y)))


def bounded(g, clip, at):
    """The gradient within its bound."""
    if clip == "norm":
        return clip_by_norm(g, global_norm(g), at)
    return clip_by_value(g, at) if clip == "value" else g


def train():
    """The loss after every epoch, one update each."""
    theta, optimiser, losses = flatten(FIRST), None, []
    for epoch in range(EPOCHS + 1):
        loss, g = loss_and_gradient(theta)
        losses.append(float(loss))
        if epoch in RULES:
            before = optimiser
            optimiser, lr, clip, at = RULES[epoch]
            if optimiser != before:
                memory, updates = optimiser.start(theta), 0
        updates += 1
        change, memory = optimiser.step(bounded(g, clip, at), memory, lr, updates)
        theta = theta + change
    return losses


if __name__ == "__main__":
    losses = train()
    for epoch in sorted({{*range(0, EPOCHS, max(1, EPOCHS // 10)), EPOCHS}}):
        print(f"epoch {{epoch}}: loss {{losses[epoch]:.6g}}")
    print(f"rnnviz ended with {{EXPECTED:.6g}}")
    if not abs(losses[-1] - EXPECTED) <= {tolerance} * max(1, EXPECTED):
        raise SystemExit("the loss differs from that of rnnviz")
'''

PLAIN = {
    "bind": "def bind(p, readout):\n    return p",
    "unbind": "def unbind(g):\n    return g, None",
}


def script(run: Run, lesson: Lesson, first: Network, what: str) -> str:
    """The program of a run from its first weights; `what` says what it is."""
    y = lesson.learn.y
    weight = np.ones(y.shape[:-1]) if lesson.learn.weight is None else lesson.learn.weight
    return PROGRAM.format(
        sources=_sources(first.cell, lesson, run.plan), bindings=_bindings(first),
        what=what, x=packed(lesson.learn.x), d=packed(y), weight=packed(weight),
        where=lesson.where, first=_first(first), rules=_rules(run.plan, run.epochs),
        epochs=run.epochs, expected=run.rows[-1].loss, loss=lesson.loss, tolerance=TOLERANCE,
    )  # fmt: skip


def packed(a: Array) -> str:
    """An array as an expression; the digits of all its numbers are in it."""
    raw = zlib.compress(np.ascontiguousarray(a, "<f8").tobytes(), 9)
    shape = ", ".join(map(str, a.shape))
    lines = textwrap.wrap(base64.b64encode(raw).decode(), WIDTH)
    text = "\n".join(f'    "{line}"' for line in lines)
    return f"unpack(\n{text},\n    {shape},\n)"


def _first(net: Network) -> str:
    params = ", ".join(packed(a) for a in net.weights.params)
    readout = ", ".join(packed(a) for a in net.weights.readout)
    return f"Weights(Params({params}), Readout({readout}))"


def _rules(plan: Plan, epochs: int) -> str:
    lines = [_rule(epoch, rule) for epoch, rule in plan.rules if epoch <= epochs]
    return "\n".join(lines)


def _rule(epoch: int, rule: Rule) -> str:
    return f"    {epoch}: ({rule.named()!r}, {rule.lr!r}, {rule.clip!r}, {rule.clip_at!r}),"


def _sources(cell: Cell, lesson: Lesson, plan: Plan) -> str:
    """Everything that the program calls, as it stands in the house."""
    optimisers = dict.fromkeys(type(rule.named()) for _epoch, rule in plan.rules)
    wanted = [
        *(_place(getattr(cell, name)) for name in ("step", "step_backward", "weight_gradients")),
        *(_place(getattr(cell, name)) for name in ("Params", "State", "project")),
        *(_place(getattr(cell, name)) for name in PLAIN if _own(cell, name)),
        ("rnnviz.core.network", "Weights"),
        ("rnnviz.core.readout", "Readout"),
        ("rnnviz.core.losses", lesson.loss),
        *(("rnnviz.training.flat", name) for name in ("flatten", "unflatten")),
        *(("rnnviz.training.clipping", name) for name in
          ("global_norm", "clip_by_norm", "clip_by_value")),
        *(_place(kind) for kind in optimisers),
    ]  # fmt: skip
    if cell.activation and any(isinstance(v, tuple) for v in _given(cell.step).values()):
        wanted.append(("rnnviz.core.activations", "ACTIVATIONS"))
    return gathered(wanted)


def _place(what: Any) -> tuple[str, str]:
    """The module and the name of a function or class, of a partial one that of its function."""
    while isinstance(what, partial):
        what = what.func
    return what.__module__, what.__name__


def _own(cell: Cell, name: str) -> bool:
    return getattr(cell, name).__module__ != "rnnviz.core.cells.cell"


def _given(function: Any) -> dict[str, Any]:
    return dict(function.keywords) if isinstance(function, partial) else {}


def _bindings(net: Network) -> str:
    """Functions under the names that the program calls them by, with what they were given."""
    cell, lines = net.cell, [f"HIDDEN = {net.hidden}"]
    lines += [text for name, text in PLAIN.items() if not _own(cell, name)]
    for name in ("step", "step_backward", "weight_gradients", "project", *PLAIN):
        function = getattr(cell, name)
        if not _own(cell, name) and name in PLAIN:
            continue
        its, given = _place(function)[1], _given(function)
        if given or its != name:
            with_ = "".join(f", {k}={_expression(cell, v)}" for k, v in given.items())
            lines.append(f"{name} = partial({its}{with_})" if given else f"{name} = {its}")
    if any("partial(" in line for line in lines):
        lines.insert(0, "from functools import partial\n")
    return "\n\n".join(lines) + "\n"


def _expression(cell: Cell, value: Any) -> str:
    if hasattr(value, "slope"):  # an activation
        return f'ACTIVATIONS["{cell.activation}"]'
    return repr(value)
