"""Who somebody is in a room: nobody, but the same nobody; and whose room it is.

Both are secrets by chance, held by the session and, for whoever comes back with a new one, by a
cookie of the browser that ends with the room. Neither ever stands in an address.
"""

import re

import streamlit as st

from rnnviz.room.book import LASTS
from rnnviz.room.codes import new_key
from rnnviz.room.rooms import given

SECRET = re.compile(r"[\w-]{16,64}", re.ASCII)
VOTER = "rnnviz-voter"
KEYS = "class.keys"  # of the rooms that this session steers, by code


def token() -> str:
    """What stands for this person in every room."""
    return st.session_state.setdefault(VOTER, _cookie(VOTER) or new_key())


def key(code: str) -> str:
    """The key of a room, if it is one's own; else nothing."""
    keys: dict[str, str] = st.session_state.setdefault(KEYS, {})
    if code not in keys:
        found = _cookie(_name(code))
        keys[code] = found if found and given().steers(code, found) else ""
    return keys[code]


def keep_key(code: str, secret: str) -> None:
    """Remember the key of a room that was opened here."""
    st.session_state.setdefault(KEYS, {})[code] = secret


def leave_cookies(code: str) -> None:
    """Give the browser what it needs to be the same one after a reload."""
    held = {VOTER: token()}
    if key(code):
        held[_name(code)] = key(code)
    script = "".join(
        f'document.cookie="{name}={value}; path=/; max-age={LASTS:.0f}; samesite=strict"'
        '+(location.protocol==="https:"?"; secure":"");'
        for name, value in held.items()
    )
    with st.container(key="class-cookies"):
        st.html(f"<script>{script}</script>", unsafe_allow_javascript=True)


def _name(code: str) -> str:
    return f"rnnviz-class-{code}"


def _cookie(name: str) -> str:
    value = st.context.cookies.get(name, "")
    return value if isinstance(value, str) and SECRET.fullmatch(value) else ""
