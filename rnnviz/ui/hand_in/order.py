"""The order that a teacher gives to links by hand, and which are left out; for this session."""

from collections.abc import Sequence

import streamlit as st

from rnnviz.street.pasted import MOST

MINE = "hand_in.mine"  # the links in the order of the teacher
OUT = "hand_in.out"  # those that are left out


def put(links: Sequence[str], order: str) -> list[str]:
    """Each link once, without those left out; by hand, if that is the order."""
    out: set[str] = st.session_state.get(OUT, set())
    found = [link for link in dict.fromkeys(links) if link not in out][:MOST]
    return by_hand(found, st.session_state.get(MINE, [])) if order == "mine" else found


def by_hand(links: Sequence[str], mine: Sequence[str]) -> list[str]:
    """Links in a given order; what is new comes last.

    >>> by_hand(["a", "b", "c", "d"], ["c", "gone", "a"])
    ['c', 'a', 'b', 'd']
    """
    known = [link for link in mine if link in links]
    return [*known, *(link for link in links if link not in known)]


def moved(links: Sequence[str], at: int, by: int) -> list[str]:
    """Links with one of them moved by so many places.

    >>> moved(["a", "b", "c"], 2, -1), moved(["a", "b", "c"], 0, -1)
    (['a', 'c', 'b'], ['a', 'b', 'c'])
    """
    to = min(max(at + by, 0), len(links) - 1)
    rest = [link for k, link in enumerate(links) if k != at]
    return [*rest[:to], links[at], *rest[to:]]


def leave_out(link: str) -> None:
    """Show a link no more."""
    st.session_state.setdefault(OUT, set()).add(link)
