"""What the Gradients screen says in words: each sentence is made from the numbers that are shown.

Numbers in, sentences out: no Streamlit, no drawing. Rates and reach are those behind one loss.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.core.flow import step_factors
from rnnviz.core.jacobians import largest_singular_value, spectral_radius
from rnnviz.core.memory import carry
from rnnviz.core.study import Study
from rnnviz.scenes.gradients import Flow
from rnnviz.training.clipping import clip_by_norm, clip_by_value, global_norm
from rnnviz.words import _
from rnnviz.words.numbers import at_most, count, factor, number, percent, raised, steps

MUCH = 0.2  # the share of a gradient that is not called little
NONE = "–"


class Clipped(NamedTuple):
    """The whole dL/dW before and after clipping."""

    before: float  # its length
    after: float
    angle: float  # by which its direction turns, degrees
    cut: int  # how many of its numbers were changed
    n: int  # how many there are


def clipped(s: Study, clip: str, limit: float) -> Clipped:
    """Clip the gradient of all weights "off", by "norm" or by "value"."""
    flat = np.concatenate([a.ravel() for a in (*s.gradients.params, *s.gradients.readout)])
    length = global_norm(flat)
    before = float(length)
    kept: Array = flat
    if clip == "norm":
        kept = clip_by_norm(flat, length, limit)
    elif clip == "value":
        kept = clip_by_value(flat, limit)
    after = float(global_norm(kept))
    together = before * after
    cosine = float(flat @ kept) / together if together > 0 and np.isfinite(together) else 1.0
    angle = float(np.degrees(np.arccos(np.clip(cosine, -1, 1))))
    return Clipped(before, after, angle, int(np.sum(flat != kept)), len(flat))


def summary(f: Flow) -> list[tuple[str, str]]:
    """What fades, how fast and how far, (label, value) pairs; "–" where it is undefined."""
    back = len(f.behind) - 1
    return [
        (_("Left {n} back").format(n=steps(back)), left(f.left)),
        (_("Per step back, fitted"), fitted(f)),
        (_("Halved every"), _half_life(f)),
        (_("Above 1 % for"), _reach(f)),
        (_("Mean slope of the activation"), NONE if f.slope is None else number(f.slope)),
    ]


def left(ratio: float) -> str:
    """What is left of a gradient, as a share; as a factor if it has grown.

    >>> left(0.0572), left(1.38e-6), left(128000.0), left(0.0), left(float("nan"))
    ('5.7 %', '1.4×10⁻⁶', '×1.3×10⁵', '0', '–')
    """
    if np.isnan(ratio):
        return NONE
    if ratio < 1e-3:
        return number(ratio, 2)
    return percent(_rounded(ratio), 1) if _rounded(ratio) <= 1 else factor(ratio)


def _rounded(value: float) -> float:
    """Without the dust that adding floating-point numbers leaves: 1 - 1e-16 is 1."""
    return round(value, 9)


def fitted(f: Flow) -> str:
    """The factor of the line through the gradient, where one fits (`Rate.fits` says how judged)."""
    if f.rate is None:
        return NONE
    return factor(f.rate.factor) if f.rate.fits else _("no straight line")


def _half_life(f: Flow) -> str:
    # A half-life far longer than the sequence is a fit to noise.
    if f.rate is None or not f.rate.fits or not f.rate.half_life < 100 * len(f.behind):
        return NONE
    return steps(f.rate.half_life)


def _reach(f: Flow) -> str:
    if not f.behind[-1] > 0:
        return NONE
    if f.horizon is None:
        return _("all {n}").format(n=steps(len(f.behind) - 1))
    return steps(f.horizon - 1)


def way_back(f: Flow) -> str:
    """What is left of an LSTM's gradient, as the product of the factors of its steps back."""
    factors, back = step_factors(f.behind), len(f.behind) - 1
    shown = {"back": steps(back), "left": left(f.left)}
    if back < 2 or not (np.isfinite(factors) & (factors > 0)).all():
        return _("{back} back, {left} of the gradient is left.").format(**shown)
    text = _(
        "Through h and gates too, {first} × {mean}{power} = {left} of the gradient is left {back} "
        "back: the first step times the mean of the other {rest}."
    )
    first, mean = _as_precise(float(factors[-1]), factors[:-1], shown["left"])
    return text.format(
        **shown, first=first, mean=mean, rest=count(back - 1), power=raised(back - 1)
    )


