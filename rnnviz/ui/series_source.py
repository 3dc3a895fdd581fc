"""Where the series comes from: a built-in one, or a file with every guess open to correction."""

import hashlib

import numpy as np
import pandas as pd
import streamlit as st

from rnnviz.series.builtin import SERIES, load
from rnnviz.series.choose import Series, choose, guess_time, guess_value, value_columns
from rnnviz.series.encoding import ENCODINGS
from rnnviz.series.split_lines import DELIMITERS
from rnnviz.series.table import Reading, Table, read_table
from rnnviz.ui.page import Page
from rnnviz.ui.series_settings import SeriesSettings
from rnnviz.ui.series_text import plain
from rnnviz.words import _

FIRST_ROWS = 6
AUTO = "auto"


def series_source(page: Page[SeriesSettings]) -> tuple[Series, str] | None:
    """Draw the controls of the source; give the series and its unit, or None without a file."""
    page.control("source", buttons=True)
    found = _built_in(page) if page.settings.source == "builtin" else _from_file()
    if found is not None and np.isnan(found[0].values).any():
        page.control("missing")
    return found


def _built_in(page: Page[SeriesSettings]) -> tuple[Series, str]:
    page.control("series", label_visibility="collapsed")
    known = SERIES[page.settings.series]
    text = _("{note} Licence: {licence}.")
    st.caption(plain(text.format(note=_(known.note), licence=_(known.licence))))
    return choose(load(page.settings.series), known.value, known.time), _(known.unit)


def _from_file() -> tuple[Series, str] | None:
    file = st.file_uploader(
        _("A table with one column of numbers, at most 10 MB"),
        type=["csv", "tsv", "txt", "xlsx"],
        max_upload_size=10,
        key="series.file",
    )
    if file is None:
        return None
    data = file.getvalue()
    digest = hashlib.sha256(data).hexdigest()
    columns = st.container()
    with st.expander(_("How the file was read"), icon=":material/table_view:"):
        table = _table(data, digest, file.name, _reading(digest))
        _show_guesses(table)
    with columns:
        return _columns(table, digest)


def _reading(digest: str) -> Reading:
    """Let the user override every guess; the keys carry the file, so a new file starts afresh."""

    def pick(label: str, key: str, options: dict[str, str]) -> str:
        names = {AUTO: _("automatic"), **options}
        return st.selectbox(
            label,
            list(names),
            format_func=lambda code: names[code],
            key=f"series.{key}.{digest[:12]}",
        )

    return Reading(
        encoding=pick(_("Encoding"), "encoding", {name: name for name in ENCODINGS}),
        delimiter=pick(
            _("Separator of columns"), "delimiter", {k: _(v) for k, v in DELIMITERS.items()}
        ),
        decimal=pick(_("Decimal sign"), "decimal", {".": _("point"), ",": _("comma")}),
        header=pick(_("First line"), "header", {"yes": _("names of columns"), "no": _("data")}),
        sheet=st.session_state.get(f"series.sheet.{digest[:12]}"),
    )


def _table(data: bytes, digest: str, name: str, reading: Reading) -> Table:
    return _cached_table(digest, name, reading, data)


@st.cache_resource(max_entries=12, show_spinner=False)
def _cached_table(digest: str, name: str, reading: Reading, _data: bytes) -> Table:
    """Read once for each file and way of reading; the table is shared and never changed."""
    del digest
    return read_table(_data, name, reading)


def _show_guesses(table: Table) -> None:
    """What was guessed, and the first rows as text."""
    how = table.reading
    if len(table.sheets) > 1:
        st.selectbox(_("Sheet"), table.sheets, key=f"series.sheet.{table.sha256[:12]}")
    text = _("Read as {encoding}, separator “{sign}”, decimal sign “{decimal}”; rows: {rows}.")
    sign = _(DELIMITERS.get(how.delimiter, how.delimiter))
    said = text.format(encoding=how.encoding, sign=sign, decimal=how.decimal, rows=table.rows)
    for note in (said, *table.notes):
        st.caption(plain(note))
    first = {column.name: column.cells[:FIRST_ROWS] for column in table.columns}
    st.dataframe(pd.DataFrame(first, index=table.columns[0].lines[:FIRST_ROWS]), height="content")


def _columns(table: Table, digest: str) -> tuple[Series, str]:
    """Let the user choose the columns of values and of time."""
    time = guess_time(table)
    names = value_columns(table)
    guess = guess_value(table, time)
    value = st.selectbox(
        _("Values"), names, index=names.index(guess), key=f"series.value.{digest[:12]}"
    )
    others = ["", *(name for name in table.names if name != value)]
    chosen = st.selectbox(
        _("Time"), others, index=others.index(time) if time in others else 0,
        format_func=lambda name: name or _("none: number the rows"),
        key=f"series.time.{digest[:12]}",
    )  # fmt: skip
    bad = "refuse"
    if table[value].numbers.bad:
        label = _("Count cells that are not numbers as missing")
        bad = "missing" if st.toggle(label, key=f"series.bad.{digest[:12]}.{value}") else "refuse"
    return choose(table, value, chosen or None, bad=bad), ""


def show_error(error: object) -> None:
    """One plain sentence; text of a file in it is shown as text."""
    st.error(plain(str(error)), icon=":material/error:")
