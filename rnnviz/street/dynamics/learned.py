"""Views of a trained network: many units, the loss around it, its exponents."""

from dataclasses import replace

import numpy as np

from rnnviz.core.arrays import Array, stack_steps
from rnnviz.core.jacobians import lyapunov_spectrum, state_vectors, step_jacobians
from rnnviz.core.losses import LOSSES
from rnnviz.core.network import Network, backward, forward
from rnnviz.dynamics import cloud, landscape
from rnnviz.dynamics.by_hand import plain
from rnnviz.scenes.dynamics.descent import Way, way_scene
from rnnviz.scenes.dynamics.exponents import run_scene
from rnnviz.scenes.dynamics.many import many_scene
from rnnviz.scenes.dynamics.words import share_words
from rnnviz.settings.dynamics import DynamicsSettings, parse_matrix
from rnnviz.street.dynamics.runs import Trained
from rnnviz.street.dynamics.shown import Shown, dial_of
from rnnviz.studio.descent import bound
from rnnviz.studio.lesson import Lesson
from rnnviz.studio.words import weight_names
from rnnviz.training.clipping import global_norm
from rnnviz.training.flat import unflatten
from rnnviz.training.passes import Objective, Passes, Windows
from rnnviz.words import _

COUNTED = 24  # sequences by which the loss around is measured
FINE = 25  # places of that loss in each direction


def many(s: DynamicsSettings, trained: Trained | None) -> Shown:
    """The trajectories, and the points for every input that the slider can hold.

    Raises:
        RnnvizError: if the cell looks at what time it is.
    """
    along = dial_of(s, "hold")
    if trained is None:
        net = plain(parse_matrix(s.matrix))
        begin = np.random.default_rng(s.seed).uniform(
            -1, 1, (cloud.STARTS, len(net.weights.params.b_h))
        )
        found = cloud.left_alone(net, begin, len(along.values))
    else:
        x = trained.x
        found = cloud.cloud(trained.net, x, inputs_held(x, len(along.values)), s.seed)
    drawn = (int(s.axes[0]) - 1, int(s.axes[1]) - 1)
    k = len(found.axes.shares)
    drawn = drawn if max(drawn) < k else (0, min(1, k - 1))
    ticks = tuple(str(t + 1) for t in range(len(found.states)))
    now = found.points[along.at]
    exact = {
        "states": found.states,
        "components": found.axes.directions,
        "shares": found.axes.shares,
        "inputs": found.inputs,
        "fixed.x": now.x,
        "fixed.q": now.q,
        "fixed.eigenvalues": now.eigenvalues,
        "fixed.kind": now.kind,
    }
    return Shown(many_scene(found, along, drawn, ticks), exact)


def inputs_held(x: Array, n: int) -> Array:
    """N inputs to hold (n, I): the first from lowest to highest, others in their middle."""
    rows = x.reshape(-1, x.shape[-1])
    held = np.tile(np.median(rows, axis=0), (n, 1))
    held[:, 0] = np.linspace(rows[:, 0].min(), rows[:, 0].max(), n)
    return held


def around(s: DynamicsSettings, trained: Trained) -> Shown:
    """The loss over two directions through the trained weights, with the path of the training."""
    thetas = np.stack([f.theta for f in trained.run.frames]).astype(float)
    if s.plane == "path":
        flat, _shares = landscape.path_plane(thetas)
        names = (_("first direction of the path"), _("second direction of the path"))
    else:
        rng = np.random.default_rng([s.seed, 2])
        flat = landscape.random_plane(trained.net.weights, rng)
        names = (_("first random direction"), _("second random direction"))
    path = flat.places(thetas)
    low, high = landscape.around(path)
    if s.plane == "random":
        low, high = np.minimum(low, -1.0), np.maximum(high, 1.0)
    loss = losses(trained.net, trained.lesson, flat.at(landscape.net_of_places(low, high, FINE)))
    none = np.zeros_like(path)
    moved = (thetas - thetas[-1]) ** 2
    within = float(
        (flat.at(path) - thetas[-1]) ** 2 @ np.ones(thetas.shape[1]) @ np.ones(len(path))
    )
    share = within / max(float(moved.sum()), 1e-300)
    how = _(
        "0, 0 is the network as it was trained. Loss of {n} sequences that it learned from."
    ).format(n=min(COUNTED, trained.lesson.learn.x.shape[1]))
    way = _way(trained, loss, low, high, path, none, none, names, share_words(share), how)
    return Shown(
        way_scene(_("The loss around"), way, arrows=False),
        {"loss": loss, "path": path, "directions": flat.directions},
    )


