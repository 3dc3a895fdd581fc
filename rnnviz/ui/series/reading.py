"""How a file was read: in a process of its own, and every guess open to correction."""

import hashlib
import time
from typing import Any

import pandas as pd
import streamlit as st

from rnnviz.errors import RnnvizError
from rnnviz.jobs import Job, Pool
from rnnviz.series.reading.how import Reading
from rnnviz.series.reading.layouts.grid import SHAPES
from rnnviz.series.reading.opened import WORKBOOKS
from rnnviz.series.reading.questions import STEPS, Question
from rnnviz.series.reading.rows.lines import DELIMITERS
from rnnviz.series.reading.source.encoding import ENCODINGS
from rnnviz.series.reading.understand import Understood, Wish, size_of, understand
from rnnviz.ui.frame.jobs import session
from rnnviz.ui.frame.plain import plain
from rnnviz.ui.frame.shelf import Shelf
from rnnviz.ui.frame.turns import TURNS
from rnnviz.words import N_, _, listed
from rnnviz.words.tongue import spoken

ROOM = 60_000_000  # bytes for what was understood, of all sessions
KEPT = {"understand": 2}  # jobs hold the bytes of their files; what was understood is on the shelf
PATIENCE = 0.4  # seconds without a word about progress
AUTO = "auto"
DATES = {
    "dmy": N_("day, month, year"),
    "mdy": N_("month, day, year"),
    "ymd": N_("year, month, day"),
    "ydm": N_("year, day, month"),
    "ym": N_("number of the year and month"),
    "excel": N_("Excel day numbers"),
    "unix": N_("seconds since 1970, or parts of them"),
    "none": N_("no dates"),
}
# Every guess: its field of `Reading`, its label, and the answers in words.
GUESSES: dict[str, tuple[str, dict[str, str]]] = {
    "delimiter": (N_("Separator of columns"), DELIMITERS),
    "decimal": (N_("Decimal sign"), {".": N_("point"), ",": N_("comma")}),
    "header": (N_("First line"), {"yes": N_("names of columns"), "no": N_("data")}),
    "shape": (N_("Layout"), SHAPES),
    "unit": (N_("Rows that are taken"), STEPS),
    "order": (
        N_("Order of rows"),
        {"file": N_("as in the file"), "reversed": N_("last row first")},
    ),
    "encoding": (N_("Encoding"), {name: name for name in ENCODINGS}),
    "dates": (N_("Dates"), DATES),
}
LINES: dict[str, str] = {
    "names": N_("Line of the names (0: automatic)"),
    "names_lines": N_("Lines that the names take (0: automatic)"),
    "above": N_("Lines to skip above"),
    "below": N_("Lines to skip below"),
}


def key_of(field: str, digest: str) -> str:
    """The key of a widget; it carries the file, so a new file starts afresh."""
    return f"series.{field}.{digest[:12]}"


def reading_of(digest: str) -> Reading:
    """How the user wishes a file to be read."""
    state = st.session_state
    chosen: dict[str, Any] = {field: state.get(key_of(field, digest), AUTO) for field in GUESSES}
    lines: dict[str, Any] = {field: int(state.get(key_of(field, digest), 0)) for field in LINES}
    missing = state.get(key_of("missing", digest), AUTO).strip() or AUTO
    pattern = state.get(key_of("pattern", digest), "").strip()
    return Reading(
        **chosen,
        **lines,
        missing=missing,
        pattern=pattern,
        sheet=state.get(key_of("sheet", digest)),
    )


@st.cache_resource(show_spinner=False)
def readers() -> Pool:
    """One process that reads, for all sessions: one file at a time, its memory given back."""
    return Pool(1, ("rnnviz.series.reading.understand",), kept=KEPT, who=session)


@st.cache_resource(show_spinner=False)
def shelf() -> Shelf[Understood]:
    """What was understood last, for all sessions: whoever has the same file has the same."""
    return Shelf(ROOM, size_of)


