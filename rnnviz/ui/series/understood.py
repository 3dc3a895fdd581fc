"""How a file was understood: one line with the choices in it, the first thing after an upload."""

import hashlib
from collections.abc import Sequence
from typing import Any

import streamlit as st

from rnnviz.errors import RnnvizError
from rnnviz.series.reading.remedies import Remedy
from rnnviz.series.reading.understand import AUTO, Understood, Wish
from rnnviz.ui.frame.plain import plain
from rnnviz.ui.series.controls import show_notes
from rnnviz.ui.series.reading import (
    ask,
    corrections,
    first_rows,
    key_of,
    summary,
    understood,
)
from rnnviz.words import _, listed
from rnnviz.words.numbers import percent


def from_file(data: bytes, name: str, top: Any, picture: Any) -> Understood:
    """Draw how it was understood into `top`, its first rows into `picture`, or raise a sentence."""
    digest = hashlib.sha256(data).hexdigest()
    found = understood(data, name, _wish(digest), top.empty())
    with top, st.container(key="series-reading"):
        _line(digest, found)
        if found.questions:
            ask(found.questions[0], digest)
            st.info(_("This can be read in two ways. Answer the question to see the series."))
        _remedies(digest, found)
    if found.names:
        label, there = f":material/table_view: {plain(summary(found))}", found.picked is not None
        with picture, st.expander(label, expanded=not there, key="series-first"):
            first_rows(found)
    if found.error:
        raise RnnvizError(found.error)
    return found


def _wish(digest: str) -> Wish:
    """What the user chose in the line, or in the remedies below it."""

    def chosen(field: str, default: Any) -> Any:
        return st.session_state.get(key_of(field, digest), default)

    entity = chosen("entity", AUTO)
    return Wish(
        chosen("value", AUTO), chosen("time", AUTO), entity,
        chosen(f"which.{entity}", AUTO) if entity != AUTO else chosen("which", AUTO),
        "missing" if chosen("bad", False) else "refuse",
        "leave_out" if chosen("untimed", False) else "refuse",
    )  # fmt: skip


def _sheet(digest: str, found: Understood) -> None:
    """Which sheet of a workbook, where there are several."""
    if len(found.sheets) > 1:
        key = key_of("sheet", digest)
        st.session_state.setdefault(key, found.reading.sheet or found.sheets[0])
        st.selectbox(_("Sheet"), found.sheets, key=key, width=160)


def _line(digest: str, found: Understood) -> None:
    """Values by time, of one series, with the names on their lines: each a control or a count."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="series-understood"):
        _sheet(digest, found)
        _columns(digest, found)
        corrections(digest, found)
    if found.value:
        st.caption(plain(said(found)))
    if found.picked is None:  # otherwise they stand below the picture, with those of the series
        show_notes(found.notes)


def _columns(digest: str, found: Understood) -> None:
    """The column of values, that of the time, and which of several series."""
    if found.values:
        _choice(digest, "value", _("Values"), found.values, found.value)
    if found.names:
        others = ["", *(name for name in found.names if name != found.value)]
        nothing = _("none: number the rows")
        _choice(digest, "time", _("Time"), others, found.time, nothing)
    if found.entity_columns:
        nothing = _("no column")
        columns = ["", *found.entity_columns]
        _choice(digest, "entity", _("Series told apart by"), columns, found.entity, nothing)
    if found.entity:
        field = "which" if st.session_state.get(key_of("entity", digest)) is None else ""
        field = field or f"which.{found.entity}"
        _choice(digest, field, _("Which one"), found.entities, found.which, _("(empty)"))


def _choice(
    digest: str, field: str, label: str, options: Sequence[str], guess: str, nothing: str = ""
) -> None:
    """One choice of the line, which shows the guess until somebody chooses."""
    key = key_of(field, digest)
    if key in st.session_state and st.session_state[key] not in options:
        del st.session_state[key]
    st.selectbox(
        label, options, index=options.index(guess) if guess in options else 0,
        format_func=lambda name: name or nothing, key=key, width=152,
    )  # fmt: skip


def said(found: Understood) -> str:
    """The same in words, with what the controls do not show."""
    if not found.value:
        return ""
    names = ", ".join(map(str, found.head_lines))
    told = [(cell, date) for cell, date in found.aloud if not cell.startswith(date)][:1]
    parts = [
        _("“{value}” by “{time}”").format(value=found.value, time=found.time)
        if found.time
        else _("“{value}”, rows numbered: no column of times was read").format(value=found.value),
        _("rows of “{name}”").format(name=found.which) if found.entity and found.which else "",
        _names_on(names, len(found.head_lines)),
        _("lines left out: {n}").format(n=found.left_out) if found.left_out else "",
        *(_("{cell} is {date}").format(cell=cell, date=date) for cell, date in told),
    ]
    return listed(filter(None, parts), "; ") + "."


def _names_on(lines: str, count: int) -> str:
    """Where the names stand, empty if nowhere."""
    text = _("names on line {n}") if count == 1 else _("names on lines {n}")
    return text.format(n=lines) if count else ""


def _remedies(digest: str, found: Understood) -> None:
    """What can be done about cells that cannot be read, with the rows that it takes."""
    bad, untimed = found.bad, found.untimed
    label = _("Count cells that are not numbers as missing: {n} of {rows} rows ({share})")
    if bad and bad.span is not None:
        label = _(
            "Count cells that are not numbers as missing: {n} of {rows} rows ({share}), {span} of "
            "the range"
        )
    _remedy(key_of("bad", digest), label, bad)
    label = _("Leave out rows whose time cannot be read: {n} of {rows} rows ({share})")
    if untimed and untimed.span is not None:
        label = _(
            "Leave out rows whose time cannot be read: {n} of {rows} rows ({share}), {span} of the "
            "range"
        )
    _remedy(key_of("untimed", digest), label, untimed)


def _remedy(key: str, label: str, found: Remedy | None) -> None:
    if found is None:
        return
    if found.offered:
        shares = {"share": percent(found.rows / found.of), "span": percent(found.span or 0)}
        st.toggle(label.format(n=found.rows, rows=found.of, **shares), key=key)
    elif found.pattern:
        text = _(
            "Cells like “{cell}” (rows: {n} of {rows}) follow a pattern that is not known: a way "
            "of writing, to be chosen under “Read it another way”, or another column."
        )
        st.caption(plain(text.format(cell=found.pattern[:40], n=found.rows, rows=found.of)))
    else:
        text = _("Rows that cannot be read: {n} of {rows}; too many to leave them out.")
        st.caption(text.format(n=found.rows, rows=found.of))
