"""The models of a comparison: what each is called, what it is given, and how it is fitted."""

from collections.abc import Callable
from typing import NamedTuple

from rnnviz.core.cells import CELLS
from rnnviz.series.compare.results import Family
from rnnviz.series.models import baselines
from rnnviz.series.models.fitted import Fitted, Report
from rnnviz.series.models.mlp import time_index
from rnnviz.series.models.parameters import MLP, hidden_units
from rnnviz.series.models.recurrent import lag_window, recurrent
from rnnviz.series.protocol.protocol import Prepared, Protocol
from rnnviz.words import _

CURVE = "mlp_time"
BASELINES: dict[str, Callable[[Prepared], Fitted]] = {
    "last": lambda _data: baselines.last_value(),
    "seasonal": baselines.seasonal,
    "drift": baselines.drift,
    "mean": baselines.mean,
    "ar": baselines.autoregression,
}


class Model(NamedTuple):
    """A line of the table. `hidden` is None where there are no hidden units to choose."""

    code: str
    label: str
    given: str
    family: Family
    hidden: int | None = None

    @property
    def trains(self) -> bool:
        """Whether it is trained from several seeds; the others are fitted once and at once."""
        return self.family in ("mlp", "curve", "recurrent")


def models(p: Protocol, season: int = 1) -> dict[str, Model]:
    """Every model of a comparison by its code, the simplest first.

    Seasonal naive is left out where there is no season: it would be the last value again.
    """
    window, H = _window(p.window), hidden_units(p)
    lines = [
        Model("last", _("Repeat the last value"), _("the last value"), "baseline"),
        Model(
            "seasonal", _("Seasonal naive ({n} rows)").format(n=season),
            _("the value one season ago"), "baseline",
        ),
        Model("drift", _("Drift"), _("the last value and the mean step"), "baseline"),
        Model("mean", _("Mean of the training part"), _("nothing"), "baseline"),
        Model("ar", _("AR({n})").format(n=p.window), window, "linear"),
        *(Model(code, _(CELLS[code].label), window, "recurrent", H[code]) for code in p.cells),
        Model(MLP, _("MLP on the window"), window, "mlp", H[MLP]),
        Model(CURVE, _("MLP on time (curve fit)"), _("the row number only"), "curve"),
    ]  # fmt: skip
    return {m.code: m for m in lines if m.code != "seasonal" or season > 1}


def fit_model(
    code: str, data: Prepared, p: Protocol, hidden: int | None, seed: int, report: Report
) -> Fitted:
    """Fit one model on the training part."""
    if code in BASELINES:
        return BASELINES[code](data)
    if code == CURVE:
        return time_index(data, seed, report)
    units = hidden or 1
    if code == MLP:
        return lag_window(data, p, units, seed, report)
    return recurrent(code, data, p, units, seed, report)


def _window(length: int) -> str:
    if length == 1:
        return _("the last value")
    return _("the last {n} values").format(n=length)
