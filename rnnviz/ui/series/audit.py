"""The audit card: what a series is like, and beside everything that was found, its repair."""

from collections.abc import Iterator

import numpy as np
import streamlit as st

from rnnviz.series.audit.audit import Audit
from rnnviz.series.audit.ready import MOST_ROWS
from rnnviz.series.audit.resample import coarser_steps
from rnnviz.series.moments import moment
from rnnviz.series.steps import words
from rnnviz.settings.series import SeriesSettings
from rnnviz.ui.frame.page import Page
from rnnviz.ui.frame.plain import plain
from rnnviz.words import _, listed
from rnnviz.words.numbers import percent


def audit_card(page: Page[SeriesSettings], found: Audit, *, timed: bool = True) -> None:
    """Facts in one row, then a row for each thing to decide, then everything else in two lines.

    `timed` says whether a time was read: without one, order, repeats and gaps were not looked for.
    """
    with st.container(border=True, key="series-audit"):
        with st.container(horizontal=True, vertical_alignment="top"):
            with st.container(horizontal=True, gap="medium", width="stretch"):
                for label, value in facts(found):
                    st.markdown(f":small[{label}]  \n**{plain(value)}**", width="content")
            _fewer_rows(page, found)
        for setting, text in decisions(found):
            _decision(page, setting, text)
        for line in (also(found), absent(found, timed=timed)):
            if line:
                st.caption(plain(line))


def facts(found: Audit) -> Iterator[tuple[str, str]]:
    """What every series has."""
    yield _("Rows"), f"{found.rows:,}"
    span = _("{first} to {last}")
    first, last = moment(found.first, found.step), moment(found.last, found.step)
    yield _("Span"), span.format(first=first, last=last)
    if found.step is None:
        yield _("Step"), "–"
    elif found.step.share > 0.995:
        yield _("Step"), words(found.step)
    else:
        text = _("{step} ({share:.0f} % of steps)")
        share = min(99.0, np.floor(100 * found.step.share))
        yield _("Step"), text.format(step=words(found.step), share=share)


def decisions(found: Audit) -> Iterator[tuple[str, str]]:
    """Each thing that was found and can be repaired: the setting, and what was found."""
    if found.out_of_order:
        text = _("Rows out of order: {n}")
        yield "order", text.format(n=found.out_of_order)
    if found.duplicates:
        yield "duplicates", _("Rows with the time of another: {n}").format(n=found.duplicates)
    if found.gaps:
        text = _("Gaps in time: {n}, rows absent: {rows}")
        if found.step is not None and found.step.weekdays:
            text = _("Gaps beside weekends: {n}, weekdays absent: {rows} (holidays, as a rule)")
        yield "gaps", text.format(n=found.gaps, rows=found.absent)
    if found.missing:
        yield "missing", _missing(found)
    if found.outliers:
        yield "outliers", _("Far from their neighbours: {n}").format(n=found.outliers)


def _missing(found: Audit) -> str:
    """How many, how long, and what stood in their place."""
    signs = listed(f"“{sign[:12]}” {n}" for sign, n in found.tokens[:4] if sign)
    empty = sum(n for sign, n in found.tokens if not sign)
    others = found.infinite + found.words
    share = _("{share} of the range").format(share=percent(found.missing_span))
    parts = [
        share if found.missing_span else "",
        _("longest run {n}").format(n=found.longest_missing) if found.longest_missing > 1 else "",
        _("empty {n}").format(n=empty) if empty and (signs or others) else "",
        signs,
        _("infinite {n}").format(n=found.infinite) if found.infinite else "",
        _("words {n}").format(n=found.words) if found.words else "",
    ]
    more = listed(filter(None, parts), "; ")
    text = _("Missing values: {n} ({more})") if more else _("Missing values: {n}")
    return text.format(n=found.missing, more=more)


def also(found: Audit) -> str:
    """What was found and needs no decision, in one line."""
    counts = (
        (_("zeros ({n})"), found.zeros),
        (_("negative values ({n})"), found.negatives),
        (_("steps shorter than usual ({n})"), found.uneven),
    )
    parts = [text.format(n=n) for text, n in counts if n]
    if found.constant:
        text = _("runs of equal values ({n}, the longest of {rows} rows)")
        parts.append(text.format(n=found.constant, rows=found.longest_constant))
    return _("Also found: {things}.").format(things=listed(parts)) if parts else ""


def absent(found: Audit, *, timed: bool = True) -> str:
    """What was looked for and not found."""
    in_time = (
        (_("rows out of order"), found.out_of_order),
        (_("repeated times"), found.duplicates),
        (_("gaps in time"), found.gaps),
    )
    looked = (
        *(in_time if timed else ()),
        (_("missing values"), found.missing),
        (_("infinite values"), found.infinite),
        (_("outliers"), found.outliers),
        (_("zeros"), found.zeros),
        (_("negative values"), found.negatives),
        (_("runs of equal values"), found.constant),
    )
    clean = [name for name, n in looked if not n]
    return _("Looked for and not found: {things}.").format(things=listed(clean)) if clean else ""


def _decision(page: Page[SeriesSettings], setting: str, text: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"series-{setting}-row"):
        st.markdown(f":material/rule: {plain(text)}", width="stretch")
        page.control(setting, label_visibility="collapsed", width=260)


def _fewer_rows(page: Page[SeriesSettings], found: Audit) -> None:
    """A coarser step or the last rows: offered always, pointed out where a series is too long."""
    many = found.rows > MOST_ROWS
    label = _("Too many rows: {n} at most").format(n=f"{MOST_ROWS:,}") if many else _("Fewer rows")
    with st.popover(label, icon=":material/compress:", type="secondary"):
        steps = {*coarser_steps(found.step, found.rows, MOST_ROWS), page.settings.coarser}
        page.control("coarser", only=steps)
        if page.settings.coarser != "as_is":
            page.control("by")
        page.control("last")
