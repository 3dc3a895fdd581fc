"""The sheets of a word: what is given, blanks up to softmax and cross-entropy, and the answers."""

import html
from collections.abc import Sequence

from rnnviz.paper.parts.blanks import (
    Results,
    cell,
    checked,
    formulas,
    grid,
    heading,
    name_line,
    part,
    row_of,
    rule,
    said,
    table,
)
from rnnviz.paper.parts.frame import formula
from rnnviz.paper.word.given import Given, given
from rnnviz.paper.word.solved import solved
from rnnviz.settings.network import NetworkSettings
from rnnviz.words import _

ACROSS = 4  # gradients side by side


def sheets(s: NetworkSettings, home: str) -> list[str]:
    """The sheets of a word: the state, softmax, the gradient of the readout, answers.

    Raises:
        RnnvizError: if a probability would round to 0.
    """
    g = given(s)
    r = solved(g)
    return [
        name_line() + heading(_("A word by hand: the state")) + _givens(g) + _state(g, r, "blank"),
        heading(_("A word by hand: softmax and cross-entropy")) + _read_out(g)
        + _softmax(g, r, "blank"),
        heading(_("A word by hand: backward")) + _asked_backward() + _backward(g, r, "blank")
        + _asked_sums() + _sums(r, "blank"),
        heading(_("Answers")) + _state(g, r, "answer") + _softmax(g, r, "answer"),
        heading(_("Answers")) + _backward(g, r, "answer") + part(_("The gradient of the readout"))
        + _sums(r, "answer") + checked(g.settings(), home),
    ]  # fmt: skip


def _units(g: Given) -> range:
    return range(1, len(g.b_h) + 1)


def _letters(g: Given) -> range:
    return range(1, len(g.outputs) + 1)


def _letter(letter: str) -> str:
    """A letter as it is printed: one sees a blank too."""
    return html.escape(letter.replace(" ", "␣"))


def _givens(g: Given) -> str:
    intro = _(
        "A plain RNN reads the letters of {word}, one at a time, and is to say which comes next; ∎ "
        "is the end of the word. Before the first step its state h is 0. Of the weights of the "
        "input it takes the column of the letter that it reads."
    )
    units = _units(g)
    loop = {f"W_hh.{j}.{k}": g.W_hh[j - 1][k - 1] for j in units for k in units}
    bias = {f"b_h.{j}": g.b_h[j - 1] for j in units}
    return (
        said(intro.format(word=g.word)) + "".join(said(note, "small") for note in g.notes)
        + _steps(g) + _columns(g) + row_of(loop | bias, "given") + rule()
        + formulas("a_t = W_xh[·,x_t] + W_hh h_{t−1} + b_h",
                   f"h_t = {g.squash.formula}")
    )  # fmt: skip


def _steps(g: Given) -> str:
    """What is read at each step, and what follows."""
    rows = ["<th></th>" + "".join(f"<th>t = {t}</th>" for t in range(1, len(g.read) + 1))]
    for symbol, places, names in (("x_t", g.read, g.inputs), ("d_t", g.follows, g.outputs)):
        rows.append(
            f"<th>{formula(symbol)}</th>" + "".join(f"<td>{_letter(names[k])}</td>" for k in places)
        )
    return table(rows)


def _columns(g: Given) -> str:
    """W_xh, a column for each letter."""
    rows = ["<th></th>" + "".join(f"<th>{_letter(letter)}</th>" for letter in g.inputs)]
    for j in _units(g):
        cells = (cell(f"W_xh.{j}.{k}", w, "given") for k, w in enumerate(g.W_xh[j - 1], start=1))
        rows.append(f"<th>{formula(f'W_xh[{j}]')}</th>{''.join(cells)}")
    return table(rows)


def _read_out(g: Given) -> str:
    """The readout's weights, a row for each letter, and the formulas."""
    rows = ["<th></th>" + "".join(f"<th>{formula(f'W_hy[·,{j}]')}</th>" for j in _units(g))
            + f"<th>{formula('b_y')}</th>"]  # fmt: skip
    for k, letter in enumerate(g.outputs, start=1):
        given_ = {f"W_hy.{k}.{j}": g.W_hy[k - 1][j - 1] for j in _units(g)}
        given_[f"b_y.{k}"] = g.b_y[k - 1]
        rows.append(
            f"<th>[{k}] {_letter(letter)}</th>"
            + "".join(cell(n, v, "given") for n, v in given_.items())
        )
    return (
        table(rows) + formulas("y_t = W_hy h_t + b_y", "e_t[k] = exp(y_t[k])", "s_t = Σ_k e_t[k]")
        + formulas("p_t[k] = e_t[k] / s_t", "L_t = −ln p_t[d_t]")
    )  # fmt: skip


def _grid(g: Given, r: Results, arrays: Sequence[str], kind: str) -> str:
    return grid(r, arrays, range(1, len(g.read) + 1), kind)


def _state(g: Given, r: Results, kind: str) -> str:
    arrays = [f"{a}.{j}" for a in ("a", "h") for j in _units(g)]
    return part(_("Forward")) + _grid(g, r, arrays, kind)


def _softmax(g: Given, r: Results, kind: str) -> str:
    def each(array: str) -> list[str]:
        return [f"{array}.{k}" for k in _letters(g)]

    return part(_("Softmax and cross-entropy")) + _grid(
        g, r, [*each("y"), *each("e"), "s", *each("p"), "L"], kind
    )


def _asked_backward() -> str:
    text = _("d is 1 for the letter that follows, and 0 for the others.")
    return formulas("∂L/∂y_t[k] = p_t[k] − d_t[k]") + said(text)


def _backward(g: Given, r: Results, kind: str) -> str:
    return part(_("Backward")) + _grid(g, r, [f"dy.{k}" for k in _letters(g)], kind)


def _asked_sums() -> str:
    return part(_("The gradient of the readout: a sum over the steps")) + formulas(
        "∂L/∂W_hy[k,j] = Σ_t ∂L/∂y_t[k] h_t[j]", "∂L/∂b_y[k] = Σ_t ∂L/∂y_t[k]"
    )


def _sums(r: Results, kind: str) -> str:
    return row_of({n: v for n, v in r.items() if n.startswith("dW")}, kind, ACROSS) + row_of(
        {n: v for n, v in r.items() if n.startswith("db")}, kind
    )