def _as_precise(first: float, rest: Array, told: str) -> tuple[str, str]:
    """A factor and the geometric mean of the rest, so precise that their product is as told."""
    mean = float(np.exp(np.log(rest).mean()))
    digits = range(3, 12)
    texts = [(number(first, n), number(mean, n + 1)) for n in digits]
    rounded = [(float(f"{first:.{n}g}"), float(f"{mean:.{n + 1}g}")) for n in digits]
    right = (left(one * other ** len(rest)) == told for one, other in rounded)
    return next((text for text, is_so in zip(texts, right, strict=True) if is_so), texts[-1])


def lag_sentence(f: Flow) -> str:
    """From how near a loss the gradient of the recurrent weights comes."""
    if f.total == 0:
        return nothing_sentence(f)
    if f.study.net.cell.loop is None:
        return _lag_of_inputs(f)
    if not np.isfinite(f.missing).all():
        return _("{name}: the gradient of the recurrent weights is too large to be split.").format(
            name=f.name
        )
    lag = near(f.missing)
    shown = {"name": f.name, "total": number(f.total), "n": steps(lag), "share": None}
    if lag == len(f.missing) - 1 or f.missing[lag] == 0:
        text = _(
            "{name}: the gradient of the recurrent weights, of size {total}, needs everything up "
            "to {n} behind a loss."
        )
        return text.format(**shown)
    text = _(
        "{name}: the gradient of the recurrent weights has the size {total}. If no loss reached "
        "further back than {n}, it would change by {share}."
    )
    return text.format(**shown | {"share": percent(float(f.missing[lag]), 1)})


def _lag_of_inputs(f: Flow) -> str:
    """The same of the input weights, where no sum reads the state."""
    if not np.isfinite(f.missing).all():
        return _("{name}: the gradient of the input weights is too large to be split.").format(
            name=f.name
        )
    lag = near(f.missing)
    shown = {"name": f.name, "total": number(f.total), "n": steps(lag), "share": None}
    if lag == len(f.missing) - 1 or f.missing[lag] == 0:
        text = _(
            "{name} has no recurrent weights. The gradient of its input weights, of size {total}, "
            "needs everything up to {n} behind a loss."
        )
        return text.format(**shown)
    text = _(
        "{name} has no recurrent weights. The gradient of its input weights has the size {total}. "
        "If no loss reached further back than {n}, it would change by {share}."
    )
    return text.format(**shown | {"share": percent(float(f.missing[lag]), 1)})


def near(missing: Array) -> int:
    """The smallest lag behind which no more than a fifth of the gradient is ever missing.

    >>> near(np.array([0.5, 0.1, 0.3, 0.05, 0.0]))
    3
    """
    much = np.flatnonzero(missing > MUCH)
    return int(much[-1]) + 1 if len(much) else 0


def nothing_sentence(f: Flow) -> str:
    """Why the recurrent weights get no gradient."""
    if f.study.net.cell.loop is None:
        return _("{name}: the input weights get no gradient at all.").format(name=f.name)
    if not np.any(f.study.trace.h):
        return _(
            "{name}: the recurrent weights get no gradient at all. It is the sum over the steps "
            "of ∂L/∂aₜ times hₜ₋₁, and every h is 0."
        ).format(name=f.name)
    if not np.any(f.norm):
        return _(
            "{name}: the recurrent weights get no gradient at all, since the loss has none."
        ).format(name=f.name)
    return _("{name}: the recurrent weights get no gradient at all.").format(name=f.name)


def clip_sentence(c: Clipped, clip: str, limit: float) -> str:
    """What clipping does to the gradient of all weights, and what it does not."""
    at = number(limit)
    if c.cut == 0:
        text = _(
            "Nothing is clipped: the gradient of all weights has the length {before}, and no "
            "number of it is beyond ±{at}."
        ) if clip == "value" else _(
            "Nothing is clipped: the gradient of all weights has the length {before}, not more "
            "than {at}."
        )  # fmt: skip
        return text.format(before=number(c.before), at=at)
    if clip == "value":
        text = _(
            "Clipping by value cuts {cut} of {n} numbers of the gradient of all weights at ±{at}. "
            "Its length goes from {before} to {after}, and its direction turns by {angle}°. It is "
            "done to the sum, so it says nothing about single lags: the chart is without it. What "
            "came back through time, in the player above, is the same."
        )
        return text.format(
            cut=count(c.cut), n=count(c.n), at=at, before=number(c.before),
            after=number(c.after), angle=number(c.angle, 2),
        )  # fmt: skip
    text = _(
        "Clipping by norm shortens the gradient of all weights from {before} to {after}, and so "
        "every lag’s part by the same factor, {factor}: hollow before, full after. What came "
        "back through time, in the player above, is the same."
    )
    return text.format(
        before=number(c.before), after=number(c.after), factor=factor(c.after / c.before)
    )


