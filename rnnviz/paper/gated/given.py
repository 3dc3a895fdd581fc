"""What the worksheet of an LSTM or a GRU gives: one unit with short weights, and three numbers."""

from decimal import Decimal
from typing import NamedTuple

from rnnviz.core.network import Network
from rnnviz.paper.gated.recipes import RECIPES, Recipe
from rnnviz.paper.parts.asked import STEPS, Row, edits, short, small
from rnnviz.settings.edits import format_edits
from rnnviz.settings.network import NetworkSettings
from rnnviz.settings.unroll import UnrollSettings
from rnnviz.words import _

UNITS = 1


class Given(NamedTuple):
    """The givens: `x` (T,) are read; `d` is the target of the last step, which alone counts."""

    cell: str
    x: Row
    d: Decimal
    weights: dict[str, Decimal]  # by name: W_xi, …, b_o, W_hy, b_y
    notes: tuple[str, ...] = ()

    @property
    def recipe(self) -> Recipe:
        """How its cell is done by hand."""
        return RECIPES[self.cell]

    def settings(self) -> UnrollSettings:
        """The very same network on the very same numbers, as Unroll shows it to all digits."""
        w, gates = self.weights, self.recipe.gates
        more = {"b_hn": [w["b_hn"]]} if "b_hn" in w else {}
        every = edits(
            W_xh=[[w[f"W_x{k}"]] for k in gates], W_hh=[[w[f"W_h{k}"]] for k in gates],
            b_h=[w[f"b_{k}"] for k in gates], **more, W_hy=[[w["W_hy"]]], b_y=[w["b_y"]],
        )  # fmt: skip
        return UnrollSettings(
            cell=self.cell, hidden=UNITS, trained=0, input="typed",
            typed=", ".join(map(str, (*self.x, self.d))), edits=format_edits(every), where="last",
        )  # fmt: skip


def given(s: NetworkSettings) -> Given:
    """One unit of the network's cell, rounded, on the first numbers it reads.

    Raises:
        RnnvizError: if it reads too few numbers.
    """
    found = small(s, UNITS)
    notes = found.notes
    if s.z == "new" and "z" in RECIPES[s.cell].gates:
        notes = (
            *notes,
            _("On this sheet z is the share of the old state; the network is the same."),
        )
    weights = _weights(RECIPES[s.cell], found.net, turned=s.z == "new")
    x = found.numbers
    return Given(s.cell, x[:STEPS], x[STEPS], weights, notes)


def _weights(recipe: Recipe, net: Network, *, turned: bool) -> dict[str, Decimal]:
    """The rounded weights by name; the signs of z are turned back where they were `turned`."""
    p, out = net.weights
    names = (*recipe.weights, "W_hy", "b_y")
    values = [*p.W_xh[:, 0], *p.W_hh[:, 0], *p.b_h, *getattr(p, "b_hn", ()), out.W_hy[0, 0],
              out.b_y[0]]  # fmt: skip
    signs = [-1 if turned and name.endswith("z") else 1 for name in names]
    rounded = short([sign * float(v) for sign, v in zip(signs, values, strict=True)])
    return dict(zip(names, rounded, strict=True))
