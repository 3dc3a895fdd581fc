"""Write torch.json: what PyTorch computes for four small recurrent networks, gradients included.

Run once, where PyTorch is installed: `python tests/core/golden/make/layers.py`. The tests read only
the JSON. All is float64, random and asymmetric; the loss is the mean squared error over every
step, window and output of a Linear layer on the states.
"""

import json
from pathlib import Path

import numpy as np

T, N, INPUTS, HIDDEN, OUTPUTS = 5, 3, 2, 3, 2


def layers(nn):
    """The layers by our code of the cell."""
    return {
        "rnn_tanh": nn.RNN(INPUTS, HIDDEN, nonlinearity="tanh"),
        "rnn_relu": nn.RNN(INPUTS, HIDDEN, nonlinearity="relu"),
        "lstm": nn.LSTM(INPUTS, HIDDEN),
        "gru": nn.GRU(INPUTS, HIDDEN),
    }


def case(torch, layer, rng):
    """One layer with random weights run forward and backward: all that went in and came out."""
    read = torch.nn.Linear(HIDDEN, OUTPUTS)
    weights = {**dict(layer.named_parameters()), **dict(read.named_parameters())}
    for w in weights.values():
        w.data = torch.tensor(rng.normal(0, 0.7, tuple(w.shape)))
    is_lstm = isinstance(layer, torch.nn.LSTM)
    inputs = {
        name: torch.tensor(rng.normal(size=shape), requires_grad=True)
        for name, shape in {"x": (T, N, INPUTS), "h0": (1, N, HIDDEN), "c0": (1, N, HIDDEN)}.items()
        if name != "c0" or is_lstm
    }
    target = torch.tensor(rng.normal(size=(T, N, OUTPUTS)))
    h0 = (inputs["h0"], inputs["c0"]) if is_lstm else inputs["h0"]
    h, last = layer(inputs["x"], h0)
    h.retain_grad()
    y = read(h)
    loss = ((y - target) ** 2).mean()
    loss.backward()
    given = {**weights, **inputs}
    return {
        "given": {k: v.detach().tolist() for k, v in given.items()} | {"target": target.tolist()},
        "h": h.tolist(),
        "c_last": last[1].tolist() if is_lstm else None,
        "y": y.tolist(),
        "loss": loss.item(),
        "gradients": {k: v.grad.tolist() for k, v in given.items()},
    }


def main():
    """Write the file beside this one."""
    import torch  # pyright: ignore[reportMissingImports]

    torch.set_default_dtype(torch.float64)
    rng = np.random.default_rng(20)
    cases = {code: case(torch, layer, rng) for code, layer in layers(torch.nn).items()}
    text = json.dumps({"made_with": f"torch {torch.__version__}", "cases": cases})
    Path(__file__).resolve().parents[1].joinpath("torch.json").write_text(
        text + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
