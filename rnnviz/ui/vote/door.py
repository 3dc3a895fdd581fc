"""The way into a room: with a code, or by opening one."""

import streamlit as st

from rnnviz.errors import RnnvizError
from rnnviz.room.codes import LENGTH, read_code
from rnnviz.room.rooms import given
from rnnviz.room.tables import Room
from rnnviz.settings.vote import VoteSettings
from rnnviz.ui.frame.page import Page
from rnnviz.ui.vote import cards, who
from rnnviz.words import _

Vote = Page[VoteSettings]
INSIDE = "class.inside"  # the codes of the rooms that this session has entered
REFUSED = "class.refused"  # a code that was refused, and the sentence


def room_of(page: Vote) -> Room | None:
    """The room that the address names, if one may enter it; a wrong code is tried once."""
    code, state = page.settings.room, st.session_state
    if not code:
        return None
    code = read_code(code)
    inside: set[str] = state.setdefault(INSIDE, set())
    if code in inside or who.key(code):
        inside.add(code)
        return given().see(code)
    refused, _sentence = state.get(REFUSED, ("", ""))
    return None if refused == code else _enter(code)


def _enter(code: str) -> Room | None:
    try:
        room = given().enter(code, who.token())
    except RnnvizError as error:
        st.session_state[REFUSED] = (code, str(error))
        return None
    st.session_state.pop(REFUSED, None)
    st.session_state[INSIDE].add(code)
    return room


def door(page: Vote) -> None:
    """Type a code; or, for a teacher, choose a question and open a room."""
    _said(page)
    code, opening = st.columns([2, 3], gap="large")
    with code, st.container(key="class-code", border=True):
        _typed(page)
    with opening, st.container(key="class-open", border=True):
        st.subheader(_("Open a room for your class"), anchor=False)
        question = cards.choose(page)
        st.button(
            _("Open the room"), type="primary", key="vote.open", disabled=question is None,
            on_click=_open, args=(page, question), icon=":material/how_to_vote:",
        )  # fmt: skip
        st.caption(
            _(
                "Votes are counted without names. After two hours, or when you end it, the room "
                "and all that was said in it are forgotten."
            )
        )


def _said(page: Vote) -> None:
    """Why one is not in the room that the address names."""
    if not page.settings.room:
        return
    code = read_code(page.settings.room)
    refused, sentence = st.session_state.get(REFUSED, ("", ""))
    if refused == code:
        st.warning(sentence)
    elif code in st.session_state.get(INSIDE, set()):
        st.info(_("This room has ended, and nothing of it is kept."))


def _typed(page: Vote) -> None:
    """The code from the projector; a form, so that the Enter key is enough."""
    st.subheader(_("Enter a room"), anchor=False)
    with st.form("class-form", border=False):
        st.text_input(
            _("Code of {n} letters").format(n=LENGTH), key="vote.code", max_chars=12,
            autocomplete="off",
        )  # fmt: skip
        st.form_submit_button(
            _("Enter"), type="primary", width="stretch", on_click=_go, args=(page,)
        )


def _go(page: Vote) -> None:
    st.session_state.pop(REFUSED, None)
    try:
        page.change(room=read_code(st.session_state.get("vote.code", "")))
    except RnnvizError as error:
        page.say(str(error))


def _open(page: Vote, question: cards.Question) -> None:
    try:
        code, key = given().open(question)
    except RnnvizError as error:
        page.say(str(error))
        return
    who.keep_key(code, key)
    page.change(room=code)
    page.look_at(present=True)
