"""What is said of a view: the sentence of the picture where its sliders stand."""

from functools import lru_cache

import numpy as np

from rnnviz.dynamics.by_hand import parity
from rnnviz.dynamics.maps import driven, held, jacobians
from rnnviz.street.dynamics.dynamics import Dynamics
from rnnviz.street.dynamics.portraits import STEEP
from rnnviz.words import _
from rnnviz.words.numbers import count, number

BITS, WAY = 1000, 20  # bits that are read, and over how many of them the Jacobian is taken


def caption(seen: Dynamics) -> str:
    """The sentence of the first view that has one."""
    view = next(view for view in seen.scene.views if view.get("captions"))
    index = 0
    for dial in view.get("family", ()):
        index = index * dial["count"] + dial["at"]
    return view["captions"][min(index, len(view["captions"]) - 1)]


@lru_cache(maxsize=4)
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
