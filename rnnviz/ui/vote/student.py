"""What a student sees: the question, and later what the class has answered."""

import streamlit as st

from rnnviz.room.codes import shown
from rnnviz.room.rooms import given
from rnnviz.room.tables import Room
from rnnviz.ui.vote import handing, live, who
from rnnviz.ui.vote.bars import dont_know, letter, verdict, voted
from rnnviz.ui.vote.door import Vote
from rnnviz.words import _


def student(page: Vote, room: Room) -> None:
    """The room, and below it what does not change while one looks."""
    st.caption(_("Room {code}").format(code=f"**{shown(room.code)}**"))
    live.live(room.code, _now, live.pace(who.token()))
    with st.expander(_("Hand in a link"), key="class-hand-in"):
        handing.in_room(room.code)
    st.button(
        _("Leave the room"), type="tertiary", key="vote.leave",
        on_click=page.change, kwargs={"room": ""},
    )  # fmt: skip


def _now(room: Room) -> None:
    """The question, and what was handed in.

    A form that is sent just as the page looks again may have its answer drawn by that look alone.
    """
    _question(room)
    handing.handed(room.code)


def _question(room: Room) -> None:
    with st.container(key="class-question", gap="small"):
        st.markdown(room.question.text)
        if room.shown:
            _closed(room)
        else:
            _asked(room)


def _asked(room: Room) -> None:
    """The answers as buttons, and last that one does not know."""
    mine, known = given().mine(room, who.token())[-1], room.question.options
    if room.round == 2:
        st.markdown(_("**Second vote.** Has talking with the others changed your answer?"))
    for k, option in enumerate((*known, dont_know())):
        st.button(
            f"{letter(room, k)}  {option}", key=f"vote.{room.asked}.{room.round}.{k}",
            type="primary" if k == mine else "secondary", width="stretch",
            on_click=_vote, args=(room, k),
        )  # fmt: skip
    if mine is not None:
        message = _("Counted: {letter}. You can change it until the votes are shown.")
        st.markdown(message.format(letter=f"**{letter(room, mine)}**"))


def _vote(room: Room, choice: int) -> None:
    live.act(given().vote, room.code, who.token(), room.asked, room.round, choice)


def _closed(room: Room) -> None:
    mine, counts = given().mine(room, who.token()), given().answers(room.code)
    if not counts:
        return  # another vote was opened since the room was looked at
    voted(room, counts, mine)
    if room.marked is not None:
        st.markdown(verdict(room, room.marked, mine[-1]))
    st.caption(_("Wait for what comes next: this page follows by itself."))
