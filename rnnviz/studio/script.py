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
from rnnviz.studio.descent import NOISE, ORDER
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
import math
import zlib
from typing import NamedTuple
{sources}

{bindings}
{shared}

FIRST = {first}


def loss_and_gradient(theta, x, d, weight, where=WHERE):
    """The mean loss of sequences, and its gradient in every weight."""
    w = unflatten(theta, FIRST)
    p, r = bind(w.params, w.readout), w.readout
    wx = project(p, x)
    zeros = np.zeros((x.shape[1], HIDDEN))
    state, steps = State(*(zeros for _ in State._fields)), []
    for t in range(len(x)):
        steps.append(step(p, wx[t], state))
        state = State(*(getattr(steps[-1], name) for name in State._fields))
    h = np.stack([s.h for s in steps]) if where == "every" else steps[-1].h
    value, dy = {loss}(h @ r.W_hy.T + r.b_y, d)
    dy = dy * weight[..., None] / max(weight.sum(), 1e-300)
    O, H = r.W_hy.shape
    W_hy, b_y = dy.reshape(-1, O).T @ h.reshape(-1, H), dy.reshape(-1, O).sum(axis=0)
    dh = dy @ r.W_hy
    back_d, backs = State(*(zeros for _ in State._fields)), []
    for t in reversed(range(len(x))):
        if where == "every" or t == len(x) - 1:
            back_d = back_d._replace(h=back_d.h + (dh[t] if where == "every" else dh))
        back, back_d = step_backward(p, steps[t], back_d)
        backs.insert(0, back)
    own, shared = unbind(weight_gradients(p, x, steps, backs)){frozen}
    if shared is not None:
        W_hy, b_y = W_hy + shared.W_hy, b_y + shared.b_y
    loss = (value * weight).sum() / max(weight.sum(), 1e-300)
    return loss, flatten(Weights(own, Readout(W_hy, b_y)))


def bounded(g, rule):
    """The gradient within its bound."""
    if rule.clip == "norm":
        return clip_by_norm(g, global_norm(g), rule.clip_at)
    return clip_by_value(g, rule.clip_at) if rule.clip == "value" else g


def train():
    """The loss before every epoch, and after the last."""
    theta, rule, losses = flatten(FIRST), None, []
    for epoch in range(EPOCHS + 1):
        losses.append(float(loss_and_gradient(theta, X, D, WEIGHT)[0]))
        if epoch in RULES:
            before, rule, begun = rule, RULES[epoch], epoch
            if before is None or rule.optimiser != before.optimiser:
                memory, updates = rule.optimiser.start(theta), 0
        noise = np.random.default_rng([SEED, {NOISE}, epoch])
        for batch in batches(epoch, rule):
            at = theta + rule.noise * noise.normal(size=theta.shape) if rule.noise else theta
            _loss, g = loss_and_gradient(at, *batch)
            updates += 1
            change, memory = rule.optimiser.step(
                bounded(g, rule), memory, rate(rule, epoch - begun), updates
            )
            theta = theta + change
    return losses

{main}'''

SHARED = '''
def unpack(text, *shape):
    """An array from the base64 of its numbers, compressed."""
    raw = zlib.decompress(base64.b64decode(text))
    return np.frombuffer(raw, "<f8").reshape(shape).copy()


class Rule(NamedTuple):
    """How weights are changed."""

    optimiser: object
    lr: float
    clip: str  # off, norm, value
    clip_at: float
    batch: int  # sequences of an update; 0 for all
    schedule: str  # constant, halved, cosine
    span: int  # epochs of the schedule
    noise: float  # on the weights at which the gradient is taken
    first: bool  # whether only the first step has a gradient, as in the article's notebook


WHAT = {what!a}
X = {x}
D = {d}
WEIGHT = {weight}  # how much each output counts
WHERE = {where!r}
# From which epoch on each rule holds.
RULES = {{
{rules}
}}
EPOCHS = {epochs}
SEED = {seed}
EXPECTED = {expected!r}


