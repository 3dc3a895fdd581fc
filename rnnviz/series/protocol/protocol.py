"""One protocol for all models: the same target rows, the same split, the same transform."""

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from rnnviz.core.scaling import tail_rows
from rnnviz.errors import RnnvizError
from rnnviz.series.audit.missing import fill, within_segments, without_gaps, without_spikes
from rnnviz.series.audit.outliers import Outliers
from rnnviz.series.audit.season import guess_season
from rnnviz.series.judge.scores import Scale, scale_of
from rnnviz.series.protocol.transform import (
    Difference,
    Scaling,
    Steps,
    Transform,
    beyond_training,
    check_log,
    fit_transform,
    lags_of,
)
from rnnviz.series.protocol.windows import (
    Split,
    Windows,
    check_size,
    rows_needed,
    split_rows,
    windows,
)
from rnnviz.series.reading.choose import Missing, Series
from rnnviz.words import _


@dataclass(frozen=True)
class Protocol:
    """All that a comparison depends on, beside the series itself.

    Attributes:
        cells: codes of the recurrent networks.
        hidden: H of the first of them; of the others too, unless `match`.
        match: choose every other network's H so that its parameters come nearest to the first's.
        window: L, how many numbers a model sees.
        seeds: how many times each network is trained, from `seed`, `seed` + 1, …
        test, validation: shares of the rows.
        scaling, log, difference, anchor: see `Transform`.
        season: rows of a season; None for a guess from the training part.
        missing: what is done about gaps.
        outliers: what is done about values of the training part that lie far from their neighbours.
        horizon: how many rows ahead errors are measured and intervals drawn.
        level: what share of the values the intervals are meant to cover.
        folds: rolling origins within the test part; 1 for none.
        epochs, patience, batch, lr: how networks are trained, see `training.fit`; patience and
            batch are chosen by the number of windows where they are None, see `recurrent.pace`.
        seed: the first seed.
    """

    cells: tuple[str, ...] = ("rnn_tanh",)
    hidden: int = 8
    match: bool = False
    window: int = 12
    seeds: int = 5
    test: float = 0.2
    validation: float = 0.2
    scaling: Scaling = "minmax"
    log: bool = False
    difference: Difference = "none"
    anchor: bool = False
    season: int | None = None
    missing: Missing = "interpolate"
    outliers: Outliers = "keep"
    horizon: int = 12
    level: float = 0.9
    folds: int = 1
    epochs: int = 200
    patience: int | None = None
    batch: int | None = None
    lr: float = 0.01
    seed: int = 1

    @property
    def all_seeds(self) -> tuple[int, ...]:
        """The seeds of the runs of each network."""
        return tuple(range(self.seed, self.seed + self.seeds))


@dataclass(frozen=True)
class Prepared:
    """A series cut and transformed: what every model is given.

    `values` (N,) have their gaps filled, `observed` (N,) says which were not. `every` are all
    windows in raw units, `width` values long, of which a model sees `window` numbers; `train`,
    `validation` and `test` those with an observed target in that part; `seen` the observed values
    of the training part, `scale` what errors are measured against. `season` and `horizon` are
    those that are used.
    """

    series: Series
    values: np.ndarray
    observed: np.ndarray
    split: Split
    window: int
    width: int
    season: int
    horizon: int
    every: Windows
    train: Windows
    validation: Windows
    test: Windows
    seen: np.ndarray
    scale: Scale
    transform: Transform
    notes: tuple[str, ...]

    def encoded(self, part: Windows) -> tuple[np.ndarray, np.ndarray]:
        """Windows (n, L) and targets (n,) as the models see them."""
        return self.transform.encode(part.X, part.y)

    def ahead(self, part: Windows) -> Windows:
        """The windows of a part to whose targets no forecast of up to `horizon` rows crosses a gap
        that windows must not straddle; all of them where there is none.
        """
        return part.where(_reached(part, self.width, self.horizon, self.series.breaks))


