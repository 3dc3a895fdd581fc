"""The settings of the repairs on "Your series": each is a choice, and each is in the address."""

from dataclasses import dataclass
from typing import Any, get_args

from rnnviz.series.audit.outliers import Outliers
from rnnviz.series.audit.repairs import Duplicates, Gaps, Order, Repairs
from rnnviz.series.audit.resample import Coarser, Merge
from rnnviz.settings.base import choice, whole
from rnnviz.settings.network import NetworkSettings
from rnnviz.words import _

ORDER = {"sort": _("Sort by time"), "keep": _("Keep the order of the file")}
DUPLICATES = {
    "keep": _("Keep all rows"),
    "mean": _("One row: their mean"),
    "sum": _("One row: their sum"),
    "first": _("Keep the first"),
    "last": _("Keep the last"),
}
GAPS = {
    "ignore": _("Take rows as consecutive"),
    "missing": _("Put the rows in as missing"),
    "longest": _("Use the longest run without gaps"),
    "segments": _("No window across a gap"),
}
OUTLIERS = {
    "keep": _("Keep them"),
    "cap": _("Bring to the edge (training)"),
    "missing": _("Count as missing (training)"),
}
COARSER = {
    "as_is": _("As it is"),
    "blocks": _("Blocks of rows"),
    "minute": _("One row a minute"),
    "hour": _("One row an hour"),
    "day": _("One row a day"),
    "week": _("One row a week"),
    "month": _("One row a month"),
    "quarter": _("One row a quarter"),
    "year": _("One row a year"),
}
BY = {"mean": _("mean"), "sum": _("sum"), "first": _("first"), "last": _("last")}


def _of(table: dict[str, str], default: str, kind: Any, label: str, **more: Any) -> Any:
    """A choice among the codes of a type, shown in the words of a table."""
    return choice(default, get_args(kind), label, show=lambda code: _(table[code]), **more)


@dataclass(frozen=True, kw_only=True)
class RepairSettings(NetworkSettings):
    """What is done to a series before it is cut; the defaults only sort it."""

    order: str = _of(ORDER, "sort", Order, _("Order"))
    duplicates: str = _of(DUPLICATES, "keep", Duplicates, _("Rows of the same time"))
    gaps: str = _of(GAPS, "ignore", Gaps, _("Gaps in time"))
    outliers: str = _of(
        OUTLIERS, "keep", Outliers, _("Outliers"),
        help=_("Judged and changed in the training part only: what is scored stays as it is."),
    )  # fmt: skip
    coarser: str = _of(COARSER, "as_is", Coarser, _("Step"))
    by: str = _of(BY, "mean", Merge, _("Each the"))
    last: int = whole(5000, 50, 5000, _("The last rows, at most"), step=100)

    def repairs(self) -> Repairs:
        """What the library is told."""
        names = ("order", "duplicates", "gaps", "coarser", "by", "last")
        return Repairs(**{name: getattr(self, name) for name in names})
