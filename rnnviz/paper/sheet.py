"""A worksheet as HTML: what is given, blanks for three steps by hand, and the answers apart.

Givens, blanks and answers bear their names (`data-name="h.2.1"`), so that a test, or anybody, can
compute the answers again from what is printed.
"""

import html
from collections.abc import Mapping, Sequence
from decimal import Decimal
from urllib.parse import urlencode

from rnnviz.paper.decimals import PLACES, written
from rnnviz.paper.frame import formula, page
from rnnviz.paper.given import Given, given
from rnnviz.paper.solved import Results, solved
from rnnviz.words import _

ARRAYS = {"dy": "∂L/∂y", "dh": "∂L/∂h", "da": "∂L/∂a"}
ACROSS = 6  # numbers side by side


def worksheet(link: str, *, home: str = "", language: str = "en") -> str:
    """The worksheet of a link as one HTML file; `home` is where the app is, such as http://….

    Raises:
        RnnvizError: if the link cannot be opened, or its network cannot be done by hand.
    """
    g = given(link)
    r = solved(g)
    address = f"{home}/unroll?{urlencode(g.settings().to_query())}".lstrip("/")
    sheets = [
        _name_line() + _heading(_("Three steps by hand: forward")) + _givens(g)
        + _asked_forward(g) + _forward(g, r, "blank"),
        _heading(_("Three steps by hand: backward")) + _asked_backward(g)
        + _backward(g, r, "blank") + _asked_sums() + _sums(r, "blank"),
        _heading(_("Answers")) + _forward(g, r, "answer") + _backward(g, r, "answer")
        + _sums(r, "answer") + _checked(address),
    ]  # fmt: skip
    return page(_("Three steps by hand"), language, _("Print"), sheets)


def symbol(name: str) -> str:
    """The symbol of a result or a given, as docs/notation.md writes it.

    >>> symbol("h.2.1"), symbol("dh.t.2"), symbol("y.3"), symbol("dW_hh.1.2"), symbol("b_y")
    ('h_2[1]', '∂L/∂h_t[2]', 'y_3', '∂L/∂W_hh[1,2]', 'b_y')
    """
    array, *places = name.split(".")
    if "_" in array:
        inside = f"[{','.join(places)}]" if places else ""
        return (f"∂L/∂{array[1:]}" if array.startswith("d") else array) + inside
    step, *unit = places
    return f"{ARRAYS.get(array, array)}_{step}" + (f"[{unit[0]}]" if unit else "")


def _heading(text: str) -> str:
    return f"<h1>{html.escape(text)}</h1>\n"


def _part(text: str) -> str:
    return f"<h2>{html.escape(text)}</h2>\n"


def _said(text: str, kind: str = "") -> str:
    return f'<p class="{kind}">{html.escape(text)}</p>\n' if text else ""


def _formulas(*formulas: str) -> str:
    inside = " ".join(f"<span>{formula(one)}</span>" for one in formulas)
    return f'<p class="formulas">{inside}</p>\n'


def _name_line() -> str:
    name, date = html.escape(_("Name:")), html.escape(_("Date:"))
    return f'<div class="name"><span>{name}</span><span>{date}</span></div>\n'


def _table(rows: Sequence[str]) -> str:
    return (
        f'<div class="scroll"><table>{"".join(f"<tr>{row}</tr>" for row in rows)}</table></div>\n'
    )


def _cell(name: str, value: Decimal, kind: str) -> str:
    """A cell that is given, to be filled in, or the answer."""
    text = "" if kind == "blank" else written(value)
    return f'<td class="{kind}" data-name="{name}">{text}</td>'


def _list(values: Mapping[str, Decimal], kind: str) -> str:
    """Numbers side by side, each below its symbol."""
    names = list(values)
    parts = [names[k : k + ACROSS] for k in range(0, len(names), ACROSS)]
    return "".join(
        _table(
            ["".join(f"<th>{formula(symbol(name))}</th>" for name in part),
             "".join(_cell(name, values[name], kind) for name in part)]
        )
        for part in parts
    )  # fmt: skip


