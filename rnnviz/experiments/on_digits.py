"""Handwritten digits, read row by row from above, from below, or column by column."""

import time

import numpy as np

from rnnviz.experiments.learning import Report
from rnnviz.experiments.recipe import Outcome, Recipe, lost
from rnnviz.tasks.digits.training import Plan, train_digits


def learn_digits(r: Recipe, seed: int, report: Report) -> Outcome | None:
    """Train one network from one seed, which draws its weights and splits the digits."""
    start = time.process_time()
    plan = Plan(
        cells=(r.kind.code,), hidden=r.hidden, restarts=1, epochs=r.updates, lr=r.lr, seed=seed,
        order=r.order,
    )  # fmt: skip
    run = train_digits(plan, lambda now: report(now.epoch / max(1, now.epochs)))
    spent = time.process_time() - start
    if run.stopped:
        return None
    (one,) = run.networks
    if not one.good.any():
        return lost(seed, r.updates, spent)
    right = float(one.by_row[-1][0])
    return Outcome(seed, float(np.min(one.best_loss)), right, r.updates, spent, "finished")