def product_sentence() -> str:
    """How to read the fan of singular values."""
    return _(
        "How much longer a gradient becomes on its way back over so many steps: the most (thick "
        "line), the middle and the least, by its direction. Below the dotted line it has become "
        "shorter."
    )


def three_factors(f: Flow) -> list[tuple[str, str, str]]:
    """The factors of one step back: name, value, and what each measures; without the third where
    there are no recurrent weights.
    """
    return [
        (_("Fitted line"), fitted(f), _("this loss, this sequence: the slope of the chart above")),
        (
            _("Lyapunov exponent {exponent}").format(exponent=number(_rounded(f.lyapunov))),
            factor(float(np.exp(f.lyapunov))),
            _("this sequence, any loss: the direction that grows most, on average over the steps"),
        ),
        *_radius(f),
    ]


def _radius(f: Flow) -> list[tuple[str, str, str]]:
    if f.study.net.cell.loop is None:
        return []
    return [
        (
            _("Spectral radius of the recurrent weights"),
            factor(spectral_radius(f.writing)),
            _("the weights alone: as if no activation and no gate stood between the steps"),
        )
    ]


def kept_sentence(f: Flow) -> str:
    """What comes back of a gradient where nothing but a gate stands between two states."""
    kept = carry(f.study.net.cell, f.study.trace)
    if kept.turn is not None:
        return _turned_sentence(f, np.hypot(kept.keep, kept.turn)[1:].prod(axis=0))
    products = np.prod(kept.keep[1:], axis=0)
    text = _(
        "{name}: no gate reads the state, so a step back multiplies the gradient of a unit by the "
        "share that its gate keeps, and by nothing else. {n} back the product of these shares is "
        "{least} at least and {most} at most: exactly what is left of each unit’s gradient."
    )
    return text.format(
        name=f.name, n=steps(len(f.behind) - 1),
        least=left(float(products.min())), most=left(float(products.max())),
    )  # fmt: skip


def _turned_sentence(f: Flow, products: Array) -> str:
    """The same where a step turns a pair of numbers and shrinks it."""
    text = _(
        "{name}: a step back turns the gradient of a unit’s two numbers and multiplies its length "
        "by |λ|, and by nothing else. {n} back the product is {least} at least and {most} at most: "
        "exactly what is left of each unit’s gradient."
    )
    return text.format(
        name=f.name, n=steps(len(f.behind) - 1),
        least=left(float(products.min())), most=left(float(products.max())),
    )  # fmt: skip


def radius_sentence(f: Flow) -> str:
    """How the three factors belong together."""
    if f.study.net.cell.loop is None:
        return kept_sentence(f)
    radius, stretch = spectral_radius(f.writing), largest_singular_value(f.writing)
    shown = {"name": f.name, "stretch": at_most(stretch)}
    if f.slope is None:
        text = _(
            "{name}: gates multiply what passes from step to step as well, so the spectral radius "
            "alone does not tell what vanishes. One product with the recurrent weights stretches "
            "a gradient at most ×{stretch}."
        )
        return text.format(**shown)
    if f.study.net.cell.activation == "linear":
        text = _(
            "{name}: without an activation every step back is the same product with the recurrent "
            "weights, so the three factors approach each other as the sequence gets longer. One "
            "product stretches a gradient at most ×{stretch}."
        )
        return text.format(**shown)
    text = _(
        "{name}: a step back is the product with the weights and with the slope of the "
        "activation, {slope} on average here: {radius} × {slope} = {together}. One product with "
        "the weights stretches a gradient at most ×{stretch}."
    )
    together = number(radius * f.slope)
    return text.format(**shown, radius=number(radius), slope=number(f.slope), together=together)


def names(flows: Sequence[Flow]) -> list[str]:
    """What the networks are called."""
    return [f.name for f in flows]
