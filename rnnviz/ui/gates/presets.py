"""Presets of the Gates screen: four things a memory can do, done to the cell that is shown."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from rnnviz.core.cells import CELLS
from rnnviz.core.study import Study
from rnnviz.scenes.gates import words
from rnnviz.settings.gates import GateSettings
from rnnviz.street.network.cell import GRUS, other_writing
from rnnviz.street.screens.gates import gate_studies
from rnnviz.ui.frame.presets import Offered, Preset
from rnnviz.ui.network.network import STOPS
from rnnviz.words import _

# What the presets share: a sine of 16 steps into four units.
COMMON: dict[str, Any] = {
    "input": "series",
    "series": "sine",
    "steps": 16,
    "hidden": 4,
    "seed": 1,
}
# The gate of which one share is kept and the rest written, and what it is when all is kept.
ONE_GATE = {
    "lstm_coupled": ("f", 1.0),
    "gru": ("z", 1.0),
    "gru_before": ("z", 1.0),
    "mgu": ("f", 0.0),
    "mingru": ("z", 0.0),
    "ugrnn": ("z", 1.0),
    "janet": ("f", 1.0),
    "ssm": ("z", 0.0),
}
OPTIONS = ("z", "peepholes")  # of the cell; a preset leaves them as they are


@dataclass(frozen=True)
class GatePreset:
    """A name, the settings of the whole screen, and what is to be seen in its numbers."""

    label: str
    settings: GateSettings
    look: Callable[[Study], str]
    view: str  # the view that it names


def presets(s: GateSettings) -> dict[str, GatePreset]:
    """The presets of the cell that is shown, or of an LSTM where it has no gate to set."""
    if s.cell in ONE_GATE:
        return _one_gate(s)
    if s.cell == "lstm_1997":
        return {"remember": _preset(s, _("Remember"), {}, words.remember_all)}
    if s.cell == "minlstm":
        return _shared_out(s)
    if s.cell == "lru":
        return {"turn": _preset(s, _("Turn and shrink"), {}, words.turned)}
    if s.cell == "slstm":
        return _weighed(s)
    return _two_gates(s if "f" in CELLS[s.cell].gates else GateSettings())


def _preset(
    s: GateSettings,
    label: str,
    changes: dict[str, Any],
    look: Callable[[Study], str],
    view: str = "age",
) -> GatePreset:
    own = {"cell": s.cell, **{name: getattr(s, name) for name in OPTIONS}}
    return GatePreset(label, GateSettings(**{**COMMON, **own, **changes}), look, view)


def _two_gates(s: GateSettings) -> dict[str, GatePreset]:
    """A forget gate for what is kept, an input gate for what is written."""
    shut, written = {"clamp": "f", "clamp_at": 0.0}, {"clamp": "i", "clamp_at": 1.0}
    return {
        "remember": _preset(s, _("Remember"), {"forget_bias": 5.0}, words.remember),
        "forget": _preset(s, _("Forget"), shut, words.forget),
        "overwrite": _preset(
            s, _("Overwrite"), {"forget_bias": -4.0, **written}, words.overwrite, "ledger"
        ),
        "leak": _preset(s, _("Leak"), {"clamp": "f", "clamp_at": 0.8}, words.leak),
    }


def _shared_out(s: GateSettings) -> dict[str, GatePreset]:
    """Two gates whose sum is made 1: a shut input gate keeps as well as an open forget gate."""
    shut, forgotten = {"clamp": "i", "clamp_at": 0.02}, {"clamp": "f", "clamp_at": 0.0}
    return {
        "remember": _preset(s, _("Remember"), shut, words.remember),
        "forget": _preset(s, _("Forget"), forgotten, words.forget),
    }


def _weighed(s: GateSettings) -> dict[str, GatePreset]:
    """An exponential input gate, which cannot be held: the forget gate alone is."""
    return {
        "remember": _preset(s, _("Remember"), {"forget_bias": 5.0}, words.remember),
        "forget": _preset(s, _("Forget"), {"clamp": "f", "clamp_at": 0.0}, words.forget),
        "mean": _preset(
            s, _("Weighted mean"), {"clamp": "f", "clamp_at": 1.0}, words.weighed, "ledger"
        ),
    }


def _whole(s: GateSettings) -> float:
    """The value of the one gate at which all is kept."""
    whole = ONE_GATE[s.cell][1]
    return 1 - whole if s.cell in GRUS and other_writing(s) else whole


def kept_share(s: GateSettings) -> float:
    """What a cell with one gate keeps at each step while that gate is clamped as set."""
    return s.clamp_at if _whole(s) else 1 - s.clamp_at


def _one_gate(s: GateSettings) -> dict[str, GatePreset]:
    """One gate for both: what is not kept is written, so that to forget is to overwrite."""
    gate, whole = ONE_GATE[s.cell][0], _whole(s)

    def held(keep: float) -> dict[str, Any]:
        return {"clamp": gate, "clamp_at": round(keep if whole else 1 - keep, 2)}

    def replaced(_s: Study) -> str:
        return words.replace(gate)

    return {
        "remember": _preset(s, _("Remember"), held(0.95), words.remember),
        "overwrite": _preset(s, _("Forget and overwrite"), held(0.0), replaced),
        "leak": _preset(s, _("Leak"), held(0.8), words.leak),
    }


def matching(s: GateSettings) -> str | None:
    """The preset that the settings are, whatever unit is looked at."""
    seen = s.with_(unit=1)
    return next((code for code, preset in presets(s).items() if preset.settings == seen), None)


def offered(s: GateSettings) -> Offered:
    """The presets of the cell that is shown, each with what its numbers say; none beside a trained
    network of another screen.
    """
    found = {
        code: Preset(one.label, one.settings, _saying(one, s), one.view)
        for code, one in presets(s).items()
    }
    return Offered({} if s.net else found, matching(s))


def _saying(one: GatePreset, s: GateSettings) -> Callable[[], str]:
    return lambda: one.look(gate_studies(s, STOPS).shown)
