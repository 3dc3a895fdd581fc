"""Cards on the landing page: the way to each screen, with what will be seen there."""

from base64 import b64encode
from pathlib import Path

import streamlit as st

from rnnviz.ui.frame import nav
from rnnviz.ui.frame.page import Page
from rnnviz.words import _

ICONS = Path(__file__).with_name("icons")


def draw(page: Page) -> None:
    """Draw a card for every screen that can be visited; the style sheet sets them in a grid."""
    with st.container(key="cards"):
        for screen in nav.existing():
            if screen.code != page.code:
                with st.container(border=True, height="stretch", key=f"card-{screen.code}"):
                    _card(page, screen)


def _card(page: Page, screen: nav.Screen) -> None:
    icon = ICONS / f"{screen.code}.svg"
    if icon.is_file():
        data = b64encode(icon.read_bytes()).decode("ascii")
        st.html(f'<img src="data:image/svg+xml;base64,{data}" alt="" height="48">')
    page.link_to(screen.code, label=f"**{_(screen.label)}**")
    st.markdown(_(screen.promise))
