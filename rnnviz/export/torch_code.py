"""A network in PyTorch: its own layer where it has one, else a module made from the formulas."""

from rnnviz.export import parts
from rnnviz.export.model import Model
from rnnviz.export.numpy_code import given_at
from rnnviz.export.statements import called, cycles, indented, stacked, statements

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

FUNCTIONS = {"tanh": "torch.tanh", "sigmoid": "torch.sigmoid", "relu": "torch.relu"}
HELPERS = {
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
    O, H = model.net.weights.readout.W_hy.shape
    I = model.net.weights.params.W_xh.shape[1]
    own = model.net.cell.code in LAYERS
    return parts.program(
        parts.head(model, "PyTorch", ("import numpy as np", "import torch")),
        parts.weights(model),
        parts.scaling(model),
        _own(model.net.cell.code, I, H, O) if own else _module(model),
        OUTPUTS.format(I=I, O=O),
        parts.tail(model, 1e-6),
    )


def _own(code: str, I: int, H: int, O: int) -> str:
    more = GRU_BIAS.format(start=2 * H) if code == "gru" else ""
    return OWN.format(layer=LAYERS[code].format(I=I, H=H), H=H, O=O, more=more)


def _module(model: Model) -> str:
    cell = model.net.cell
    fields, pieces = cell.state_fields, stacked(cell)
    given = cycles(cell, model.net.weights.params)
    weights = [*cell.Params._fields, "W_hy", "b_y"]
    make = [f"self.{name} = torch.nn.Parameter(torch.from_numpy({name}))" for name in weights]
    make += [f"self.{name}_at = torch.from_numpy({name}_at)" for name in given]
    names = [
        f"[{', '.join(pieces[name])}] = self.{name}.chunk({len(pieces[name])})"
        if len(pieces.get(name, ())) == 1
        else f"{', '.join(pieces[name])} = self.{name}.chunk({len(pieces[name])})"
        if name in pieces
        else f"{name} = self.{name}"
        for name in weights
    ]
    at = [f"{name} = self.{name}_at[t % {len(a)}]" for name, a in given.items()]
    helpers = [text for name, text in HELPERS.items() if name in called(cell)]
    module = MODULE.format(
        parameters=indented(make, 8), names=indented(names, 8), H=model.net.hidden,
        states=" = ".join(fields), before=", ".join(f"{name}_prev" for name in fields),
        after=", ".join(fields), each="t, x" if given else "x",
        steps="enumerate(xs)" if given else "xs",
        statements=indented([*at, *statements(cell, FUNCTIONS)], 12),
    )  # fmt: skip
    return parts.program(given_at(model), *helpers, module)
