"""Closer looks at a comparison, one tab each: seeds, horizons, changes, training, origins."""

from collections.abc import Callable
from functools import partial

import numpy as np
import streamlit as st

from rnnviz.figures.looks import Look, look_of
from rnnviz.figures.series.lines import Line, loss_figure
from rnnviz.figures.series.spread import (
    Curve,
    Dots,
    change_figure,
    fold_figure,
    horizon_figure,
    seed_figure,
)
from rnnviz.series.compare.results import Comparison, Mode, Result
from rnnviz.series.judge.proof import ranking
from rnnviz.series.moments import moment
from rnnviz.series.steps import step_of
from rnnviz.ui.frame.chart import plot
from rnnviz.ui.frame.plain import short
from rnnviz.words import _

Tab = Callable[[Comparison, Mode, str], None]


def details(found: Comparison, mode: Mode, unit: str) -> None:
    """The tabs; only the one that is open is computed and sent."""
    shown: dict[str, Tab] = {
        _("Every seed"): seeds,
        _("By horizon"): horizons,
        _("Changes"): changes,
        _("Training"): curves,
    }
    if found.folds:
        shown[_("Rolling origins")] = origins
    tabs = st.tabs(list(shown), key="series.details", on_change="rerun")
    for tab, draw in zip(tabs, shown.values(), strict=True):
        if tab.open:
            with tab:
                draw(found, mode, unit or _("the unit of the series"))


def seeds(found: Comparison, mode: Mode, unit: str) -> None:
    """A dot for each training."""
    models = []
    for r in ranking(found.results, mode):
        errors = np.array([run.scores[mode].rmse for run in r.good])
        there = np.isfinite(errors)
        numbers = [run.seed for run, ok in zip(r.good, there, strict=True) if ok]
        models.append(Dots(r.label, errors[there], numbers, _look(found, r)))
    last = found["last"].spread(mode, "rmse").median
    plot(seed_figure(models, last, unit), key="series-seeds", alt=_("Errors by seed"))
    st.caption(
        _(
            "How to read: one dot for each training, from other first weights; the bar is their "
            "median. Models whose dots overlap cannot be told apart by one of them. The dotted "
            "line is repeating the last value."
        )
    )


def horizons(found: Comparison, _mode: Mode, unit: str) -> None:
    """Errors of forecasts made further and further back."""
    best = [r.code for r in ranking(found.results, "one_step") if r.family != "curve"]
    drawn = {"last", "seasonal", "ar", *found.protocol.cells, *best[:3]}
    all_curves = [_curve(found, r, shown=r.code in drawn) for r in found.results if r.good]
    fig = horizon_figure(all_curves, unit)
    plot(fig, key="series-horizons", alt=_("Errors by horizon"))
    st.caption(
        _(
            "How to read: errors of forecasts made so many rows before, each on its own "
            "predictions from then on; every point is of the same test rows. Bands are the range "
            "of the seeds. One step ahead says little about twelve."
        )
    )


def _curve(found: Comparison, r: Result, *, shown: bool) -> Curve:
    errors = np.array([run.horizon for run in r.good])
    low, mid, high = (f(errors, axis=0) for f in (np.min, np.median, np.max))
    return Curve(short(r.code, r.label), mid, low, high, _look(found, r), shown)


def changes(found: Comparison, _mode: Mode, _unit: str) -> None:
    """Predicted against actual changes: what one-step pictures hide."""
    rows = found.test_rows
    before, actual = found.values[rows - 1], found.values[rows]
    codes = [code for code in (*found.protocol.cells[:2], "ar") if found[code].good]
    points = [
        (short(code, found[code].label), found[code].shown.one_step[rows] - before,
         _look(found, found[code]))
        for code in codes
    ]  # fmt: skip
    fig = change_figure(actual - before, points, dark=st.context.theme.type == "dark")
    plot(fig, key="series-changes", alt=_("Predicted changes against actual changes"))
    st.caption(
        _(
            "How to read: each dot is one test row, one step ahead. Dots along the diagonal "
            "foresee the change. Dots on the level line through 0 repeat the last value, however "
            "good their curve looks above."
        )
    )


def curves(found: Comparison, _mode: Mode, _unit: str) -> None:
    """The loss curves of the runs that are drawn."""
    trained = [r for r in found.results if len(r.shown.loss)]
    if not trained:
        st.caption(_("Nothing was trained by epochs."))
        return
    lines = [
        (Line(short(r.code, r.label), r.shown.loss, _look(found, r)), r.shown.val_loss,
         r.shown.best_epoch)
        for r in trained
    ]  # fmt: skip
    plot(loss_figure(lines), key="series-loss", alt=_("Loss by epoch"))
    st.caption(
        _(
            "How to read: solid on the training part, dotted on the validation part (mean squared "
            "error of the scaled values), for the run that is drawn above: of all seeds, the one "
            "whose validation error is the median. The dot is the epoch whose weights were kept."
        )
    )


def origins(found: Comparison, _mode: Mode, unit: str) -> None:
    """Median errors on each fold."""
    written = partial(moment, step=step_of(found.series.times))
    ends = [found.series.times[[f.first, f.end - 1]] for f in found.folds]
    names = [_("{a} to {b}").format(a=written(a), b=written(b)) for a, b in ends]
    models = []
    for r in found.results:
        errors = [f.rmse.get(r.code, ()) for f in found.folds]
        medians = np.array([np.median(e) if e else np.nan for e in errors])
        models.append((short(r.code, r.label), medians, _look(found, r)))
    fig = fold_figure(names, [m for m in models if np.isfinite(m[1]).any()], unit)
    plot(fig, key="series-folds", alt=_("Errors on each fold"))
    st.caption(
        _(
            "How to read: for each point the models were trained anew on all rows before, and "
            "tested one step ahead on these. A ranking that changes from point to point is no "
            "ranking."
        )
    )


def _look(found: Comparison, r: Result) -> Look:
    return look_of(r.code, found.protocol.cells)
