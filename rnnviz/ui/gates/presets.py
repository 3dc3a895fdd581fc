"""Presets of the Gates screen: four things a memory can do, done to the cell that is shown."""

from typing import Any

from rnnviz.core.cells import CELLS
from rnnviz.settings.gates import GateSettings
from rnnviz.ui.frame.presets import Offered, Preset
from rnnviz.ui.network.cell_options import GRUS, other_writing
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
}
OPTIONS = ("z", "peepholes")  # of the cell; a preset leaves them as they are


def presets(s: GateSettings) -> dict[str, Preset]:
    """The presets of the cell that is shown, or of an LSTM where it has no gate to set."""
    if s.cell in ONE_GATE:
        return _one_gate(s)
    if s.cell == "lstm_1997":
        return {"remember": _preset(s, _("Remember"), {}, _(
            "This cell has no forget gate. Look at the memory age: every bar keeps the height it "
            "was written with."
        ))}  # fmt: skip
    return _two_gates(s if "f" in CELLS[s.cell].gates else GateSettings())


def _preset(s: GateSettings, label: str, changes: dict[str, Any], look: str) -> Preset:
    own = {"cell": s.cell, **{name: getattr(s, name) for name in OPTIONS}}
    return Preset(label, GateSettings(**{**COMMON, **own, **changes}), look)


def _two_gates(s: GateSettings) -> dict[str, Preset]:
    """A forget gate for what is kept, an input gate for what is written."""
    below = s.cell == "lstm_depth_gated"
    follows = _("c follows g, and what comes from below") if below else _("c follows g")
    return {
        "remember": _preset(s, _("Remember"), {"forget_bias": 5.0}, _(
            "A forget bias of 5 keeps about 99 % at every step. Look at the memory age: at the "
            "last step the oldest bars are almost as tall as on the day they were written."
        )),
        "forget": _preset(s, _("Forget"), {"clamp": "f", "clamp_at": 0.0}, _(
            "The forget gate is clamped to 0. Look at the memory age: one bar, the present step; "
            "nothing else survives."
        )),
        "overwrite": _preset(
            s, _("Overwrite"), {"forget_bias": -4.0, "clamp": "i", "clamp_at": 1.0}, _(
                "The old state is dropped and the candidate written whole. Look at the ledger: "
                "almost nothing is “kept”, and {follows}."
            ).format(follows=follows),
        ),
        "leak": _preset(s, _("Leak"), {"clamp": "f", "clamp_at": 0.8}, _(
            "The forget gate is clamped to 0.8. Look at the memory age: what a step wrote halves "
            "about every 3 steps, whatever the input."
        )),
    }  # fmt: skip


def _whole(s: GateSettings) -> float:
    """The value of the one gate at which all is kept."""
    whole = ONE_GATE[s.cell][1]
    return 1 - whole if s.cell in GRUS and other_writing(s) else whole


def kept_share(s: GateSettings) -> float:
    """What a cell with one gate keeps at each step while that gate is clamped as set."""
    return s.clamp_at if _whole(s) else 1 - s.clamp_at


def _one_gate(s: GateSettings) -> dict[str, Preset]:
    """One gate for both: what is not kept is written, so that to forget is to overwrite."""
    gate, whole = ONE_GATE[s.cell][0], _whole(s)

    def held(keep: float) -> dict[str, Any]:
        return {"clamp": gate, "clamp_at": round(keep if whole else 1 - keep, 2)}

    return {
        "remember": _preset(s, _("Remember"), held(0.95), _(
            "{gate} is clamped so that 95 % is kept. Look at the memory age: after 15 steps "
            "almost half of the oldest bar is left; what is new comes in slowly."
        ).format(gate=gate)),
        "overwrite": _preset(s, _("Forget and overwrite"), held(0.0), _(
            "{gate} is clamped so that nothing is kept; the candidate is then written whole. "
            "Look at the memory age: one bar, the present step."
        ).format(gate=gate)),
        "leak": _preset(s, _("Leak"), held(0.8), _(
            "{gate} is clamped so that 80 % is kept. Look at the memory age: what a step wrote "
            "halves about every 3 steps, whatever the input."
        ).format(gate=gate)),
    }  # fmt: skip


def matching(s: GateSettings) -> str | None:
    """The preset that the settings are, whatever unit is looked at."""
    seen = s.with_(unit=1)
    return next((code for code, preset in presets(s).items() if preset.settings == seen), None)


def offered(s: GateSettings) -> Offered:
    """The presets of the cell that is shown; none of a trained network, which is no preset."""
    return Offered({} if s.net else dict(presets(s)), matching(s))
