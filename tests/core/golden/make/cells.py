"""Write torch_cells.json: cells that PyTorch lacks, written for it from their published equations.

Run once, where PyTorch is installed: `python tests/core/golden/make/cells.py`. The tests
read only the JSON. Nothing of rnnviz is imported. All is float64, random and asymmetric; the loss
is the mean squared error over every step, window and output of a linear readout on the states.
Windows are rows, so W x is x @ W.T; `cut` gives the gates stacked in an array.
"""

# pyright: reportCallIssue=false
import json
from pathlib import Path

import numpy as np

T, N, I, H, O = 6, 3, 2, 4, 3
SQUARE = {"W_xh": (H, I), "W_hh": (H, H), "b_h": (H,)}


def gated(G, **more):
    """Shapes of a cell with G stacked gates."""
    return {"W_xh": (G * H, I), "W_hh": (G * H, H), "b_h": (G * H,), **more}


def cut(a, gates):
    """Pieces of the last axis, by name."""
    return dict(zip(gates, a.split(H, dim=-1), strict=True))


def sums(p, x, h):
    """W_xh x + W_hh h + b_h."""
    return x @ p["W_xh"].T + h @ p["W_hh"].T + p["b_h"]


def rnn(f):
    """An Elman cell with that function."""
    return lambda torch, p, x, s, t: {"h": f(torch)(sums(p, x, s["h"]))}


def leaky(torch, p, x, s, t):
    """A fifth of the state is new at each step."""
    return {"h": 0.8 * s["h"] + 0.2 * torch.tanh(sums(p, x, s["h"]))}


def layernorm(torch, p, x, s, t):
    """PyTorch's own layer_norm, without gain and shift."""
    a = torch.nn.functional.layer_norm(sums(p, x, s["h"]), (H,), eps=1e-5)
    return {"h": torch.tanh(a)}


def clockwork(periods, start):
    """One unit for each of the periods, fast ones first; unit i reads j iff T_i <= T_j."""

    def step(torch, p, x, s, t):
        period = torch.tensor(periods)
        mask = (period[:, None] <= period[None, :]).double()
        a = x @ p["W_xh"].T + s["h"] @ (p["W_hh"] * mask).T + p["b_h"]
        return {"h": torch.where((t + start) % period == 0, torch.tanh(a), s["h"])}

    return step


def jordan(torch, p, x, s, t):
    """Reads what the readout made of the last state."""
    y = s["h"] @ p["W_hy"].T + p["b_y"]
    return {"h": torch.tanh(x @ p["W_xh"].T + y @ p["W_yh"].T + p["b_h"])}


def lstm_1997(torch, p, x, s, t):
    """No forget gate."""
    a = cut(sums(p, x, s["h"]), "igo")
    c = s["c"] + torch.sigmoid(a["i"]) * torch.tanh(a["g"])
    return {"h": torch.sigmoid(a["o"]) * torch.tanh(c), "c": c}


def lstm_peephole(peepholes):
    """i and f also see c_{t-1}, o sees c_t; those not named are blind."""

    def step(torch, p, x, s, t):
        a = cut(sums(p, x, s["h"]), "ifgo")
        p_i, p_f, p_o = (p[f"p_{k}"] if k in peepholes else 0 * p[f"p_{k}"] for k in "ifo")
        i, f = torch.sigmoid(a["i"] + p_i * s["c"]), torch.sigmoid(a["f"] + p_f * s["c"])
        c = f * s["c"] + i * torch.tanh(a["g"])
        return {"h": torch.sigmoid(a["o"] + p_o * c) * torch.tanh(c), "c": c}

    return step


def lstm_coupled(torch, p, x, s, t):
    """What is not kept is written."""
    a = cut(sums(p, x, s["h"]), "fgo")
    f = torch.sigmoid(a["f"])
    c = f * s["c"] + (1 - f) * torch.tanh(a["g"])
    return {"h": torch.sigmoid(a["o"]) * torch.tanh(c), "c": c}


