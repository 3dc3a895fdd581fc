"""One column of a table: its cells as they stand in the file, read as numbers or as dates."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from rnnviz.series.reading.cells.numbers import Numbers, is_missing, parse_numbers, some
from rnnviz.series.reading.questions import Question, date_question, serial_question
from rnnviz.series.reading.rows.kinds import kind
from rnnviz.series.reading.times.parse import parse_times
from rnnviz.series.reading.times.patterns import Times
from rnnviz.series.reading.times.told import read_told

HEAD = 3000  # rows that show whether a column counts them


@dataclass(frozen=True)
class Column:
    """Cells (N) with their line numbers in the file, and how they are to be read.

    `dates` is an order of day and month or another way of reading times, `pattern` how they are
    written where somebody said so; `unit` which of several
    steps below each other is wanted, `missing` further signs for "missing".
    """

    name: str
    cells: tuple[str, ...]
    lines: tuple[int, ...]
    decimal: str
    dates: str = "auto"
    unit: str = "auto"
    missing: frozenset[str] = frozenset()
    pattern: str = ""

    @cached_property
    def numbers(self) -> Numbers:
        """The cells as numbers."""
        return parse_numbers(self.cells, self.decimal, self.missing)

    @cached_property
    def times(self) -> Times | None:
        """The cells as dates, if they are."""
        if self.pattern:
            return read_told(self.cells, self.pattern)
        return parse_times(self.cells, self.name, self.dates)

    @cached_property
    def is_numeric(self) -> bool:
        """At least half of the cells that are there are numbers, as far as 2000 of them tell."""
        sample = [cell for cell in some(self.cells, 200) if not is_missing(cell)]
        if sum(kind(cell, timed=False) == "n" for cell in sample) < len(sample) / 4:
            return False
        numbers = parse_numbers(some(self.cells), self.decimal, self.missing)
        if numbers.missing == len(numbers.values):
            numbers = self.numbers
        present = len(numbers.values) - numbers.missing
        return present > 0 and len(numbers.bad) <= present / 2

    @cached_property
    def head(self) -> np.ndarray:
        """The first numbers."""
        return parse_numbers(self.cells[:HEAD], self.decimal, self.missing).values

    @cached_property
    def is_constant(self) -> bool:
        """Whether no two cells that are there differ."""
        found: set[str] = set()
        for cell in self.cells:
            if cell not in found and not is_missing(cell):
                found.add(cell)
                if len(found) > 1:
                    return False
        return True

    @cached_property
    def is_counter(self) -> bool:
        """1, 2, 3, … or 9, 8, 7, …, also beginning anew: rows that are numbered."""
        steps = np.diff(self.head)
        if len(steps) < 2:
            return False
        return bool(max(np.mean(steps == 1), np.mean(steps == -1)) >= 0.9)

    @cached_property
    def is_regular(self) -> bool:
        """Numbers that nearly always grow, or fall, by about the same step: a position in time."""
        steps = np.diff(self.numbers.values)
        if len(steps) < 2 or np.isnan(steps).all():
            return False
        middle = float(np.nanmedian(steps))
        if middle < 0:
            steps, middle = -steps, -middle
        return bool(np.mean((steps > 0) & (steps < 20 * middle)) >= 0.9)

    @property
    def unread(self) -> np.ndarray:
        """Which cells (N,) are no time, though most are."""
        if self.times is not None:
            return np.isnat(self.times.values)
        lost = np.isnan(self.numbers.values) if self.is_numeric else None
        return np.zeros(len(self.cells), bool) if lost is None else lost

    def rows(self, mask: np.ndarray) -> "Column":
        """Some of the rows."""
        keep = np.flatnonzero(mask)
        part = replace(
            self,
            cells=tuple(self.cells[i] for i in keep),
            lines=tuple(self.lines[i] for i in keep),
        )
        if "times" in self.__dict__ and self.times is not None:  # read once, as a whole
            units = None if self.times.units is None else self.times.units[keep]
            part.__dict__["times"] = self.times._replace(
                values=self.times.values[keep], units=units
            )
        return part

    @property
    def question(self) -> Question | None:
        """What must be asked before the cells can be taken as times."""
        if self.pattern:
            return None
        if self.times is not None:
            return date_question(self.cells, self.times, self.dates, self.unit)
        if self.dates != "auto":
            return None
        return serial_question(self.cells, self.numbers) if self.is_regular else None
