"""How a network learns."""

import numpy as np

from rnnviz.words.numbers import number
from tests.words.proofs.opened import Proof, opened


def sum_of_steps() -> Proof:
    s = opened("sum_of_steps").study
    before = np.vstack([np.zeros(3), s.trace.h[:-1]])
    products = s.back.back.a[:, 0] * before[:, 0]
    assert len(products) == 12
    assert np.isclose(products.sum(), s.gradients.params.W_hh[0, 0], rtol=1e-12)
    return {"sum": number(products.sum())}


def sum_of_losses() -> Proof:
    s = opened("sum_of_losses").study
    assert s.counts.all()
    assert len(s.loss) == 12
    return {"sum": number(s.total), "last": number(s.loss[-1])}


def rate() -> Proof:
    before = opened("rate", learned="0").study.total
    small, large = (opened("rate", rate=r).study.total for r in ("0.05", "1.0"))
    return {"before": number(before), "small": number(small), "large": number(large)}


def seed() -> Proof:
    one, two = (opened("seed", seed=s).study.trace.h[-1, 0] for s in "12")
    assert opened("seed").study.trace.h[-1, 0] == two
    return {"one": number(one), "two": number(two)}


PROOFS = (sum_of_steps, sum_of_losses, rate, seed)
