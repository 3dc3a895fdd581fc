"""A student hands in a link: in the room, or on the page of that name with the room's code."""

import streamlit as st

from rnnviz.errors import RnnvizError
from rnnviz.room.codes import LENGTH, shown
from rnnviz.room.rooms import given
from rnnviz.street.link import read_link
from rnnviz.street.pasted import pasted
from rnnviz.ui.frame import memory, nav
from rnnviz.ui.vote import who
from rnnviz.words import _

LINK, CODE, SAID = "vote.handed", "hand_in.code", "class.handed"
LAST = "hand_in.last"  # the code of the room in which a link was handed in here


def in_room(code: str) -> None:
    """A link of this app, without a name; what else stands in the text is not kept."""
    _how()
    with st.form("class-hand-in-form", border=False, clear_on_submit=True):
        st.text_input(_("Your link"), key=LINK, autocomplete="off")
        st.form_submit_button(_("Hand in"), on_click=_hand, args=(code,))


def by_code() -> None:
    """The same for who is in no room: with the code from the projector."""
    state = st.session_state
    _how()
    state.setdefault(CODE, state.get(LAST, "") or getattr(memory.stored("vote"), "room", ""))
    with st.form("hand-in-form", border=False):
        st.text_input(
            _("Code of {n} letters").format(n=LENGTH), key=CODE, max_chars=12, autocomplete="off"
        )
        st.text_input(_("Your link"), key=LINK, autocomplete="off")
        st.form_submit_button(_("Hand in"), type="primary", on_click=_enter)
    code = state.get(LAST, "")
    if not code:
        _said()
        return
    handed(code)
    label = _("Room {code}").format(code=shown(code))
    nav.link(nav.SCREENS["vote"], {"room": code}, label=label, icon=":material/arrow_forward:")


def handed(code: str) -> None:
    """What came of the last link, and the links that are there."""
    _said()
    for link in given().handed_by(code, who.token()):
        label = _(read_link(link).screen.label)
        st.markdown(_("Handed in: {screen}").format(screen=label))


def _how() -> None:
    st.markdown(_("“Copy link” at the top of any screen gives the link of what you see there."))


def _said() -> None:
    said = st.session_state.pop(SAID, "")
    if said:
        st.markdown(said)


def _enter() -> None:
    """Go into the room of the code, and hand in there."""
    state = st.session_state
    try:
        code = given().enter(state.get(CODE, ""), who.token()).code
    except RnnvizError as error:
        state[SAID] = str(error)
        return
    state[LAST] = code
    _hand(code)


def _hand(code: str) -> None:
    state = st.session_state
    found = pasted(state.get(LINK, ""))
    links = [one.link for one in found if one.found]
    if not links:
        state[SAID] = found[0].problem if found else _("There is no link yet.")
        return
    try:
        given().hand_in(code, who.token(), links[0])
    except RnnvizError as error:
        state[SAID] = str(error)
