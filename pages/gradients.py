"""Gradients: how much of the loss reaches each step of the past."""

import streamlit as st

from rnnviz.errors import RnnvizError
from rnnviz.settings.gradients import GradientSettings
from rnnviz.street.screens.gradients import networks_of, walk
from rnnviz.ui.frame.page import open_page
from rnnviz.ui.frame.player import live, offer, show
from rnnviz.ui.gradients.controls import flow_controls, hindered, in_words
from rnnviz.ui.gradients.figures import details
from rnnviz.ui.gradients.flows import flow_in
from rnnviz.ui.gradients.presets import offered
from rnnviz.ui.network import in_hand
from rnnviz.ui.network.controls import formulas
from rnnviz.ui.network.dials import dial_report, dials
from rnnviz.ui.network.file import keep_network
from rnnviz.ui.network.learning import learning_buttons, learning_panel, stuck
from rnnviz.ui.network.line import network_line
from rnnviz.ui.network.network import STOPS
from rnnviz.ui.network.training import while_trained
from rnnviz.words import _

page = open_page("gradients", GradientSettings, offered, held=in_hand.held)
row = flow_controls(page)
page = while_trained(page, *networks_of(page.settings))

try:
    seen = walk(page.settings, STOPS, flow_in)
except RnnvizError as error:
    stuck(page, error)


def draw() -> None:
    """Draw the gradients as they are now; while a slider is moved this alone runs again."""
    try:
        scene = walk(page.shown, STOPS, flow_in).scene
    except RnnvizError as error:
        st.error(str(error))
        return
    show(
        scene, key="gradients-player", page=page, room=False, dials=dials(page),
        on_dial=dial_report(page),
    )  # fmt: skip


learning_buttons(page, row, hindered(page.settings))
live(draw, "gradients-player")
offer(lambda: seen.scene, "gradients-player", page)
network_line(page, seen.example)
learning_panel(page, seen.study, hindered(page.settings))
in_words(seen.flows)
details(page, seen.flows)
with st.container(horizontal=True, vertical_alignment="center"):
    page.link_to("unroll", label=_("See this network step by step"))
    keep_network(page)
formulas(page)