def memory(torch, i, f, g, o, c):
    """An LSTM's memory and output from its sums."""
    c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
    return c, torch.sigmoid(o) * torch.tanh(c)


def depth_gated(torch, p, x, s, t):
    """Two PyTorch LSTM cells' equations, and a gate from the lower memory to the upper."""
    b, V = p["b_h"].split([4 * H, 4 * H, H]), p["W_hh"].split(4 * H)
    c1, h1 = memory(torch, *(x @ p["W_xh"].T + s["h1"] @ V[0].T + b[0]).split(H, -1), s["c1"])
    U, U_d = p["W_lh"].split([4 * H, H])
    i, f, g, o = (h1 @ U.T + s["h"] @ V[1].T + b[1]).split(H, -1)
    d = torch.sigmoid(h1 @ U_d.T + p["p_c"] * s["c"] + p["p_l"] * c1 + b[2])
    c = torch.sigmoid(f) * s["c"] + torch.sigmoid(i) * torch.tanh(g) + d * c1
    return {"h": torch.sigmoid(o) * torch.tanh(c), "c": c, "h1": h1, "c1": c1}


def grid(torch, p, x, s, t):
    """Each block: one LSTM along time, one along depth, both on the concatenated states."""
    W = torch.cat([p["W_hh"], p["W_dh"]], dim=1)
    b = p["b_h"]
    up = x @ p["W_xh"].T + b[:H]
    a = torch.cat([s["k1"], up], dim=-1) @ W[: 7 * H].T + b[H : 8 * H]
    i, f, g, o, id, gd, od = a.split(H, -1)  # noqa: A001
    c1, k1 = memory(torch, i, f, g, o, s["c1"])
    m1 = torch.sigmoid(id) * torch.tanh(gd)
    a = torch.cat([s["k"], torch.sigmoid(od) * torch.tanh(m1)], dim=-1) @ W[7 * H :].T + b[8 * H :]
    time, depth = a.split(4 * H, -1)
    c, k = memory(torch, *time.split(H, -1), s["c"])
    _m, h = memory(torch, *depth.split(H, -1), m1)
    return {"h": h, "k": k, "c": c, "k1": k1, "c1": c1}


def gru(torch, p, x, s, new, after):
    """Both GRUs in both writings; `new`: z is the share of the new content."""
    x_part, h_part = cut(x @ p["W_xh"].T + p["b_h"], "rzn"), cut(s["h"] @ p["W_hh"].T, "rzn")
    r = torch.sigmoid(x_part["r"] + h_part["r"])
    z = torch.sigmoid(x_part["z"] + h_part["z"])
    read = r * (h_part["n"] + p["b_hn"]) if after else (r * s["h"]) @ p["W_hh"][2 * H :].T
    n = torch.tanh(x_part["n"] + read)
    return {"h": z * n + (1 - z) * s["h"] if new else (1 - z) * n + z * s["h"]}


def gru_as(new, after):
    """One of the four."""
    return lambda torch, p, x, s, t: gru(torch, p, x, s, new, after)


def mgu(torch, p, x, s, t):
    """One gate forgets and resets."""
    W_f, W_n = p["W_hh"].split(H)
    x_f, x_n = (x @ p["W_xh"].T + p["b_h"]).split(H, -1)
    f = torch.sigmoid(x_f + s["h"] @ W_f.T)
    return {"h": (1 - f) * s["h"] + f * torch.tanh(x_n + (f * s["h"]) @ W_n.T)}


def mingru(torch, p, x, s, t):
    """Gate and candidate read the input alone."""
    z, n = (x @ p["W_xh"].T + p["b_h"]).split(H, -1)
    return {"h": torch.lerp(s["h"], n, torch.sigmoid(z))}


def ugrnn(torch, p, x, s, t):
    """One gate between the old state and the new."""
    g, c = sums(p, x, s["h"]).split(H, -1)
    return {"h": torch.lerp(torch.tanh(c), s["h"], torch.sigmoid(g))}


