"""Where the series comes from: a built-in one, a file, or what was pasted; and its audit."""

import hashlib
from collections.abc import Sequence
from typing import Any

import streamlit as st

from rnnviz.errors import RnnvizError
from rnnviz.series.audit.audit import Audit, audit
from rnnviz.series.audit.repairs import Repairs
from rnnviz.series.reading.builtin import SERIES, load
from rnnviz.series.reading.choose import Picked, Series, pick
from rnnviz.series.reading.guess.entity import entities, entity_columns, guess_entity
from rnnviz.series.reading.guess.time import guess_time
from rnnviz.series.reading.guess.value import guess_value, value_columns
from rnnviz.series.reading.source.encoding import is_zip
from rnnviz.series.reading.source.workbook import read_workbook
from rnnviz.series.reading.table import Table
from rnnviz.series.ready import ready
from rnnviz.settings.series import SeriesSettings
from rnnviz.ui.frame import kept
from rnnviz.ui.frame.page import Page
from rnnviz.ui.frame.plain import plain
from rnnviz.ui.series.audit import audit_card
from rnnviz.ui.series.reading import ask, key_of, read_and_show
from rnnviz.words import _


def series_source(page: Page[SeriesSettings], picture: Any) -> tuple[Series, str] | None:
    """Draw the controls of the source, and into `picture` how it was read and what it is like.

    Give the repaired series and its unit, or None while there is no file or a question is open.
    """
    kept.answers_kept()
    page.control("source", buttons=True)
    builtin = page.settings.source == "builtin"
    found = _built_in(page) if builtin else _from_outside(page, picture)
    if found is None:
        return None
    picked, unit = found
    counts, series = _audited(picked), _ready(picked, page.settings.repairs())
    with picture:
        audit_card(page, counts)
    return series, unit


def _built_in(page: Page[SeriesSettings]) -> tuple[Picked, str]:
    page.control("series", label_visibility="collapsed")
    known = SERIES[page.settings.series]
    text = _("{note} Licence: {licence}.")
    st.caption(plain(text.format(note=_(known.note), licence=_(known.licence))))
    return _picked(load(page.settings.series), known.value, known.time), _(known.unit)


def _from_outside(page: Page[SeriesSettings], picture: Any) -> tuple[Picked, str] | None:
    data, name = _pasted() if page.settings.source == "paste" else _uploaded()
    if data is None:
        text = _("Choose a file, paste a table, or take a built-in series, to see it here at once.")
        picture.info(text)
        return None
    table = _read(data, name, picture)
    place = st.container()  # a question stands above the columns that it is about
    value, time = _columns(table)
    open_questions = table.questions(time)
    if open_questions:
        with place:
            ask(open_questions[0], table.sha256)
        picture.info(_("This can be read in two ways. Answer the question to see the series."))
        return None
    entity = _entity(table, time, value)
    return _picked(table, value, time, entity, *_tolerance(table, value, time)), ""


def _read(data: bytes, name: str, picture: Any) -> Table:
    """Read the file; where a sheet cannot be read, another can still be chosen."""
    key = key_of("sheet", hashlib.sha256(data).hexdigest())
    try:
        table = read_and_show(data, name, picture)
    except RnnvizError:
        if is_zip(data):
            _rows, sheets, sheet = read_workbook(data, st.session_state.get(key))
            _sheet(key, sheets, sheet)
        raise
    _sheet(key, table.sheets, table.reading.sheet)
    return table


def _sheet(key: str, sheets: Sequence[str], read: str | None) -> None:
    """Which sheet of a workbook, where there are several; `read` is the one that was read."""
    if len(sheets) > 1:
        st.session_state.setdefault(key, read)
        st.selectbox(_("Sheet"), sheets, key=key)


def _uploaded() -> tuple[bytes | None, str]:
    st.file_uploader(
        _("A table with one column of numbers, at most 10 MB"),
        type=["csv", "tsv", "txt", "xlsx"],
        max_upload_size=10,
        key=kept.FILE,
        on_change=kept.take_file,
    )
    return kept.file_kept() or (None, "")


