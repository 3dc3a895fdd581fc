"""One column of a table: its cells as they stand in the file, read as numbers or as dates."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from rnnviz.series.reading.dates import Times
from rnnviz.series.reading.numbers import Numbers, is_missing, is_number, parse_numbers, some
from rnnviz.series.reading.questions import Question, date_question, serial_question
from rnnviz.series.reading.times import parse_times


@dataclass(frozen=True)
class Column:
    """Cells (N) with their line numbers in the file, and how dates are to be read."""

    name: str
    cells: tuple[str, ...]
    lines: tuple[int, ...]
    decimal: str
    dates: str = "auto"

    @cached_property
    def numbers(self) -> Numbers:
        """The cells as numbers."""
        return parse_numbers(self.cells, self.decimal)

    @cached_property
    def times(self) -> Times | None:
        """The cells as dates, if they are."""
        return parse_times(self.cells, self.name, self.dates)

    @cached_property
    def is_numeric(self) -> bool:
        """At least half of the cells that are there are numbers, as far as 2000 of them tell."""
        sample = [cell for cell in some(self.cells, 200) if not is_missing(cell)]
        if sum(map(is_number, sample)) < len(sample) / 4:
            return False
        numbers = parse_numbers(some(self.cells), self.decimal)
        if numbers.missing == len(numbers.values):
            numbers = self.numbers
        present = len(numbers.values) - numbers.missing
        return present > 0 and len(numbers.bad) <= present / 2

    @cached_property
    def is_regular(self) -> bool:
        """Numbers that nearly always grow by about the same step: a position in time."""
        steps = np.diff(self.numbers.values)
        if len(steps) < 2 or np.isnan(steps).all():
            return False
        middle = float(np.nanmedian(steps))
        return bool(np.mean((steps > 0) & (steps < 20 * middle)) >= 0.9)

    @property
    def unread(self) -> int:
        """How many cells are no time, though most are."""
        if self.times is not None:
            return len(self.cells) - self.times.good
        return int(np.isnan(self.numbers.values).sum()) if self.is_numeric else 0

    def rows(self, mask: np.ndarray) -> "Column":
        """Some of the rows."""
        keep = np.flatnonzero(mask)
        return replace(
            self,
            cells=tuple(self.cells[i] for i in keep),
            lines=tuple(self.lines[i] for i in keep),
        )

    @property
    def question(self) -> Question | None:
        """What must be asked before the cells can be taken as times."""
        if self.dates != "auto":
            return None
        if self.times is not None:
            return date_question(self.cells, self.times)
        return serial_question(self.cells, self.numbers) if self.is_regular else None
