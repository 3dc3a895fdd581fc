"""Presets of the Unroll screen: each refutes what is often believed, with the numbers shown."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from rnnviz.core.study import Study
from rnnviz.settings.typed import parse_numbers
from rnnviz.settings.unroll import UnrollSettings
from rnnviz.ui.frame import presets as frame
from rnnviz.ui.frame.presets import Offered
from rnnviz.ui.network.network import STOPS
from rnnviz.words import N_, _
from rnnviz.words.numbers import at_most, count, number

TURNED = 4  # first inputs whose signs are turned round

STORE = UnrollSettings(
    trained=0, input="typed", typed="0.9,-0.9,0.9,-0.9,0.1,0.2,0.3,0.2,0.1,0.2,0.3,0.2,0.1"
)
KEPT = UnrollSettings(
    hidden=1, trained=0, input="typed", typed="1,0,0,0,0,0,0,0,0,0,0,0,0",
    edits="W_hh.0.0=5;W_xh.0.0=5;b_h.0=0",
)  # fmt: skip
SHARED = UnrollSettings(steps=100)
READ = UnrollSettings(trained=0, input="typed", typed="0.9,-0.5,0.7,0,0,0,0,0,0")


@dataclass(frozen=True)
class Preset:
    """A name, the settings of the screen, and what is to be seen in its numbers."""

    label: str
    settings: UnrollSettings
    look: Callable[[UnrollSettings], str]


def study_of(s: UnrollSettings) -> Study:
    """The network of some settings on its sequence."""
    return STOPS.study(s.in_hand())


def store(s: UnrollSettings) -> str:
    """How little of the first inputs the last state holds: two sequences, one beside the other."""
    x = parse_numbers(s.typed)
    turned = [-value if t < TURNED else value for t, value in enumerate(x)]
    other = replace(s, typed=",".join(map(repr, turned)))
    one, two = study_of(s).trace.h, study_of(other).trace.h
    first, last = np.abs(one - two).max(axis=1)[[TURNED - 1, -1]]
    text = _(
        "Is every input kept? Turn round the signs of the first {n}: at step {n} a unit changes by "
        "up to {first}, at step {T} by no more than {last}. The state is a summary, and forgets."
    )
    return text.format(
        n=TURNED, T=len(one), first=number(float(first)), last=at_most(float(last), 2)
    )


def kept(s: UnrollSettings) -> str:
    """A state that stays while its gradient is all but gone."""
    found = study_of(s)
    text = _(
        "The unit reads a 1 and then {n} zeros, and its state is still {state} at the end: it "
        "remembers. The gradient at step 1 is {gradient}, for tanh is flat there."
    )
    gradient = number(abs(float(found.back.state.h[0, 0])), 2)
    return text.format(
        n=len(found.x) - 1, state=number(float(found.trace.h[-1, 0]), 4), gradient=gradient
    )


def shared(s: UnrollSettings) -> str:
    """As many weights for few steps as for many."""
    few, many = (study_of(one) for one in (replace(s, steps=UnrollSettings().steps), s))
    text = _("{few} weights for {short} steps, {many} for {long}: every step uses the same ones.")
    return text.format(
        few=count(few.net.count()), many=count(many.net.count()), short=len(few.x), long=len(many.x)
    )


def read(s: UnrollSettings) -> str:
    """What zeros do that only fill a sequence up."""
    found = study_of(s)
    end = int(np.flatnonzero(found.x[:, 0])[-1]) + 1
    text = _(
        "A zero is read like any other input: after {n} values unit 1 is at {before}, after "
        "{zeros} zeros more at {after}."
    )
    before, after = (number(float(found.trace.h[t, 0])) for t in (end - 1, -1))
    return text.format(n=end, before=before, zeros=len(found.x) - end, after=after)


PRESETS: dict[str, Preset] = {
    "store": Preset(N_("The state is no store"), STORE, store),
    "kept": Preset(N_("Memory without gradient"), KEPT, kept),
    "shared": Preset(N_("One set of weights"), SHARED, shared),
    "read": Preset(N_("A zero is read too"), READ, read),
}


def offered(s: UnrollSettings) -> Offered:
    """All presets, each with what its numbers say; none beside a trained network."""
    found = {
        code: frame.Preset(_(one.label), one.settings, _saying(one))
        for code, one in PRESETS.items()
    }
    now = next((code for code, one in PRESETS.items() if one.settings == s), None)
    return Offered({} if s.net else found, now)


def _saying(one: Preset) -> Callable[[], str]:
    return lambda: one.look(one.settings)
