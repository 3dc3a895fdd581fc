"""An LSTM's and a GRU's worksheet, computed again from what is printed, and found by the core."""

import math
import re

import numpy as np
import pytest

import rnnviz
from rnnviz.core.network import forward
from rnnviz.paper.gated.given import given
from rnnviz.paper.parts.asked import asked
from rnnviz.paper.sheet import worksheet
from rnnviz.street.screens.unroll import Unroll
from tests.paper.test_sheet import half_up, number, printed

LINKS = [
    "unroll?cell=lstm&series=sine&hidden=1&trained=0",
    "gates?cell=lstm&series=sunspots&hidden=4&trained=20&seed=3",
    "unroll?cell=gru&series=sine&hidden=1&trained=0",
    "unroll?cell=gru&hidden=1&trained=0&z=new&seed=4&input=typed&typed=0.5,-0.25,0.75,1,0.5",
]


def sigma(a: float) -> float:
    return 1 / (1 + math.exp(-a))


def lstm(v: dict[str, float], r: dict[str, float], t: int) -> None:
    for k in "ifgo":
        a = v[f"W_x{k}"] * v[f"x.{t}"] + v[f"W_h{k}"] * r.get(f"h.{t - 1}", 0.0) + v[f"b_{k}"]
        r[f"a_{k}.{t}"] = half_up(a)
        r[f"{k}.{t}"] = half_up((math.tanh if k == "g" else sigma)(r[f"a_{k}.{t}"]))
    kept = r[f"f.{t}"] * r.get(f"c.{t - 1}", 0.0)
    r[f"c.{t}"] = half_up(kept + r[f"i.{t}"] * r[f"g.{t}"])
    r[f"k.{t}"] = half_up(math.tanh(r[f"c.{t}"]))
    r[f"h.{t}"] = half_up(r[f"o.{t}"] * r[f"k.{t}"])


def lstm_back(v: dict[str, float], r: dict[str, float], dh: float) -> dict[str, float]:
    i, f, g, o, k = (r[f"{name}.3"] for name in "ifgok")
    dc = half_up(dh * o * (1 - k * k))
    da = {
        "o": half_up(dh * k * o * (1 - o)),
        "i": half_up(dc * g * i * (1 - i)),
        "f": half_up(dc * r["c.2"] * f * (1 - f)),
        "g": half_up(dc * i * (1 - g * g)),
    }
    back = half_up(sum(v[f"W_h{name}"] * da[name] for name in da))
    return {"dc": dc, **{f"da_{n}": a for n, a in da.items()}, "c_back": half_up(dc * f),
            "h_back": back}  # fmt: skip


def gru(v: dict[str, float], r: dict[str, float], t: int) -> None:
    x, h = v[f"x.{t}"], r.get(f"h.{t - 1}", 0.0)
    for k in "rz":
        r[f"a_{k}.{t}"] = half_up(v[f"W_x{k}"] * x + v[f"W_h{k}"] * h + v[f"b_{k}"])
        r[f"{k}.{t}"] = half_up(sigma(r[f"a_{k}.{t}"]))
    r[f"q.{t}"] = half_up(v["W_hn"] * h + v["b_hn"])
    r[f"a_n.{t}"] = half_up(v["W_xn"] * x + v["b_n"] + r[f"r.{t}"] * r[f"q.{t}"])
    r[f"n.{t}"] = half_up(math.tanh(r[f"a_n.{t}"]))
    r[f"h.{t}"] = half_up((1 - r[f"z.{t}"]) * r[f"n.{t}"] + r[f"z.{t}"] * h)


def gru_back(v: dict[str, float], r: dict[str, float], dh: float) -> dict[str, float]:
    R, z, n, q = (r[f"{name}.3"] for name in "rznq")
    da_n = half_up(dh * (1 - z) * (1 - n * n))
    da_r, da_z = half_up(da_n * q * R * (1 - R)), half_up(dh * (r["h.2"] - n) * z * (1 - z))
    dq = half_up(da_n * R)
    back = dh * z + v["W_hr"] * da_r + v["W_hz"] * da_z + v["W_hn"] * dq
    return {"da_n": da_n, "da_r": da_r, "da_z": da_z, "dq": dq, "h_back": half_up(back)}


