"""Predictions and scores as CSV: every number to its last digit, what is undefined empty."""

import csv
import io
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from rnnviz.series.compare.bands import band
from rnnviz.series.compare.results import MODES, Comparison, Result, SeedRun
from rnnviz.series.measures.scores import Scores

DANGEROUS = ("=", "+", "-", "−", "@")  # what a spreadsheet takes for a formula, wide ones too
TIME = "time"
PARTS = ("training", "validation", "test")

Columns = dict[str, Sequence[object]]


def predictions_csv(found: Comparison) -> str:
    """One row for each row of the series; of each run one step ahead and free-running.

    `lstm.seed2.one_step` is the prediction of the LSTM from seed 2; `.low` and `.high` are the
    ends of its interval, of the run that is drawn.
    """
    s = found.series
    columns: Columns = {
        "row": range(len(found.values)),
        TIME: [_time(t) for t in s.times],
        "part": [PARTS[k] for k in part_numbers(found)],
        "actual": numbers(np.where(found.observed, found.values, np.nan)),
        "used": numbers(found.values),
    }
    for result in found.results:
        for run in result.good:
            columns |= _run_columns(found, result, run)
    time = _unlike(safe(s.time_name or TIME), columns)
    head = (time if name == TIME else name for name in columns)
    return _csv(head, zip(*columns.values(), strict=True))


def _unlike(name: str, columns: Columns) -> str:
    """The name of the column of times, which no other column may have."""
    while name in columns.keys() - {TIME}:
        name = f"{name} ({TIME})"
    return name


def part_numbers(found: Comparison) -> np.ndarray:
    """For every row 0 in the training part, 1 in the validation part, 2 in the test part."""
    cuts = [found.split.train, found.split.validation]
    return np.searchsorted(cuts, np.arange(len(found.values)), side="right")


def _run_columns(found: Comparison, result: Result, run: SeedRun) -> Columns:
    name = f"{result.code}.seed{run.seed}" if result.trains else result.code
    columns: Columns = {}
    for mode in MODES:
        columns[f"{name}.{mode}"] = numbers(getattr(run, mode))
        if run is result.shown and len(run.intervals.half):
            low, high = band(found, run, mode)
            columns |= {f"{name}.{mode}.low": numbers(low), f"{name}.{mode}.high": numbers(high)}
    return columns


def scores_csv(found: Comparison) -> str:
    """One row for each model, seed and way of predicting, with every score on the test rows."""
    rows = list(_score_rows(found))
    return _csv(rows[0], (row.values() for row in rows))


def _score_rows(found: Comparison) -> Iterator[dict[str, object]]:
    for result in found.results:
        for run in result.runs:
            for mode in MODES:
                yield {
                    "model": result.code,
                    "label": safe(result.label),
                    "family": result.family,
                    "parameters": result.parameters,
                    "hidden": "" if result.hidden is None else result.hidden,
                    "seed": run.seed,
                    "status": run.status,
                    "drawn": int(run is result.shown),
                    "mode": mode,
                    **{
                        k: _number(v) for k, v in zip(Scores._fields, run.scores[mode], strict=True)
                    },
                    "validation_rmse": _number(run.val_error),
                    "best_epoch": "" if run.best_epoch is None else run.best_epoch,
                    "seconds": _number(run.seconds),
                    **_tests(result),
                }


def _tests(result: Result) -> dict[str, object]:
    """The tests by Diebold and Mariano of the run that is drawn, one step ahead."""
    tests = {name: result.tests.get(name) for name in ("last", "best")}
    return {f"dm_p_{name}": "" if t is None else _number(t.p) for name, t in tests.items()}


def safe(text: str) -> str:
    """Text of a file for a cell: a spreadsheet would take some beginnings for a formula.

    Control characters, of which a new line would tear its row, become spaces.

    >>> safe("=1+1"), safe("＝1"), safe("rate" + chr(13) + "2")
    ("'=1+1", "'＝1", 'rate 2')
    """
    text = "".join(" " if unicodedata.category(c)[0] == "C" else c for c in text)
    begins = unicodedata.normalize("NFKC", text).lstrip()
    return f"'{text}" if begins.startswith(DANGEROUS) else text


def numbers(values: np.ndarray) -> list[str]:
    """Numbers as text that gives the same numbers back; NaN is empty."""
    return [_number(v) for v in values]


def _number(value: float | np.floating | int) -> str:
    if isinstance(value, int):
        return str(value)
    return repr(float(value)) if np.isfinite(value) else ""


def _time(time: object) -> str:
    if isinstance(time, np.datetime64):
        return str(time)
    return repr(float(time)) if isinstance(time, float | np.floating | int) else str(time)


def _csv(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return out.getvalue()
