"""Presets of the Gradients screen: each shows one truth, and says it with the numbers shown."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from rnnviz.core.flow import step_factors
from rnnviz.core.jacobians import spectral_radius
from rnnviz.scenes.gradient_words import clipped, left, near, way_back
from rnnviz.scenes.gradients import Flow
from rnnviz.settings.gradients import GradientSettings
from rnnviz.street.screens.gradients import FlowOf, flows_of
from rnnviz.ui.frame import presets as frame
from rnnviz.ui.frame.presets import Offered
from rnnviz.ui.gradients.flows import flow_in
from rnnviz.words import N_, _
from rnnviz.words.numbers import at_least, at_most, number, percent, steps

# What the presets share: a sine of 30 steps into 8 units, the loss at the last step only.
COMMON: dict[str, Any] = {
    "input": "series", "series": "sine", "steps": 30, "hidden": 8, "seed": 1, "trained": 0,
}  # fmt: skip
CLIP_AT, TAMED_AT = 0.1, 1.0

Flows = Sequence[Flow]


@dataclass(frozen=True)
class Preset:
    """A name, the settings that differ from `COMMON`, and what is to be seen in its numbers.

    `beside` changes the settings once more: its flows come after those that are shown.
    """

    label: str
    changes: dict[str, Any]
    look: Callable[[Flows], str]
    beside: dict[str, Any] = field(default_factory=dict)

    def settings(self) -> GradientSettings:
        """The settings of the whole screen under this preset."""
        return GradientSettings(**{**COMMON, **self.changes})

    def flows(self, s: GradientSettings, flow_of: FlowOf) -> list[Flow]:
        """The flows that the sentence is made from."""
        beside = flows_of(replace(s, **self.beside), flow_of) if self.beside else []
        return [*flows_of(s, flow_of), *beside]


def _back(f: Flow) -> str:
    return steps(len(f.behind) - 1)


def _shown(f: Flow) -> dict[str, str]:
    """What most sentences name: how far back, and what is left there."""
    return {"back": _back(f), "left": left(f.left)}


def vanish(flows: Flows) -> str:
    """A straight line down, where it is one."""
    (f,) = flows
    if f.rate is None or not f.rate.fits or f.rate.factor >= 1:
        text = _(
            "{back} back, {left} of the gradient is left. The weights are shared by all steps; if "
            "the loss reached only {near} back, their gradient would change by {missing}."
        )
        return text.format(**_shown(f), **_near(f))
    text = _(
        "Going back, each step multiplies the gradient by about {factor}: on a log scale, a "
        "straight line down. {back} back, {left} is left. The weights are shared by all steps; "
        "if the loss reached only {near} back, their gradient would change by {missing}."
    )
    return text.format(**_shown(f), **_near(f), factor=number(f.rate.factor, 2))


def _near(f: Flow) -> dict[str, str]:
    """How near the recurrent weights' gradient comes from, and what is missing beyond."""
    lag = near(f.missing)
    return {"near": steps(lag), "missing": percent(float(f.missing[lag]))}


def explode(flows: Flows) -> str:
    """A straight line up."""
    (f,) = flows
    text = _(
        "Nothing squashes the state here, and the weights stretch every direction by {gain}: each "
        "step back multiplies the gradient by {gain}. {back} back it is {times} times as large."
    )
    gain = number(spectral_radius(f.writing), 2)
    return text.format(back=_back(f), gain=gain, times=number(f.left, 2))


def keep(flows: Flows) -> str:
    """All bars alike."""
    (f,) = flows
    text = _(
        "Orthogonal weights only rotate, and nothing squashes: the gradient has the same size at "
        "every step, {size}."
    )
    return text.format(size=number(float(f.norm[-1])))


def driven(flows: Flows) -> str:
    """Why large weights do not explode once the units have left 0."""
    (f,) = flows
    radius, slope = spectral_radius(f.writing), f.slope or 0.0
    shown = _shown(f) | {"radius": number(radius, 2)}
    if not (f.left < 1 and radius * slope < 1):
        text = _("The spectral radius is {radius}; {back} back, {left} of the gradient is left.")
        return text.format(**shown)
    text = _(
        "The spectral radius is {radius}, yet {back} back only {left} is left: away from 0 tanh is "
        "flatter, and {radius} × its mean slope {slope} = {together}, below 1."
    )
    said = text.format(**shown, slope=number(slope, 2), together=number(radius * slope, 2))
    return " ".join([said, *_near_nothing(f)])


