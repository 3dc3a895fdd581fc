"""Three steps of an LSTM or a GRU by hand, and one step back; results are rounded as they come."""

from decimal import Decimal

from rnnviz.paper.gated.given import Given
from rnnviz.paper.gated.recipes import FROM_LOSS, OUTPUT, Known, line_by_line
from rnnviz.paper.parts.blanks import Results


def solved(g: Given) -> Results:
    """Every result by its name and step, such as i.2 or da_f.3."""
    found: Results = {}
    known: Known = {}
    for t, x in enumerate(g.x, start=1):
        before = {f"{name}0": found.get(f"{name}.{t - 1}", Decimal(0)) for name in g.recipe.state}
        known = {**g.weights, **before, "x": x, "d": g.d}
        last = OUTPUT if t == len(g.x) else ()
        step = line_by_line((*g.recipe.forward, *last), known)
        known = {**known, **step}
        found |= {f"{name}.{t}": value for name, value in step.items()}
    back = line_by_line((*FROM_LOSS, *g.recipe.backward), known)
    return found | {f"{name}.{len(g.x)}": value for name, value in back.items()}
