"""The teacher's board, to be read from the last row: the code first, then the question."""

from urllib.parse import urlsplit

import streamlit as st

from rnnviz.room.codes import shown
from rnnviz.room.rooms import ROUNDS, given
from rnnviz.room.tables import Room
from rnnviz.settings.screens import SCREENS
from rnnviz.street.link import read_link
from rnnviz.ui.frame import nav
from rnnviz.ui.frame.qr import only_here, qr_img
from rnnviz.ui.vote import cards, live, who
from rnnviz.ui.vote.bars import letter, voted
from rnnviz.ui.vote.door import Vote
from rnnviz.words import _


def teacher(page: Vote, room: Room) -> None:
    """The board, and below it what is done now and then."""
    with st.container(key="class-board"):
        with st.container(key="class-way", gap=None):
            _way_in(room)
        with st.container(key="class-main"):
            live.live(room.code, _now, live.TEACHER)
    with st.container(key="class-below", horizontal=True, vertical_alignment="center"):
        _below(page, room)


def address(code: str) -> str:
    """The students' link: the page as the browser sees it, and the code alone."""
    url = st.context.url
    parts = urlsplit(url if isinstance(url, str) else "")
    return f"{parts.scheme or 'http'}://{parts.netloc}{parts.path}?room={code}"


def _way_in(room: Room) -> None:
    """Code, picture and address."""
    link = address(room.code)
    parts = urlsplit(link)
    st.html(f'<h1 class="class-code">{shown(room.code)}</h1><p class="class-qr">{qr_img(link)}</p>')
    st.markdown(f"{parts.netloc}{parts.path}")
    if only_here(link):
        st.markdown(_("This address is seen on this machine alone."))


def _now(room: Room) -> None:
    """What changes: the count, the question, the votes once they are shown, and what is right."""
    with st.container(key="class-steer", horizontal=True, vertical_alignment="center"):
        _steer(room, given().votes(room))
    with st.container(key="class-question", gap="xsmall"):
        st.markdown(room.question.text)
        counts = given().answers(room.code)
        voted(room, counts)


def _steer(room: Room, n: int) -> None:
    code, key, rooms = room.code, who.key(room.code), given()
    st.markdown(_("Votes: **{n}**").format(n=n), width="content")
    if not room.shown:
        _button(_("Show the votes"), "show", rooms.show, code, key)
        return
    if room.round < ROUNDS:
        _button(_("Vote again"), "again", rooms.again, code, key)
    if room.marked is None:
        _right(room, key)
    if room.question.link:
        found = read_link(room.question.link)
        query = found.settings.to_query() | found.look.with_(present=True).to_query()
        nav.new_tab(found.screen, query, _("Open the experiment"))
    later = cards.after(room.question)
    if later:
        st.button(_("Next card"), key="vote.next", on_click=live.act, args=(_next, room, key))


def _button(label: str, name: str, call: object, *given_to: object) -> None:
    st.button(label, type="primary", key=f"vote.{name}", on_click=live.act, args=(call, *given_to))


def _right(room: Room, key: str) -> None:
    """Say which is right: of a card it is known, of a question of one's own its teacher says it."""
    label, known, mark = _("Show which is right"), room.question.right, given().mark
    if known is not None:
        _button(label, "right", mark, room.code, key, known)
        return
    with st.popover(label, type="primary", key="class-right"):
        for k, option in enumerate(room.question.options):
            st.button(
                f"{letter(room, k)}  {option}", key=f"vote.right.{room.asked}.{k}",
                width="stretch", on_click=live.act, args=(mark, room.code, key, k),
            )  # fmt: skip


def _next(room: Room, key: str) -> None:
    later = cards.after(room.question)
    if later:
        given().ask(room.code, key, cards.question(*later))


def _below(page: Vote, room: Room) -> None:
    """Another question, what was handed in, the end; each seldom."""
    with st.popover(_("Ask something else"), key="class-other"):
        question = cards.choose(page)
        st.button(
            _("Ask this"), key="vote.ask", disabled=question is None,
            on_click=live.act, args=(given().ask, room.code, who.key(room.code), question),
        )  # fmt: skip
    nav.link(SCREENS["hand_in"], {"room": room.code}, label=_("What was handed in"))
    with st.popover(_("End the room"), key="class-end"):
        st.markdown(_("Votes and links are forgotten, and the code is of no use any more."))
        st.button(
            _("End it now"), key="vote.end", on_click=live.act,
            args=(given().end, room.code, who.key(room.code)),
        )  # fmt: skip
