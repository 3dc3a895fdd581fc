"""Gates: what a cell keeps, writes and shows, one unit at a time and all of them over time."""

import streamlit as st

from rnnviz.errors import RnnvizError
from rnnviz.settings.gates import GateSettings
from rnnviz.street.network.cell import shown_cell
from rnnviz.street.screens.gates import walk
from rnnviz.ui.frame.page import open_page
from rnnviz.ui.frame.player import live, show
from rnnviz.ui.gates.controls import clamp_report, conventions, gate_controls
from rnnviz.ui.gates.presets import offered
from rnnviz.ui.network import in_hand
from rnnviz.ui.network.controls import formula_and_source
from rnnviz.ui.network.learning import stuck
from rnnviz.ui.network.line import network_line
from rnnviz.ui.network.network import STOPS
from rnnviz.ui.network.training import wait
from rnnviz.words import _

page = open_page("gates", GateSettings, offered, held=in_hand.held)
gate_controls(page)
wait(page, page.settings.in_hand())

try:
    seen = walk(page.settings, STOPS)
except RnnvizError as error:
    stuck(page, error)


def draw() -> None:
    """Draw the cell as it is now; while a gate is dragged this alone runs again."""
    try:
        scene = walk(page.settings, STOPS).scene
    except RnnvizError as error:
        st.error(str(error))
        return
    show(scene, key="gates-player", page=page, on_clamp=clamp_report(page))


live(draw)
network_line(page, seen.example)
conventions(page, seen.studies.clamped, seen.studies.shown)
page.link_to("gradients", label=_("See how far its gradient reaches"))
with st.expander(_("The formulas, and the code that ran"), icon=":material/function:"):
    formula_and_source(shown_cell(page.settings))
