"""The sheets of an LSTM or a GRU: what is given, blanks gate by gate, and the answers apart."""

from collections.abc import Mapping
from decimal import Decimal

from rnnviz.paper.gated.given import Given, given
from rnnviz.paper.gated.recipes import FROM_LOSS, OUTPUT
from rnnviz.paper.gated.solved import solved
from rnnviz.paper.parts.blanks import (
    Results,
    cell,
    checked,
    heading,
    lines,
    name_line,
    part,
    row_of,
    rule,
    said,
    table,
)
from rnnviz.paper.parts.frame import formula
from rnnviz.settings.network import NetworkSettings
from rnnviz.words import _

SIDE_BY_SIDE = 7  # the numbers of a GRU that belong to no gate


def sheets(s: NetworkSettings, home: str) -> list[str]:
    """The sheets of a network: forward, one step back, answers.

    Raises:
        RnnvizError: if it reads too few numbers.
    """
    g = given(s)
    r = solved(g)
    return [
        name_line() + heading(_("Three steps by hand, gate by gate")) + _givens(g)
        + _forward(g, r, "blank"),
        heading(_("One step back by hand")) + _asked_backward(g) + _backward(g, r, "blank"),
        heading(_("Answers")) + _forward(g, r, "answer") + _backward(g, r, "answer")
        + checked(g.settings(), home),
    ]  # fmt: skip


def _givens(g: Given) -> str:
    intro = _(
        "A network with one hidden unit reads three numbers x. Before the first step its state is "
        "0. The loss L compares its output y at the last step with the target d."
    )
    out = {name: g.weights[name] for name in ("b_hn", "W_hy", "b_y") if name in g.weights}
    read = {f"x.{t}": x for t, x in enumerate(g.x, start=1)} | {f"d.{len(g.x)}": g.d}
    return (
        said(intro) + "".join(said(note, "small") for note in g.notes)
        + _of_gates(g.recipe.gates, g.weights) + row_of(out | read, "given", SIDE_BY_SIDE)
        + rule()
    )  # fmt: skip


def _of_gates(gates: str, weights: Mapping[str, Decimal]) -> str:
    """The weights of the gates: one column for each."""
    rows = ["<th></th>" + "".join(f"<th>{gate}</th>" for gate in gates)]
    for kind, text in (("W_x", "W_x"), ("W_h", "W_h"), ("b_", "b")):
        cells = "".join(cell(f"{kind}{gate}", weights[f"{kind}{gate}"], "given") for gate in gates)
        rows.append(f"<th>{formula(text)}</th>{cells}")
    return table(rows)


def _forward(g: Given, r: Results, kind: str) -> str:
    texts = {line.name: line.formula for line in g.recipe.forward}
    return part(_("Forward")) + lines(r, texts, range(1, len(g.x) + 1), kind)


def _asked_backward(g: Given) -> str:
    """What is done on the way back."""
    begin = _("Begin with the output of the last step, and go back to the state that step 2 left.")
    along_c = _(
        "Two numbers go back to step 2: the last but one goes along the cell state, the last one "
        "along the hidden state."
    )
    return said(begin) + (said(along_c) if "c" in g.recipe.state else "")


def _backward(g: Given, r: Results, kind: str) -> str:
    texts = {line.name: line.formula for line in (*OUTPUT, *FROM_LOSS, *g.recipe.backward)}
    return part(_("The last step, and back")) + lines(r, texts, [len(g.x)], kind)
