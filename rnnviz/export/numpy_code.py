"""A network in NumPy alone: the formulas of its cell, one line each, and its weights."""

from rnnviz.core.cells import Cell
from rnnviz.core.cells.rnn.clockwork import periods
from rnnviz.core.network import Network
from rnnviz.export import parts
from rnnviz.export.literals import literal
from rnnviz.export.model import Model
from rnnviz.export.statements import called, indented, stacked, statements, taken_apart

FUNCTIONS = {"tanh": "np.tanh", "cos": "np.cos", "sin": "np.sin"}
HELPERS = {
    "sigmoid": """\
def sigmoid(a):
    return 0.5 + 0.5 * np.tanh(0.5 * a)""",
    "log_sigmoid": """\
def log_sigmoid(a):
    return np.minimum(a, 0) - np.log1p(np.exp(-np.abs(a)))""",
    "decay": """\
def decay(v):
    return np.exp(-v)""",
    "exp": """\
def exp(a):
    return np.exp(np.minimum(a, 80))""",
    "root": """\
def root(a):
    return np.sqrt(np.maximum(a, 0))""",
    "inverse": """\
def inverse(n):
    nothing = np.abs(n) < np.finfo(n.dtype).tiny
    return ~nothing / np.where(nothing, 1, n)""",
    "softplus": """\
def softplus(a):
    return np.logaddexp(0, a)""",
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
        _periods(model),
        parts.scaling(model),
        *helpers,
        loop(model, FUNCTIONS, "np.split({W}, {n})"),
        parts.tail(model, 1e-9),
    )


def loop(model: Model, functions: dict[str, str], split: str) -> str:
    """The function `outputs`, with a line for each formula of the cell."""
    cell, r = model.net.cell, model.net.weights.readout
    names = [line for W in stacked(cell) for line in taken_apart(cell, W, W, split)]
    fields = cell.state_fields
    body = [
        *(["m = (t % PERIODS == 0) * 1.0"] if ticks(cell) else []),
        *statements(cell, functions),
    ]
    return OUTPUTS.format(
        O=r.W_hy.shape[0], I=model.net.weights.params.W_xh.shape[1], H=model.net.hidden,
        splits="".join(f"    {line}\n" for line in names),
        states=" = ".join(fields),
        each="t, x" if ticks(cell) else "x", steps=steps(cell),
        before=", ".join(f"{name}_prev" for name in fields), after=", ".join(fields),
        statements=indented(body, 8),
    )  # fmt: skip


def ticks(cell: Cell) -> bool:
    """Whether the cell's units tick at periods of their own."""
    return cell.code == "clockwork"


def steps(cell: Cell) -> str:
    """What a program runs over: the inputs, with their numbers where units tick."""
    if not ticks(cell):
        return "xs"
    start: int = cell.options["start"]
    return f"enumerate(xs, {start})" if start else "enumerate(xs)"


def unit_periods(net: Network) -> str:
    """The periods of the units of a Clockwork network, as an expression."""
    return literal(periods(net.hidden, net.cell.options["modules"], net.cell.options["sizes"]))


def _periods(model: Model) -> str:
    if not ticks(model.net.cell):
        return ""
    return f"PERIODS = {unit_periods(model.net)}  # a unit ticks when its own divides t\n"
