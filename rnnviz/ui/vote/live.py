"""A part of the page that looks again by itself while a room is open."""

from collections.abc import Callable

import streamlit as st

from rnnviz.errors import RnnvizError
from rnnviz.room.codes import kept
from rnnviz.room.rooms import given
from rnnviz.room.tables import Room

STUDENT, TEACHER = 2.0, 1.0  # seconds between two looks
APART = 0.2  # share by which students' looks are longer or shorter
FAULT = "class.fault"


def live(code: str, draw: Callable[[Room], None], seconds: float) -> None:
    """Draw a room now and again; once it has ended the whole page runs, which looks no more."""

    @st.fragment(run_every=seconds)
    def part() -> None:
        room = given().see(code)
        if room is None:
            st.rerun()
        fault = st.session_state.pop(FAULT, "")
        if fault:
            st.warning(fault)
        draw(room)

    part()


def pace(who: str) -> float:
    """The seconds between two looks of a student, each a little other: so they never fall together.

    >>> 1.6 <= pace("somebody") <= 2.4
    True
    """
    share = int(kept(who)[:4], 16) / 0xFFFF
    return round(STUDENT * (1 + APART * (2 * share - 1)), 2)


def act(call: Callable[..., object], *given_to: object) -> None:
    """Do something in a room, in a callback; what cannot be done is said when it is drawn."""
    try:
        call(*given_to)
    except RnnvizError as error:
        st.session_state[FAULT] = str(error)
