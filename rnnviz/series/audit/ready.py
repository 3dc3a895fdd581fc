"""From a table to a series that can be used: picked, repaired as told, and worth learning from."""

import numpy as np

from rnnviz.errors import RnnvizError
from rnnviz.series.audit.repairs import AS_IS, Repairs, repair
from rnnviz.series.reading.choose import Bad, Untimed, pick
from rnnviz.series.reading.table import Table
from rnnviz.series.series import MOST_ROWS, Series, rows_needed
from rnnviz.words import _

LARGEST = 1e100  # squares of larger numbers overflow


def choose(
    table: Table,
    value: str | None = None,
    time: str | None = "auto",
    entity: tuple[str, str] | None = None,
    *,
    bad: Bad = "refuse",
    untimed: Untimed = "refuse",
    repairs: Repairs = AS_IS,
) -> Series:
    """Pick one series and repair it as told; raise a sentence if it cannot be one."""
    picked = pick(table, value, time, entity, bad=bad, untimed=untimed)
    return ready(picked.series, repairs)


def ready(series: Series, repairs: Repairs = AS_IS) -> Series:
    """Repair a picked series, and refuse what then cannot teach anything."""
    series = repair(series, repairs, most=MOST_ROWS)
    check(series)
    return series


def check(series: Series) -> None:
    """Refuse a series that cannot teach anything: one row, all the same, or beyond arithmetic."""
    if len(series) == 1:
        text = _(
            "There is only one row with a value in “{name}”, and at least {needed} are needed; "
            "add rows or choose another column."
        )
        raise RnnvizError(text.format(name=series.name, needed=rows_needed(1)))
    low, high = np.nanmin(series.values), np.nanmax(series.values)
    if max(abs(low), abs(high)) > LARGEST:
        raise RnnvizError(
            _("Column “{name}” holds numbers beyond 1e100; choose a larger unit.").format(
                name=series.name
            )
        )
    if high - low <= 1e-12 * max(abs(low), abs(high)) or high - low < 1e-100:
        raise RnnvizError(
            _(
                "Every value of “{name}” is {value:.6g}; there is nothing to learn in a constant "
                "series, choose another column."
            ).format(name=series.name, value=low)
        )
