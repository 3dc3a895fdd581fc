"""One line on every screen that shows the network in hand: what it is; trained or untrained."""

from typing import Any

import streamlit as st

from rnnviz.settings.network import NetworkSettings
from rnnviz.street.network.words import described
from rnnviz.tasks.sequence import Example
from rnnviz.ui.frame.page import Page
from rnnviz.words import _


def network_line(page: Page[Any], example: Example) -> None:
    """Say what the network is and what it was trained on; the other state is one click away."""
    s: NetworkSettings = page.settings.in_hand()
    if s.net:
        return  # the controls in its place say it
    with st.container(
        horizontal=True, vertical_alignment="center", gap="small", key="network-line"
    ):
        st.caption(described(s, example), width="content")
        if page.instead:
            return  # it will be trained in a moment, as the page says above
        text = _("See it untrained") if s.trained or s.weights else _("See it trained")
        epochs = 0 if s.trained or s.weights else NetworkSettings.trained
        st.button(
            text, type="tertiary", key=f"{page.code}.trained.other", on_click=page.change,
            kwargs={"trained": epochs, "weights": ""},
        )  # fmt: skip
