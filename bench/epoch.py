"""One training epoch against PyTorch: forward, BPTT, Adam; 1,000 windows, float32."""

import numpy as np

from bench import peers
from bench.floor import epoch_floor
from bench.timing import Line, compared
from rnnviz.core.cells import CELLS
from rnnviz.core.doors import inside
from rnnviz.core.init import init_network
from rnnviz.training.flat import flatten, unflatten
from rnnviz.training.optimisers import Adam
from rnnviz.training.passes import Objective, Passes, Windows

N = 1000
CELLS_AND_PEERS = {"rnn_tanh": "RNN", "lstm": "LSTM", "gru": "GRU"}
SUMS_AND_TANHS = {"rnn_tanh": (1, 1), "lstm": (4, 5), "gru": (3, 3)}


def our_epoch(code, H, w):
    """A function that trains our network for one epoch."""
    net = init_network(CELLS[code], 1, H, 1, np.random.default_rng(0), dtype=np.float32)
    passes, adam = Passes(net, Objective()), Adam()
    theta = flatten(net.weights)
    state = {"theta": theta, "memory": adam.start(theta), "k": 0}

    def epoch():
        state["k"] += 1
        with inside():  # as `fit` does, which has checked what it was given
            _, g = passes.loss_and_gradient(unflatten(state["theta"], net.weights), w)
        change, state["memory"] = adam.step(g, state["memory"], 0.01, state["k"])
        state["theta"] = state["theta"] + change

    return epoch


def torch_epoch(torch, kind, H, w):
    """The same in PyTorch."""
    layer, readout = getattr(torch.nn, kind)(1, H), torch.nn.Linear(H, 1)
    adam = torch.optim.Adam([*layer.parameters(), *readout.parameters()], lr=0.01)
    x, y = torch.from_numpy(w.x), torch.from_numpy(w.y)

    def epoch():
        adam.zero_grad()
        ((readout(layer(x)[0][-1]) - y) ** 2).mean().backward()
        adam.step()

    return epoch


def run() -> list[Line]:
    """All cells, H 1 to 64, T 5 to 30."""
    torch, rng, lines = peers.torch(), np.random.default_rng(0), []
    for code, kind in CELLS_AND_PEERS.items():
        for H in (1, 4, 16, 32, 64):
            for T in (5, 15, 30):
                w = Windows(
                    rng.normal(size=(T, N, 1)).astype(np.float32),
                    rng.normal(size=(N, 1)).astype(np.float32),
                )
                peer = torch_epoch(torch, kind, H, w) if torch else None
                budget = 0.25 if H <= 16 else 0.5
                floor = epoch_floor(T, N, H, 1, *SUMS_AND_TANHS[code])
                what = f"{kind} H={H} T={T}"
                lines.append(compared(what, our_epoch(code, H, w), peer, budget, floor))
    return lines
