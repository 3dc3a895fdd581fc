"""Views to start from: each with a name, and a sentence made from its own numbers."""

from rnnviz.settings.dynamics import OWN, DynamicsSettings
from rnnviz.settings.train import run_fields
from rnnviz.street.dynamics.runs import run_needed, trained_of
from rnnviz.street.dynamics.said import caption, free_words, parity_words
from rnnviz.ui.dynamics.picture import run_here, seen
from rnnviz.ui.frame.presets import Offered, Preset
from rnnviz.words import N_, _

FOUND = "1 -1; -1 1"  # of two units, and of three: FixedPointFinder's examples
THREE = "1 0 -1; 0 -1 1; -1 1 0"

PRESETS: dict[str, tuple[str, DynamicsSettings]] = {
    "bit": (N_("One unit keeps a bit"), DynamicsSettings()),
    "fork": (N_("Where one becomes two"), DynamicsSettings(w=1.0, h0=0.5, reads="none")),
    "jump": (N_("One unit that flips"), DynamicsSettings(w=-2.0)),
    "round": (N_("Two units go round"), DynamicsSettings(view="two")),
    "two": (N_("Two units decide"), DynamicsSettings(view="two", matrix=FOUND, start_x=0.6)),
    "parity": (
        N_("Memory without gradient"),
        DynamicsSettings(view="two", subject="parity", constant=1.0),
    ),
    "cube": (N_("Flip-flop: a cube’s corners"), DynamicsSettings(view="many")),
    "three": (
        N_("Three units, barely unstable"),
        DynamicsSettings(view="many", subject="matrix", matrix=THREE),
    ),
    "sunspots": (
        N_("Sunspots sink to a point"),
        DynamicsSettings(
            view="many", subject="run", task="series", cell="gru", hidden=2, epochs=100
        ),
    ),
    "cliff": (N_("The cliff"), DynamicsSettings(view="cliff")),
    "five": (
        N_("Two of five weights"),
        DynamicsSettings(view="cliff", subject="run", hidden=1, first=1, second=0),
    ),
    "valley": (N_("Down the valley"), DynamicsSettings(view="valley", subject="run", plane="path")),
    "chaos": (N_("Chaos in a network"), DynamicsSettings(view="exponents", spread=2.0)),
    "bars": (N_("λ₁ on the gradient bars"), DynamicsSettings(view="exponents", subject="run")),
    "momentum": (N_("Momentum on a bowl"), DynamicsSettings(view="momentum", alpha=3.2, beta=0.65)),
}


def offered(s: DynamicsSettings) -> Offered:
    """All of them, and the one that is shown."""
    presets = {
        code: Preset(_(label), s.with_(**_own(preset)), lambda preset=preset: said(preset))
        for code, (label, preset) in PRESETS.items()
    }
    return Offered(presets, _now(s))


def _own(preset: DynamicsSettings) -> dict[str, object]:
    """What a preset sets: its view, and the run if it looks at one."""
    names = [*sorted(OWN), *(run_fields(preset) if preset.of == "run" else ())]
    return {name: getattr(preset, name) for name in names}


def _now(s: DynamicsSettings) -> str | None:
    def same(preset: DynamicsSettings) -> bool:
        own = {name: value for name, value in _own(preset).items() if name != "subject"}
        # A subject that the view does not have stands for its first: what is shown is the same.
        return s.of == preset.of and all(getattr(s, name) == own[name] for name in own)

    return next((code for code, (_label, one) in PRESETS.items() if same(one)), None)


def said(preset: DynamicsSettings) -> str:
    """What its picture says, or more than that where a picture cannot say it."""
    if preset.of == "parity":
        return parity_words(preset.seed)
    run, needed = run_here(preset), run_needed(preset)
    words = caption(seen(preset, run))
    if preset.view != "many" or preset.of != "run" or needed is None or run is None:
        return words
    return f"{words} {free_words(trained_of(needed, run))}".rstrip()