def _near_nothing(f: Flow) -> list[str]:
    """Where a step back stretches most, if that is in the first steps, where the units leave 0."""
    factors, far = step_factors(f.behind), np.abs(f.study.trace.h).mean(1)
    most = int(factors.argmax())
    if most >= len(factors) // 3 or far[most + 1] >= far.mean():
        return []
    text = _("Near 0, in the first steps, a step back multiplies by up to {most}.")
    return [text.format(most=f"×{at_most(float(factors[most]), 2)}")]


def silent(flows: Flows) -> str:
    """Why the same weights explode where nothing is read, and why they still learn nothing."""
    (f,) = flows
    text = _(
        "With no input the state stays at 0, where the slope of tanh is 1: now the same weights "
        "explode. {back} back the gradient is {times} times as large. The recurrent weights still "
        "learn nothing: their gradient is the sum of ∂L/∂aₜ times hₜ₋₁, and every h is 0."
    )
    return text.format(back=_back(f), times=number(f.left, 2))


def lstm(flows: Flows) -> str:
    """What is left of an LSTM's gradient, and of a plain RNN's."""
    f, plain = flows
    text = _(
        "Forget gates are open (bias 4): on average they keep {kept} of c a step. {way} Of the "
        "plain RNN’s, {theirs}."
    )
    return text.format(kept=_kept(f), way=way_back(f), theirs=left(plain.left))


def lstm0(flows: Flows) -> str:
    """The same LSTM with forget gates half open, and open."""
    f, opened = flows
    text = _(
        "An LSTM vanishes too: with bias 0 its gates keep on average {kept} of c a step. {way} "
        "With bias 4, {more} and {theirs}."
    )
    return text.format(kept=_kept(f), way=way_back(f), more=_kept(opened), theirs=left(opened.left))


def _kept(f: Flow) -> str:
    return percent(float(f.study.trace.f.mean()))


def clip(flows: Flows) -> str:
    """What clipping mends, and what not."""
    (f,) = flows
    c = clipped(f.study, "norm", CLIP_AT)
    if c.cut == 0:
        text = _("The gradient of all weights, {before}, is short enough: nothing is clipped.")
        return text.format(before=number(c.before))
    text = _(
        "Clipping shortens the gradient of all weights, here from {before} to {after}, and that of "
        "the recurrent weights among them from {whole} to {part}. What comes back through time "
        "stays as it was: {left} is left {back} back. In “What each lag teaches”, all parts shrink "
        "alike."
    )
    return text.format(
        **_shown(f), before=number(c.before), after=number(c.after), whole=number(f.total),
        part=number(f.total * c.after / c.before),
    )  # fmt: skip


def tamed(flows: Flows) -> str:
    """What clipping is for: a gradient that has exploded."""
    (f,) = flows
    c = clipped(f.study, "norm", TAMED_AT)
    if c.cut == 0 or f.left <= 1:
        return clip(flows)
    text = _(
        "{back} back the gradient is {times} times as large, and that of all weights has the "
        "length {before}. Clipping shortens it to {after} and keeps its direction: two arrows "
        "below. The chart is of the gradient before it is clipped."
    )
    return text.format(
        back=_back(f), times=number(f.left, 2), before=number(c.before), after=number(c.after)
    )


def every(flows: Flows) -> str:
    """A large gradient of the weights, and little of it from far."""
    (f,) = flows
    text = _(
        "With a loss at every step, each step has a gradient of its own, and the recurrent "
        "weights’ has the size {total}. But behind the last loss alone, {left} is left {back} "
        "back. If each loss reached only {near} back, the weights’ gradient would change by "
        "{missing}."
    )
    return text.format(**_shown(f), **_near(f), total=number(f.total))


def truncate(flows: Flows) -> str:
    """What is cut off, and what it was."""
    (f,) = flows
    whole = replace(f, truncate=None)
    text = _(
        "Truncated backpropagation through time ends after {n}: earlier steps get exactly 0. "
        "Without the cut, {left} of the gradient would arrive {back} back."
    )
    return text.format(n=steps(f.truncate or 0), left=left(whole.left), back=_back(f))


