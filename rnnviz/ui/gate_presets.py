"""Presets of the Gates screen: four things a memory can do, and what to look at."""

from dataclasses import dataclass
from typing import Any

from rnnviz.ui.settings import GateSettings
from rnnviz.words import _

# What the presets share: a sine of 16 steps into an LSTM of four units.
COMMON: dict[str, Any] = {
    "cell": "lstm",
    "input": "series",
    "series": "sine",
    "steps": 16,
    "hidden": 4,
    "seed": 1,
}


@dataclass(frozen=True)
class GatePreset:
    """A name, the settings that differ from `COMMON`, and one sentence on what is to be seen."""

    label: str
    changes: dict[str, Any]
    look: str

    def settings(self) -> GateSettings:
        """The settings of the whole screen under this preset."""
        return GateSettings(**{**COMMON, **self.changes})


PRESETS: dict[str, GatePreset] = {
    "remember": GatePreset(
        _("Remember"),
        {"forget_bias": 5.0},
        _("A forget bias of 5 keeps about 99 % at every step. Look at the memory age: at the last "
          "step the oldest bars are almost as tall as on the day they were written."),
    ),
    "forget": GatePreset(
        _("Forget"),
        {"clamp": "f", "clamp_at": 0.0},
        _("The forget gate is clamped to 0. Look at the memory age: one bar, the present step; "
          "nothing else survives."),
    ),
    "overwrite": GatePreset(
        _("Overwrite"),
        {"forget_bias": -4.0, "clamp": "i", "clamp_at": 1.0},
        _("The old state is dropped and the candidate written whole. Look at the ledger: each "
          "step is nearly all “written”, and c follows g."),
    ),
    "leak": GatePreset(
        _("Leak"),
        {"clamp": "f", "clamp_at": 0.8},
        _("The forget gate is clamped to 0.8. Look at the memory age: what a step wrote halves "
          "about every 3 steps, whatever the input."),
    ),
}  # fmt: skip


def matching(s: GateSettings) -> str | None:
    """The preset that the settings are, whatever step or unit is looked at."""
    seen = s.with_(t=None, unit=1)
    return next((code for code, preset in PRESETS.items() if preset.settings() == seen), None)
