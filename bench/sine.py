"""Article 000's sine fit (5 parameters): our Levenberg-Marquardt against Adam in PyTorch."""

import numpy as np

from bench import peers
from bench.timing import CLOCK, Line, verdict
from rnnviz.core.cells import CELLS
from rnnviz.core.init import init_network
from rnnviz.training import levenberg_marquardt

LONGEST = 20.0  # seconds that Adam is given


def sine_windows():
    """sin(0.3 k), 201 points, scaled to [-1, 1], windows of 2: x (2, 150, 1), y (150, 1)."""
    s = np.sin(0.3 * np.arange(201))
    s = 2 * (s - s.min()) / (s.max() - s.min()) - 1
    x = np.stack([s[:150], s[1:151]])[..., None]
    return x, s[2:152, None]


def our_time(goal):
    """Seconds until the best of 8 restarts is at the goal; median of 5 runs."""
    x, y = sine_windows()
    times = []
    for seed in range(5):
        net = init_network(CELLS["rnn_tanh"], 1, 1, 1, np.random.default_rng(seed), restarts=8)
        start = CLOCK["now"]()
        h = levenberg_marquardt(net, x, y, on_epoch=lambda *now: now[1].min() <= goal)
        times.append(CLOCK["now"]() - start)
        if h.best_loss.min() > goal:
            times[-1] = np.inf
    return float(np.median(times))


def torch_time(torch, goal):
    """Seconds until Adam in PyTorch is at the goal, inf after LONGEST, and the loss it reached."""
    x, y = (torch.from_numpy(a) for a in sine_windows())
    torch.manual_seed(0)
    layer, readout = torch.nn.RNN(1, 1).double(), torch.nn.Linear(1, 1).double()
    adam = torch.optim.Adam([*layer.parameters(), *readout.parameters()], lr=0.01)
    start, loss = CLOCK["now"](), np.inf
    while CLOCK["now"]() - start < LONGEST:
        adam.zero_grad()
        mse = ((readout(layer(x)[0][-1]) - y) ** 2).mean()
        mse.backward()
        adam.step()
        loss = mse.item()
        if loss <= goal:
            return CLOCK["now"]() - start, loss
    return np.inf, loss


def run() -> list[Line]:
    """Time to an MSE of 1e-4 and of 1e-8."""
    torch, lines = peers.torch(), []
    for goal in (1e-4, 1e-8):
        ours = our_time(goal)
        what = f"sine to {goal:g}"
        peer = None
        if torch:
            seconds, loss = torch_time(torch, goal)
            peer = min(seconds, LONGEST)
            if seconds == np.inf:
                what += f" (Adam in PyTorch: {loss:.1e} after {LONGEST:g} s)"
        ratio = ours / peer if peer else None
        lines.append(Line(what, ours, peer, ratio, verdict(ours, 1.0) + " s"))
    return lines