def janet(torch, p, x, s, t):
    """One sum for both: its sigmoid is kept, one minus that of one less is written."""
    f, g = sums(p, x, s["h"]).split(H, -1)
    return {"h": torch.sigmoid(f) * s["h"] + (1 - torch.sigmoid(f - 1)) * torch.tanh(g)}


def minlstm(torch, p, x, s, t):
    """Two gates of the input alone, divided by their sum."""
    f, i, n = (x @ p["W_xh"].T + p["b_h"]).split(H, -1)
    f, i = torch.sigmoid(f), torch.sigmoid(i)
    return {"h": (f * s["h"] + i * n) / (f + i)}


def indrnn(torch, p, x, s, t):
    """Each unit reads itself alone."""
    return {"h": torch.relu(x @ p["W_xh"].T + p["u_h"] * s["h"] + p["b_h"])}


def ssm(torch, p, x, s, t):
    """Zero-order hold with A = -1 and B = 1, as Mamba's reference discretises."""
    delta, n = (x @ p["W_xh"].T + p["b_h"]).split(H, -1)
    A = -torch.ones(H)
    hold = torch.exp(torch.nn.functional.softplus(delta) * A)
    return {"h": hold * s["h"] + (hold - 1) / A * n}


def slstm(torch, p, x, s, t):
    """Exponential input gate with its stabiliser, as the paper's own code has it."""
    i, f, z, o = sums(p, x, s["h"]).split(H, -1)
    log_f = torch.nn.functional.logsigmoid(f) + s["m"]
    m = torch.maximum(log_f, i)
    i, f = torch.exp(i - m), torch.exp(log_f - m)
    c, n = f * s["c"] + i * torch.tanh(z), f * s["n"] + i
    return {"h": torch.sigmoid(o) * (c / n), "c": c, "n": n, "m": m}


def echo(torch, p, x, s, t):
    """Three tenths of the state are new at each step."""
    return {"h": torch.lerp(s["h"], torch.tanh(sums(p, x, s["h"])), 0.3)}


def lru(torch, p, x, s, t):
    """In complex numbers, as in the paper: a diagonal lambda, and gamma before what is read."""
    re, im, nu, theta = p["b_h"].split(H)
    turn = torch.exp(torch.complex(-torch.exp(nu), torch.exp(theta)))
    B = torch.complex(*(x @ p["W_xh"].T + torch.cat([re, im])).split(H, -1))
    new = turn * torch.complex(s["h"], s["j"]) + torch.sqrt(1 - turn.abs() ** 2) * B
    return {"h": new.real, "j": new.imag}


PEEPHOLES = gated(4, p_i=(H,), p_f=(H,), p_o=(H,))
DEPTH = {
    "W_xh": (4 * H, I), "W_hh": (8 * H, H), "b_h": (9 * H,), "W_lh": (5 * H, H),
    "p_c": (H,), "p_l": (H,),
}  # fmt: skip
GRID = {"W_xh": (H, I), "W_hh": (15 * H, H), "b_h": (16 * H,), "W_dh": (15 * H, H)}
JORDAN = {"W_xh": (H, I), "W_yh": (H, O), "b_h": (H,)}

