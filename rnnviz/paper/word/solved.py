"""A word by hand: state, outputs, softmax, cross-entropy, and the gradient of the readout.

p_t[k] = e^{y_t[k]} / s_t, s_t = sum_k e^{y_t[k]}, L_t = -ln p_t[the letter that follows]
dL/dy_t[k] = p_t[k] - d_t[k], dL/db_y = sum_t dL/dy_t, dL/dW_hy = sum_t dL/dy_t h_t^T
"""

import math
from decimal import Decimal

from rnnviz.errors import RnnvizError
from rnnviz.paper.parts.blanks import Results
from rnnviz.paper.parts.decimals import dot, exp, rounded
from rnnviz.paper.word.given import Given
from rnnviz.words import _

LEAST, MOST = -3, 20  # of a step's largest output, so that powers of e can be written down


def solved(g: Given) -> Results:
    """Every result by its array, the step, and the unit or letter, counted from 1: p.2.3.

    Raises:
        RnnvizError: if the probability of a letter that follows rounds to 0: it has no logarithm.
    """
    found: Results = {}
    for t in range(1, len(g.read) + 1):
        _state(g, found, t)
        _softmax(g, found, t)
    return found | _gradients(g, found)


def _state(g: Given, r: Results, t: int) -> None:
    units = range(1, len(g.b_h) + 1)
    before = [r.get(f"h.{t - 1}.{k}", Decimal(0)) for k in units]
    for j in units:
        recurrent = dot(zip(g.W_hh[j - 1], before, strict=True))
        r[f"a.{t}.{j}"] = rounded(g.W_xh[j - 1][g.read[t - 1]] + recurrent + g.b_h[j - 1])
        r[f"h.{t}.{j}"] = rounded(g.squash.of(r[f"a.{t}.{j}"]))


def _softmax(g: Given, r: Results, t: int) -> None:
    letters = range(1, len(g.outputs) + 1)
    state = [r[f"h.{t}.{j}"] for j in range(1, len(g.b_h) + 1)]
    y = [rounded(dot(zip(g.W_hy[k - 1], state, strict=True)) + g.b_y[k - 1]) for k in letters]
    if not LEAST <= max(y) <= MOST:
        raise _refused()
    e = [exp(one) for one in y]
    total = sum(e, Decimal(0))
    p = [rounded(one / total) for one in e]
    if not p[g.follows[t - 1]]:
        raise _refused()
    r |= {f"y.{t}.{k}": y[k - 1] for k in letters} | {f"e.{t}.{k}": e[k - 1] for k in letters}
    r[f"s.{t}"] = total
    r |= {f"p.{t}.{k}": p[k - 1] for k in letters}
    r[f"L.{t}"] = rounded(-math.log(p[g.follows[t - 1]]))


def _refused() -> RnnvizError:
    return RnnvizError(
        _(
            "The outputs of this network are too far from 0 for a softmax by hand: choose another "
            "seed, or train it for fewer epochs."
        )
    )


def _gradients(g: Given, r: Results) -> Results:
    """∂L/∂y of each step, and what the steps add to the gradient of the readout."""
    steps, letters = range(1, len(g.read) + 1), range(1, len(g.outputs) + 1)
    found = {
        f"dy.{t}.{k}": r[f"p.{t}.{k}"] - (k - 1 == g.follows[t - 1])
        for t in steps for k in letters
    }  # fmt: skip
    for k in letters:
        for j in range(1, len(g.b_h) + 1):
            pairs = ((found[f"dy.{t}.{k}"], r[f"h.{t}.{j}"]) for t in steps)
            found[f"dW_hy.{k}.{j}"] = rounded(dot(pairs))
    for k in letters:
        found[f"db_y.{k}"] = sum((found[f"dy.{t}.{k}"] for t in steps), Decimal(0))
    return found
