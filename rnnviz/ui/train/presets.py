"""Runs to start from: each with a name, and a sentence made from its own numbers."""

from rnnviz.settings.train import TrainSettings, run_fields, same_run
from rnnviz.street.screens.train import lesson_of
from rnnviz.studio.log import told
from rnnviz.ui.frame.page import Page
from rnnviz.ui.frame.presets import Offered, Preset
from rnnviz.ui.train import shelf
from rnnviz.words import N_, _

PRESETS: dict[str, tuple[str, TrainSettings]] = {
    "sine": (N_("A sine, from nothing"), TrainSettings()),
    "plateau": (N_("It stands still, then falls"), TrainSettings(task="parity", length=5)),
    "small": (N_("Too small to remember"), TrainSettings(task="echo", length=20)),
    "long": (N_("Far apart: an LSTM adds"),
             TrainSettings(task="adding", cell="lstm", hidden=6, length=10, lr=0.05)),
    "fast": (N_("Adam, ten times the rate"), TrainSettings(lr=0.2)),
    "explodes": (N_("Steps too long"), TrainSettings(hidden=8, optimiser="sgd", lr=1.0)),
    "bounded": (N_("The same steps, bounded"),
                TrainSettings(hidden=8, optimiser="sgd", lr=1.0, clip="norm", clip_at=0.1)),
}  # fmt: skip


def offered(s: TrainSettings) -> Offered:
    """All of them, and the one that is shown."""
    presets = {
        code: Preset(_(label), s.with_(**_own(preset)), lambda preset=preset: said(preset))
        for code, (label, preset) in PRESETS.items()
    }
    return Offered(presets, _now(s))


def preset_now(page: Page[TrainSettings]) -> bool:
    """Whether a preset is shown, so that its sentence says how the run went."""
    return _now(page.settings) is not None


def _own(preset: TrainSettings) -> dict[str, object]:
    """What a preset sets: all that its run depends on, and where training goes to."""
    return {name: getattr(preset, name) for name in (*run_fields(preset), "goal")}


def _now(s: TrainSettings) -> str | None:
    here = same_run(s)
    return next((c for c, (_label, one) in PRESETS.items() if same_run(one) == here), None)


def said(preset: TrainSettings) -> str:
    """What happened in its run."""
    s = same_run(preset)
    return told(shelf.at_once(s), lesson_of(s))
