"""Gates: what a cell keeps, writes and shows, one unit at a time and all of them over time."""

import streamlit as st

from rnnviz.errors import RnnvizError
from rnnviz.settings.gates import GateSettings
from rnnviz.street.screens.gates import walk
from rnnviz.ui.frame.page import open_page
from rnnviz.ui.frame.player import live, offer, show
from rnnviz.ui.gates.controls import clamp_report, conventions, gate_controls, hindered
from rnnviz.ui.gates.presets import offered
from rnnviz.ui.network import in_hand
from rnnviz.ui.network.controls import formulas
from rnnviz.ui.network.dials import dial_report, dials
from rnnviz.ui.network.file import keep_network
from rnnviz.ui.network.learning import learning_drawer, stuck
from rnnviz.ui.network.line import network_line
from rnnviz.ui.network.network import STOPS
from rnnviz.ui.network.training import while_trained
from rnnviz.words import _

page = open_page("gates", GateSettings, offered, held=in_hand.held)
row = gate_controls(page)
page = while_trained(page, page.settings.in_hand())

try:
    seen = walk(page.settings, STOPS)
except RnnvizError as error:
    stuck(page, error)


def draw() -> None:
    """Draw the cell as it is now; while a gate is dragged this alone runs again."""
    try:
        scene = walk(page.shown, STOPS).scene
    except RnnvizError as error:
        st.error(str(error))
        return
    show(
        scene, key="gates-player", page=page, room=False, dials=dials(page),
        on_dial=dial_report(page), on_clamp=clamp_report(page),
    )  # fmt: skip


learning_drawer(page, row, hindered(page.settings))
live(draw, "gates-player")
offer(lambda: seen.scene, "gates-player", page)
network_line(page, seen.example)
conventions(page, seen.studies.clamped, seen.studies.shown)
with st.container(horizontal=True, vertical_alignment="center"):
    page.link_to("gradients", label=_("See how far its gradient reaches"))
    keep_network(page)
formulas(page)
