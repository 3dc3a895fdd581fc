"""What is said of a view: the sentence of the picture where its sliders stand."""

from functools import lru_cache

import numpy as np

from rnnviz.core.feedback import free_run
from rnnviz.dynamics.by_hand import parity
from rnnviz.dynamics.maps import driven, held, jacobians
from rnnviz.street.dynamics.dynamics import Dynamics
from rnnviz.street.dynamics.portraits import STEEP
from rnnviz.street.dynamics.runs import Trained
from rnnviz.words import _
from rnnviz.words.numbers import count, number
from rnnviz.words.tongue import by_language

FREE, NEAR = 300, 0.005  # steps that a network reads its own answers, and what is at rest
BITS, WAY = 1000, 20  # bits that are read, and over how many of them the Jacobian is taken


def caption(seen: Dynamics) -> str:
    """The sentence of the first view that has one."""
    view = next(view for view in seen.scene.views if view.get("captions"))
    index = 0
    for dial in view.get("family", ()):
        index = index * dial["count"] + dial["at"]
    return view["captions"][min(index, len(view["captions"]) - 1)]


def free_words(trained: Trained) -> str:
    """Where a network that predicts the next value ends up when it reads its own answers.

    Empty where it does not predict what it reads, or does not come to rest.
    """
    if trained.lesson.where != "every" or trained.net.weights.readout.b_y.shape != (1,):
        return ""
    x = trained.x[:, 0]
    y = free_run(trained.net, x, len(x) + FREE, "value").y[len(x) - 1 :, 0]
    away = np.flatnonzero(np.abs(y - y[-1]) > NEAR)
    if not np.isfinite(y).all() or (len(away) and away[-1] > FREE - 100):
        return ""
    n = int(away[-1]) + 1 if len(away) else 0
    text = _("Fed with its own answers it sinks to {y}, its fixed point then, within {n} steps.")
    return text.format(y=number(float(y[-1])), n=n)


@by_language(lru_cache(maxsize=4))
def parity_words(seed: int) -> str:
    """How long the parity by hand is right, and what is left of its gradient."""
    net, start = parity(STEEP)
    x = np.random.default_rng(seed).choice([-1.0, 1.0], (BITS, 1))
    states = driven(net, x, start)
    right = int((np.sign(states.sum(-1) + 1) == np.cumprod(x[:, 0])).sum())
    before = np.vstack([start, states])
    product = np.eye(2)
    for k in range(WAY):
        product = jacobians(held(net, x[k]), before[k : k + 1])[0] @ product
    text = _(
        "By hand: h₁ + h₂ + 1 is the product of all bits ±1 so far, right after {right} of {n} "
        "bits; yet over {way} steps the Jacobian has the norm {norm}. What cannot be learned can "
        "be remembered."
    )
    norm = float(np.linalg.norm(product, 2))
    return text.format(right=count(right), n=count(BITS), way=WAY, norm=number(norm))
