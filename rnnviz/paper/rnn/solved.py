"""Three steps forward and backward by hand: every result is rounded, and used as it was rounded.

    a_t = W_xh x_t + W_hh h_{t-1} + b_h, h_t, y_t = W_hy h_t + b_y, L_t = (y_t - d_t)^2
    dL/dy_t = 2 (y_t - d_t), dL/dh_t = W_hy^T dL/dy_t + W_hh^T dL/da_{t+1}, dL/da_t = slope dL/dh_t
    dL/dW_hh = sum_t dL/da_t h_{t-1}^T, and so on

A result is named by its array, the step and the unit, counted from 1: h.2.1, dW_hh.1.2, b_y.
"""

from decimal import Decimal

from rnnviz.paper.parts.blanks import Results
from rnnviz.paper.parts.decimals import dot, rounded
from rnnviz.paper.rnn.given import Given


def solved(g: Given) -> Results:
    """Every result by its name, in the order in which one computes them."""
    found: Results = {}
    _forward(g, found)
    _backward(g, found)
    return found | _gradients(g, found)


def _forward(g: Given, r: Results) -> None:
    units = range(1, len(g.W_xh) + 1)
    for t, x in enumerate(g.x, start=1):
        before = [r.get(f"h.{t - 1}.{k}", Decimal(0)) for k in units]
        for j in units:
            recurrent = dot(zip(g.W_hh[j - 1], before, strict=True))
            r[f"a.{t}.{j}"] = rounded(g.W_xh[j - 1] * x + recurrent + g.b_h[j - 1])
            r[f"h.{t}.{j}"] = g.squash.of(r[f"a.{t}.{j}"])
        if g.counts[t - 1]:
            state = [r[f"h.{t}.{j}"] for j in units]
            r[f"y.{t}"] = rounded(dot(zip(g.W_hy, state, strict=True)) + g.b_y)
            r[f"L.{t}"] = rounded((r[f"y.{t}"] - g.d[t - 1]) ** 2)


def _backward(g: Given, r: Results) -> None:
    units = range(1, len(g.W_xh) + 1)
    for t in range(len(g.x), 0, -1):
        if g.counts[t - 1]:
            r[f"dy.{t}"] = rounded(2 * (r[f"y.{t}"] - g.d[t - 1]))
        dy = r.get(f"dy.{t}", Decimal(0))
        after = [r.get(f"da.{t + 1}.{k}", Decimal(0)) for k in units]
        for j in units:
            column = [row[j - 1] for row in g.W_hh]
            r[f"dh.{t}.{j}"] = rounded(g.W_hy[j - 1] * dy + dot(zip(column, after, strict=True)))
        for j in units:
            r[f"da.{t}.{j}"] = rounded(g.squash.slope(r[f"h.{t}.{j}"]) * r[f"dh.{t}.{j}"])


def _gradients(g: Given, r: Results) -> Results:
    """What the steps add to the gradient of each weight, summed; rounded once, at the end."""
    steps, units = range(1, len(g.x) + 1), range(1, len(g.W_xh) + 1)

    def total(*names: str) -> Decimal:
        """The sum over the steps of a product of arrays named "da.{t}.1" and so on."""
        rows = [
            [r.get(name.format(t=t, before=t - 1), Decimal(0)) for name in names] for t in steps
        ]
        return rounded(dot((row[0], row[1] if len(row) > 1 else Decimal(1)) for row in rows))

    found = {
        f"dW_xh.{j}": rounded(dot((r[f"da.{t}.{j}"], g.x[t - 1]) for t in steps)) for j in units
    }
    for j in units:
        found |= {f"dW_hh.{j}.{k}": total(f"da.{{t}}.{j}", f"h.{{before}}.{k}") for k in units}
    found |= {f"db_h.{j}": total(f"da.{{t}}.{j}") for j in units}
    found |= {f"dW_hy.{k}": total("dy.{t}", f"h.{{t}}.{k}") for k in units}
    return found | {"db_y": total("dy.{t}")}