def _pasted() -> tuple[bytes | None, str]:
    text = st.text_area(
        _("Paste a column of numbers, or a table"),
        height=160,
        placeholder=_("date;rate\n01.01.2024;1,5\n02.01.2024;1,7\n…"),
        help=_("Copied cells of a spreadsheet, a CSV file, or numbers one after another."),
        key="series.paste",
    )
    data = text.strip("\n").encode("utf-8", "replace") if text.strip() else None
    return data, _("pasted.csv")


def _columns(table: Table) -> tuple[str, str | None]:
    """Let the user choose the columns of values and of time."""
    time = guess_time(table)
    names = value_columns(table)
    guess = guess_value(table, time)
    value = st.selectbox(
        _("Values"), names, index=names.index(guess), key=key_of("value", table.sha256)
    )
    others = ["", *(name for name in table.names if name != value)]
    chosen = st.selectbox(
        _("Time"), others, index=others.index(time) if time in others else 0,
        format_func=lambda name: name or _("none: number the rows"),
        key=key_of("time", table.sha256),
    )  # fmt: skip
    return value, chosen or None


def _entity(table: Table, time: str | None, value: str) -> tuple[str, str] | None:
    """Where one table holds several series below each other: which one."""
    columns = entity_columns(table, time, value)
    if not columns:
        return None
    guess = guess_entity(table, time, value)
    choices = ["", *columns]
    column = st.selectbox(
        _("Several series, told apart by"), choices,
        index=choices.index(guess) if guess in choices else 0,
        format_func=lambda name: name or _("nothing: one series"),
        key=key_of("entity", table.sha256),
    )  # fmt: skip
    if not column:
        return None
    which = st.selectbox(
        _("Which one"), entities(table, column),
        format_func=lambda name: name or _("(empty)"),
        key=key_of(f"which.{column}", table.sha256),
    )  # fmt: skip
    return column, which


def _tolerance(table: Table, value: str, time: str | None) -> tuple[Any, Any]:
    """Cells that cannot be read are refused, until the user says what to do with them."""
    bad = untimed = "refuse"
    if table[value].numbers.bad:
        label = _("Count cells that are not numbers as missing")
        if st.toggle(label, key=key_of(f"bad.{value}", table.sha256)):
            bad = "missing"
    if time is not None and table[time].unread:
        label = _("Leave out rows whose time cannot be read")
        if st.toggle(label, key=key_of(f"untimed.{time}", table.sha256)):
            untimed = "leave_out"
    return bad, untimed


@st.cache_resource(max_entries=24, show_spinner=False)
def _cached_pick(key: str, _table: Table, *choices: Any) -> Picked:
    del key
    value, time, entity, bad, untimed = choices
    return pick(_table, value, time, entity, bad=bad, untimed=untimed)


def _picked(
    table: Table, value: str, time: str | None, entity: Any = None, bad: Any = "refuse",
    untimed: Any = "refuse",
) -> Picked:  # fmt: skip
    """Pick once for each table, reading and choice; what is shared is never changed."""
    key = f"{table.sha256} {table.reading}"
    return _cached_pick(key, table, value, time, entity, bad, untimed)


def _audited(picked: Picked) -> Audit:
    return _cached_audit(_name(picked), picked)


def _ready(picked: Picked, repairs: Repairs) -> Series:
    return _cached_ready(_name(picked), repairs, picked)


def _name(picked: Picked) -> str:
    """Name what was picked by its very numbers."""
    series = picked.series
    digest = hashlib.sha256(series.values.tobytes() + series.times.tobytes())
    return digest.hexdigest() + repr((series.name, series.time_name, series.notes))


@st.cache_resource(max_entries=24, show_spinner=False)
def _cached_audit(name: str, _picked: Picked) -> Audit:
    del name
    return audit(_picked)


@st.cache_resource(max_entries=24, show_spinner=False)
def _cached_ready(name: str, repairs: Repairs, _picked: Picked) -> Series:
    del name
    return ready(_picked.series, repairs)


def show_error(error: object) -> None:
    """One plain sentence; text of a file in it is shown as text."""
    st.error(plain(str(error)), icon=":material/error:")
