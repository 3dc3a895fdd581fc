"""The page for teachers: what is chosen on the left, what comes of it on the right."""

import streamlit as st

from rnnviz.errors import RnnvizError
from rnnviz.lessons.library import lessons
from rnnviz.paper.notes import notes
from rnnviz.paper.sheet import worksheet
from rnnviz.settings.screens import SCREENS
from rnnviz.settings.teacher import SCREENS as LINKED
from rnnviz.settings.teacher import TeacherSettings
from rnnviz.ui.frame import nav
from rnnviz.ui.frame.page import Page
from rnnviz.ui.frame.qr import only_here, qr_img
from rnnviz.ui.teacher.link import Built, built
from rnnviz.ui.teacher.offers import presets
from rnnviz.words import _
from rnnviz.words.tongue import spoken

Teacher = Page[TeacherSettings]
TALL = 760  # pixels of a sheet that is looked at before it is printed
ALL = ""  # in the choice of notes


def home() -> str:
    """Where the app is, as the browser asked for it; empty where nobody knows."""
    return (st.context.url or "").rpartition("/")[0]


def link(page: Teacher) -> None:
    """A link for a class: to be copied, or pointed at with a telephone."""
    left, right = st.columns([3, 4], gap="large")
    with left:
        _what(page)
        with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
            page.control("at_level", width=150)
            page.control("tongue", width=170)
        page.control("hidden_ones", placeholder=_("All are there"))
        with st.container(horizontal=True, gap="medium"):
            page.control("locked")
            page.control("large")
    with right:
        try:
            _show(built(page.settings, presets(page.settings.screen)))
        except RnnvizError as error:
            st.error(str(error))


def _what(page: Teacher) -> None:
    """What the link opens."""
    page.control("opens", buttons=True)
    s = page.settings
    if s.opens == "lesson":
        _lesson(page)
        page.control("number")
    elif s.opens == "screen":
        _choose(page, "screen", {code: _(SCREENS[code].label) for code in LINKED})
        found = presets(s.screen)
        if found:
            _choose(
                page, "preset", {ALL: _("As it opens"), **{k: p.label for k, p in found.items()}}
            )
    else:
        page.control("address")


def _lesson(page: Teacher, **more: str) -> None:
    _choose(page, "course", {**more, **{name: one.title for name, one in lessons().items()}})


def _choose(page: Teacher, name: str, options: dict[str, str]) -> None:
    """A list of what is only known while the app runs, for a setting that is a text."""
    key, value = f"teacher.choose.{name}", getattr(page.settings, name)
    st.session_state[key] = value if value in options else next(iter(options))
    st.selectbox(
        _(page.settings.kinds()[name].label), list(options), key=key,
        format_func=lambda code: options[code],
        on_change=lambda: page.change(**{name: st.session_state[key]}),
    )  # fmt: skip


def _show(found: Built) -> None:
    address = found.address(home())
    st.code(address, language=None, wrap_lines=True)
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        nav.link(found.screen, found.query, label=_("Open it"), icon=":material/arrow_forward:")
        if "hide" in found.query:
            st.caption(_("What is left out is out of sight, not locked away: the address says it."))
    try:
        with st.container(key="teacher-qr"):
            st.html(qr_img(address))
        if only_here(address):
            st.caption(_("This address is seen on this machine alone."))
    except RnnvizError as error:
        st.caption(str(error))


def sheets(page: Teacher) -> None:
    """The notes of a lesson, or a worksheet, as it will be printed."""
    s = page.settings
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        if s.view == "notes":
            _lesson(page, all=_("All lessons"))
        else:
            page.control("address", _("The link of a network"), width=520)
        row = st.container(width="content")
    try:
        text = _paper(s)
    except RnnvizError as error:
        st.error(str(error))
        return
    row.download_button(
        _("Download as HTML"), text, f"rnnviz-{s.view}.html", "text/html", key="teacher.download",
        icon=":material/download:", on_click="ignore",
    )  # fmt: skip
    st.iframe(text, height=TALL, alt=_("The sheets, with a button to print them"))


def _paper(s: TeacherSettings) -> str:
    if s.view == "sheet":
        return worksheet(s.address, home=home(), language=spoken())
    found = lessons()
    if s.course not in found and s.course != "all":
        raise RnnvizError(_("There is no lesson “{name}” here.").format(name=s.course))
    chosen = found.values() if s.course == "all" else [found[s.course]]
    return notes(list(chosen), home=home(), language=spoken())
