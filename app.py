"""The landing page: what this is, a network at play, and the way to each screen."""

import streamlit as st

from rnnviz.player import Scene
from rnnviz.scenes.landing import landing_scene
from rnnviz.settings.landing import LandingSettings
from rnnviz.ui.frame import player
from rnnviz.ui.frame.page import open_page
from rnnviz.ui.landing import cards
from rnnviz.words import _

page = open_page("home", LandingSettings)


@st.cache_resource(max_entries=1)
def scene() -> Scene:
    """The same for everybody, so it is computed once."""
    return landing_scene()


player.show(scene(), key="landing", page=page)

st.markdown(
    _(
        "Every number is computed, none is simulated. On **Unroll** each can be traced: click one "
        "and see which numbers it came from, forward in time and, for its gradient, backward; or "
        "change a weight and watch what follows."
    )
)
cards.draw(page)
