"""Write torch_nets.json: deep and bidirectional networks, a free run and attention in PyTorch.

Run once, where PyTorch is installed: `python tests/core/golden/make/nets.py`. The tests read
only the JSON. All is float64, random and asymmetric; every array that is read has its gradient.
"""

import json
from pathlib import Path

import numpy as np

T, N, INPUTS, HIDDEN, OUTPUTS, UNITS = 4, 2, 2, 3, 2, 2
LAYERS = ("rnn_tanh", "rnn_relu", "lstm", "gru")
KINDS = {"stacked": (2, False), "bidirectional": (1, True), "deep bidirectional": (2, True)}


def tensors(torch, rng, shapes):
    """Random leaves by name."""
    return {
        name: torch.tensor(rng.normal(0, 0.7, shape), requires_grad=True)
        for name, shape in shapes.items()
    }


def layer_of(nn, code, inputs, depth, both):
    """PyTorch's layer for one of our cells."""
    options = {"num_layers": depth, "bidirectional": both}
    if code.startswith("rnn_"):
        return nn.RNN(inputs, HIDDEN, nonlinearity=code.removeprefix("rnn_"), **options)
    return {"lstm": nn.LSTM, "gru": nn.GRU}[code](inputs, HIDDEN, **options)


def randomised(torch, rng, module):
    """The module's weights by name, drawn anew."""
    weights = dict(module.named_parameters())
    for w in weights.values():
        w.data = torch.tensor(rng.normal(0, 0.7, tuple(w.shape)))
    return weights


def told(given, loss, **values):
    """All that went in, what came out, and the gradients."""
    loss.backward()
    return {
        "given": {k: v.detach().tolist() for k, v in given.items()},
        "gradients": {k: v.grad.tolist() for k, v in given.items() if v.grad is not None},
        "loss": loss.item(),
        **{k: v.tolist() for k, v in values.items()},
    }


def deep_case(torch, rng, code, depth, both):
    """A deep network with a Linear on every output; the loss weighs the final states too."""
    layer = layer_of(torch.nn, code, INPUTS, depth, both)
    D = 2 if both else 1
    read = torch.nn.Linear(D * HIDDEN, OUTPUTS)
    weights = randomised(torch, rng, layer) | randomised(torch, rng, read)
    state = (depth * D, N, HIDDEN)
    shapes = {"x": (T, N, INPUTS), "h0": state, "v_h": state}
    shapes |= {"c0": state, "v_c": state} if code == "lstm" else {}
    given = tensors(torch, rng, shapes | {"target": (T, N, OUTPUTS)})
    h0 = (given["h0"], given["c0"]) if code == "lstm" else given["h0"]
    output, last = layer(given["x"], h0)
    last = last if code == "lstm" else (last,)
    y = read(output)
    weighed = sum(
        (v * a).sum() for v, a in zip((given["v_h"], given.get("v_c")), last, strict=False)
    )
    loss = ((y - given["target"]) ** 2).mean() + weighed
    ends = dict(zip(("h_n", "c_n"), last, strict=False))
    return told(weights | given, loss, output=output, y=y, **ends)


def dropout_case(torch, rng):
    """Two LSTM layers with a given mask between them."""
    lower, upper = (torch.nn.LSTM(n, HIDDEN) for n in (INPUTS, HIDDEN))
    weights = {f"lower.{k}": w for k, w in randomised(torch, rng, lower).items()}
    weights |= {f"upper.{k}": w for k, w in randomised(torch, rng, upper).items()}
    given = tensors(torch, rng, {"x": (T, N, INPUTS), "w": (T, N, HIDDEN)})
    mask = torch.tensor((rng.uniform(size=(T, N, HIDDEN)) >= 0.4) / 0.6)
    h, _ = lower(given["x"])
    output, _ = upper(h * mask)
    return told(weights | given | {"mask": mask}, (given["w"] * output).sum(), output=output)


def cell_of(nn, code, inputs):
    """PyTorch's cell for one of ours."""
    kinds = {"rnn_tanh": nn.RNNCell, "lstm": nn.LSTMCell, "gru": nn.GRUCell}
    return kinds[code](inputs, HIDDEN)


