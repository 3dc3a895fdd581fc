"""Runs to start from: each with a name, and a sentence made from its own numbers."""

from rnnviz.settings.train import TrainSettings, run_fields, same_run
from rnnviz.street.screens.train import first_network, lesson_of
from rnnviz.studio.log import told
from rnnviz.studio.run import network_at
from rnnviz.studio.verdict import verdict
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
    "order": (N_("Which came first?"), TrainSettings(
        task="order", cell="lstm", hidden=4, length=50, seed=4, forget_bias=1.0, input_bias=-1.0,
        sequences=32, fresh=True, epochs=300, goal=300,
    )),
    "counting": (N_("It counts further than it learned"), TrainSettings(
        task="counting", cell="lstm_peephole", hidden=2, seed=2, forget_bias=6.0, lr=0.05,
        clip="norm", schedule="cosine", span=600, epochs=600, goal=600,
    )),
    "reber": (N_("A letter kept over a whole string"), TrainSettings(
        task="reber", cell="lstm", hidden=10, seed=2, forget_bias=3.0, input_bias=-1.0, lr=0.03,
        clip="norm", clip_at=5.0, batch=8, epochs=30, goal=100,
    )),
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
    run, lesson = shelf.at_once(s), lesson_of(s)
    net = network_at(first_network(s, lesson), run.frames[-1])
    return " ".join(filter(None, (told(run, lesson), verdict(lesson, net))))