def prepare(series: Series, p: Protocol, split: Split | None = None) -> Prepared:
    """Fill, cut and transform a series; everything is estimated on the training part.

    `split` replaces the protocol's own, for a rolling origin.
    """
    series = without_gaps(series, p.missing)
    split = split or split_rows(len(series), p.test, p.validation)
    check_size(split.rows, p.window, split)
    raw, spike_notes = without_spikes(series.values, split.train, p.outliers)
    values, observed, fill_notes = fill(raw, split.train)
    if p.log:
        check_log(values)
    seen = values[: split.train][observed[: split.train]]
    season = p.season or guess_season(Steps(p.log, (), anchor=False).level(values[: split.train]))
    steps = Steps(p.log, lags_of(p.difference, season), p.anchor)
    width = p.window + sum(steps.lags)
    check_size(split.rows, width, split)
    transform = fit_transform(
        values[: split.train], observed[: split.train], p.window, steps, p.scaling
    )
    every = windows(values[: split.rows], width)
    whole = within_segments(every.rows, width, series.breaks)
    parts = _parts(every.where(observed[every.rows] & whole), split)
    notes = (*spike_notes, *fill_notes, *_beyond(values[: split.rows], split, p))
    horizon = horizon_of(p.horizon, width, split)
    horizon = _within_gaps(horizon, width, series.breaks, parts[1:])
    scale = scale_of(raw[: split.train], season, series.breaks)
    data = Prepared(
        series, values, observed, split, p.window, width, season, horizon, every, *parts, seen,
        scale, transform, notes,
    )  # fmt: skip
    return replace(data, notes=(*notes, *_gap_notes(data)))


def horizon_of(wanted: int, width: int, split: Split) -> int:
    """The horizon that the series is long enough for: at most (rows - L - 20) / 2, and such that
    every validation row has a forecast made so many rows before.
    """
    room = (split.rows - rows_needed(width, 0)) // 2
    return max(1, min(wanted, room, split.train - width + 1))


def _reached(part: Windows, width: int, horizon: int, breaks: tuple[int, ...]) -> np.ndarray:
    """Which targets (n,) lie in one piece with the window of a forecast `horizon` rows before."""
    return within_segments(part.rows, width + horizon - 1, breaks)


def _within_gaps(
    horizon: int, width: int, breaks: tuple[int, ...], parts: tuple[Windows, ...]
) -> int:
    """The longest horizon up to `horizon` at which half of the rows of each part remain."""

    def enough(h: int) -> bool:
        return all(_reached(part, width, h, breaks).mean() >= 0.5 for part in parts)

    return next((h for h in range(horizon, 1, -1) if enough(h)), 1)


def _gap_notes(data: Prepared) -> tuple[str, ...]:
    """What the gaps that no window straddles leave of the rows to be forecast from afar."""
    every, left = len(data.test.y), len(data.ahead(data.test).y)
    if not data.series.breaks or left == every:
        return ()
    text = _(
        "Errors by horizon and intervals are of {n} of the {rows} test rows: those that are "
        "reached from {h} rows before without crossing a gap."
    )
    return (text.format(n=left, rows=every, h=data.horizon),)


def fold_splits(rows: int, p: Protocol) -> tuple[Split, ...]:
    """Rolling origins: the test part in `folds` pieces, each tested after training on all before.

    >>> [tuple(s) for s in fold_splits(100, Protocol(folds=2))]
    [(64, 80, 90), (72, 90, 100)]
    """
    whole = split_rows(rows, p.test, p.validation)
    edges = np.linspace(whole.validation, rows, p.folds + 1).round().astype(int)
    return tuple(
        Split(int(first - max(1, tail_rows(int(first), p.validation))), int(first), int(end))
        for first, end in pairwise(edges)
        if end > first
    )


def of_one_model(p: Protocol) -> Protocol:
    """The protocol without what has no say in the fit of one model: results are kept by it."""
    return replace(p, cells=(), hidden=0, match=False, seeds=1, seed=0, folds=1)


def _parts(scored: Windows, split: Split) -> tuple[Windows, Windows, Windows]:
    parts = (scored.between(0, split.train), scored.between(split.train, split.validation),
             scored.between(split.validation, split.rows))  # fmt: skip
    names = (_("training"), _("validation"), _("test"))
    for part, name in zip(parts, names, strict=True):
        if not len(part.y):
            raise RnnvizError(
                _(
                    "Every target of the {name} part is missing; choose another way of handling "
                    "missing values, or another split."
                ).format(name=name)
            )
    return parts


def _beyond(values: np.ndarray, split: Split, p: Protocol) -> list[str]:
    """What extrapolation is asked for: test values outside the range of the training part."""
    above, below = beyond_training(values, split.train, split.validation)
    sentences = (
        (above, _("{share:.0f} % of the test values lie above anything seen in training.")),
        (below, _("{share:.0f} % of the test values lie below anything seen in training.")),
    )
    notes = [text.format(share=share) for share, text in sentences if share >= 0.5]
    if max(above, below) >= 20 and not p.anchor and p.difference == "none":
        notes.append(
            _(
                "A network hardly leaves the range it was trained on: “Anchor on the last value” "
                "(under “More”) lets it predict changes instead of levels."
            )
        )
    return notes
