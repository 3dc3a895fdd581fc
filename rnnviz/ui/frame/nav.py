"""The row of links at the top of every page."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from rnnviz.settings.look import Look
from rnnviz.settings.screens import SCREENS, Screen, existing
from rnnviz.ui.frame import tools
from rnnviz.words import _

__all__ = ["SCREENS", "Screen", "existing", "link", "new_tab", "row"]


def link(screen: Screen, query: dict[str, str], **look: Any) -> None:
    """Draw a link to a screen that carries `query` along, and the language that was chosen."""
    label = {"label": _(screen.label), **look}
    st.page_link(screen.path, query_params=_spoken(query), **label)


def new_tab(screen: Screen, query: dict[str, str], label: str, **look: Any) -> None:
    """The same in a tab of its own, so that the page stays what it is."""
    home = (st.context.url or "").rpartition("/")[0]
    path = "" if screen.code == "home" else screen.code
    st.link_button(label, f"{home}/{path}?{urlencode(_spoken(query))}", **look)


def _spoken(query: dict[str, str]) -> dict[str, str]:
    chosen = st.session_state.get("lang")
    return {"lang": chosen, **query} if chosen else query


def row(here: str, look: Look, query_for: Callable[[Screen], dict[str, str]]) -> None:
    """Draw the links to all screens, each with the network in hand; `here` is the present one."""
    with st.container(key="nav", horizontal=True, wrap=False, gap="xxsmall"):
        for screen in existing():
            if screen.place == "row":
                _linked(screen, here, query_for)
        more = [screen for screen in existing() if screen.place == "more"]
        _more(more, here, query_for)
        right: dict[str, Any] = {"horizontal": True, "wrap": False, "horizontal_alignment": "right"}
        with st.container(key="tools", gap="xxsmall", **right):
            tools.draw(here, look)


def _linked(screen: Screen, here: str, query_for: Callable[[Screen], dict[str, str]]) -> None:
    """Draw one link; that of the present screen is marked."""
    label = f"**{screen.label}**" if screen.code == "home" else _(screen.label)
    if screen.code != here:  # a box around each would double what every run sends
        link(screen, query_for(screen), label=label)
        return
    with st.container(key="nav-here", width="content"):
        link(screen, query_for(screen), label=label)


def _more(screens: list[Screen], here: str, query_for: Callable[[Screen], dict[str, str]]) -> None:
    """Draw the list at the end of the row, under the name of its screen when that is open."""
    label = next((_(screen.label) for screen in screens if screen.code == here), _("More"))
    key = "nav-more" if label == _("More") else "nav-more-here"
    popover = st.popover(label, type="tertiary", width="content", key=key)
    with popover, st.container(key="nav-list"):
        for screen in screens:
            _linked(screen, here, query_for)