def free_case(torch, rng, code):
    """One input, then the network reads its own outputs."""
    cell, read = cell_of(torch.nn, code, INPUTS), torch.nn.Linear(HIDDEN, INPUTS)
    weights = randomised(torch, rng, cell) | randomised(torch, rng, read)
    given = tensors(torch, rng, {"x": (1, N, INPUTS), "target": (T, N, INPUTS)})
    x, state, ys = given["x"][0], None, []
    for _ in range(T):
        state = cell(x, state)
        x = read(state[0] if code == "lstm" else state)
        ys.append(x)
    y = torch.stack(ys)
    return told(weights | given, ((y - given["target"]) ** 2).mean(), y=y)


def seq2seq_case(torch, rng, code, attends, both, context_read):
    """An encoder, and a decoder forced with tokens, with or without additive attention."""
    D, O = (2 if both else 1), OUTPUTS + 1
    encoder = layer_of(torch.nn, code, INPUTS, 1, both)
    width = D * HIDDEN if attends else 0
    decoder = cell_of(torch.nn, code, O + width)
    read = torch.nn.Linear(HIDDEN + (width if context_read else 0), O)
    weights = {f"encoder.{k}": w for k, w in randomised(torch, rng, encoder).items()}
    weights |= {f"decoder.{k}": w for k, w in randomised(torch, rng, decoder).items()}
    weights |= randomised(torch, rng, read)
    shapes = {"x": (T, N, INPUTS)}
    if attends:
        shapes |= {"W_s": (UNITS, HIDDEN), "W_h": (UNITS, D * HIDDEN), "v": (UNITS,)}
    given = tensors(torch, rng, shapes)
    classes = torch.tensor(rng.integers(O, size=(T - 1, N)))
    tokens = torch.nn.functional.one_hot(classes, O).double()
    h, last = encoder(given["x"])
    state = (last[0][-1], last[1][-1]) if code == "lstm" else last[-1]
    token, ys, alphas = torch.zeros(N, O), [], []
    for t in range(T - 1):
        s = state[0] if code == "lstm" else state
        context = torch.zeros(N, 0)
        if attends:
            e = torch.tanh(s @ given["W_s"].T + h @ given["W_h"].T) @ given["v"]
            alphas.append(torch.softmax(e, dim=0))
            context = (alphas[-1][..., None] * h).sum(dim=0)
        state = decoder(torch.cat([token, context], dim=-1), state)
        s = state[0] if code == "lstm" else state
        ys.append(read(torch.cat([s, context], dim=-1) if context_read else s))
        token = tokens[t]
    y = torch.stack(ys)
    loss = torch.nn.functional.cross_entropy(y.reshape(-1, O), classes.reshape(-1))
    extra = {"alpha": torch.stack(alphas)} if attends else {}
    return told(weights | given | {"tokens": tokens}, loss, y=y, **extra)


def main():
    """Write the file beside this one."""
    import torch  # pyright: ignore[reportMissingImports]

    torch.set_default_dtype(torch.float64)
    rng = np.random.default_rng(33)
    ways = {
        "without attention": (False, False, False),
        "attention": (True, False, False),
        "both directions": (True, True, False),
        "context read out": (True, True, True),
    }
    cases = {
        "deep": {
            f"{code} {kind}": deep_case(torch, rng, code, *KINDS[kind])
            for code in LAYERS
            for kind in KINDS
        },
        "dropout": dropout_case(torch, rng),
        "free": {code: free_case(torch, rng, code) for code in ("rnn_tanh", "lstm", "gru")},
        "seq2seq": {
            f"{code} {way}": seq2seq_case(torch, rng, code, *ways[way])
            for code in ("rnn_tanh", "lstm", "gru")
            for way in ways
        },
    }
    text = json.dumps({"made_with": f"torch {torch.__version__}", "cases": cases})
    Path(__file__).resolve().parents[1].joinpath("torch_nets.json").write_text(
        text + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
