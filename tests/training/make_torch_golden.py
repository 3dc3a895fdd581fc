"""Write torch_golden.json: numbers made once with PyTorch, for the tests beside it.

Run with a Python that has torch: python tests/training/make_torch_golden.py
"""

import json
from importlib import import_module
from pathlib import Path

GRADIENTS = [[0.5, -2.0, 0.0], [-1.0, 0.25, 3.0], [0.1, 0.1, -0.1], [2.0, -0.5, 0.0]]
START, LR = [1.0, -1.0, 0.5], 0.05
OPTIMISERS = {
    "sgd": ("SGD", {}),
    "momentum": ("SGD", {"momentum": 0.9}),
    "rmsprop": ("RMSprop", {}),
    "adam": ("Adam", {}),
}


def optimiser_path(torch, kind, options):
    """Weights after each update with given gradients."""
    w = torch.tensor(START, dtype=torch.float64, requires_grad=True)
    optimiser, path = getattr(torch.optim, kind)([w], lr=LR, **options), []
    for g in GRADIENTS:
        w.grad = torch.tensor(g, dtype=torch.float64)
        optimiser.step()
        path.append(w.tolist())
    return path


def free_bias_rows(torch, layer, H):
    """Which rows of bias_hh our cells have too: none but those of the GRU's candidate."""
    rows = torch.zeros_like(layer.bias_hh_l0, dtype=bool)
    if isinstance(layer, torch.nn.GRU):
        rows[2 * H :] = True
    return rows


def training(torch, kind, where, T=4, N=6, inputs=2, H=3, steps=10, clip=0.3):
    """Losses and gradient norms of some steps of Adam with clipping, one bias a gate."""
    torch.manual_seed(len(kind))
    layer = getattr(torch.nn, kind)(inputs, H).double()
    readout = torch.nn.Linear(H, 1).double()
    free = free_bias_rows(torch, layer, H)
    layer.bias_hh_l0.data *= free
    x = torch.randn(T, N, inputs, dtype=torch.float64)
    y = torch.randn(*((N, 1) if where == "last" else (T, N, 1)), dtype=torch.float64)
    everything = [*layer.parameters(), *readout.parameters()]
    start = [p.detach().clone().tolist() for p in everything]
    adam, losses, norms = torch.optim.Adam(everything, lr=0.05), [], []
    for _ in range(steps):
        adam.zero_grad()
        out = readout(layer(x)[0])
        loss = torch.nn.functional.mse_loss(out[-1] if where == "last" else out, y)
        loss.backward()
        layer.bias_hh_l0.grad *= free
        norms.append(torch.nn.utils.clip_grad_norm_(everything, clip).item())
        losses.append(loss.item())
        adam.step()
    return {"start": start, "x": x.tolist(), "y": y.tolist(), "losses": losses, "norms": norms}


def main():
    """Write the file."""
    torch = import_module("torch")
    golden = {
        "torch": torch.__version__,
        "start": START,
        "lr": LR,
        "gradients": GRADIENTS,
        "optimisers": {name: optimiser_path(torch, *spec) for name, spec in OPTIMISERS.items()},
        "training": {
            f"{kind} {where}": training(torch, kind, where)
            for kind in ("RNN", "LSTM", "GRU")
            for where in ("last", "every")
        },
    }
    Path(__file__).with_name("torch_golden.json").write_text(json.dumps(golden) + "\n")


if __name__ == "__main__":
    main()
