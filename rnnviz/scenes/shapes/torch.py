"""The PyTorch lines that make a plan's network: a short module, and one batch through it."""

from collections.abc import Sequence

from rnnviz.core.shapes import Layers
from rnnviz.tasks.architecture import Plan

DEFAULTS = {
    "num_layers": 1,
    "nonlinearity": "tanh",
    "bias": True,
    "batch_first": False,
    "dropout": 0.0,
    "bidirectional": False,
}


def call(a: Layers) -> str:
    """The module as it is made; arguments at their defaults are left out.

    >>> call(Layers(kind="GRU", input_size=3, hidden_size=4, bidirectional=True))
    'nn.GRU(input_size=3, hidden_size=4, bidirectional=True)'
    """
    known = {name: getattr(a, name) for name in DEFAULTS}
    if a.kind != "RNN":
        known.pop("nonlinearity")
    given = {name: value for name, value in known.items() if value != DEFAULTS[name]}
    sizes = {"input_size": a.input_size, "hidden_size": a.hidden_size}
    arguments = ", ".join(f"{k}={_literal(v)}" for k, v in {**sizes, **given}.items())
    return f"nn.{a.kind}({arguments})"


def _literal(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else repr(value)


def final(a: Layers) -> str:
    """What the module calls the states after the last step."""
    return "(h_n, c_n)" if a.kind == "LSTM" else "h_n"


def at_last(a: Layers) -> str:
    """The output of the last step, all of the batch."""
    return "output[:, -1]" if a.batch_first else "output[-1]"


def size(plan: Plan, steps: int, width: int) -> str:
    """The shape of an array over time, as the comment beside it."""
    N, a = plan.N, plan.layers
    return f"({N}, {steps}, {width})" if a.batch_first else f"({steps}, {N}, {width})"


def torch_code(plan: Plan) -> str:
    """The whole program; it runs as it stands."""
    a = plan.layers
    parts = {"many_to_many": many_to_many, "many_to_one": many_to_one, "one_to_many": one_to_many}
    extra = f", steps={plan.T}" if plan.fed_back else ""
    made = [
        f"        self.rnn = {call(a)}",
        f"        self.readout = nn.Linear({a.width}, {plan.outputs})  # not part of nn.{a.kind}",
    ]
    given = [f"x = torch.randn{size(plan, plan.steps_read, a.input_size)}"]
    return program(made, parts[plan.arch](plan), given, f"x{extra}")


def program(made: Sequence[str], forward: Sequence[str], given: Sequence[str], read: str) -> str:
    """A module whose parts are `made`, its `forward`, and one pass that reads what is `given`."""
    return "\n".join([
        "import torch",
        "from torch import nn",
        "",
        "",
        "class Net(nn.Module):",
        "    def __init__(self):",
        "        super().__init__()",
        *made,
        "",
        *forward,
        "",
        "",
        "net = Net()",
        *given,
        f"y = net({read})",
        "print(tuple(y.shape), sum(p.numel() for p in net.parameters()))",
    ])  # fmt: skip


def many_to_many(plan: Plan) -> list[str]:
    """An output at every step."""
    a = plan.layers
    return [
        f"    def forward(self, x):  # x {size(plan, plan.T, a.input_size)}",
        f"        output, {final(a)} = self.rnn(x)  # output {size(plan, plan.T, a.width)}",
        f"        return self.readout(output)  # y {size(plan, plan.T, plan.outputs)}",
    ]


def many_to_one(plan: Plan) -> list[str]:
    """One output: of the last step, or of both directions after their whole walk."""
    a, y = plan.layers, f"y ({plan.N}, {plan.outputs})"
    head = [
        f"    def forward(self, x):  # x {size(plan, plan.T, a.input_size)}",
        f"        output, {final(a)} = self.rnn(x)  # output {size(plan, plan.T, a.width)}",
    ]
    if not a.bidirectional:
        return [*head, f"        return self.readout({at_last(a)})  # {y}"]
    return [
        *head,
        f"        # Not {at_last(a)}: its second half has read the last step alone.",
        f"        both = torch.cat([h_n[-2], h_n[-1]], dim=1)  # ({plan.N}, {a.width})",
        f"        return self.readout(both)  # {y}",
    ]


def one_to_many(plan: Plan) -> list[str]:
    """Each output is the next input."""
    a, first = plan.layers, plan.layers.batch_first
    return [
        f"    def forward(self, x, steps):  # x {size(plan, 1, a.input_size)}",
        "        state, ys = None, []",
        "        for _ in range(steps):",
        f"            output, state = self.rnn(x, state)  # output {size(plan, 1, a.width)}",
        "            x = self.readout(output)  # the next input",
        "            ys.append(x)",
        f"        return torch.cat(ys, dim={int(first)})  # y {size(plan, plan.T, plan.outputs)}",
    ]
