"""Make torch.json: the padded, masked loss of PyTorch on texts of unequal length.

Run where PyTorch is installed, from the root: python -m tests.tasks.language.make_torch
"""

import json
from importlib import import_module
from pathlib import Path

import numpy as np

from rnnviz.core.cells import CELLS
from rnnviz.core.init import init_network
from rnnviz.tasks.language.language import alphabet, places, symbols

TEXTS = tuple(map(symbols, ("JAZZ", "ab", "hello world", "Z")))
MODULES = {"rnn_tanh": "RNN", "lstm": "LSTM", "gru": "GRU"}
HIDDEN = 5


def numbers(torch, code):
    """Loss and gradients of one cell, ignore_index where a text is over."""
    letters = alphabet(TEXTS)
    net = init_network(
        CELLS[code], len(letters), HIDDEN, len(letters) + 1, np.random.default_rng(2)
    )
    p, r = net.weights
    cell = getattr(torch.nn, MODULES[code])(len(letters), HIDDEN).double()
    linear = torch.nn.Linear(HIDDEN, len(letters) + 1).double()
    zero = torch.zeros_like(cell.bias_hh_l0)
    if code == "gru":
        zero[-HIDDEN:] = torch.tensor(p.b_hn)
    for own, value in (
        (cell.weight_ih_l0, p.W_xh), (cell.weight_hh_l0, p.W_hh), (cell.bias_ih_l0, p.b_h),
        (cell.bias_hh_l0, zero), (linear.weight, r.W_hy), (linear.bias, r.b_y),
    ):  # fmt: skip
        own.data = torch.as_tensor(value).clone()
    inputs = [torch.eye(len(letters)).double()[places(text, letters)] for text in TEXTS]
    targets = [torch.tensor([*places(text, letters)[1:], len(letters)]) for text in TEXTS]
    x = torch.nn.utils.rnn.pad_sequence(inputs)
    d = torch.nn.utils.rnn.pad_sequence(targets, padding_value=-100)
    y = linear(cell(x)[0])
    loss = torch.nn.functional.cross_entropy(y.flatten(0, 1), d.flatten(), ignore_index=-100)
    loss.backward()
    found = {
        "W_xh": cell.weight_ih_l0.grad, "W_hh": cell.weight_hh_l0.grad,
        "b_h": cell.bias_ih_l0.grad, "W_hy": linear.weight.grad, "b_y": linear.bias.grad,
    }  # fmt: skip
    return {"loss": loss.item()} | {name: g.tolist() for name, g in found.items()}


if __name__ == "__main__":
    torch = import_module("torch")
    path = Path(__file__).with_name("torch.json")
    made = {"torch": torch.__version__, **{code: numbers(torch, code) for code in MODULES}}
    path.write_text(json.dumps(made) + "\n", encoding="utf-8")
