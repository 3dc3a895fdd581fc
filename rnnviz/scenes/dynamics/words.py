"""What may be said of dynamics: numbers in, sentences out."""

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.dynamics.cliff import Descent
from rnnviz.dynamics.fixed import EDGE, STABLE, Points, rotation, time_constant
from rnnviz.dynamics.momentum import Best
from rnnviz.dynamics.plane import Path
from rnnviz.dynamics.unit import Rests
from rnnviz.words import _, listed
from rnnviz.words.numbers import brief, number, percent, steps

TURNS = 1e-6  # an eigenvalue this far from the real axis turns


def unit_words(w: float, r: Rests, k: int, end: float, pulls: Array) -> str:
    """The fixed points of one unit without input, and where it is at the end.

    `pulls` (T,) is what the input adds to its sum at each step, u x.
    """
    here = ~np.isnan(r.h[k])
    h, slope = r.h[k][here], r.slope[k][here]
    stable = np.abs(slope) < 1
    parts = {"w": brief(w), "end": number(end)}
    if not np.isnan(r.cycle[k]).any():
        low, high = map(number, r.cycle[k])
        text = _(
            "w = {w}: it jumps between {low} and {high}; its fixed point {h} is left by a "
            "factor of {slope} a step."
        )
        return text.format(
            **parts, low=low, high=high, h=number(_zero(h[0])), slope=number(slope[0])
        )
    if stable.sum() == 2:
        return _one_bit(w, h, end, pulls)
    if len(h) > 1:
        text = _("w = {w}: fixed points are {all}. At the end of this input it is at {end}.")
        return text.format(**parts, all=", ".join(number(_zero(value)) for value in h))
    return _one_rest(float(slope[0])).format(**parts, h=number(_zero(h[0])))


def _one_bit(w: float, h: Array, end: float, pulls: Array) -> str:
    """Where a unit with two places of rest is, and what would turn it.

    A step crosses the middle fixed point when its sum, w h + u x + b, crosses the one there.
    """
    high = end > h[1]
    limit = w * (h[1] - (h[-1] if high else h[0]))
    text = _(
        "w = {w}: it rests at {low} or at {high}, with an unstable point between, and so keeps one "
        "bit. From {here} one step turns it only where the input u x is below {limit}; the lowest "
        "here is {most}. At the end it is at {end}."
    ) if high else _(
        "w = {w}: it rests at {low} or at {high}, with an unstable point between, and so keeps one "
        "bit. From {here} one step turns it only where the input u x is above {limit}; the highest "
        "here is {most}. At the end it is at {end}."
    )  # fmt: skip
    most = float(pulls.min() if high else pulls.max())
    return text.format(
        w=brief(w), low=number(h[0]), high=number(h[-1]), here=number(h[-1] if high else h[0]),
        limit=number(limit), most=brief(most), end=number(end),
    )  # fmt: skip


def _one_rest(slope: float) -> str:
    """How a unit comes to its only fixed point, or leaves it."""
    if abs(abs(slope) - 1) < EDGE:
        return _(
            "w = {w}: one fixed point, {h}, where the slope is {slope}: near it every step takes "
            "less off what is left of the way. At the end of this input it is at {end}."
        ).replace("{slope}", brief(float(np.sign(slope))))
    text = _(
        "w = {w}: one fixed point, {h}; near it a step multiplies what is left of the way there "
        "by {slope}. At the end of this input it is at {end}."
    )
    digits = 5 if abs(slope) > 0.99 else 3  # "1.00" would say that nothing is taken off
    return text.replace("{slope}", number(slope, digits))


def _zero(value: float, dust: float = 1e-7) -> float:
    return 0.0 if abs(value) < dust else float(value)


def point_words(points: Points, k: int) -> str:
    """What one fixed point of two variables is, by its eigenvalues."""
    values = points.eigenvalues[k]
    sizes = np.abs(values)
    if (np.abs(sizes - 1) <= EDGE).any():
        return _("one on the edge of being stable")
    out = int((sizes > 1).sum())
    turning = bool(np.abs(values[0].imag) > TURNS)
    if turning:
        return _("a stable spiral") if out == 0 else _("an unstable spiral")
    if out == 0:
        return _("a stable node")
    return _("a saddle") if out < len(values) else _("an unstable node")


def portrait_words(scale: float, points: Points, path: Path) -> str:
    """The regime of a map of two variables, named, with the numbers that name it."""
    kinds = [point_words(points, k) for k in range(len(points.x))]
    named = listed(
        _("{n} × {kind}").format(n=kinds.count(one), kind=one) for one in dict.fromkeys(kinds)
    ) or _("none")
    text = _("Weights × {scale}. Fixed points: {named}. {ends}")
    return text.format(scale=brief(scale), named=named, ends=_ends(points, path))


