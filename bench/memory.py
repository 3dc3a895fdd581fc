"""Tasks that need a memory: adding to a fixed loss, and the latch table, against PyTorch.

Both sides draw 64 new sequences for every update by the same function, bound the gradient's norm
to 1 and take Adam at 0.01. Ours computes in double precision, as the screen Experiments does;
PyTorch in single precision, as it does by itself.
"""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from bench import peers
from bench.timing import CLOCK, Line, compared, verdict
from rnnviz.core.doors import inside
from rnnviz.experiments.learning import descend
from rnnviz.experiments.networks import first_network
from rnnviz.experiments.recipe import CLIP, Recipe
from rnnviz.training.clipping import clip_by_norm, global_norm
from rnnviz.training.flat import flatten, unflatten
from rnnviz.training.optimisers import optimiser_named
from rnnviz.training.passes import Objective, Passes, Windows

GOAL, LAST, MOST = 0.01, 20, 2000  # a mean loss of so many batches, within so many updates
SEEDS = 3
LENGTHS = (5, 10, 20, 50, 100)
# The networks of the latch table that learn by gradient; random guessing takes no time beside them.
TABLE = ("rnn_tanh", "orthogonal", "irnn", "gru", "lstm_f0", "lstm_f1", "lstm_f3", "chrono")
UPDATES = 2  # of each network and length in one round


def losses(r: Recipe, seed: int) -> Iterator[float]:
    """Train, and give the loss of every batch."""
    task, rng = r.memory, np.random.default_rng([seed, 2])
    net = first_network(r.kind, r.bias, (task.inputs, r.hidden, task.outputs), r.steps, seed)
    passes, rule = Passes(net, Objective(task.loss, task.where)), optimiser_named(r.optimiser)
    theta = flatten(net.weights)
    memory = rule.start(theta)
    for k in range(1, MOST + 1):
        with inside():
            windows = Windows(*task.make(r.batch, rng))
            loss, g = passes.loss_and_gradient(unflatten(theta, net.weights), windows)
            change, memory = rule.step(clip_by_norm(g, global_norm(g), CLIP), memory, r.lr, k)
            theta = theta + change
        yield float(loss)


def torch_losses(torch: Any, r: Recipe, seed: int) -> Iterator[float]:
    """The same in PyTorch, from its own first weights."""
    kinds = {
        "rnn_tanh": torch.nn.RNN,
        "irnn": lambda *sizes: torch.nn.RNN(*sizes, nonlinearity="relu"),
        "gru": torch.nn.GRU,
        "lstm": torch.nn.LSTM,
    }
    torch.manual_seed(seed)
    task, rng = r.memory, np.random.default_rng([seed, 2])
    layer, readout = kinds[r.kind.code](task.inputs, r.hidden), torch.nn.Linear(r.hidden, 1)
    weights = [*layer.parameters(), *readout.parameters()]
    adam = torch.optim.Adam(weights, lr=r.lr)
    for _k in range(MOST):
        draw = task.make(r.batch, rng)
        x, y = (torch.from_numpy(a.astype(np.float32)) for a in draw[:2])
        adam.zero_grad()
        loss = ((readout(layer(x)[0][-1]) - y) ** 2).mean()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(weights, CLIP)
        adam.step()
        yield loss.item()


def time_to_goal(train: Callable[[int], Iterator[float]]) -> tuple[float, int]:
    """Seconds until the mean of the last batches is at the goal, and updates; medians of seeds."""
    seconds, updates = [], []
    for seed in range(1, SEEDS + 1):
        start, seen = CLOCK["now"](), []
        for loss in train(seed):
            seen.append(loss)
            if len(seen) >= LAST and np.mean(seen[-LAST:]) <= GOAL:
                break
        seconds.append(CLOCK["now"]() - start)
        updates.append(len(seen))
    return float(np.median(seconds)), int(np.median(updates))


def adding(torch: Any, cell: str) -> Line:
    """Adding, T = 20, 16 units."""
    r = Recipe(task="adding", net=cell, hidden=16, steps=20)
    ours, n = time_to_goal(lambda seed: losses(r, seed))
    what, ratio, theirs = f"adding, T = 20, {cell}, to {GOAL:g} ({n}", None, None
    if torch:
        theirs, m = time_to_goal(lambda seed: torch_losses(torch, r, seed))
        what, ratio = f"{what} and {m}", ours / theirs
    said = "" if ratio is None else verdict(ratio, 1.0)
    return Line(f"{what} updates)", ours, theirs, ratio, said)


def latch(torch: Any, names: tuple[str, ...], what: str) -> Line:
    """Some networks of the latch table, two updates of each at every length."""
    recipes = [Recipe(net=name, steps=T, updates=UPDATES) for name in names for T in LENGTHS]
    nets = [first_network(r.kind, r.bias, (1, r.hidden, 1), r.steps, 1) for r in recipes]

    def ours() -> None:
        for r, net in zip(recipes, nets, strict=True):
            descend(net, r.memory, r, np.random.default_rng(1), lambda _share: False)

    def theirs() -> None:
        for r in recipes:
            trained = torch_losses(torch, r, 1)
            for _k in range(UPDATES):
                next(trained)

    return compared(what, ours, theirs if torch else None, 1.0)


def run() -> list[Line]:
    """Adding to a fixed loss, and the latch table by its networks and as a whole."""
    torch = peers.torch()
    if torch:
        torch.set_num_threads(1)
    groups = [(TABLE[:3], "three RNNs"), (TABLE[3:4], "GRU"), (TABLE[4:], "four LSTMs")]
    lines = [adding(torch, cell) for cell in ("gru", "lstm_f1")]
    lines += [latch(torch, names, f"latch, T = 5 … 100, {UPDATES} updates: {who}")
              for names, who in groups]  # fmt: skip
    whole = latch(torch, TABLE, "")
    times = 300 / UPDATES * 5  # 300 updates from 5 seeds
    peer = None if whole.peer is None else whole.peer * times
    return [*lines, Line("latch table, 200 runs", whole.ours * times, peer, whole.ratio, "")]
