"""The page: links are pasted or come from a room, put in order, and looked at two by two."""

import streamlit as st

from rnnviz.errors import RnnvizError
from rnnviz.room.codes import read_code, shown
from rnnviz.room.rooms import given
from rnnviz.settings.hand_in import HandInSettings
from rnnviz.street.handed import ordered
from rnnviz.street.pasted import pasted
from rnnviz.ui.frame import nav
from rnnviz.ui.frame.page import Page
from rnnviz.ui.frame.plain import plain
from rnnviz.ui.hand_in import order
from rnnviz.ui.hand_in.beside import beside, turn
from rnnviz.ui.vote import handing, who
from rnnviz.words import _, _n

HandIn = Page[HandInSettings]
FIELD = "hand_in.text"
TEXT = "hand_in.kept"  # what was pasted, while other screens are visited


def draw(page: HandIn) -> None:
    """Paste, order, look."""
    from_room = _from_room(page)
    links = order.put([*from_room, *_links()], page.settings.order)
    if not links:
        _begin()
        return
    with st.container(key="hand-in-bar", horizontal=True, vertical_alignment="center"):
        with st.popover(_("Paste links"), key="hand-in-paste"):
            _paste()
        page.control("order", buttons=True, label_visibility="collapsed")
        turn(page, len(links))
    _problems()
    beside(page, ordered(links, page.settings.order))


def _begin() -> None:
    """For a student, who hands in; and for a teacher, who looks at what was."""
    mine, all_of_them = st.columns(2, gap="large")
    with mine, st.container(key="hand-in-mine", border=True):
        st.subheader(_("Hand in a link"), anchor=False)
        handing.by_code()
    with all_of_them, st.container(key="hand-in-all", border=True):
        st.subheader(_("See what students have sent"), anchor=False)
        st.markdown(
            _(
                "Paste it, one link a line; words around the links do no harm. What was handed in "
                "in a room of yours is seen from its “Class vote”."
            )
        )
        _paste()
        _problems()


def _from_room(page: HandIn) -> tuple[str, ...]:
    """What was handed in in the room that the address names, for its teacher."""
    if not page.settings.room:
        return ()
    code = read_code(page.settings.room)
    key = who.key(code)
    if not key:  # nothing is looked up: what is said here would tell a guesser which rooms exist
        st.warning(_("What was handed in is seen by who opened the room, while it is open."))
        return ()
    try:
        links = given().handed(code, key)
    except RnnvizError as error:
        st.warning(str(error))
        return ()
    with st.container(key="hand-in-class", horizontal=True, vertical_alignment="center"):
        message = _n(
            "Room {code}: {n} link was handed in.", "Room {code}: {n} links were handed in.",
            len(links),
        )  # fmt: skip
        st.markdown(message.format(code=shown(code), n=len(links)), width="content")
        st.button(_("Look again"), key="hand_in.again", icon=":material/refresh:", type="tertiary")
        nav.link(nav.SCREENS["vote"], {"room": code}, label=_("Back to the vote"))
    return links


def _text() -> str:
    """What is pasted, in this session."""
    return st.session_state.get(FIELD, st.session_state.get(TEXT, ""))


def _links() -> list[str]:
    st.session_state[TEXT] = _text()
    return [one.link for one in pasted(_text()) if one.found]


def _paste() -> None:
    st.session_state[FIELD] = _text()
    with st.form("hand-in-links", border=False):
        st.text_area(
            _("Links, one a line"), key=FIELD, height=170, placeholder="http://…/unroll?cell=lstm"
        )
        st.form_submit_button(_("See them side by side"), type="primary")


def _problems() -> None:
    """One sentence for every line without a link."""
    problems = [one.problem for one in pasted(_text()) if one.problem]
    if problems:
        st.warning("  \n".join(map(plain, problems)))
