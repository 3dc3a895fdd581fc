"""One run of one model: fit, forecast in both ways and by horizon, score; what a worker does."""

import time
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from threadpoolctl import threadpool_limits

from rnnviz.series.audit.missing import without_gaps
from rnnviz.series.compare.results import SeedRun, Status
from rnnviz.series.measures.conformal import NO_INTERVALS, Intervals, intervals
from rnnviz.series.measures.scores import UNDEFINED, Scores, rmse, score
from rnnviz.series.models.catalogue import fit_model
from rnnviz.series.models.fitted import Fitted, Forecast
from rnnviz.series.protocol.protocol import Prepared, Protocol, fold_splits, prepare
from rnnviz.series.protocol.windows import Split, Windows
from rnnviz.series.series import Series
from rnnviz.words import _


class Task(NamedTuple):
    """What one job does: one model, one H, one seed, on the whole protocol or on one fold."""

    code: str
    label: str
    hidden: int | None
    seed: int
    fold: int | None = None


class Progress(NamedTuple):
    """How far one run has come; losses are NaN where there are none to tell."""

    label: str
    epoch: int
    epochs: int
    loss: float
    val_loss: float


class Part(NamedTuple):
    """The result of one job. `stopped`: somebody stopped it, and it has its best weights so far,
    or none.
    """

    run: SeedRun
    parameters: int
    stopped: bool = False


OnProgress = Callable[[Progress], bool]


def run_task(
    series: Series, p: Protocol, task: Task, on_progress: OnProgress = lambda _progress: False
) -> Part:
    """Do one task; `on_progress` may give True to stop."""
    return run_prepared(prepare(series, p, split_of(series, p, task.fold)), p, task, on_progress)


def split_of(series: Series, p: Protocol, fold: int | None) -> Split | None:
    """The split of one fold; None for the protocol's own."""
    if fold is None:
        return None
    return fold_splits(len(without_gaps(series, p.missing)), p)[fold]


def run_prepared(data: Prepared, p: Protocol, task: Task, on_progress: OnProgress) -> Part:
    """Do one task on a series that is prepared."""
    stopped = False

    def report(epoch: int, epochs: int, loss: float, val: float) -> bool:
        nonlocal stopped
        progress = Progress(task.label, epoch, epochs, loss, val)
        stopped = stopped or bool(on_progress(progress))
        return stopped

    # Matrices are small: more threads for linear algebra only wait for each other.
    with threadpool_limits(limits=1), np.errstate(all="ignore"):
        if report(0, p.epochs, np.nan, np.nan):
            return Part(skipped(task.seed, len(data.values)), 0, stopped=True)
        began = time.perf_counter()
        fitted = fit_model(task.code, data, p, task.hidden, task.seed, report)
        seconds = time.perf_counter() - began
        return Part(measured(data, p, fitted, task.seed, seconds), fitted.parameters, stopped)


def measured(data: Prepared, p: Protocol, fitted: Fitted, seed: int, seconds: float) -> SeedRun:
    """Forecast with a fitted model in every way, and score it."""
    rows, cut = len(data.values), data.split.validation
    one_step, free = np.full(rows, np.nan), np.full(rows, np.nan)
    parts = (data.ahead(data.validation), data.ahead(data.test))
    ahead = nothing_ahead(data, parts)
    status: Status = "ok" if fitted.ok else "diverged"
    if fitted.ok:
        origins = np.arange(data.split.rows - 1)
        one_step[1 : data.split.rows] = fitted.forecast(data.values, origins, 1)[:, 0]
        steps = data.split.rows - cut
        free[cut : data.split.rows] = fitted.forecast(data.values, np.array([cut - 1]), steps)[0]
        ahead = Ahead(*parts, *(by_horizon(fitted.forecast, data, part) for part in parts))
    start = np.full(len(data.test.y), data.values[cut - 1])  # what free-running starts from
    return SeedRun(
        seed, status, one_step, free,
        {
            "one_step": _score(data, one_step, data.test.X[:, -1]),
            "free_run": _score(data, free, start),
        },
        np.array([rmse(e) for e in (ahead.test - ahead.tested.y[:, None]).T]),
        rmse(one_step[data.validation.rows] - data.validation.y),
        _intervals(data, ahead, p.level) if fitted.ok else NO_INTERVALS,
        np.asarray(fitted.loss), np.asarray(fitted.val_loss), fitted.best_epoch, seconds,
        fitted.weights, fitted.message,
    )  # fmt: skip


class Ahead(NamedTuple):
    """Forecasts of validation and test rows, made 1 … h rows before: (n, h) and (m, h).

    `validated` and `tested` are the windows of these rows: those that no gap cuts off.
    """

    validated: Windows
    tested: Windows
    validation: np.ndarray
    test: np.ndarray


def nothing_ahead(data: Prepared, parts: tuple[Windows, Windows]) -> Ahead:
    """No forecast at all."""
    return Ahead(*parts, *(np.full((len(w.y), data.horizon), np.nan) for w in parts))


def by_horizon(forecast: Forecast, data: Prepared, part: Windows) -> np.ndarray:
    """Forecasts of the same rows (n,) made 1 … h rows before each, (n, h).

    Every horizon is scored on the same rows; only the origin lies further back.
    """
    h = data.horizon
    first, last = int(part.rows[0]) - h, int(part.rows[-1]) - 1
    origins = np.arange(max(0, first), last + 1)
    paths = forecast(data.values, origins, h)
    k = np.arange(h)
    return paths[part.rows[:, None] - 1 - k - origins[0], k]


def _intervals(data: Prepared, ahead: Ahead, level: float) -> Intervals:
    to_level = data.transform.level
    validation = to_level(ahead.validation) - to_level(ahead.validated.y)[:, None]
    return intervals(validation, to_level(ahead.test) - to_level(ahead.tested.y)[:, None], level)


def _score(data: Prepared, predicted: np.ndarray, last: np.ndarray) -> Scores:
    """Scores over the test rows; `last` is what repeating the last value predicts there."""
    return score(data.test.y, predicted[data.test.rows], last, data.scale)


def skipped(seed: int, rows: int) -> SeedRun:
    """A run that was stopped before its turn."""
    nothing = np.full(rows, np.nan)
    return SeedRun(
        seed, "skipped", nothing, nothing, {"one_step": UNDEFINED, "free_run": UNDEFINED},
        np.empty(0), float("nan"), NO_INTERVALS, np.empty(0), np.empty(0), None, 0.0,
        message=_("Not trained: stopped before its turn."),
    )  # fmt: skip
