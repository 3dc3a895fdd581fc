"""A file as a page needs it: read, guessed and picked in one go, in a process of its own.

The page is given the series, the first rows and every choice, and never the whole table.
"""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np

from rnnviz.errors import RnnvizError
from rnnviz.series.moments import moment
from rnnviz.series.reading.choose import Bad, Picked, Untimed, pick
from rnnviz.series.reading.columns import Column
from rnnviz.series.reading.guess.entity import entities, entity_columns, guess_entity
from rnnviz.series.reading.guess.time import guess_time
from rnnviz.series.reading.guess.value import guess_value, value_columns
from rnnviz.series.reading.how import Reading
from rnnviz.series.reading.questions import Question
from rnnviz.series.reading.remedies import Remedy, remedy
from rnnviz.series.reading.source.encoding import is_zip
from rnnviz.series.reading.source.workbook import sheet_names
from rnnviz.series.reading.table import Table, read_table
from rnnviz.series.reading.times.told import wrong_pattern
from rnnviz.series.spans import share_of_range
from rnnviz.series.steps import step_of

FIRST_ROWS = 4
MOST_SHOWN = 30  # columns
ALOUD = 3  # times that are read aloud
AUTO = "auto"


@dataclass(frozen=True)
class Wish:
    """What a person chose; "auto" means the guess. `time` and `entity` are "" for none."""

    value: str = AUTO
    time: str = AUTO
    entity: str = AUTO
    which: str = AUTO
    bad: Bad = "refuse"
    untimed: Untimed = "refuse"


class Understood(NamedTuple):
    """How a file was understood, with all that could be chosen instead.

    `first` are the first cells of each column, `lines` their lines; `aloud` pairs of a cell and
    the time that it means; `error` is the sentence where something cannot be read, and then
    `picked` is None. `picked` is also None while a question is open.
    """

    reading: Reading
    sheets: tuple[str, ...] = ()
    rows: int = 0
    names: tuple[str, ...] = ()
    first: tuple[tuple[str, ...], ...] = ()
    lines: tuple[int, ...] = ()
    head_lines: tuple[int, ...] = ()
    left_out: int = 0
    values: tuple[str, ...] = ()
    value: str = ""
    time: str = ""
    dated: bool = False
    aloud: tuple[tuple[str, str], ...] = ()
    entity_columns: tuple[str, ...] = ()
    entity: str = ""
    entities: tuple[str, ...] = ()
    which: str = ""
    questions: tuple[Question, ...] = ()
    notes: tuple[str, ...] = ()
    bad: Remedy | None = None
    untimed: Remedy | None = None
    picked: Picked | None = None
    error: str = ""


def understand(
    data: bytes,
    name: str,
    reading: Reading,
    wish: Wish,
    on_progress: Callable[[Any], bool] = lambda _share: False,
) -> Understood:
    """Read a file as wished; what cannot be read stands in `error`, beside what could be."""
    on_progress(0.1)
    wrong = wrong_pattern(reading.pattern)
    if wrong:  # the table is shown all the same, with the field in which to correct it
        found = understand(data, name, replace(reading, pattern=""), wish, on_progress)
        return found._replace(reading=reading, error=wrong, picked=None, questions=())
    try:
        with collector_paused():
            table = _table(data, name, reading)
            on_progress(0.6)
            return chosen(table, wish)
    except RnnvizError as error:
        return Understood(reading, sheets=_sheets(data), error=str(error))


_last: dict[str, Table] = {}  # the table that was read last: another choice needs no new reading


def _table(data: bytes, name: str, reading: Reading) -> Table:
    import hashlib

    key = f"{hashlib.sha256(data).hexdigest()} {name} {reading}"
    if key not in _last:
        _last.clear()
        _last[key] = read_table(data, name, reading)
    return _last[key]


@contextmanager
def collector_paused() -> Iterator[None]:
    """A million cells are no garbage: looking through them takes a quarter of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _sheets(data: bytes) -> tuple[str, ...]:
    """The sheets to choose from where one cannot be read."""
    try:
        return tuple(sheet_names(data)) if is_zip(data) else ()
    except RnnvizError:
        return ()


def chosen(table: Table, wish: Wish) -> Understood:
    """The series that is wished for, with everything that could be chosen instead."""
    shown = table.columns[:MOST_SHOWN]
    found = Understood(
        table.reading, table.sheets, table.rows, table.names,
        tuple(column.cells[:FIRST_ROWS] for column in shown),
        table.columns[0].lines[:FIRST_ROWS], table.head_lines, table.left_out,
        tuple(value_columns(table)),
        notes=table.notes,
    )  # fmt: skip
    time = None if wish.time == AUTO else wish.time or None
    try:
        time = guess_time(table) if wish.time == AUTO else time
        value = guess_value(table, time) if wish.value == AUTO else wish.value
        found = _with_choices(found, table, time, value, wish)
        if found.questions:
            return found
        entity = (found.entity, found.which) if found.entity else None
        picked = pick(table, value, time, entity, bad=wish.bad, untimed=wish.untimed)
    except RnnvizError as error:
        return found._replace(error=str(error), time=time or "")
    return found._replace(picked=picked)


def _with_choices(
    found: Understood, table: Table, time: str | None, value: str, wish: Wish
) -> Understood:
    column, clock = table[value], None if time is None else table[time]
    by = (guess_entity(table, time, value) or "") if wish.entity == AUTO else wish.entity
    names = tuple(entities(table, by)) if by else ()
    which = wish.which if wish.which in names else next(iter(names), "")
    if by:  # the rows of the others are no matter
        mine = np.array([cell == which for cell in table[by].cells])
        column, clock = column.rows(mine), clock and clock.rows(mine)
    return found._replace(
        value=value, time=time or "", dated=clock is not None and clock.times is not None,
        aloud=_aloud(clock), entity_columns=tuple(entity_columns(table, time, value)),
        entity=by, entities=names, which=which, questions=table.questions(time, value),
        bad=_bad(column, clock), untimed=_untimed(clock),
    )  # fmt: skip


def _untimed(clock: Column | None) -> Remedy | None:
    if clock is None:
        return None
    lost = clock.unread
    cells = [c for c, bad in zip(clock.cells, lost, strict=True) if bad]
    return remedy(cells, len(lost), _span(clock, lost))


def _bad(column: Column, clock: Column | None) -> Remedy | None:
    if not column.is_numeric:
        return None
    lost = np.zeros(len(column.cells), dtype=bool)
    lost[list(column.numbers.bad)] = True
    return remedy([column.cells[i] for i in column.numbers.bad], len(lost), _span(clock, lost))


def _span(clock: Column | None, lost: np.ndarray) -> float | None:
    """The share of the range of time that rows take, where a time was read."""
    if clock is None or not lost.any():
        return None
    times = clock.numbers.values if clock.times is None else clock.times.values
    return share_of_range(times, lost)


def _aloud(clock: Column | None) -> tuple[tuple[str, str], ...]:
    """Three cells with the times that they mean: the first, one in the middle, the last."""
    if clock is None or clock.times is None:
        return ()
    step = step_of(clock.times.values)
    rows = sorted({0, len(clock.cells) // 2, len(clock.cells) - 1})[:ALOUD]
    good = [i for i in rows if str(clock.times.values[i]) != "NaT"]
    return tuple((clock.cells[i][:40], moment(clock.times.values[i], step)) for i in good)


def size_of(found: Understood) -> int:
    """About how many bytes it takes: its series."""
    series = None if found.picked is None else found.picked.series
    return 4096 if series is None else series.values.nbytes + series.times.nbytes + 4096
