"""Where the series comes from: a built-in one, a file, or what was pasted; and its audit."""

import hashlib
from typing import Any

import streamlit as st

from rnnviz.errors import RnnvizError
from rnnviz.series.audit.audit import Audit, audit
from rnnviz.series.audit.ready import ready
from rnnviz.series.audit.repairs import Repairs
from rnnviz.series.reading.builtin import SERIES
from rnnviz.series.reading.choose import Picked, builtin
from rnnviz.series.series import Series
from rnnviz.settings.series import SeriesSettings
from rnnviz.ui.frame import kept
from rnnviz.ui.frame.page import Page
from rnnviz.ui.frame.plain import plain
from rnnviz.ui.series.audit import audit_card
from rnnviz.ui.series.understood import from_file
from rnnviz.words import _
from rnnviz.words.tongue import by_language


def series_source(page: Page[SeriesSettings], top: Any, picture: Any) -> tuple[Series, str] | None:
    """Draw the controls of the source, how it was read into `top`, what it is like into `picture`.

    Give the repaired series and its unit, or None while there is no file, a question is open, or
    something cannot be read: then the sentence stands in `picture`.
    """
    try:
        return _source(page, top, picture)
    except RnnvizError as error:
        with picture:
            show_error(error)
        return None


def _source(page: Page[SeriesSettings], top: Any, picture: Any) -> tuple[Series, str] | None:
    kept.answers_kept()
    page.control("source", buttons=True)
    within = page.settings.source == "builtin"
    found = _built_in(page) if within else _from_outside(page, top, picture)
    if found is None:
        return None
    picked, unit, timed = found
    counts, series = _audited(picked), _ready(picked, page.settings.repairs())
    with picture:
        audit_card(page, counts, timed=timed)
    return series, unit


def _built_in(page: Page[SeriesSettings]) -> tuple[Picked, str, bool]:
    page.control("series", label_visibility="collapsed")
    known = SERIES[page.settings.series]
    text = _("{note} Licence: {licence}.")
    st.caption(plain(text.format(note=_(known.note), licence=_(known.licence))))
    return _picked(page.settings.series), _(known.unit), True


def _from_outside(
    page: Page[SeriesSettings], top: Any, picture: Any
) -> tuple[Picked, str, bool] | None:
    data, name = _pasted() if page.settings.source == "paste" else _uploaded()
    if data is None:
        text = _("Choose a file, paste a table, or take a built-in series, to see it here at once.")
        picture.info(text)
        return None
    found = from_file(data, name, top, picture)
    return None if found.picked is None else (found.picked, "", bool(found.time))


def _uploaded() -> tuple[bytes | None, str]:
    st.file_uploader(
        _("A table with one column of numbers, at most 10 MB"),
        type=["csv", "tsv", "txt", "xlsx", "ods"],
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


@by_language(st.cache_resource(max_entries=24, show_spinner=False))
def _picked(code: str) -> Picked:
    """A built-in series; what is shared is never changed."""
    return builtin(code)


def _audited(picked: Picked) -> Audit:
    return _cached_audit(_name(picked), picked)


def _ready(picked: Picked, repairs: Repairs) -> Series:
    return _cached_ready(_name(picked), repairs, picked)


def _name(picked: Picked) -> str:
    """Name what was picked by its very numbers."""
    series = picked.series
    digest = hashlib.sha256(series.values.tobytes() + series.times.tobytes())
    return digest.hexdigest() + repr((series.name, series.time_name, series.notes))


@by_language(st.cache_resource(max_entries=24, show_spinner=False))
def _cached_audit(name: str, _picked: Picked) -> Audit:
    del name
    return audit(_picked)


@by_language(st.cache_resource(max_entries=24, show_spinner=False))
def _cached_ready(name: str, repairs: Repairs, _picked: Picked) -> Series:
    del name
    return ready(_picked.series, repairs)


def show_error(error: object) -> None:
    """One plain sentence; text of a file in it is shown as text."""
    st.error(plain(str(error)), icon=":material/error:")