def two_weights(s: DynamicsSettings, trained: Trained) -> Shown:
    """The loss over two weights, and each step before and after its bound."""
    names, frames = weight_names(trained.net), trained.run.frames
    i, j = min(s.first, len(names) - 1), min(s.second, len(names) - 1)
    thetas = np.stack([f.theta for f in frames]).astype(float)
    flat = landscape.axes_plane(thetas[-1], i, j)
    path = thetas[:, [i, j]]
    low, high = landscape.around(path, 0.4, 0.05)
    offsets = landscape.net_of_places(low, high, FINE) - thetas[-1][[i, j]]
    loss = losses(trained.net, trained.lesson, flat.at(offsets))
    free, bounded = _steps(trained, thetas, [i, j])
    how = _(
        "The other weights stand as they were at the end of the training. Arrows: the rate "
        "times the gradient, before and after its bound."
    )
    moved = (thetas - thetas[-1]) ** 2
    share = float(moved[:, [i, j]].sum()) / max(float(moved.sum()), 1e-300)
    way = _way(
        trained, loss, low, high, path, free, bounded, (names[i], names[j]), share_words(share), how
    )
    return Shown(
        way_scene(_("The loss over two weights"), way, arrows=True), {"loss": loss, "path": path}
    )


def _way(
    trained: Trained,
    loss: Array,
    low: Array,
    high: Array,
    path: Array,
    free: Array,
    bounded: Array,
    names: tuple[str, str],
    said: str,
    how: str,
) -> Way:
    rows = [trained.run.rows[f.epoch] for f in trained.run.frames]
    ticks = tuple(_("epoch {n}").format(n=f.epoch) for f in trained.run.frames)
    along, length = np.array([r.loss for r in rows]), np.array([r.norm for r in rows])
    return Way(
        loss.reshape(FINE, FINE),
        low,
        high,
        path,
        along,
        length,
        free,
        bounded,
        names,
        ticks,
        said,
        how,
    )


def _passes(net: Network, lesson: Lesson, thetas: Array) -> tuple[Passes, object]:
    """Passes of as many networks as there are rows of weights (R, P), and these weights."""
    weights = unflatten(thetas, net.weights)
    return Passes(replace(net, weights=weights), Objective(lesson.loss, lesson.where)), weights


def losses(net: Network, lesson: Lesson, thetas: Array) -> Array:
    """The loss (R,) at weights (R, P), on some of the sequences that were learned from."""
    d = lesson.learn
    some = Windows(d.x, d.y, d.weight).take(slice(0, COUNTED))
    passes, weights = _passes(net, lesson, thetas)
    with np.errstate(all="ignore"):
        return np.asarray(passes.loss(weights, some), float)


def _steps(trained: Trained, thetas: Array, which: list[int]) -> tuple[Array, Array]:
    """−rate · gradient at each kept epoch (K, 2), before and after its bound."""
    run, d = trained.run, trained.lesson.learn
    passes, weights = _passes(trained.net, trained.lesson, thetas)
    _loss, g = passes.loss_and_gradient(weights, Windows(d.x, d.y, d.weight))
    free, kept = [], []
    for frame, row in zip(run.frames, g, strict=True):
        rule = run.plan.rule(frame.epoch)
        cut, _clipped = bound(row, global_norm(row), rule)
        free.append(-rule.lr * row[which])
        kept.append(-rule.lr * cut[which])
    return np.array(free), np.array(kept)


def counted(lesson: Lesson) -> int:
    """Up to which step the first sequence kept aside is asked for anything."""
    d = lesson.held
    if lesson.where != "every" or d.weight is None:
        return len(d.x)
    return int(np.flatnonzero(d.weight[:, 0])[-1]) + 1


def along_sequence(trained: Trained) -> Shown:
    """The spectrum along a sequence kept aside, and the gradient of its last step's loss."""
    net, lesson = trained.net, trained.lesson
    x, d = lesson.held.x[: counted(lesson), 0], lesson.held.y
    run = forward(net, x)
    lost = LOSSES[lesson.loss](run.y[-1:], d[len(x) - 1, :1] if lesson.where == "every" else d[:1])
    dy = np.zeros_like(run.y)
    dy[-1] = lost.dy[0]
    _weights, g = backward(net, x, run, dy)
    trace = stack_steps(run.steps)
    spectrum = lyapunov_spectrum(step_jacobians(net.cell, net.params, trace))
    norms = np.linalg.norm(state_vectors(g.state), axis=-1)
    ticks = tuple(str(t + 1) for t in range(len(x)))
    return Shown(run_scene(norms, spectrum, ticks), {"norms": norms, "spectrum": spectrum})
