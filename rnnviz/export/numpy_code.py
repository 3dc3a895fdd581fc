"""A network in NumPy alone: the formulas of its cell, one line each, and its weights."""

from rnnviz.export import parts
from rnnviz.export.literals import literal
from rnnviz.export.model import Model
from rnnviz.export.statements import called, cycles, indented, stacked, statements

FUNCTIONS = {"tanh": "np.tanh"}
HELPERS = {
    "sigmoid": """\
def sigmoid(a):
    return 0.5 + 0.5 * np.tanh(0.5 * a)""",
    "relu": """\
def relu(a):
    return np.maximum(a, 0)""",
    "mean": """\
def mean(a):
    return a.mean(axis=-1, keepdims=True)""",
    "inverse_deviation": """\
def inverse_deviation(a):
    return 1 / np.sqrt(a.var(axis=-1, keepdims=True) + 1e-5)""",
}

OUTPUTS = '''
def outputs(xs):
    """Outputs of every step (steps, n, {O}) for inputs xs (steps, n, {I})."""
{splits}    {states} = np.zeros((xs.shape[1], {H}))
    ys = []
    for {each} in {steps}:
        {before} = {after}
{statements}
        ys.append(h @ W_hy.T + b_y)
    return np.stack(ys)

'''


def numpy_code(model: Model) -> str:
    """The network as a program that needs NumPy only."""
    cell = model.net.cell
    helpers = [text for name, text in HELPERS.items() if name in called(cell)]
    return parts.program(
        parts.head(model, "NumPy", ("import numpy as np",)),
        parts.weights(model),
        given_at(model),
        parts.scaling(model),
        *helpers,
        loop(model, FUNCTIONS, "np.split({W}, {G})"),
        parts.tail(model, 1e-9),
    )


def loop(model: Model, functions: dict[str, str], split: str) -> str:
    """The function `outputs`, with a line for each formula of the cell."""
    cell, r = model.net.cell, model.net.weights.readout
    names = [
        f"[{', '.join(pieces)}] = {split.format(W=name, G=len(pieces))}"
        if len(pieces) == 1
        else f"{', '.join(pieces)} = {split.format(W=name, G=len(pieces))}"
        for name, pieces in stacked(cell).items()
    ]
    fields = cell.state_fields
    given = cycles(cell, model.net.weights.params)
    body = [
        *[f"{name} = {name}_at[t % {len(a)}]" for name, a in given.items()],
        *statements(cell, functions),
    ]
    return OUTPUTS.format(
        O=r.W_hy.shape[0], I=model.net.weights.params.W_xh.shape[1], H=model.net.hidden,
        splits="".join(f"    {line}\n" for line in names),
        states=" = ".join(fields),
        each="t, x" if given else "x", steps="enumerate(xs)" if given else "xs",
        before=", ".join(f"{name}_prev" for name in fields), after=", ".join(fields),
        statements=indented(body, 8),
    )  # fmt: skip


def given_at(model: Model) -> str:
    """What the cell takes as given at each step, one cycle of it; nothing for most cells."""
    given = cycles(model.net.cell, model.net.weights.params)
    lines = [f"{name}_at = {literal(a)}" for name, a in given.items()]
    return "\n".join(["# 1 where a unit ticks, by step.", *lines]) if lines else ""