# name -> step, shapes of the cell's own weights, state fields
CELLS = {
    "rnn_sigmoid": (rnn(lambda torch: torch.sigmoid), SQUARE, ("h",)),
    "rnn_linear": (rnn(lambda torch: lambda a: a), SQUARE, ("h",)),
    "irnn": (rnn(lambda torch: torch.relu), SQUARE, ("h",)),
    "jordan": (jordan, JORDAN, ("h",)),
    "rnn_leaky": (leaky, SQUARE, ("h",)),
    "rnn_layernorm": (layernorm, SQUARE, ("h",)),
    "clockwork": (clockwork((1, 2, 4, 8), 0), SQUARE, ("h",)),
    "clockwork 1 3 5 from 1": (clockwork((1, 1, 3, 5), 1), SQUARE, ("h",)),
    "lstm_1997": (lstm_1997, gated(3), ("h", "c")),
    "lstm_peephole": (lstm_peephole("ifo"), PEEPHOLES, ("h", "c")),
    "lstm_peephole f": (lstm_peephole("f"), PEEPHOLES, ("h", "c")),
    "lstm_coupled": (lstm_coupled, gated(3), ("h", "c")),
    "lstm_depth_gated": (depth_gated, DEPTH, ("h", "c", "h1", "c1")),
    "grid_lstm": (grid, GRID, ("h", "k", "c", "k1", "c1")),
    "gru_before": (gru_as(new=False, after=False), gated(3), ("h",)),
    "gru_new": (gru_as(new=True, after=True), gated(3, b_hn=(H,)), ("h",)),
    "gru_before_new": (gru_as(new=True, after=False), gated(3), ("h",)),
    "mgu": (mgu, gated(2), ("h",)),
    "mingru": (mingru, {"W_xh": (2 * H, I), "b_h": (2 * H,)}, ("h",)),
    "ugrnn": (ugrnn, gated(2), ("h",)),
    "janet": (janet, gated(2), ("h",)),
    "minlstm": (minlstm, {"W_xh": (3 * H, I), "b_h": (3 * H,)}, ("h",)),
    "indrnn": (indrnn, {"W_xh": (H, I), "u_h": (H,), "b_h": (H,)}, ("h",)),
    "ssm": (ssm, {"W_xh": (2 * H, I), "b_h": (2 * H,)}, ("h",)),
    "slstm": (slstm, gated(4), ("h", "c", "n", "m")),
    "esn": (echo, SQUARE, ("h",)),
    "lru": (lru, {"W_xh": (2 * H, I), "b_h": (4 * H,)}, ("h", "j")),
}


def case(torch, step, shapes, fields, rng):
    """One cell with random weights run forward and backward: all that went in and came out."""

    def drawn(shape, scale):
        return torch.tensor(rng.normal(0, scale, shape).round(3), requires_grad=True)

    weights = {name: drawn(shape, 0.7) for name, shape in shapes.items()}
    read = {"W_hy": drawn((O, H), 0.7), "b_y": drawn((O,), 0.7)}
    start = {f"{name}_0": drawn((N, H), 0.7) for name in fields}
    if "n_0" in start:  # a sum of weights is above 0
        start["n_0"] = (start["n_0"].detach().abs() + 0.5).requires_grad_()
    x, target = drawn((T, N, I), 1), torch.tensor(rng.normal(size=(T, N, O)).round(3))
    p, state, hs = {**weights, **read}, {name: start[f"{name}_0"] for name in fields}, []
    for t in range(T):
        state = step(torch, p, x[t], state, t)
        hs.append(state["h"])
    y = torch.stack(hs) @ read["W_hy"].T + read["b_y"]
    loss = ((y - target) ** 2).mean()
    loss.backward()
    given = {**weights, **read, **start, "x": x}
    zeros = {k: torch.zeros_like(v) for k, v in given.items()}
    return {
        "given": {k: v.detach().tolist() for k, v in given.items()},
        "target": target.tolist(),
        "y": y.tolist(),
        "last": {k: v.tolist() for k, v in state.items()},
        "loss": loss.item(),
        "gradients": {
            k: (v.grad if v.grad is not None else zeros[k]).tolist() for k, v in given.items()
        },
    }


def main():
    """Write the file beside this one."""
    import torch  # pyright: ignore[reportMissingImports]

    torch.set_default_dtype(torch.float64)
    rng = np.random.default_rng(21)
    cases = {name: case(torch, *spec, rng) for name, spec in CELLS.items()}
    text = json.dumps({"made_with": f"torch {torch.__version__}", "cases": cases})
    Path(__file__).resolve().parents[1].joinpath("torch_cells.json").write_text(
        text + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
