"""The settings of the repairs on "Your series": each is a choice, and each is in the address."""

from dataclasses import dataclass
from typing import Any, get_args

from rnnviz.series.audit.outliers import Outliers
from rnnviz.series.audit.repairs import Duplicates, Gaps, Order, Repairs
from rnnviz.series.audit.resample import Coarser, Merge
from rnnviz.settings.base import choice, whole
from rnnviz.settings.network import NetworkSettings
from rnnviz.words import N_, _

ORDER = {"sort": N_("Sort by time"), "keep": N_("Keep the order of the file")}
DUPLICATES = {
    "keep": N_("Keep all rows"),
    "mean": N_("One row: their mean"),
    "sum": N_("One row: their sum"),
    "first": N_("Keep the first"),
    "last": N_("Keep the last"),
}
GAPS = {
    "ignore": N_("Take rows as consecutive"),
    "missing": N_("Put the rows in as missing"),
    "longest": N_("Use the longest run without gaps"),
    "segments": N_("No window across a gap"),
}
OUTLIERS = {
    "keep": N_("Keep them"),
    "cap": N_("Bring to the edge (training)"),
    "missing": N_("Count as missing (training)"),
}
COARSER = {
    "as_is": N_("As it is"),
    "blocks": N_("Blocks of rows"),
    "minute": N_("One row a minute"),
    "hour": N_("One row an hour"),
    "day": N_("One row a day"),
    "week": N_("One row a week"),
    "month": N_("One row a month"),
    "quarter": N_("One row a quarter"),
    "year": N_("One row a year"),
}
BY = {"mean": N_("mean"), "sum": N_("sum"), "first": N_("first"), "last": N_("last")}


def _of(table: dict[str, str], default: str, kind: Any, label: str, **more: Any) -> Any:
    """A choice among the codes of a type, shown in the words of a table."""
    return choice(default, get_args(kind), label, show=lambda code: _(table[code]), **more)


@dataclass(frozen=True, kw_only=True)
class RepairSettings(NetworkSettings):
    """What is done to a series before it is cut; the defaults only sort it."""

    order: str = _of(ORDER, "sort", Order, N_("Order"))
    duplicates: str = _of(DUPLICATES, "keep", Duplicates, N_("Rows of the same time"))
    gaps: str = _of(GAPS, "ignore", Gaps, N_("Gaps in time"))
    outliers: str = _of(
        OUTLIERS, "keep", Outliers, N_("Outliers"),
        help=N_("Judged and changed in the training part only: what is scored stays as it is."),
    )  # fmt: skip
    coarser: str = _of(COARSER, "as_is", Coarser, N_("Step"))
    by: str = _of(BY, "mean", Merge, N_("Each the"))
    last: int = whole(5000, 50, 5000, N_("The last rows, at most"), step=100)

    def repairs(self) -> Repairs:
        """What the library is told."""
        names = ("order", "duplicates", "gaps", "coarser", "by", "last")
        return Repairs(**{name: getattr(self, name) for name in names})
