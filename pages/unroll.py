"""Unroll: one network, step by step, forward and backward, every number traced."""

import streamlit as st

from rnnviz.errors import RnnvizError
from rnnviz.scenes.counting import learned_sentence
from rnnviz.settings.unroll import UnrollSettings
from rnnviz.street.screens.unroll import walk
from rnnviz.ui.frame.page import open_page
from rnnviz.ui.frame.player import live, offer, show
from rnnviz.ui.network import in_hand
from rnnviz.ui.network.code import take_along
from rnnviz.ui.network.controls import formulas, network_controls
from rnnviz.ui.network.dials import dial_report, dials
from rnnviz.ui.network.edit_weights import edit_reports
from rnnviz.ui.network.file import keep_network
from rnnviz.ui.network.learning import learning_buttons, learning_panel, stuck
from rnnviz.ui.network.line import network_line
from rnnviz.ui.network.network import STOPS
from rnnviz.ui.network.training import while_trained
from rnnviz.ui.unroll.presets import offered
from rnnviz.words import _

page = open_page("unroll", UnrollSettings, offered, held=in_hand.held)
row = network_controls(page)
page = while_trained(page, page.settings.in_hand())

try:
    seen = walk(page.settings, STOPS)
except RnnvizError as error:
    stuck(page, error)


def draw() -> None:
    """Draw the network in hand as it is now; while a weight is dragged this alone runs again."""
    try:
        scene = walk(page.shown, STOPS).scene
    except RnnvizError as error:
        st.error(str(error))
        return
    show(
        scene, key="unroll-player", page=page, room=False, dials=dials(page),
        on_dial=dial_report(page), **edit_reports(page),
    )  # fmt: skip


learning_buttons(page, row)
live(draw, "unroll-player")
offer(lambda: seen.scene, "unroll-player", page)
network_line(page, seen.example)
learning_panel(page, seen.study)
st.caption(learned_sentence(seen.network))
with st.container(horizontal=True, vertical_alignment="center"):
    page.link_to("gradients", label=_("See how its gradient vanishes or explodes"))
    take_along(page.settings.in_hand(), seen.network, seen.example)
    keep_network(page)
formulas(page)