def relu(flows: Flows) -> str:
    """Jumps instead of a line."""
    (f,) = flows
    factors = step_factors(f.behind)
    text = _(
        "A ReLU unit passes the whole gradient while it is on, and nothing while it is off. On "
        "average {on} of the units are on, and a step back multiplies by {least} to {most}: "
        "{back} back, {left} of the gradient is left."
    )
    return text.format(
        **_shown(f),
        on=percent(float((f.study.trace.h > 0).mean())),
        least=at_least(float(factors.min())),
        most=at_most(float(factors.max())),
    )


def longer(flows: Flows) -> str:
    """How far a gradient is felt in a long sequence, and in a short one."""
    long, short = flows
    text = _(
        "The network reads {long} steps here, and its gradient stays above 1 % for {far}. Reading "
        "{short}, it does for {near}: the length of a sequence changes neither weights nor slopes."
    )
    return text.format(
        long=len(long.behind), short=len(short.behind), far=felt(long), near=felt(short)
    )


def units(flows: Flows) -> str:
    """How far a gradient is felt in a small network, and in a large one."""
    few, many = flows
    text = _(
        "{few} units: the gradient stays above 1 % for {near}. {many} units: for {far}. What a "
        "step keeps is set by the size of the weights, not by their number."
    )
    return text.format(
        few=few.study.net.hidden, many=many.study.net.hidden, near=felt(few), far=felt(many)
    )


def felt(f: Flow) -> str:
    """For how many steps back the gradient is above 1 % of what it is at the loss."""
    return steps(len(f.behind) - 1 if f.horizon is None else f.horizon - 1)


CLIPPED = {"clip": "norm", "clip_at": CLIP_AT}
SQUASHED = {"scheme": "identity", "gain": 1.5}
LINEAR = {"cell": "rnn_linear", "scheme": "orthogonal"}
OPEN = {"cell": "lstm", "forget_bias": 4.0, "versus": "rnn_tanh"}
HALF_OPEN = {"cell": "lstm", "forget_bias": 0.0, "versus": "lstm", "versus_forget_bias": 4.0}
TAMED = {**LINEAR, "gain": 1.5, "clip": "norm", "clip_at": TAMED_AT}
RELU = {"cell": "rnn_relu", "scheme": "orthogonal", "gain": 1.4}

PRESETS: dict[str, Preset] = {
    "vanish": Preset(N_("Vanishing"), {}, vanish),
    "explode": Preset(N_("Exploding"), {**LINEAR, "gain": 1.5}, explode),
    "keep": Preset(N_("Neither"), LINEAR, keep),
    "driven": Preset(N_("Large weights vanish too"), SQUASHED, driven),
    "silent": Preset(N_("tanh explodes in silence"), {**SQUASHED, "loudness": 0.0}, silent),
    "lstm": Preset(N_("LSTM remembers longer"), OPEN, lstm),
    "lstm0": Preset(N_("LSTM forgets"), HALF_OPEN, lstm0),
    "longer": Preset(N_("Longer, no more memory"), {"steps": 100}, longer, {"steps": 30}),
    "units": Preset(
        N_("More units, no more memory"), {"versus": "rnn_tanh", "versus_hidden": 16}, units
    ),
    "clip": Preset(N_("Clipping is no cure"), CLIPPED, clip),
    "tamed": Preset(N_("Clipping tames explosion"), TAMED, tamed),
    "every": Preset(N_("Alive, yet no memory"), {"where": "every"}, every),
    "truncate": Preset(N_("Truncated at 5"), {**LINEAR, "truncate": 5}, truncate),
    "relu": Preset(N_("ReLU: on or off"), RELU, relu),
}


def matching(s: GradientSettings) -> str | None:
    """The preset that the settings are exactly, if any."""
    return next((code for code, preset in PRESETS.items() if preset.settings() == s), None)


def offered(s: GradientSettings) -> Offered:
    """All presets, each with what its numbers say; none beside a trained network."""
    found = {
        code: frame.Preset(_(one.label), one.settings(), _saying(one, s))
        for code, one in PRESETS.items()
    }
    return Offered({} if s.net else found, matching(s))


def _saying(one: Preset, s: GradientSettings) -> Callable[[], str]:
    return lambda: one.look(one.flows(s, flow_in))
