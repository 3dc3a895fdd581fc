"""Your series: from a built-in table or a file to one series, its parts, and a comparison."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from rnnviz.errors import RnnvizError
from rnnviz.export.report import report
from rnnviz.series.audit.ready import ready
from rnnviz.series.compare.compare import compare
from rnnviz.series.compare.results import MODES, Comparison
from rnnviz.series.protocol.protocol import Prepared, prepare
from rnnviz.series.protocol.windows import Windows
from rnnviz.series.reading.builtin import SERIES
from rnnviz.series.reading.choose import Picked, builtin, guessed
from rnnviz.series.reading.table import read_table
from rnnviz.series.series import Series
from rnnviz.settings.series import SeriesSettings
from rnnviz.street.result.numbers import Numbers
from rnnviz.street.result.opened import Opened
from rnnviz.words import _

File = str | Path


@dataclass(frozen=True, kw_only=True, repr=False)
class YourSeries(Opened):
    """A series as it is cut and scaled, and, where it was asked for, what models make of it.

    Attributes:
        example: the series after its repairs.
        unit: the unit of its values, where it is known.
        data: its parts and its windows; every estimate is made on the training part.
        comparison: every model's runs and scores; None unless they were trained.
    """

    settings: SeriesSettings
    example: Series
    unit: str
    data: Prepared
    comparison: Comparison | None

    def numbers(self) -> list[Numbers]:
        """The series, the windows as models see them, and every model's predictions and scores.

        Predictions of a row that was not predicted are NaN.
        """
        unit = self.unit or "unit of the series"
        data, parts = self.data, ("train", "validation", "test")
        found = [
            Numbers("times", data.series.times, data.series.time_name),
            Numbers("values", data.values, unit),
            Numbers("observed", data.observed.astype(np.uint8)),
        ]
        for name in parts:
            found += self._windows(name, getattr(data, name))
        if self.comparison is not None:
            found += _compared(self.comparison, unit)
        return found

    def _windows(self, name: str, part: Windows) -> list[Numbers]:
        X, y = self.data.encoded(part)
        return [
            Numbers(f"{name}.rows", part.rows, "row, from 0"),
            Numbers(f"{name}.X", X),
            Numbers(f"{name}.y", y),
        ]

    def page(self) -> str:
        """The report of the comparison.

        Raises:
            RnnvizError: if there is no comparison.
        """
        if self.comparison is None:
            raise RnnvizError(
                _(
                    "“Your series” has nothing that plays. Its report can be written once its "
                    "models are trained: ask for it with train=True, on the command line with "
                    "--train."
                )
            )
        return report(self.comparison, self.unit, f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC")


def _compared(found: Comparison, unit: str) -> list[Numbers]:
    """One array for each model and kind of prediction, over its seeds, (R, N); and its scores."""
    arrays = []
    for r in found.results:
        for mode in MODES if r.good else ():
            name = f"{r.code}.{mode}"
            rmse = [run.scores[mode].rmse for run in r.good]
            arrays.append(Numbers(name, np.stack([getattr(run, mode) for run in r.good]), unit))
            arrays.append(Numbers(f"{name}.rmse", np.array(rmse), unit))
    return arrays


def picked_of(s: SeriesSettings, file: File | None) -> tuple[Picked, str]:
    """The series as it stands in its table, and its unit where it is known.

    Raises:
        RnnvizError: if the link is about a file that is not given, or it cannot be read.
    """
    if file is not None:
        return _guessed(file), ""
    if s.source != "builtin":
        raise RnnvizError(
            _(
                "This link shows a file, and no address holds one: give it along with "
                'file="my.csv", on the command line with --file my.csv.'
            )
        )
    return builtin(s.series), _(SERIES[s.series].unit)


def _guessed(file: File) -> Picked:
    """What the screen takes before anybody has chosen: the guessed columns, the first entity."""
    path = Path(file)
    try:
        return guessed(read_table(path.read_bytes(), path.name))
    except OSError as error:
        message = _("“{name}” cannot be read: {reason}.")
        raise RnnvizError(message.format(name=file, reason=error.strerror)) from error


def walk(s: SeriesSettings, file: File | None = None, *, train: bool = False) -> YourSeries:
    """From settings, and a file if they are about one, to windows; with `train` to a comparison.

    Raises:
        RnnvizError: if there is no such file, or the series cannot be used.
    """
    picked, unit = picked_of(s, file)
    series, protocol = ready(picked.series, s.repairs()), s.protocol()
    data = prepare(series, protocol)
    return YourSeries(
        settings=s,
        notes=(*series.notes, *data.notes),
        example=series,
        unit=unit,
        data=data,
        comparison=compare(series, protocol) if train else None,
    )
