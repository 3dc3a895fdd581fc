"""A network in PyTorch: its own layer where it has one, else a module made from the formulas."""

from rnnviz.core.network import Network
from rnnviz.export import parts
from rnnviz.export.model import Model, as_in_layers
from rnnviz.export.numpy_code import steps, ticks, unit_periods
from rnnviz.export.statements import called, indented, statements, taken_apart, weights_of

LAYERS = {
    "rnn_tanh": "RNN({I}, {H}, dtype=torch.float64)",
    "rnn_relu": 'RNN({I}, {H}, nonlinearity="relu", dtype=torch.float64)',
    "irnn": 'RNN({I}, {H}, nonlinearity="relu", dtype=torch.float64)',
    "lstm": "LSTM({I}, {H}, dtype=torch.float64)",
    "gru": "GRU({I}, {H}, dtype=torch.float64)",
}

OWN = '''

class Net(torch.nn.Module):
    """The recurrent layer and a readout at every step."""

    def __init__(self):
        super().__init__()
        self.rnn = torch.nn.{layer}
        self.readout = torch.nn.Linear({H}, {O}, dtype=torch.float64)

    def forward(self, xs):
        h, _ = self.rnn(xs)
        return self.readout(h)


net = Net()
with torch.no_grad():
    net.rnn.weight_ih_l0.copy_(torch.from_numpy(W_xh))
    net.rnn.weight_hh_l0.copy_(torch.from_numpy(W_hh))
    net.rnn.bias_ih_l0.copy_(torch.from_numpy(b_h))
    net.rnn.bias_hh_l0.zero_()  # PyTorch has two biases, which act through their sum
{more}    net.readout.weight.copy_(torch.from_numpy(W_hy))
    net.readout.bias.copy_(torch.from_numpy(b_y))
'''
GRU_BIAS = "    net.rnn.bias_hh_l0[{start}:].copy_(torch.from_numpy(b_hn))  # but for n, behind r\n"

FUNCTIONS = {
    "tanh": "torch.tanh", "sigmoid": "torch.sigmoid", "relu": "torch.relu",
    "log_sigmoid": "torch.nn.functional.logsigmoid", "cos": "torch.cos", "sin": "torch.sin",
}  # fmt: skip
HELPERS = {
    "decay": """\
def decay(v):
    return torch.exp(-v)""",
    "exp": """\
def exp(a):
    return torch.exp(a.clamp(max=80))""",
    "root": """\
def root(a):
    return torch.sqrt(a.clamp(min=0))""",
    "inverse": """\
def inverse(n):
    nothing = n.abs() < torch.finfo(n.dtype).tiny
    return ~nothing / torch.where(nothing, 1, n)""",
    "softplus": """\
def softplus(a):
    return -torch.nn.functional.logsigmoid(-a)""",
    "mean": """\
def mean(a):
    return a.mean(dim=-1, keepdim=True)""",
    "inverse_deviation": """\
def inverse_deviation(a):
    return 1 / torch.sqrt(a.var(dim=-1, keepdim=True, correction=0) + 1e-5)""",
}
MODULE = '''

class Net(torch.nn.Module):
    """PyTorch has no layer of this cell: the formulas, a line each, and a readout at every step."""

    def __init__(self):
        super().__init__()
{parameters}

    def forward(self, xs):
{names}
        {states} = xs.new_zeros(xs.shape[1], {H})
        ys = []
        for {each} in {steps}:
            {before} = {after}
{statements}
            ys.append(h @ W_hy.T + b_y)
        return torch.stack(ys)


net = Net()
'''

OUTPUTS = '''

def outputs(xs):
    """Outputs of every step (steps, n, {O}) for inputs xs (steps, n, {I}), as NumPy arrays."""
    with torch.no_grad():
        return net(torch.from_numpy(np.ascontiguousarray(xs))).numpy()

'''


def torch_code(model: Model) -> str:
    """The network as a program for PyTorch; `net` is a module that can be trained on."""
    model = as_in_layers(model, LAYERS)
    O, H = model.net.weights.readout.W_hy.shape
    I = model.net.weights.params.W_xh.shape[1]
    own = model.net.cell.code in LAYERS
    return parts.program(
        parts.head(model, "PyTorch", ("import numpy as np", "import torch")),
        parts.weights(model),
        parts.scaling(model),
        _own(model.net.cell.code, I, H, O) if own else module_code(model.net),
        OUTPUTS.format(I=I, O=O),
        parts.tail(model, 1e-6),
    )


def _own(code: str, I: int, H: int, O: int) -> str:
    more = GRU_BIAS.format(start=2 * H) if code == "gru" else ""
    return OWN.format(layer=LAYERS[code].format(I=I, H=H), H=H, O=O, more=more)


def _made(name: str, fixed: bool) -> str:
    """The line that takes a weight into the module; one that is not learned is a buffer."""
    if fixed:
        return f'self.register_buffer("{name}", torch.from_numpy({name}))'
    return f"self.{name} = torch.nn.Parameter(torch.from_numpy({name}))"


def module_code(net: Network) -> str:
    """The network as a module of its cell's formulas; its weights are arrays of their names."""
    cell, params = net.cell, net.weights.params
    fields, weights = cell.state_fields, [*weights_of(cell, params), "W_hy", "b_y"]
    make = [_made(name, cell.frozen and name not in ("W_hy", "b_y")) for name in weights]
    names = [line for W in weights for line in taken_apart(cell, W, f"self.{W}", "{W}.chunk({n})")]
    tick = ["m = (t % self.periods == 0) * 1.0"] if ticks(cell) else []
    if ticks(cell):
        make.append(f"self.periods = torch.from_numpy({unit_periods(net)})")
        names.append("W_hh = W_hh * (self.periods[:, None] <= self.periods)  # fast reads slow")
    helpers = [text for name, text in HELPERS.items() if name in called(cell)]
    module = MODULE.format(
        parameters=indented(make, 8), names=indented(names, 8), H=net.hidden,
        states=" = ".join(fields), before=", ".join(f"{name}_prev" for name in fields),
        after=", ".join(fields), each="t, x" if ticks(cell) else "x",
        steps=steps(cell),
        statements=indented([*tick, *statements(cell, FUNCTIONS)], 12),
    )  # fmt: skip
    return parts.program(*helpers, module)