def rate(rule, since):
    """The learning rate, so many epochs after the rule began."""
    if rule.schedule == "halved":
        return rule.lr * 0.5 ** (since // rule.span)
    if rule.schedule == "cosine":
        return rule.lr * (1 + math.cos(math.pi * min(since, rule.span) / rule.span)) / 2
    return rule.lr


def batches(epoch, rule):
    """The sequences of each update of an epoch: inputs, targets, weights, and what is asked."""
    N = X.shape[1]
    if 0 < rule.batch < N:
        order = np.random.default_rng([SEED, {ORDER}, epoch]).permutation(N)
        picks = [order[k : k + rule.batch] for k in range(0, N, rule.batch)]
    else:
        picks = [slice(None)]
    for pick in picks:
        x, d, weight = X[:, pick], D[..., pick, :], WEIGHT[..., pick]
        if rule.first:
            every = d.ndim == 3
            yield x[:1], d[0] if every else d, weight[0] if every else weight, "last"
        else:
            yield x, d, weight, WHERE
'''

MAIN = """
if __name__ == "__main__":
    losses = train()
    for epoch in sorted({{*range(0, EPOCHS, max(1, EPOCHS // 10)), EPOCHS}}):
        print(f"epoch {{epoch}}: loss {{losses[epoch]:.6g}}")
    print(f"rnnviz ended with {{EXPECTED:.6g}}")
    if not abs(losses[-1] - EXPECTED) <= {tolerance} * max(1, EXPECTED):
        raise SystemExit("the loss differs from that of rnnviz")
"""

PLAIN = {
    "bind": "def bind(p, readout):\n    return p",
    "unbind": "def unbind(g):\n    return g, None",
}


def writable(plan: Plan) -> bool:
    """Whether a run is a program of NumPy: it steps down a gradient of all steps, or of the first.

    What searches by a library, and what the studio alone can truncate, leave out or draw, is none.
    """
    if plan.fresh:
        return False
    rules = [rule for _epoch, rule in plan.rules]
    return all(r.descends and r.reach != "steps" and not r.dropout for r in rules)


def script(run: Run, lesson: Lesson, first: Network, what: str) -> str:
    """The program of a run from its first weights; `what` says what it is."""
    return PROGRAM.format(
        sources=_sources(first.cell, lesson, run.plan), bindings=_bindings(first),
        shared=shared(run, lesson, what, _rules(run.plan, run.epochs)), first=_first(first),
        frozen=FROZEN if first.cell.frozen else "", loss=lesson.loss,
        main=MAIN.format(tolerance=TOLERANCE), NOISE=NOISE,
    )  # fmt: skip


def shared(run: Run, lesson: Lesson, what: str, rules: str) -> str:
    """What a program has in any library: the sequences, the rules, the order of batches."""
    y = lesson.learn.y
    weight = np.ones(y.shape[:-1]) if lesson.learn.weight is None else lesson.learn.weight
    return SHARED.format(
        what=what, x=packed(lesson.learn.x), d=packed(y), weight=packed(weight),
        where=lesson.where, rules=rules, epochs=run.epochs, seed=run.plan.seed,
        expected=run.rows[-1].loss, ORDER=ORDER,
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
    lines = [rule_line(k, r, repr(r.named())) for k, r in plan.rules if k <= epochs]
    return "\n".join(lines)


FROZEN = "\n    own = type(own)(*map(np.zeros_like, own))  # only the readout learns"


def rule_line(epoch: int, r: Rule, optimiser: str) -> str:
    """A rule as a line of the program; `optimiser` is an expression."""
    return (f"    {epoch}: Rule({optimiser}, {r.lr!r}, {r.clip!r}, {r.clip_at!r}, {r.batch}, "
            f"{r.schedule!r}, {r.span}, {r.noise!r}, {r.reach == 'first'}),")  # fmt: skip


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
