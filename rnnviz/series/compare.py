"""Fit every model by one protocol, predict, and score on the same test rows."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

import numpy as np
from threadpoolctl import threadpool_limits

from rnnviz.core.cells import CELLS
from rnnviz.series import baselines, mlp
from rnnviz.series.choose import Series
from rnnviz.series.fitted import Fitted, Report, free_run
from rnnviz.series.protocol import Prepared, Protocol, prepare
from rnnviz.series.recurrent import recurrent
from rnnviz.series.scores import Scores, is_shadow, score
from rnnviz.series.transform import Transform
from rnnviz.series.windows import Split
from rnnviz.words import _

Mode = Literal["one_step", "free_run"]
Family = Literal["baseline", "linear", "mlp", "curve", "recurrent"]
Status = Literal["ok", "diverged", "skipped"]


class Model(NamedTuple):
    """A line of the table: what it is called, what it is given, and how it is fitted."""

    label: str
    given: str
    family: Family
    fit: Callable[[Prepared, Protocol, Report], Fitted]


class Progress(NamedTuple):
    """How far a comparison has come: `done` of `total` models; the epoch of the one at work."""

    label: str
    done: int
    total: int
    epoch: int
    epochs: int
    loss: float
    val_loss: float


@dataclass(frozen=True)
class Result:
    """One model's predictions and scores. `one_step` (N,) and `free_run` (N,) are in raw units,
    NaN on rows that were not predicted; free-running begins with the first test row.
    """

    code: str
    label: str
    given: str
    family: Family
    status: Status
    parameters: int
    one_step: np.ndarray
    free_run: np.ndarray
    scores: Mapping[str, Scores]
    shadow: bool
    loss: np.ndarray
    val_loss: np.ndarray
    best_epoch: int | None
    seconds: float
    message: str
    weights: Any = None


@dataclass(frozen=True)
class Comparison:
    """All results, with the series as it was used and the split that all models share.

    `notes` say what was done to the data, `warnings` what to doubt in the results.
    """

    series: Series
    protocol: Protocol
    values: np.ndarray
    observed: np.ndarray
    split: Split
    transform: Transform
    train_windows: int
    test_rows: np.ndarray
    results: tuple[Result, ...]
    notes: tuple[str, ...]
    warnings: tuple[str, ...]
    stopped: bool


def models(p: Protocol) -> dict[str, Model]:
    """Every model of a comparison, in the order in which they are fitted."""
    window = _("the last value")
    if p.window > 1:
        window = _("the last {n} values").format(n=p.window)
    table = {
        "last": Model(
            _("Repeat the last value"), _("the last value"), "baseline",
            _plain(baselines.last_value),
        ),
        "mean": Model(
            _("Mean of the training part"), _("nothing"), "baseline", _plain(baselines.mean)
        ),
        "ar": Model(
            _("AR({n})").format(n=p.window), window, "linear",
            _plain(baselines.autoregression),
        ),
    }  # fmt: skip
    for code in p.cells:
        table[code] = Model(_(CELLS[code].label), window, "recurrent", _recurrent(code))
    table["mlp_window"] = Model(
        _("MLP on the window"), window, "mlp",
        mlp.lag_window,
    )  # fmt: skip
    table["mlp_time"] = Model(
        _("MLP on time (curve fit)"), _("the row number only"), "curve",
        mlp.time_index,
    )  # fmt: skip
    return table


def _plain(fit: Callable[[Prepared], Fitted]) -> Callable[[Prepared, Protocol, Report], Fitted]:
    return lambda data, _p, _report: fit(data)


def _recurrent(code: str) -> Callable[[Prepared, Protocol, Report], Fitted]:
    return lambda data, p, report: recurrent(code, data, p, report)


def compare(
    series: Series, p: Protocol, on_progress: Callable[[Progress], bool] = lambda _progress: False
) -> Comparison:
    """Fit and score all models. `on_progress` may give True to stop: the model at work then
    keeps its best weights so far, and those not begun are listed as skipped.
    """
    data, table = prepare(series, p), models(p)
    watch = _Watch(on_progress, len(table))
    results = []
    # Matrices are small: more threads for linear algebra only wait for each other.
    with threadpool_limits(limits=1), np.errstate(all="ignore"):
        for number, (code, model) in enumerate(table.items()):
            report = watch.reporter(model.label, number)
            trains = model.family not in ("baseline", "linear")
            if trains and report(0, p.epochs, np.nan, np.nan):
                results.append(_skipped(code, model, len(data.values)))
            else:
                results.append(_result(code, model, data, p, report))
    return Comparison(
        data.series, p, data.values, data.observed, data.split, data.transform,
        len(data.train.y), data.test.rows, tuple(results), (*data.series.notes, *data.notes),
        (
            *_few_windows(results, len(data.train.y)),
            *_unfinished(results, p.epochs),
            *_not_learned(results),
        ),
        watch.stopped,
    )  # fmt: skip


class _Watch:
    """Passes progress on, and remembers that somebody has said stop."""

    def __init__(self, on_progress: Callable[[Progress], bool], total: int) -> None:
        self.on_progress, self.total, self.stopped = on_progress, total, False

    def reporter(self, label: str, done: int) -> Report:
        def report(epoch: int, epochs: int, loss: float, val: float) -> bool:
            progress = Progress(label, done, self.total, epoch, epochs, loss, val)
            self.stopped = self.stopped or bool(self.on_progress(progress))
            return self.stopped

        return report


def _result(code: str, model: Model, data: Prepared, p: Protocol, report: Report) -> Result:
    began = time.perf_counter()
    fitted = model.fit(data, p, report)
    seconds = time.perf_counter() - began
    rows, cut = len(data.values), data.split.validation
    one_step, free = np.full(rows, np.nan), np.full(rows, np.nan)
    if fitted.ok:
        one_step[data.every.rows] = fitted.predict(data.every.X, data.every.rows)
        free[cut:] = free_run(fitted.predict, data.values[:cut], p.window, rows - cut)
    start = np.full(len(data.test.y), data.values[cut - 1])  # what free-running starts from
    scores = {
        "one_step": _score(data, one_step, data.test.X[:, -1]),
        "free_run": _score(data, free, start),
    }
    skill = scores["one_step"].skill
    shadow = model.family not in ("baseline", "curve") and is_shadow(
        data.test.y, one_step[data.test.rows], data.test.X[:, -1], skill
    )
    return Result(
        code, model.label, model.given, model.family, "ok" if fitted.ok else "diverged",
        fitted.parameters, one_step, free, scores, shadow, np.asarray(fitted.loss),
        np.asarray(fitted.val_loss), fitted.best_epoch, seconds, fitted.message, fitted.weights,
    )  # fmt: skip


def _score(data: Prepared, predicted: np.ndarray, last: np.ndarray) -> Scores:
    """Scores over the test rows; `last` is what repeating the last value predicts there."""
    return score(data.test.y, predicted[data.test.rows], last, data.seen)


def _skipped(code: str, model: Model, rows: int) -> Result:
    nothing = np.full(rows, np.nan)
    nan = float("nan")
    undefined = Scores(nan, nan, nan, nan, nan, 0)
    return Result(
        code, model.label, model.given, model.family, "skipped", 0, nothing, nothing,
        {"one_step": undefined, "free_run": undefined}, False, np.empty(0), np.empty(0), None, 0.0,
        _("Not trained: stopped before its turn."),
    )  # fmt: skip


def _few_windows(results: list[Result], windows: int) -> tuple[str, ...]:
    """Models that estimate more than one number from ten windows, each with its parameters."""
    large = [r for r in results if r.parameters * 10 > windows]
    if not large:
        return ()
    text = _(
        "The {windows} training windows are fewer than ten for each parameter of these models, "
        "which may learn the noise (parameters: {models})."
    )
    counted = (f"{r.label} {r.parameters}" for r in large)
    return (text.format(windows=windows, models=", ".join(counted)),)


def _unfinished(results: list[Result], epochs: int) -> tuple[str, ...]:
    """Networks whose best weights came in the last twentieth of all the epochs they could have."""
    late = [r for r in results if len(r.loss) > epochs and (r.best_epoch or 0) > 0.95 * epochs]
    if not late:
        return ()
    text = _(
        "On the validation part these models were still improving after {epochs} epochs, so more "
        "epochs may help: {models}."
    )
    return (text.format(epochs=epochs, models=", ".join(r.label for r in late)),)


def _not_learned(results: list[Result]) -> tuple[str, ...]:
    """Networks whose first weights did better on the validation part than any later ones."""
    text = _(
        "{label} never did better on the validation part than before its training, so its first "
        "weights were kept; another seed, anchoring or a larger network may help."
    )
    idle = [r for r in results if r.best_epoch == 0 and len(r.loss) > 1]
    return tuple(text.format(label=r.label) for r in idle)
