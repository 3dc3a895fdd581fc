"""Settings drawn at random, each value one that a person could choose."""

import numpy as np

from rnnviz.settings.base import Settings
from rnnviz.settings.fields import Choice, Choices, Flag, Kind, Number
from rnnviz.settings.values import pack_values

TEXTS = {
    "typed": ("0.2, -0.4, 0.6", "1 2 3 5 8", "-3 2e-1 0 0.5"),
    "word": ("JAZZ", "banana", "ab"),
    "edits": ("", "W_hh.0.0=0.5", "b_h.0=-1;W_xh.0.0=2"),
    "periods": ("1, 2, 4, 8", "1, 3"),
    "sizes": ("",),
    "drawing": ("",),
    "phrase": ("", "1a2"),
    "start": ("",),
    "net": ("",),
    "weights": ("",),
    "formula": ("sin(0.3*t)", "t % 9 - t/50"),
    "own": ("", pack_values(np.cos(np.arange(40.0)))),
    "matrix": ("0.5 -1; 1 0.5", "2 0; 0 2"),
    "later": ("", "2.lr=0.5", "1.optimiser=sgd;3.clip=norm"),
}
# Nothing is gained by long trainings and large networks, not even where they are the default: what
# follows them is the same.
SMALL = {
    "hidden": 6, "trained": 15, "steps": 20, "epochs": 60, "input_size": 9, "length": 12,
    "num_layers": 3, "pair_hidden": 10, "updates": 50, "units": 12, "restarts": 1, "gain": 1.5,
    "longest": 60, "last": 900, "folds": 1, "loudness": 3.0, "shown": 6, "window": 20, "learned": 3,
    "sequences": 128,
}  # fmt: skip


def draw(cls: type[Settings], seed: int, /, **fixed: object) -> Settings:
    """Settings in which about half of the values are not at their default."""
    rng = np.random.default_rng(seed)
    kinds = {name: kind for name, kind in cls.kinds().items() if name not in fixed}
    large = {k: n for k, n in SMALL.items() if k in kinds and getattr(cls(), k) > n}
    chosen = {name: value(kind, name, rng) for name, kind in kinds.items() if rng.random() < 0.5}
    return cls().with_(**{**large, **chosen, **fixed})


def value(kind: Kind, name: str, rng: np.random.Generator) -> object:
    """One that the setting may have."""
    match kind:
        case Number():
            high = min(kind.high, SMALL.get(name, kind.high))
            drawn = rng.uniform(kind.low, high)
            return int(np.floor(drawn + 0.5)) if kind.whole else float(round(drawn, 4))
        case Choice():
            return str(rng.choice(kind.options))
        case Choices():
            return tuple(map(str, rng.choice(kind.options, 2, replace=False)))
        case Flag():
            return bool(rng.random() < 0.5)
    return str(rng.choice(TEXTS[name]))
