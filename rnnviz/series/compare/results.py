"""What a comparison gives: every run of every model, its scores, its intervals; plain data.

    found = compare(series, Protocol(cells=("lstm",), seeds=5))
    lstm = found["lstm"]
    lstm.spread("one_step", "rmse")     # median, lowest, highest over the seeds
    lstm.shown.one_step                 # what is drawn: the run whose validation error is median

All predictions are in raw units; a row that was not predicted is NaN.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

import numpy as np

from rnnviz.series.audit.season import season_sentence
from rnnviz.series.measures.conformal import Intervals
from rnnviz.series.measures.scores import Scores
from rnnviz.series.measures.significance import DM
from rnnviz.series.models.fitted import Family
from rnnviz.series.protocol.protocol import Protocol
from rnnviz.series.protocol.transform import Transform
from rnnviz.series.protocol.windows import Split
from rnnviz.series.series import Series
from rnnviz.series.steps import step_of

Mode = Literal["one_step", "free_run"]
MODES: tuple[Mode, ...] = ("one_step", "free_run")
Status = Literal["ok", "diverged", "skipped"]


class Spread(NamedTuple):
    """A score over the runs of one model; all NaN where no run has one."""

    median: float
    low: float
    high: float


@dataclass(frozen=True)
class SeedRun:
    """One fit of one model, from one seed.

    Attributes:
        seed: the seed of its first weights and of the order of its windows.
        status: "ok", or "diverged", or "skipped" when it was stopped before its turn.
        one_step: (N,) each row predicted from the true values before it.
        free_run: (N,) from the first test row on, each prediction fed back as a value.
        scores: over the test rows, by mode.
        horizon: (h,) RMSE of forecasts made 1 … h rows before the test rows, of which those are
            left out that a gap cuts off.
        val_error: RMSE one step ahead over the validation rows, which ranks the runs.
        intervals: half widths by horizon, from validation errors, and what they cover.
        loss: (E+1,) training loss by epoch in transformed units, empty without epochs.
        val_loss: (E+1,) the same on the validation part.
        best_epoch: the epoch whose weights were kept.
        seconds: how long the fit took.
        weights: the core's `Weights` (float64) of a recurrent model, whose input is one window
            as `transform.encode` gives it; coefficients (1 + L,) of AR, the constant first; None
            of others.
        message: why it diverged and what to do.
    """

    seed: int
    status: Status
    one_step: np.ndarray
    free_run: np.ndarray
    scores: Mapping[Mode, Scores]
    horizon: np.ndarray
    val_error: float
    intervals: Intervals
    loss: np.ndarray
    val_loss: np.ndarray
    best_epoch: int | None
    seconds: float
    weights: Any = None
    message: str = ""


@dataclass(frozen=True)
class Result:
    """One model: what it is given, how many numbers it learned, and its runs.

    `hidden` is H of a network, None of others. `tests` compare its shown run one step ahead with
    "last" (repeat the last value) and with "best", the model without a network that validates best.
    """

    code: str
    label: str
    given: str
    family: Family
    parameters: int
    hidden: int | None
    runs: tuple[SeedRun, ...]
    shadow: bool = False
    tests: Mapping[str, DM] = field(default_factory=dict)

    @property
    def trains(self) -> bool:
        """Whether it is trained, or drawn, from seeds; the others are fitted once."""
        return self.family not in ("baseline", "linear")

    @property
    def good(self) -> tuple[SeedRun, ...]:
        """The runs that have predictions."""
        return tuple(run for run in self.runs if run.status == "ok")

    @property
    def status(self) -> Status:
        """How it went: "ok" when at least one run has predictions."""
        states = {run.status for run in self.runs}
        return "ok" if "ok" in states else "diverged" if "diverged" in states else "skipped"

    @property
    def message(self) -> str:
        """What the first run that went wrong says."""
        return next((run.message for run in self.runs if run.message), "")

    @property
    def shown(self) -> SeedRun:
        """The run that is drawn: the median by validation error, the lower of two. No test value
        has a say in it.
        """
        ranked = sorted(self.good or self.runs, key=lambda run: (run.val_error, run.seed))
        return ranked[(len(ranked) - 1) // 2]

    def spread(self, mode: Mode, score: str) -> Spread:
        """Median, lowest and highest of one score over the runs."""
        values = np.array([getattr(run.scores[mode], score) for run in self.good], float)
        values = values[np.isfinite(values)]
        if not len(values):
            return Spread(*[float("nan")] * 3)
        return Spread(float(np.median(values)), float(values.min()), float(values.max()))

    @property
    def seconds(self) -> float:
        """Time of all its runs together."""
        return sum(run.seconds for run in self.runs)


class Fold(NamedTuple):
    """One rolling origin: all that lies before `first` trains and validates, first … end-1 tests.

    `rmse` has each model's errors one step ahead by code, one for each seed.
    """

    first: int
    end: int
    rmse: Mapping[str, tuple[float, ...]]


@dataclass(frozen=True)
class Comparison:
    """All results, with the series as it was used and the split that all models share.

    `values` (N,) have their gaps filled, `observed` (N,) says which were not; `season` is the
    number of rows of a season (1: none). `notes` say what was done to the data.
    """

    series: Series
    protocol: Protocol
    values: np.ndarray
    observed: np.ndarray
    split: Split
    transform: Transform
    season: int
    train_windows: int
    test_rows: np.ndarray
    results: tuple[Result, ...]
    folds: tuple[Fold, ...] = ()
    notes: tuple[str, ...] = ()
    stopped: bool = False

    @property
    def season_sentence(self) -> str:
        """The season that the models used, and where it comes from."""
        step = step_of(self.series.times)
        return season_sentence(self.season, step, by_hand=self.protocol.season is not None)

    def __getitem__(self, code: str) -> Result:
        """The result of one model by its code."""
        return next(r for r in self.results if r.code == code)
