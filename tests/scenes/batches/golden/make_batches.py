"""Write batches.json: what PyTorch and Keras make of every program that Batches shows.

Run where both are installed: `KERAS_BACKEND=torch python
tests/scenes/batches/golden/make_batches.py`.
The programs are the very ones that are shown, run with our weights; the tests read only the JSON.
"""

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[4]))

from rnnviz.batches.padded import WAYS
from rnnviz.batches.pieces import WAYS as BORDERS
from rnnviz.core.network import Network
from rnnviz.scenes.batches.code import keras_code, torch_code
from rnnviz.settings.batches import CELLS
from tests.scenes.batches.golden.cases import GIVEN, H, K, network, rows, series


def run(code: str) -> dict[str, Any]:
    """Execute a program and give its names."""
    names: dict[str, Any] = {}
    exec(code, names)
    return names


def modules(net: Network, cell: str) -> tuple[Any, Any]:
    """PyTorch's layer and readout with our weights."""
    import torch  # pyright: ignore[reportMissingImports]

    kind = {"rnn_tanh": "RNN", "gru": "GRU", "lstm": "LSTM"}[cell]
    rnn = getattr(torch.nn, kind)(1, H).double()
    readout = torch.nn.Linear(H, 1).double()
    p, r = net.weights
    second = np.zeros_like(p.b_h)
    if cell == "gru":
        second[-H:] = p.b_hn
    own = (p.W_xh, p.W_hh, p.b_h, second)
    with torch.no_grad():
        for to, a in zip((*rnn.parameters(), *readout.parameters()), (*own, *r), strict=True):
            to.copy_(torch.tensor(a))
    return rnn, readout


def by_torch(cell: str) -> dict[str, Any]:
    """The numbers of each program of PyTorch's, with the gradient of W_hh."""
    import torch  # pyright: ignore[reportMissingImports]

    found: dict[str, Any] = {}
    batch, (x, d) = rows(), map(torch.tensor, series())
    for way in WAYS:
        rnn, readout = modules(network(cell), cell)
        data = map(torch.tensor, (batch.x, batch.d, batch.lengths))
        h_n, loss = run(torch_code("padding", cell, way))["run"](rnn, readout, *data)
        loss.backward()
        found[way] = {
            "h_n": h_n.tolist(),
            "loss": loss.item(),
            "dW": rnn.weight_hh_l0.grad.tolist(),
        }
    for way in BORDERS:
        rnn, readout = modules(network(cell), cell)
        code = torch_code("pieces", cell)
        loss = run(code)["run"](rnn, readout, x[:, None], d[:, None], K, way)
        loss.backward()
        found[way] = {"loss": loss.item(), "dW": rnn.weight_hh_l0.grad.tolist()}
    y = run(torch_code("forcing", cell))["run"](*modules(network(cell), cell), x[:, None], GIVEN)
    return found | {"free": y[:, 0, 0].tolist()}


def filled(model: Any, net: Network, cell: str) -> Any:
    """Keras's model with our weights: its GRU has z before r, and both biases."""
    p, r = net.weights
    turned = [p.W_xh.T, p.W_hh.T, p.b_h]
    if cell == "gru":
        order = [*range(H, 2 * H), *range(H), *range(2 * H, 3 * H)]
        second = np.concatenate([np.zeros(2 * H), p.b_hn])
        turned = [p.W_xh.T[:, order], p.W_hh.T[:, order], np.stack([p.b_h[order], second])]
    model.set_weights([*turned, r.W_hy.T, r.b_y])
    return model


def by_keras(cell: str) -> dict[str, Any]:
    """The numbers of each program of Keras's."""
    import keras  # pyright: ignore[reportMissingImports]

    keras.backend.set_floatx("float64")
    net, batch, (x, _d) = network(cell), rows(), series()
    across = batch.x.swapaxes(0, 1), batch.d.swapaxes(0, 1)
    masked = filled(run(keras_code("padding", cell, H))["net"], net, cell)
    y = masked(across[0]).detach().numpy()
    loss = masked.evaluate(*across, batch_size=len(batch.lengths), verbose=0)
    stateful = filled(run(keras_code("pieces", cell, H))["net"], net, cell)
    twice = []
    for _ in range(2):
        pieces = [stateful(x[None, a : a + K]) for a in range(0, len(x), K)]
        twice.append(np.concatenate([p.detach().numpy()[0, :, 0] for p in pieces]).tolist())
        stateful.layers[1].reset_state()
    free = filled(run(keras_code("forcing", cell, H))["net"], net, cell)(x[None, :GIVEN])
    return {
        "y": y[..., 0].tolist(), "loss": float(loss), "pieces": twice,
        "free": free.detach().numpy()[0, :, 0].tolist(),
    }  # fmt: skip


def main() -> None:
    """Write the file."""
    found = {cell: {"torch": by_torch(cell), "keras": by_keras(cell)} for cell in CELLS}
    Path(__file__).with_name("batches.json").write_text(json.dumps(found) + "\n")


if __name__ == "__main__":
    main()
