"""The landing page: where to begin, a network at play, and the way to each screen."""

import streamlit as st

from rnnviz.settings.landing import LandingSettings
from rnnviz.street.screens.home import walk
from rnnviz.ui.frame import player
from rnnviz.ui.frame.page import open_page
from rnnviz.ui.landing import begin, cards
from rnnviz.ui.network import in_hand
from rnnviz.ui.network.network import STOPS
from rnnviz.words import _

page = open_page("home", LandingSettings, held=in_hand.held)

begin.row(page.look)
player.show(walk(page.settings, STOPS).scene, key="landing", page=page)
st.markdown(
    _(
        "Every number is computed, none is simulated. On **Unroll** each can be traced: click one "
        "and see which numbers it came from, forward in time and, for its gradient, backward; or "
        "change a weight and watch what follows."
    )
)
cards.draw(page)
