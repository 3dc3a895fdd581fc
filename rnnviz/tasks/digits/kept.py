"""The networks of a first visit, trained beforehand: `data/make_digits.py` wrote them.

They are what `train_digits(Plan())` gives, which takes about three seconds; a test trains anew and
compares. How long a training took is not kept: it would be another machine's time.
"""

from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from rnnviz.core.cells import CELLS
from rnnviz.core.init import init_network
from rnnviz.core.network import Weights
from rnnviz.tasks.digits.digits import CLASSES, SIDE, Digits
from rnnviz.tasks.digits.training import Plan, Run, Trained

FILE = Path(__file__).resolve().parents[3] / "data" / "digits.npz"
PLAN = Plan()
CURVES = ("loss", "val_loss", "val_accuracy", "best_epoch", "best_loss", "by_row")


@cache
def kept_run() -> Run:
    """The run of the plan that a first visit shows; shared, never to be changed."""
    with np.load(FILE, allow_pickle=False) as file:
        found = dict(file)
    pairs = zip(PLAN.cells, PLAN.sizes(), strict=True)
    networks = tuple(_network(found, code, hidden) for code, hidden in pairs)
    test = Digits(found["test.images"].astype(float), found["test.labels"].astype(int))
    return Run(PLAN, networks, stopped=False, test=test)


def _network(found: dict[str, np.ndarray], code: str, hidden: int) -> Trained:
    """One kind of network, from the arrays of the file."""
    like = init_network(CELLS[code], SIDE, hidden, CLASSES, np.random.default_rng(0))
    p, r = like.weights
    weights = Weights(
        type(p)(*(found[f"{code}.{name}"] for name in p._fields)),
        type(r)(*(found[f"{code}.{name}"] for name in r._fields)),
    )
    curves: dict[str, Any] = {name: found[f"{code}.{name}"] for name in CURVES}
    return Trained(
        code=code, hidden=hidden, parameters=like.count(), weights=weights,
        status=tuple(found[f"{code}.status"].tolist()), message=str(found[f"{code}.message"]),
        seconds=float("nan"), **curves,
    )  # fmt: skip
