"""Views that need no training: one unit, the cliff, random networks, momentum."""

from functools import lru_cache

import numpy as np

from rnnviz.core.activations import ACTIVATIONS
from rnnviz.core.arrays import Array
from rnnviz.dynamics import cliff, exponents, momentum
from rnnviz.dynamics.landscape import net_of_places
from rnnviz.dynamics.unit import rests, walks
from rnnviz.scenes.dynamics.descent import Way, way_scene
from rnnviz.scenes.dynamics.exponents import random_scene
from rnnviz.scenes.dynamics.momentum import momentum_scene
from rnnviz.scenes.dynamics.one import one_scene
from rnnviz.scenes.dynamics.words import cliff_words
from rnnviz.settings.dynamics import DynamicsSettings
from rnnviz.street.dynamics.shown import Shown, dial_of
from rnnviz.words import _

STEPS = 40  # of one unit
BRANCHES = 301  # weights of the bifurcation diagram
UNITS, FOLLOWED = 24, 120  # of the random networks, and for how many steps
DOWN, DOWN_BOWL = 60, 36  # steps of a descent
CURVATURES = np.array([0.01, 1.0])  # of the bowl
BEGIN = np.array([-1.1, 1.0])  # where the way down the bowl begins
CORNERS = np.array([0.5, -0.3]), np.array([2.0, 0.3])  # of the window on the cliff
FINE = 121  # places of the cliff's loss in each direction


def read(code: str) -> Array:
    """The input of one unit, (T,): nothing, a pulse up and later one down, or a square wave."""
    t = np.arange(STEPS)
    if code == "square":
        return np.where(t // 10 % 2 == 0, 1.0, -1.0)
    return (t == 4) * 1.0 - (t == 22) * 1.0 if code == "pulse" else np.zeros(STEPS)


def one(s: DynamicsSettings) -> Shown:
    """One unit, with every w of the slider."""
    along, x = dial_of(s, "w"), read(s.reads)
    found = walks(ACTIVATIONS[s.phi], along.values, s.u, s.bias, x, s.h0)
    still = rests(ACTIVATIONS[s.phi], along.values, s.bias)
    fine = np.linspace(along.values[0], along.values[-1], BRANCHES)
    branches = fine, rests(ACTIVATIONS[s.phi], fine, s.bias)
    exact = {
        "w": found.w,
        "x": x,
        "h": found.h,
        "fixed.h": still.h,
        "fixed.slope": still.slope,
        "fixed.cycle": still.cycle,
    }
    return Shown(one_scene(found, along, x, s.u, s.phi, still, branches), exact)


def the_cliff(s: DynamicsSettings) -> Shown:
    """The descent with its gradient bounded, and what each step would be without the bound."""
    unit, (low, high) = cliff.Unit(), CORNERS
    places = net_of_places(low, high, FINE)
    loss, _g = cliff.loss_and_gradient(unit, places)
    way = cliff.descend(unit, np.array([s.from_w, s.from_b]), s.pace, s.bound, DOWN)
    free = -s.pace * way.gradient
    how = _(
        "One unit, h ← tanh(w h + b), 50 times from 0.1, is to end at 0.5. A click sets the start."
    )
    drawn = Way(
        loss.reshape(FINE, FINE),
        low,
        high,
        way.place,
        way.loss,
        way.length,
        free,
        -s.pace * cliff.bounded(way.gradient, s.bound),
        (_("w"), _("b")),
        tuple(str(k) for k in range(DOWN + 1)),
        cliff_words(way, s.bound, s.pace, float(np.hypot(*(high - low)))),
        how,
    )
    exact = {
        "loss": loss.reshape(FINE, FINE),
        "path": way.place,
        "path.loss": way.loss,
        "path.gradient": way.gradient,
    }
    return Shown(way_scene(_("The cliff"), drawn, arrows=True), exact)


@lru_cache(maxsize=4)
def _nets(seed: int, gains: tuple[float, ...]) -> exponents.RandomNets:
    return exponents.random_nets(UNITS, np.array(gains), seed, FOLLOWED)


def random(s: DynamicsSettings) -> Shown:
    """Random networks at every gain of the slider."""
    along = dial_of(s, "spread")
    nets = _nets(s.seed, tuple(along.values.tolist()))
    exact = {"g": nets.g, "spectra": nets.spectra, "theory": nets.theory}
    return Shown(random_scene(nets, along), exact)


def the_bowl(s: DynamicsSettings) -> Shown:
    """The way down for every pair of both sliders."""
    alpha, beta = dial_of(s, "alpha"), dial_of(s, "beta")
    A, B = np.meshgrid(alpha.values, beta.values, indexing="ij")
    ways = momentum.descent(CURVATURES, A, B, BEGIN, DOWN_BOWL)
    now = ways[alpha.at, beta.at]
    rate = momentum.rates(CURVATURES, np.array(s.alpha), np.array(s.beta))
    return Shown(momentum_scene(ways, CURVATURES, alpha, beta), {"path": now, "rates": rate})
