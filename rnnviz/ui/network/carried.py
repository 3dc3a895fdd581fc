"""What stands in place of a network's controls when it was trained on another screen."""

from typing import Any

import streamlit as st

from rnnviz.errors import RnnvizError
from rnnviz.settings.network import NetworkSettings
from rnnviz.street.network.carried import Carried, number, unknown
from rnnviz.ui.frame import nav
from rnnviz.ui.frame.page import Page
from rnnviz.ui.network import in_hand
from rnnviz.ui.network.network import study_of
from rnnviz.words import _


def carried_controls(page: Page[Any]) -> None:
    """Which network this is, what it reads here, and the ways back."""
    carried = in_hand.held(page.settings)
    if carried is None:  # it left this session while the page was open
        st.error(unknown())
        page.stop()
    with st.container(border=True, key="carried"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f":material/model_training: **{carried.name}**")
            _ways_back(page, carried)
        with st.container(horizontal=True, vertical_alignment="center"):
            _choose_example(page, carried)
            st.caption(_told(page, carried), width="stretch")


def _ways_back(page: Page[Any], carried: Carried) -> None:
    screen = nav.SCREENS[carried.home]
    text = _("Back to {screen}").format(screen=_(screen.label))
    nav.link(screen, dict(carried.query), label=text, icon=":material/arrow_back:")
    st.button(
        _("A fresh network"),
        type="tertiary",
        icon=":material/restart_alt:",
        on_click=page.change,
        kwargs={"net": "", "at": None, "edits": ""},
        key=f"{page.code}.fresh",
        help=_("Leave this network and choose one with the controls of this screen."),
    )


def _choose_example(page: Page[Any], carried: Carried) -> None:
    """A slider over all the sequences that the network can be seen on."""
    key, last = f"{page.code}.at", len(carried.examples)
    if last < 2:
        return
    st.session_state[key] = number(page.settings, carried) + 1
    st.slider(
        carried.example_label,
        1,
        last,
        key=key,
        on_change=lambda: page.change(at=st.session_state[key]),
        width=420,
    )


def _told(page: Page[Any], carried: Carried) -> str:
    """What the network says about this example, with the weights as they are here."""
    network: NetworkSettings = page.settings.in_hand()
    try:
        y = study_of(network).y
    except RnnvizError as error:
        return str(error)
    return carried.examples.sentence(number(network, carried), y)
