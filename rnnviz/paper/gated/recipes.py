"""The lines of an LSTM and of a GRU by hand: for each result its formula and how it is computed.

A line reads the results of its step by name. What the step before left is `h0` and `c0`; the
weights of gate k are `W_xk`, `W_hk` and `b_k`, one number each, for there is one unit.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import NamedTuple

from rnnviz.paper.parts.decimals import rounded, sigmoid, tanh

Known = Mapping[str, Decimal]


class Line(NamedTuple):
    """One result of a step."""

    name: str
    formula: str
    of: Callable[[Known], Decimal]  # not yet rounded


class Recipe(NamedTuple):
    """A cell by hand: forward, a line for each result of a step; then back through one step."""

    gates: str
    forward: tuple[Line, ...]
    backward: tuple[Line, ...]  # the last ones are of the state before the step
    state: tuple[str, ...]

    @property
    def weights(self) -> tuple[str, ...]:
        """The names of the weights, gate by gate; b_hn, where there is one, comes last."""
        own = tuple(f"{kind}{gate}" for kind in ("W_x", "W_h", "b_") for gate in self.gates)
        return (*own, "b_hn") if "n" in self.gates else own


def _sum(gate: str) -> Line:
    """The weighted sum of a gate."""
    return Line(
        f"a_{gate}",
        f"a_{gate} = W_x{gate} x_t + W_h{gate} h_{{t−1}} + b_{gate}",
        lambda v: v[f"W_x{gate}"] * v["x"] + v[f"W_h{gate}"] * v["h0"] + v[f"b_{gate}"],
    )


def _gate(gate: str) -> tuple[Line, Line]:
    """A gate between 0 and 1, behind its sum."""
    return _sum(gate), Line(gate, f"{gate}_t = σ(a_{gate})", lambda v: sigmoid(v[f"a_{gate}"]))


OUTPUT = (
    Line("y", "y_3 = W_hy h_3 + b_y", lambda v: v["W_hy"] * v["h"] + v["b_y"]),
    Line("L", "L_3 = (y_3 − d_3)²", lambda v: (v["y"] - v["d"]) ** 2),
)
FROM_LOSS = (
    Line("dy", "∂L/∂y_3 = 2 (y_3 − d_3)", lambda v: 2 * (v["y"] - v["d"])),
    Line("dh", "∂L/∂h_3 = W_hy ∂L/∂y_3", lambda v: v["W_hy"] * v["dy"]),
)


def _slope(gate: Decimal) -> Decimal:
    """The slope of σ, from its value."""
    return gate * (1 - gate)


LSTM = Recipe(
    "ifgo",
    (
        *_gate("i"),
        *_gate("f"),
        _sum("g"),
        Line("g", "g_t = tanh(a_g)", lambda v: tanh(v["a_g"])),
        *_gate("o"),
        Line("c", "c_t = f_t c_{t−1} + i_t g_t", lambda v: v["f"] * v["c0"] + v["i"] * v["g"]),
        Line("k", "k_t = tanh(c_t)", lambda v: tanh(v["c"])),
        Line("h", "h_t = o_t k_t", lambda v: v["o"] * v["k"]),
    ),
    (
        Line("dc", "∂L/∂c_3 = ∂L/∂h_3 o_3 (1 − k_{3}²)",
             lambda v: v["dh"] * v["o"] * (1 - v["k"] ** 2)),
        Line("da_o", "∂L/∂a_o = ∂L/∂h_3 k_3 o_3 (1 − o_3)",
             lambda v: v["dh"] * v["k"] * _slope(v["o"])),
        Line("da_i", "∂L/∂a_i = ∂L/∂c_3 g_3 i_3 (1 − i_3)",
             lambda v: v["dc"] * v["g"] * _slope(v["i"])),
        Line("da_f", "∂L/∂a_f = ∂L/∂c_3 c_2 f_3 (1 − f_3)",
             lambda v: v["dc"] * v["c0"] * _slope(v["f"])),
        Line("da_g", "∂L/∂a_g = ∂L/∂c_3 i_3 (1 − g_{3}²)",
             lambda v: v["dc"] * v["i"] * (1 - v["g"] ** 2)),
        Line("c_back", "f_3 ∂L/∂c_3", lambda v: v["dc"] * v["f"]),
        Line("h_back", "∂L/∂h_2 = W_hi ∂L/∂a_i + W_hf ∂L/∂a_f + W_hg ∂L/∂a_g + W_ho ∂L/∂a_o",
             lambda v: sum((v[f"W_h{k}"] * v[f"da_{k}"] for k in "ifgo"), Decimal(0))),
    ),
    ("h", "c"),
)  # fmt: skip

GRU = Recipe(
    "rzn",
    (
        *_gate("r"),
        *_gate("z"),
        Line("q", "q_t = W_hn h_{t−1} + b_hn", lambda v: v["W_hn"] * v["h0"] + v["b_hn"]),
        Line("a_n", "a_n = W_xn x_t + b_n + r_t q_t",
             lambda v: v["W_xn"] * v["x"] + v["b_n"] + v["r"] * v["q"]),
        Line("n", "n_t = tanh(a_n)", lambda v: tanh(v["a_n"])),
        Line("h", "h_t = (1 − z_t) n_t + z_t h_{t−1}",
             lambda v: (1 - v["z"]) * v["n"] + v["z"] * v["h0"]),
    ),
    (
        Line("da_n", "∂L/∂a_n = ∂L/∂h_3 (1 − z_3) (1 − n_{3}²)",
             lambda v: v["dh"] * (1 - v["z"]) * (1 - v["n"] ** 2)),
        Line("da_r", "∂L/∂a_r = ∂L/∂a_n q_3 r_3 (1 − r_3)",
             lambda v: v["da_n"] * v["q"] * _slope(v["r"])),
        Line("da_z", "∂L/∂a_z = ∂L/∂h_3 (h_2 − n_3) z_3 (1 − z_3)",
             lambda v: v["dh"] * (v["h0"] - v["n"]) * _slope(v["z"])),
        Line("dq", "∂L/∂q_3 = ∂L/∂a_n r_3", lambda v: v["da_n"] * v["r"]),
        Line("h_back", "∂L/∂h_2 = ∂L/∂h_3 z_3 + W_hr ∂L/∂a_r + W_hz ∂L/∂a_z + W_hn ∂L/∂q_3",
             lambda v: v["dh"] * v["z"] + v["W_hr"] * v["da_r"] + v["W_hz"] * v["da_z"]
             + v["W_hn"] * v["dq"]),
    ),
    ("h",),
)  # fmt: skip

RECIPES = {"lstm": LSTM, "gru": GRU}


def line_by_line(lines: tuple[Line, ...], known: Known) -> dict[str, Decimal]:
    """Every result of some lines in a row, each rounded, and used as it was rounded."""
    found = dict(known)
    for line in lines:
        found[line.name] = rounded(line.of(found))
    return {line.name: found[line.name] for line in lines}
