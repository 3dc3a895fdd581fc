"""Lyapunov exponents: of random networks by their gain, and along a real sequence."""

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.dynamics.exponents import RandomNets
from rnnviz.player.payload import Scene
from rnnviz.scenes.dynamics.parts import Dial, Json, axis, course, layer, plane, room, single
from rnnviz.scenes.dynamics.words import exponent_words, run_exponent_words
from rnnviz.words import _

UNITS = ("input", "output", "hidden")  # as on the phase portrait, and a third


def random_scene(nets: RandomNets, dial: Dial) -> Scene:
    """The largest exponent by gain, the states at this one, and how two near starts part."""
    family = [dial.json]
    said = [
        exponent_words(float(g), s, float(t))
        for g, s, t in zip(nets.g, nets.spectra, nets.theory, strict=True)
    ]
    T = nets.h.shape[1]
    rank = np.broadcast_to(np.arange(nets.spectra.shape[1]) + 1.0, nets.spectra.shape)
    limits = room(np.concatenate([nets.spectra[:, 0], nets.theory]))
    arrays = {
        "theory": single(np.stack([nets.g, nets.theory], -1)),
        "largest": single(np.stack([nets.g, nets.spectra[:, 0]], -1)),
        "here": single(
            np.stack([np.stack([nets.g] * 2, -1), np.broadcast_to(limits, (len(nets.g), 2))], -1)
        ),
        "zero": np.array([[nets.g[0], 0.0], [nets.g[-1], 0.0]], np.float32),
        "spectrum": single(np.stack([rank, nets.spectra], -1)),
        "none": np.array([[0.0, 0.0], [rank.shape[1] + 1.0, 0.0]], np.float32),
        "apart": single(nets.apart),
        **{f"h.{k}": single(nets.h[..., k]) for k in range(3)},
    }
    return Scene(
        title=_("How fast small differences grow"),
        steps=T,
        views=(
            _by_gain(nets, limits, family, said),
            _states(T, family),
            _spectrum(nets.spectra, family),
            _apart(nets.apart, family),
        ),
        arrays=arrays,
        speed=12.0,
        start={"t": 0, "playing": True},
        options={"layout": {"columns": [[0, 1], [2, 3]]}},
    )


def _by_gain(
    nets: RandomNets, limits: tuple[float, float], family: list[Json], said: list[str]
) -> Json:
    layers = [
        layer("line", "zero", "target", dashed=True, width=1.25),
        layer("line", "theory", "weight", _("infinitely many units")),
        layer("line", "here", "text", _("g now"), family=True, width=1.25),
        layer("points", "largest", "gradient", _("this network"), size=4),
    ]
    how = _(
        "λ₁ is the mean growth of a small difference, in logarithms a step: below 0 it fades, "
        "above 0 it is chaos."
    )
    x = axis(_("gain g"), nets.g[0], nets.g[-1])
    return plane(
        _("Largest Lyapunov exponent λ₁"),
        how,
        210,
        x,
        axis(_("λ₁"), *limits),
        layers,
        family=family,
        captions=said,
    )


def _states(T: int, family: list[Json]) -> Json:
    layers = [
        course(f"h.{k}", role, _("unit {k}").format(k=k + 1), width=1.5)
        for k, role in enumerate(UNITS)
    ]
    return plane(
        _("Three of its units"),
        "",
        110,
        axis(_("step"), 0, T),
        axis(_("h"), -1.05, 1.05),
        layers,
        family=family,
    )


def _spectrum(spectra: Array, family: list[Json]) -> Json:
    layers = [
        layer("line", "none", "target", dashed=True, width=1.25),
        layer(
            "points",
            "spectrum",
            "gradient",
            _("λ, the largest first"),
            family=bool(family),
            size=3.5,
        ),
    ]
    shown = np.maximum(spectra, -8.0)
    low, high = room(np.append(shown, 0.0))
    return plane(
        _("The whole spectrum"),
        "",
        150,
        axis(_("which"), 0, spectra.shape[-1] + 1),
        axis(_("λ"), low, high),
        layers,
        family=family,
    )


def _apart(apart: Array, family: list[Json]) -> Json:
    layers = [course("apart", "gradient", _("distance of two starts"))]
    low, high = room(np.maximum(apart, -17.0))
    return plane(
        _("Two starts, 10⁻⁶ apart"),
        "",
        130,
        axis(_("step"), 0, apart.shape[1]),
        axis(_("distance"), low, high, log=True),
        layers,
        family=family,
    )


def run_scene(norms: Array, spectrum: Array, ticks: tuple[str, ...]) -> Scene:
    """Gradient bars (T,) of the last step's loss, a line of slope λ₁, and the spectrum."""
    T = len(norms)
    with np.errstate(divide="ignore"):
        logs = np.log10(norms)
    time = np.arange(T) + 1.0
    line = logs[-1] + (T - time) * spectrum[0] / np.log(10)
    low, high = room(np.concatenate([logs, line]))
    bars = np.stack([time, np.full(T, low), time, logs], -1)
    arrays = {
        "bars": single(bars),
        "tops": single(np.stack([time, logs], -1)),
        "line": single(np.stack([time, line], -1)),
        "spectrum": single(np.stack([np.arange(len(spectrum)) + 1.0, spectrum], -1)),
        "none": np.array([[0.0, 0.0], [len(spectrum) + 1.0, 0.0]], np.float32),
    }
    return Scene(
        title=_("How fast small differences grow"),
        steps=T,
        views=(
            _bars(T, (low, high), run_exponent_words(spectrum, T)),
            _spectrum(spectrum[None], []),
        ),
        arrays=arrays,
        ticks=ticks,
        start={"t": T - 1, "playing": False},
        options={"layout": {"columns": [[0], [1]]}},
    )


def _bars(T: int, limits: tuple[float, float], said: str) -> Json:
    layers = [
        layer("segments", "bars", "gradient", _("‖∂L/∂h‖"), width=6),
        layer("points", "tops", "gradient", size=3),
        layer("line", "line", "text", _("slope λ₁"), dashed=True),
    ]
    how = _(
        "The gradient of the loss at the last step, at each step before it. The line falls by "
        "λ₁ a step back, and is no fit: λ₁ comes from the Jacobians alone."
    )
    return plane(
        _("Gradient bars, and what λ₁ says of them"),
        how,
        330,
        axis(_("step"), 0, T + 1),
        axis(_("‖∂L/∂h‖"), *limits, log=True),
        layers,
        captions=[said],
    )