def by_hand(v: dict[str, float], cell: str) -> dict[str, float]:
    r: dict[str, float] = {}
    for t in (1, 2, 3):
        {"lstm": lstm, "gru": gru}[cell](v, r, t)
    r["y.3"] = half_up(v["W_hy"] * r["h.3"] + v["b_y"])
    r["L.3"] = half_up((r["y.3"] - v["d.3"]) ** 2)
    r["dy.3"] = half_up(2 * (r["y.3"] - v["d.3"]))
    r["dh.3"] = half_up(v["W_hy"] * r["dy.3"])
    back = {"lstm": lstm_back, "gru": gru_back}[cell](v, r, r["dh.3"])
    return r | {f"{name}.3": value for name, value in back.items()}


@pytest.mark.parametrize("link", LINKS)
def test_that_every_blank_has_the_answer_that_follows_from_what_is_printed(link: str) -> None:
    cells = printed(worksheet(link))
    values = {name: number(text) for name, text in cells["given"].items()}
    expected = by_hand(values, given(asked(link)).cell)
    assert set(cells["blank"]) == set(cells["answer"]) == set(expected)
    assert set(cells["blank"].values()) == {""}
    for name, text in cells["answer"].items():
        assert number(text) == pytest.approx(expected[name], abs=1e-12), name


def opened(link: str) -> Unroll:
    """What the link at the foot of the sheet opens."""
    (address,) = re.findall(r"unroll\?[^<\s]+", worksheet(link))
    found = rnnviz.open(address.replace("&amp;", "&"))
    assert isinstance(found, Unroll)
    return found


@pytest.mark.parametrize("link", LINKS)
def test_that_the_app_finds_the_same_to_within_the_rounding(link: str) -> None:
    cells = printed(worksheet(link))["answer"]
    s = opened(link).study
    fields = [name for name in s.trace._fields if f"{name}.1" in cells]
    assert {*given(asked(link)).recipe.gates, "h"} <= {*fields}
    for name in fields:
        for t in range(3):
            assert number(cells[f"{name}.{t + 1}"]) == pytest.approx(
                getattr(s.trace, name)[t, 0], abs=0.005
            ), name
    assert number(cells["dh.3"]) == pytest.approx(s.back.state.h[2, 0], abs=0.01)
    assert number(cells["h_back.3"]) == pytest.approx(s.back.state.h[1, 0], abs=0.01)
    if "c_back.3" in cells:
        assert number(cells["c_back.3"]) == pytest.approx(s.back.state.c[1, 0], abs=0.01)


@pytest.mark.parametrize("link", LINKS)
def test_that_what_goes_back_is_what_a_nudge_of_the_state_does_to_the_loss(link: str) -> None:
    cells = printed(worksheet(link))["answer"]
    s = opened(link).study
    State, eps = s.net.cell.State, 1e-6
    names = [name for name in State._fields if f"{name}_back.3" in cells]
    assert names == list(State._fields)
    for name in names:

        def loss(nudge: float, name: str = name) -> float:
            state = {k: getattr(s.trace, k)[1] + nudge * (k == name) for k in State._fields}
            y = forward(s.net, s.x[2:3], "every", State(**state)).y
            return float(((y - s.d[2:3]) ** 2).sum())

        slope = (loss(eps) - loss(-eps)) / (2 * eps)
        assert number(cells[f"{name}_back.3"]) == pytest.approx(slope, abs=0.01), name


def test_that_a_gru_with_z_turned_round_is_the_same_network_and_the_page_says_so() -> None:
    old, new = (given(asked(LINKS[3].replace("z=new", f"z={z}"))) for z in ("old", "new"))
    assert new.weights == old.weights
    assert new.notes[-1] in worksheet(LINKS[3])
    assert old.notes == ()


def test_that_one_unit_alone_is_enough_to_say_that_there_were_more() -> None:
    assert given(asked(LINKS[0])).notes == ()
    assert "4 units" in given(asked(LINKS[1])).notes[0]


def test_that_no_gate_is_the_same_at_all_steps() -> None:
    cells = printed(worksheet(LINKS[0]))["answer"]
    for gate in "ifgo":
        assert np.ptp([number(cells[f"{gate}.{t}"]) for t in (1, 2, 3)]) > 0
