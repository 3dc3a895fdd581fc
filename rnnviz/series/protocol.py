"""One protocol for all models: the same target rows, the same split, the same transform."""

from dataclasses import dataclass

import numpy as np

from rnnviz.errors import RnnvizError
from rnnviz.series.choose import Missing, Series
from rnnviz.series.missing import fill, within_segments, without_gaps, without_spikes
from rnnviz.series.outliers import Outliers
from rnnviz.series.transform import Scaling, Transform, beyond_training, check_log, fit_transform
from rnnviz.series.windows import Split, Windows, check_size, split_rows, windows
from rnnviz.words import _


@dataclass(frozen=True)
class Protocol:
    """All that a comparison depends on, beside the series itself."""

    cells: tuple[str, ...] = ("rnn_tanh",)
    hidden: int = 8
    window: int = 12
    test: float = 0.2
    validation: float = 0.2
    scaling: Scaling = "minmax"
    log: bool = False
    anchor: bool = False
    missing: Missing = "interpolate"
    outliers: Outliers = "keep"
    epochs: int = 400
    patience: int = 100
    lr: float = 0.01
    seed: int = 1


@dataclass(frozen=True)
class Prepared:
    """A series cut and transformed: what every model is given.

    `values` (N,) have their gaps filled, `observed` (N,) says which were not. `every` are all
    windows in raw units; `train`, `validation` and `test` those with an observed target in that
    part; `seen` the observed values of the training part.
    """

    series: Series
    values: np.ndarray
    observed: np.ndarray
    split: Split
    every: Windows
    train: Windows
    validation: Windows
    test: Windows
    seen: np.ndarray
    transform: Transform
    notes: tuple[str, ...]

    def encoded(self, part: Windows) -> tuple[np.ndarray, np.ndarray]:
        """Windows (n, L) and targets (n,) as the models see them."""
        return self.transform.encode(part.X, part.y)


def prepare(series: Series, p: Protocol) -> Prepared:
    """Fill, cut and transform a series; everything is estimated on the training part."""
    series = without_gaps(series, p.missing)
    split = split_rows(len(series), p.test, p.validation)
    check_size(len(series), p.window, split)
    raw, spike_notes = without_spikes(series.values, split.train, p.outliers)
    values, observed, fill_notes = fill(raw, split.train)
    if p.log:
        check_log(values)
    every = windows(values, p.window)
    whole = within_segments(every.rows, p.window, series.breaks)
    scored = every.where(observed[every.rows] & whole)
    train = scored.between(0, split.train)
    parts = (train, scored.between(split.train, split.validation),
             scored.between(split.validation, split.rows))  # fmt: skip
    _check_parts(parts)
    seen = values[: split.train][observed[: split.train]]
    transform = fit_transform(seen, train.X, train.y, scaling=p.scaling, log=p.log, anchor=p.anchor)
    notes = (*spike_notes, *fill_notes, *_beyond(values, split, p))
    return Prepared(series, values, observed, split, every, *parts, seen, transform, notes)


def _check_parts(parts: tuple[Windows, Windows, Windows]) -> None:
    names = (_("training"), _("validation"), _("test"))
    for part, name in zip(parts, names, strict=True):
        if not len(part.y):
            raise RnnvizError(
                _(
                    "Every target of the {name} part is missing; choose another way of handling "
                    "missing values, or another split."
                ).format(name=name)
            )


def _beyond(values: np.ndarray, split: Split, p: Protocol) -> list[str]:
    """What extrapolation is asked for: test values outside the range of the training part."""
    above, below = beyond_training(values, split.train, split.validation)
    sentences = (
        (above, _("{share:.0f} % of the test values lie above anything seen in training.")),
        (below, _("{share:.0f} % of the test values lie below anything seen in training.")),
    )
    notes = [text.format(share=share) for share, text in sentences if share >= 0.5]
    if max(above, below) >= 20 and not p.anchor:
        notes.append(
            _(
                "A network hardly leaves the range it was trained on: “Anchor on the last value” "
                "(under “More”) lets it predict changes instead of levels."
            )
        )
    return notes
