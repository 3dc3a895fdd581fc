"""How a file was read: every guess with the first rows, open to correction; questions asked."""

import hashlib
import sys
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from rnnviz.errors import RnnvizError
from rnnviz.series.reading.layouts.grid import SHAPES
from rnnviz.series.reading.questions import Question
from rnnviz.series.reading.rows.lines import DELIMITERS
from rnnviz.series.reading.source.encoding import ENCODINGS
from rnnviz.series.reading.table import Reading, Table, read_table
from rnnviz.ui.frame.plain import plain
from rnnviz.ui.frame.shelf import Shelf
from rnnviz.words import _

FIRST_ROWS = 4
ROOM = 300_000_000  # bytes for the tables of all sessions; one of 10 MB may take 200 million
ROW: dict[str, Any] = {"horizontal": True, "vertical_alignment": "center"}
AUTO = "auto"
DATES = {
    "dmy": _("day, month, year"),
    "mdy": _("month, day, year"),
    "ym": _("number of the year and month"),
    "excel": _("Excel day numbers"),
    "unix": _("seconds since 1970"),
    "none": _("no dates"),
}
# Every guess: its field of `Reading`, its label, and the answers in words.
GUESSES: dict[str, tuple[str, dict[str, str]]] = {
    "delimiter": (_("Separator of columns"), DELIMITERS),
    "decimal": (_("Decimal sign"), {".": _("point"), ",": _("comma")}),
    "header": (_("First line"), {"yes": _("names of columns"), "no": _("data")}),
    "dates": (_("Dates"), DATES),
    "shape": (_("Layout"), SHAPES),
    "encoding": (_("Encoding"), {name: name for name in ENCODINGS}),
}


def key_of(field: str, digest: str) -> str:
    """The key of a widget; it carries the file, so a new file starts afresh."""
    return f"series.{field}.{digest[:12]}"


def read_and_show(data: bytes, name: str, picture: Any) -> Table:
    """Read as the user wishes, and draw what was guessed even where reading fails."""
    digest = hashlib.sha256(data).hexdigest()
    chosen = {f: st.session_state.get(key_of(f, digest), AUTO) for f in GUESSES}
    reading = Reading(**chosen, sheet=st.session_state.get(key_of("sheet", digest)))
    try:
        table = table_of(digest, name, reading, data)
    except RnnvizError:
        with picture:
            _corrections(digest, None)
        raise
    with picture, st.container(border=True, key="series-reading"):
        with st.container(**ROW):
            st.markdown(f":material/table_view: {plain(summary(table))}", width="stretch")
            _corrections(digest, table)
        _first_rows(table)
    return table


@st.cache_resource(show_spinner=False)
def tables() -> Shelf[Table]:
    """The tables that were read last, for all sessions: whoever has the same file has the same."""
    return Shelf(ROOM, size_of)


def size_of(table: Table) -> int:
    """About how many bytes a table takes: its cells, their places, and the numbers they are."""
    return sum(sum(map(sys.getsizeof, c.cells)) + 24 * len(c.cells) for c in table.columns)


def table_of(digest: str, name: str, reading: Reading, data: bytes) -> Table:
    """Read once for each file and way of reading; the columns are shared and never changed."""
    key = (digest, reading, name.lower().endswith(".xlsx"))
    return replace(tables().get(key, lambda: read_table(data, name, reading)), name=name)


def summary(table: Table) -> str:
    """What was guessed, in one line."""
    how = table.reading
    if how.encoding == "xlsx":
        text = _("Read as Excel, sheet “{sheet}”: rows {rows}, columns {columns}.")
        return text.format(sheet=how.sheet, rows=table.rows, columns=len(table.columns))
    text = _(
        "Read as {encoding}, separator “{sign}”, decimal sign “{decimal}”: rows {rows}, columns "
        "{columns}."
    )
    return text.format(
        encoding=how.encoding, sign=_(DELIMITERS.get(how.delimiter, how.delimiter)),
        decimal=how.decimal, rows=table.rows, columns=len(table.columns),
    )  # fmt: skip


def _corrections(digest: str, table: Table | None) -> None:
    """One select box for every guess; “automatic” says what it found."""
    with st.popover(_("Read it another way"), icon=":material/tune:"):
        for field, (label, words) in GUESSES.items():
            found = None if table is None else getattr(table.reading, field)
            st.selectbox(
                _(label), [AUTO, *words],
                format_func=lambda code, words=words, found=found: _named(code, words, found),
                key=key_of(field, digest),
            )  # fmt: skip


def _named(code: str, words: dict[str, str], found: str | None) -> str:
    if code != AUTO:
        return _(words[code])
    if found not in words:
        return _("automatic")
    return _("automatic: {found}").format(found=_(words[found]))


def _first_rows(table: Table) -> None:
    first = {column.name: column.cells[:FIRST_ROWS] for column in table.columns[:30]}
    lines = pd.Index(table.columns[0].lines[:FIRST_ROWS], name=_("line"))
    alt = _("The first rows of the file, as text")
    st.dataframe(pd.DataFrame(first, index=lines), height="content", key="series-rows", alt=alt)


def ask(question: Question, digest: str) -> None:
    """Draw one question with a button for each answer; the next one follows when it is answered."""
    with st.container(border=True, key="series-question"):
        st.markdown(f":material/help: **{plain(question.text)}**")
        for code, words in question.answers:
            st.button(
                plain(words), width="stretch", key=f"series.answer.{question.field}.{code}",
                on_click=_answer, args=(key_of(question.field, digest), code),
            )  # fmt: skip


def _answer(key: str, code: str) -> None:
    st.session_state[key] = code