def _ends(points: Points, path: Path) -> str:
    """Where the path from the start ends, and how slowly."""
    if path.period > 1:
        return _("The path from the start ends in a cycle of {n} steps.").format(n=path.period)
    if path.period == 0:
        turn = turns(points, path)
        if turn is None:
            return _("The path from the start neither rests nor comes back within 16 steps.")
        text = _("The path from the start goes round the unstable one, a turn every {turn}.")
        return text.format(turn=steps(turn))
    away = np.linalg.norm(points.x - path.states[-1], axis=-1)
    if not len(away) or away.min() > 0.05 or points.kind[away.argmin()] != STABLE:
        return _("The path from the start comes to rest.")
    value = points.eigenvalues[away.argmin(), 0]
    tau = steps(float(time_constant(value)))
    if abs(value.imag) > TURNS:
        text = _(
            "The path from the start winds into a stable one, a turn every {turn}, with a "
            "time constant of {tau}."
        )
        return text.format(turn=steps(1 / abs(float(rotation(value)))), tau=tau)
    return _("The path from the start ends in a stable one, with a time constant of {tau}.").format(
        tau=tau
    )


def turns(points: Points, path: Path) -> float | None:
    """How many steps a turn round the only fixed point takes, if the path always turns one way."""
    if len(points.x) != 1 or points.kind[0] == STABLE:
        return None
    x, y = (path.states[len(path.states) // 3 :] - points.x[0]).T
    angles = np.angle((x[1:] + 1j * y[1:]) / (x[:-1] + 1j * y[:-1]))
    one_way = (angles > 0).all() or (angles < 0).all()
    return float(2 * np.pi / np.abs(angles).mean()) if one_way else None


def cloud_words(points: Points, held: Array) -> str:
    """How many points there are while an input is held, and the slowest stable one."""
    stable, unstable, slow = (int((points.kind == k).sum()) for k in range(3))
    text = _(
        "Input held at {x}: stable fixed points: {stable}, not stable: {unstable}, slow points: "
        "{slow}."
    )
    said = text.format(x=", ".join(map(brief, held)), stable=stable, unstable=unstable, slow=slow)
    if not stable:
        return said
    slowest = float(points.largest[points.kind == STABLE].max())
    more = _(
        "{said} What is left of a difference near the slowest stable one falls to 1/e in {tau}."
    )
    return more.format(said=said, tau=steps(float(time_constant(slowest))))


def cliff_words(free: Descent, bound: float, pace: float, size: float) -> str:
    """The longest gradient that the bounded descent met, and where the step would have gone."""
    k = int(free.length.argmax())
    length = float(free.length[k])
    if length <= bound:
        text = _(
            "The longest gradient of these steps is {length}: none needed the bound of {bound}."
        )
        return text.format(length=number(length), bound=brief(bound))
    whole, cut = pace * length, pace * bound
    if whole <= size:
        text = _(
            "At step {k} the gradient is {length} long: the step would go {whole}; bounded to "
            "{bound} it goes {cut}."
        )
    else:
        text = _(
            "At step {k} the gradient is {length} long: the step would go {whole}, and leave "
            "the picture; bounded to {bound} it goes {cut}."
        )
    return text.format(
        k=k, length=number(length), whole=number(whole), bound=brief(bound), cut=number(cut)
    )


def exponent_words(g: float, spectrum: Array, theory: float) -> str:
    """What the largest exponent of a random network says."""
    first = float(spectrum[0])
    parts = {
        "g": brief(g),
        "first": number(first),
        "theory": number(theory),
        "n": len(spectrum),
        "factor": number(float(np.exp(first))),
    }
    if abs(first) < 0.01:
        text = _(
            "g = {g}: λ₁ = {first}: small differences neither fade nor grow to speak of, "
            "×{factor} a step. For infinitely many units: {theory}."
        )
    elif first < 0:
        text = _(
            "g = {g}: λ₁ = {first}: a small difference fades, ×{factor} a step, and so does a "
            "gradient. For infinitely many units: {theory}."
        )
    else:
        text = _(
            "g = {g}: λ₁ = {first}: a small difference grows, ×{factor} a step: chaos, and "
            "gradients that explode. For infinitely many units: {theory}."
        )
    return text.format(**parts)


def run_exponent_words(spectrum: Array, T: int) -> str:
    """The largest exponent along one real sequence."""
    first = float(spectrum[0])
    if not np.isfinite(first):
        return _("Along these {T} steps every small difference of the state is lost.").format(T=T)
    text = _(
        "λ₁ = {first} along these {T} steps: a small difference of the state becomes "
        "×{factor} a step, and a gradient, walking back, too."
    )
    return text.format(first=number(first), factor=number(float(np.exp(first))), T=T)


def share_words(share: float) -> str:
    """How much of the training happened in the plane that is drawn."""
    text = _(
        "Of the way that training went, squared, {share} lies in these two directions; "
        "what is drawn is its shadow on them."
    )
    return text.format(share=percent(min(share, 1.0)))


def momentum_words(alpha: float, beta: float, rate: float, best: Best) -> str:
    """How fast it comes to the bottom, beside the best that is possible."""
    parts = {
        "alpha": brief(alpha),
        "beta": brief(beta),
        "rate": number(rate, 4),
        "a": number(best.alpha, 4),
        "b": number(best.beta, 3),
        "r": number(best.rate, 4),
    }
    if rate >= 1:
        text = _(
            "α = {alpha}, β = {beta}: the distance grows, or stays, ×{rate} a step in the "
            "long run. Best are α = {a}, β = {b}: ×{r}."
        )
    else:
        text = _(
            "α = {alpha}, β = {beta}: the distance shrinks ×{rate} a step in the long "
            "run. Best are α = {a}, β = {b}: ×{r}."
        )
    return text.format(**parts)
