"""How a comparison was made, as pairs of a name and a short text: every setting that was used."""

from rnnviz.series.compare.results import Comparison
from rnnviz.words import _

Pairs = list[tuple[str, str]]


def method(found: Comparison) -> Pairs:
    """The rows, what models are given, how they are trained, and how they are measured."""
    return [*_data(found), *_training(found), *_measures(found)]


def _data(found: Comparison) -> Pairs:
    p, split = found.protocol, found.split
    parts = _("{train} training, {validation} validation, {test} test, in this order of time")
    return [
        (_("Rows"), parts.format(train=split.train, validation=split.validation - split.train,
                                 test=split.rows - split.validation)),
        (_("Window"), _("the last {n} values predict the next").format(n=p.window)),
        (_("Scaling, from the training part alone"), ", ".join(_steps(found))),
        (_("Season"), found.season_sentence),
    ]  # fmt: skip


def _steps(found: Comparison) -> list[str]:
    p, lags = found.protocol, found.transform.steps.lags
    over = _("differences over {lags} rows").format(lags=", ".join(map(str, lags)))
    steps = [
        _("logarithm") if p.log else "",
        over if lags else "",
        _("anchored on the last value") if p.anchor else "",
        _("to −1 … 1") if p.scaling == "minmax" else _("to mean 0, deviation 1"),
    ]
    return [step for step in steps if step]


def _training(found: Comparison) -> Pairs:
    p = found.protocol
    matched = _("chosen so that their parameters come nearest to the first network’s")
    return [
        (_("Seeds with a result"), seeds(found)),
        (_("Hidden units"), ", ".join(f"{r.label}: {r.hidden}" for r in found.results if r.hidden)),
        (_("Hidden units of the others"), matched if p.match else _("the same as the first’s")),
        (_("Training"), _("at most {epochs} epochs, Adam, rate {lr:g}; the weights with the lowest "
                          "validation loss are kept").format(epochs=p.epochs, lr=p.lr)),
    ]  # fmt: skip


def seeds(found: Comparison) -> str:
    """The seeds from which each network has predictions; one that had no turn is not among them."""
    networks = [r for r in found.results if r.trains]
    runs = {r.label: ", ".join(str(run.seed) for run in r.good) or "–" for r in networks}
    return "; ".join(f"{label}: {numbers}" for label, numbers in runs.items())


def _measures(found: Comparison) -> Pairs:
    p = found.protocol
    reach = max((len(r.shown.horizon) for r in found.results), default=0)
    origins = _("{n}, each tested after training on all before it").format(n=p.folds)
    return [
        (_("Errors"), _("at horizons of 1 to {n} rows").format(n=reach)),
        (_("Intervals"), _("meant to hold {level:.0%} of the values").format(level=p.level)),
        (_("Rolling origins"), origins if p.folds > 1 else _("none")),
    ]