def understood(data: bytes, name: str, wish: Wish, place: Any) -> Understood:
    """Read once for each file, way of reading and choice; the result is never changed."""
    digest = hashlib.sha256(data).hexdigest()
    reading, excel = reading_of(digest), name.lower().endswith(WORKBOOKS)
    return shelf().get(
        (digest, reading, wish, excel, spoken()),
        lambda: _read(data, digest, name, reading, wish, place),
    )


def _read(
    data: bytes, digest: str, name: str, reading: Reading, wish: Wish, place: Any
) -> Understood:
    """Have it read by the other process, and show how far it is if that takes longer."""
    key = f"{digest} {name.lower().endswith(WORKBOOKS)} {reading} {wish} {spoken()}"
    job = readers().submit(key, understand, data, name, reading, wish)
    with TURNS.others():
        _wait(job, place)
    if job.result is None:
        raise RnnvizError(
            _("Reading was ended before it had a result; choose the file again, or a smaller one.")
        )
    return job.result


def _wait(job: Job, place: Any) -> None:
    """Wait; `place` is always there, so that nothing below it moves when progress is shown."""
    begun, shown = time.monotonic(), False
    while not job.finished.wait(0.05):
        job.done  # noqa: B018 - asking keeps the job alive
        if time.monotonic() - begun > PATIENCE:
            shown = True
            ahead = readers().ahead(job)
            text = _("Waiting for other files: {n} …") if ahead else _("Reading the file …")
            place.progress(job.progress or 0.0, text.format(n=ahead))
    if shown:
        place.empty()


def summary(found: Understood) -> str:
    """How the file itself was read, in one line."""
    how = found.reading
    if how.encoding in ("xlsx", "ods"):
        text = _("Read as a workbook, sheet “{sheet}”: rows {rows}, columns {columns}.")
        return text.format(sheet=how.sheet, rows=found.rows, columns=len(found.names))
    text = _(
        "Read as {encoding}, separator “{sign}”, decimal sign “{decimal}”: rows {rows}, columns "
        "{columns}."
    )
    return text.format(
        encoding=how.encoding, sign=_(DELIMITERS.get(how.delimiter, how.delimiter)),
        decimal=how.decimal, rows=found.rows, columns=len(found.names),
    )  # fmt: skip


def corrections(digest: str, found: Understood) -> None:
    """Every guess; “automatic” says what it found, and dates are read aloud."""
    read = bool(found.names)
    with st.popover(_("Read it another way"), icon=":material/tune:"):
        for field, (label, words) in GUESSES.items():
            guess = getattr(found.reading, field) if read else None
            st.selectbox(
                _(label), [AUTO, *words],
                format_func=lambda code, words=words, guess=guess: _named(code, words, guess),
                key=key_of(field, digest),
            )  # fmt: skip
        st.text_input(
            _("Pattern of dates"), key=key_of("pattern", digest), placeholder="dd.MM.yy HH:mm",
            max_chars=40,
            help=_("y year, M month (MMM a name), d day, H hour, m minute, s second, S its parts."),
        )  # fmt: skip
        said = [_("{cell} is {date}").format(cell=cell, date=date) for cell, date in found.aloud]
        if found.reading.pattern and found.error:
            st.caption(plain(found.error))
        elif said:
            st.caption(plain(listed(said, "; ")))
        st.text_input(
            _("Signs for missing, apart by |"), key=key_of("missing", digest),
            placeholder="-9999 | n/v", max_chars=80,
            help=_("Any text or number; it counts as missing in all parts of the series."),
        )  # fmt: skip
        for field, label in LINES.items():
            st.number_input(_(label), 0, 1000, key=key_of(field, digest))


def _named(code: str, words: dict[str, str], found: str | None) -> str:
    if code != AUTO:
        return _(words[code])
    if found not in words:
        return _("automatic")
    return _("automatic: {found}").format(found=_(words[found]))


def first_rows(found: Understood) -> None:
    """The first rows of the table, as text."""
    names = found.names[: len(found.first)]
    lines = pd.Index(found.lines, name=_("line"))
    alt = _("The first rows of the file, as text")
    table = pd.DataFrame(dict(zip(names, found.first, strict=True)), index=lines)
    st.dataframe(table, height="content", key="series-rows", alt=alt)


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
