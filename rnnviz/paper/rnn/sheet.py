"""The sheets of a plain RNN: what is given, blanks for three steps, and the answers apart."""

from rnnviz.paper.parts.blanks import (
    Results,
    checked,
    formulas,
    grid,
    heading,
    name_line,
    part,
    row_of,
    rule,
    said,
)
from rnnviz.paper.rnn.given import Given, given
from rnnviz.paper.rnn.solved import solved
from rnnviz.settings.network import NetworkSettings
from rnnviz.words import _, _n


def sheets(s: NetworkSettings, home: str) -> list[str]:
    """The sheets of a network: forward, backward, answers.

    Raises:
        RnnvizError: if it reads too few numbers.
    """
    g = given(s)
    r = solved(g)
    return [
        name_line() + heading(_("Three steps by hand: forward")) + _givens(g)
        + _asked_forward(g) + _forward(g, r, "blank"),
        heading(_("Three steps by hand: backward")) + _asked_backward(g)
        + _backward(g, r, "blank") + _asked_sums() + _sums(r, "blank"),
        heading(_("Answers")) + _forward(g, r, "answer") + _backward(g, r, "answer")
        + _sums(r, "answer") + checked(g.settings(), home),
    ]  # fmt: skip


def _units(g: Given) -> range:
    return range(1, len(g.W_xh) + 1)


def _givens(g: Given) -> str:
    """The network, the numbers it reads, and the rule of rounding."""
    units = _units(g)
    into = {f"W_xh.{j}": g.W_xh[j - 1] for j in units}
    loop = {f"W_hh.{j}.{k}": g.W_hh[j - 1][k - 1] for j in units for k in units}
    bias = {f"b_h.{j}": g.b_h[j - 1] for j in units}
    out = {**{f"W_hy.{k}": g.W_hy[k - 1] for k in units}, "b_y": g.b_y}
    read = {f"x.{t}": x for t, x in enumerate(g.x, start=1)}
    wanted = {f"d.{t}": d for t, d in enumerate(g.d, start=1) if g.counts[t - 1]}
    intro = _n(
        "A network with {n} hidden unit reads three numbers x. Before the first step its state h "
        "is 0. The loss L compares its output y with the target d.",
        "A network with {n} hidden units reads three numbers x. Before the first step its state h "
        "is 0. The loss L compares its output y with the target d.",
        len(units),
    )
    return (
        said(intro.format(n=len(units)))
        + "".join(said(note, "small") for note in g.notes)
        + "".join(row_of(some, "given") for some in (into | loop, bias | out, read | wanted))
        + rule()
    )  # fmt: skip


def _asked_forward(g: Given) -> str:
    loop = " + ".join(f"W_hh[1,{k}] h_{{t−1}}[{k}]" for k in _units(g))
    return (
        formulas("a_t = W_xh x_t + W_hh h_{t−1} + b_h", f"h_t = {g.squash.formula}")
        + formulas("y_t = W_hy h_t + b_y", "L_t = (y_t − d_t)²")
        + said(_("Of unit 1, this is:")) + formulas(f"a_t[1] = W_xh[1] x_t + {loop} + b_h[1]")
    )  # fmt: skip


def _forward(g: Given, r: Results, kind: str) -> str:
    arrays = [*(f"{a}.{j}" for a in ("a", "h") for j in _units(g)), "y", "L"]
    return part(_("Forward")) + grid(r, arrays, range(1, len(g.x) + 1), kind)


def _asked_backward(g: Given) -> str:
    loop = " + ".join(f"W_hh[{k},1] ∂L/∂a_{{t+1}}[{k}]" for k in _units(g))
    return (
        said(_("Begin at the last step. From behind it nothing comes back."))
        + formulas("∂L/∂y_t = 2 (y_t − d_t)", f"∂L/∂a_t = {g.squash.slope_formula} ∂L/∂h_t")
        + formulas("∂L/∂h_t = W_{hy}ᵀ ∂L/∂y_t + W_{hh}ᵀ ∂L/∂a_{t+1}")
        + said(_("Of unit 1, this is:"))
        + formulas(f"∂L/∂h_t[1] = W_hy[1] ∂L/∂y_t + {loop}")
    )  # fmt: skip


def _backward(g: Given, r: Results, kind: str) -> str:
    arrays = ["dy", *(f"{a}.{j}" for a in ("dh", "da") for j in _units(g))]
    return part(_("Backward")) + grid(r, arrays, range(len(g.x), 0, -1), kind)


def _asked_sums() -> str:
    return (
        part(_("The gradient of each weight: a sum over the steps"))
        + formulas("∂L/∂W_xh = Σ_t ∂L/∂a_t x_t", "∂L/∂W_hh = Σ_t ∂L/∂a_t h_{t−1}ᵀ",
                    "∂L/∂b_h = Σ_t ∂L/∂a_t")
        + formulas("∂L/∂W_hy = Σ_t ∂L/∂y_t h_{t}ᵀ", "∂L/∂b_y = Σ_t ∂L/∂y_t")
    )  # fmt: skip


def _sums(r: Results, kind: str) -> str:
    title = "" if kind == "blank" else part(_("The gradient of each weight"))
    return title + row_of({n: v for n, v in r.items() if n.startswith("d") and "_" in n}, kind)