def _grid(r: Results, arrays: Sequence[str], steps: Sequence[int], kind: str) -> str:
    """A row for each number, a column for each step; what a step does not have is dotted."""
    rows = ["<th></th>" + "".join(f"<th>t = {t}</th>" for t in steps)]
    for array in arrays:
        name, _dot, unit = array.partition(".")
        ending = f".{unit}" if unit else ""
        cells = [f"{name}.{t}{ending}" for t in steps]
        drawn = (_cell(c, r[c], kind) if c in r else '<td class="none"></td>' for c in cells)
        rows.append(f"<th>{formula(symbol(f'{name}.t{ending}'))}</th>{''.join(drawn)}")
    return _table(rows)


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
    intro = _(
        "A network with {n} hidden units reads three numbers x. Before the first step its state h "
        "is 0. The loss L compares its output y with the target d."
    )
    rule = _(
        "Round every result to {places} decimals, and go on with the rounded number. The weights "
        "are rounded already: use them as they stand. A calculator may be used."
    )
    return (
        _said(intro.format(n=len(units)))
        + "".join(_said(note, "small") for note in g.notes)
        + _list(into | loop, "given") + _list(bias | out, "given") + _list(read | wanted, "given")
        + _said(rule.format(places=PLACES), "rule")
    )  # fmt: skip


def _asked_forward(g: Given) -> str:
    loop = " + ".join(f"W_hh[1,{k}] h_{{t−1}}[{k}]" for k in _units(g))
    return (
        _formulas("a_t = W_xh x_t + W_hh h_{t−1} + b_h", f"h_t = {g.squash.formula}")
        + _formulas("y_t = W_hy h_t + b_y", "L_t = (y_t − d_t)²")
        + _said(_("Of unit 1, this is:")) + _formulas(f"a_t[1] = W_xh[1] x_t + {loop} + b_h[1]")
    )  # fmt: skip


def _forward(g: Given, r: Results, kind: str) -> str:
    arrays = [*(f"{a}.{j}" for a in ("a", "h") for j in _units(g)), "y", "L"]
    return _part(_("Forward")) + _grid(r, arrays, range(1, len(g.x) + 1), kind)


def _asked_backward(g: Given) -> str:
    loop = " + ".join(f"W_hh[{k},1] ∂L/∂a_{{t+1}}[{k}]" for k in _units(g))
    return (
        _said(_("Begin at the last step. From behind it nothing comes back."))
        + _formulas("∂L/∂y_t = 2 (y_t − d_t)", f"∂L/∂a_t = {g.squash.slope_formula} ∂L/∂h_t")
        + _formulas("∂L/∂h_t = W_{hy}ᵀ ∂L/∂y_t + W_{hh}ᵀ ∂L/∂a_{t+1}")
        + _said(_("Of unit 1, this is:"))
        + _formulas(f"∂L/∂h_t[1] = W_hy[1] ∂L/∂y_t + {loop}")
    )  # fmt: skip


def _backward(g: Given, r: Results, kind: str) -> str:
    arrays = ["dy", *(f"{a}.{j}" for a in ("dh", "da") for j in _units(g))]
    return _part(_("Backward")) + _grid(r, arrays, range(len(g.x), 0, -1), kind)


def _asked_sums() -> str:
    return (
        _part(_("The gradient of each weight: a sum over the steps"))
        + _formulas("∂L/∂W_xh = Σ_t ∂L/∂a_t x_t", "∂L/∂W_hh = Σ_t ∂L/∂a_t h_{t−1}ᵀ",
                    "∂L/∂b_h = Σ_t ∂L/∂a_t")
        + _formulas("∂L/∂W_hy = Σ_t ∂L/∂y_t h_{t}ᵀ", "∂L/∂b_y = Σ_t ∂L/∂y_t")
    )  # fmt: skip


def _sums(r: Results, kind: str) -> str:
    title = "" if kind == "blank" else _part(_("The gradient of each weight"))
    return title + _list({n: v for n, v in r.items() if n.startswith("d") and "_" in n}, kind)


def _checked(address: str) -> str:
    return _said(_("The same network on a screen, with all its digits:") + " " + address, "small")
