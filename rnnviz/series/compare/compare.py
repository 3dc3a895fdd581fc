"""Fit every model by one protocol, and put the runs together to one comparison."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from rnnviz.series.audit.missing import without_gaps
from rnnviz.series.compare.results import Comparison, Fold, Result
from rnnviz.series.compare.runs import Part, Progress, Task, run_prepared, run_task, skipped
from rnnviz.series.measures.scores import LAGS, is_shadow
from rnnviz.series.measures.significance import DM, diebold_mariano
from rnnviz.series.models.catalogue import Model, models
from rnnviz.series.protocol.protocol import Prepared, Protocol, fold_splits, prepare
from rnnviz.series.series import Series

Parts = Mapping[Task, Part]


class Step(NamedTuple):
    """How far a comparison has come: `done` of `total` tasks, and the one at work."""

    done: int
    total: int
    run: Progress


def compare(
    series: Series, p: Protocol, on_progress: Callable[[Step], bool] = lambda _step: False
) -> Comparison:
    """Fit and score all models one after another. `on_progress` may give True to stop: the run at
    work then keeps its best weights so far, and those not begun are listed as skipped.
    """
    todo = tasks(series, p)
    parts: dict[Task, Part] = {}
    for task in todo:

        def watch(run: Progress) -> bool:
            return bool(on_progress(Step(len(parts), len(todo), run)))

        parts[task] = run_task(series, p, task, watch)
        if parts[task].stopped:
            break
    return assemble(series, p, parts)


def tasks(series: Series, p: Protocol) -> tuple[Task, ...]:
    """What is to be trained: every network from every seed, on the whole and on each fold.

    Seeds come first in the order, so that a comparison that is stopped has a run of each network.
    """
    trained = [m for m in models(p).values() if m.trains]
    return tuple(
        Task(m.code, m.label, m.hidden, seed, fold)
        for fold in (None, *_folds(series, p))
        for seed in p.all_seeds
        for m in trained
    )


def assemble(series: Series, p: Protocol, parts: Parts) -> Comparison:
    """Put the runs together; what needs no training is fitted here."""
    data = prepare(series, p)
    table = models(p, data.season)
    results = tuple(_result(m, data, p, parts) for m in table.values())
    tested = _with_tests(results, data)
    return Comparison(
        data.series, p, data.values, data.observed, data.split, data.transform, data.season,
        len(data.train.y), data.test.rows, tested, _fold_results(series, p, parts),
        (*data.series.notes, *data.notes),
        stopped=any(task not in parts or parts[task].stopped for task in tasks(series, p)),
    )  # fmt: skip


def _result(m: Model, data: Prepared, p: Protocol, parts: Parts) -> Result:
    if m.trains:
        own = [parts.get(Task(m.code, m.label, m.hidden, seed)) for seed in p.all_seeds]
        missing = skipped(p.seed, len(data.values))
        runs = tuple(
            replace(missing, seed=seed) if part is None else part.run
            for seed, part in zip(p.all_seeds, own, strict=True)
        )
        parameters = max((part.parameters for part in own if part), default=0)
    else:
        part = run_prepared(data, p, Task(m.code, m.label, None, p.seed), lambda _run: False)
        runs, parameters = (part.run,), part.parameters
    found = Result(m.code, m.label, m.given, m.family, parameters, m.hidden, runs)
    return replace(found, shadow=_is_shadow(found, data))


def _is_shadow(r: Result, data: Prepared) -> bool:
    """What is shown of a model that is given the past and trained on it."""
    if r.family in ("baseline", "curve") or r.status != "ok":
        return False
    rows = data.test.rows
    before = data.values[np.maximum(rows[:, None] - np.arange(1, LAGS + 1), 0)]
    run = r.shown
    return is_shadow(data.test.y, run.one_step[rows], before, run.scores["one_step"].skill)


def _with_tests(results: tuple[Result, ...], data: Prepared) -> tuple[Result, ...]:
    """Each model against the last value, and against the best model that is no network."""
    errors = {r.code: data.test.y - r.shown.one_step[data.test.rows] for r in results}
    best = best_simple(results)

    def tests(r: Result) -> dict[str, DM]:
        against = {"last": "last", "best": best.code if best else "last"}
        return {
            name: diebold_mariano(errors[r.code], errors[code])
            for name, code in against.items()
            if code != r.code
        }

    return tuple(replace(r, tests=tests(r)) for r in results)


def best_simple(results: tuple[Result, ...]) -> Result | None:
    """The model without a network that has the lowest error one step ahead on the validation rows:
    no test value has a say in what others are tested against.
    """
    simple = [r for r in results if r.family in ("baseline", "linear")]
    defined = [r for r in simple if np.isfinite(r.shown.val_error)]
    return min(defined, key=lambda r: (r.shown.val_error, r.parameters), default=None)


def _folds(series: Series, p: Protocol) -> range:
    if p.folds < 2:
        return range(0)
    return range(len(fold_splits(len(without_gaps(series, p.missing)), p)))


def _fold_results(series: Series, p: Protocol, parts: Parts) -> tuple[Fold, ...]:
    return tuple(_fold(series, p, number, parts) for number in _folds(series, p))


def _fold(series: Series, p: Protocol, number: int, parts: Parts) -> Fold:
    split = fold_splits(len(without_gaps(series, p.missing)), p)[number]
    data = prepare(series, p, split)
    found: dict[str, tuple[float, ...]] = {}
    for m in models(p, data.season).values():
        runs = _runs_of_fold(m, data, p, number, parts)
        found[m.code] = tuple(part.run.scores["one_step"].rmse for part in runs)
    return Fold(split.validation, split.rows, found)


def _runs_of_fold(
    m: Model, data: Prepared, p: Protocol, number: int, parts: Parts
) -> Iterator[Part]:
    if not m.trains:
        yield run_prepared(data, p, Task(m.code, m.label, None, p.seed), lambda _run: False)
        return
    for seed in p.all_seeds:
        part = parts.get(Task(m.code, m.label, m.hidden, seed, number))
        if part is not None:
            yield part
