"""Gates: what a cell keeps, writes and shows, one unit at a time and all of them over time."""

import streamlit as st

from rnnviz.errors import RnnvizError
from rnnviz.settings.gates import GateSettings
from rnnviz.ui.frame.page import open_page
from rnnviz.ui.frame.player import live, show
from rnnviz.ui.gates.controls import (
    clamp_report,
    conventions,
    gate_controls,
    gate_studies,
    preset_controls,
    shown_scene,
)
from rnnviz.ui.network.cell_options import shown_cell
from rnnviz.ui.network.controls import formula_and_source
from rnnviz.words import _

page = open_page("gates", GateSettings)
preset_controls(page)
gate_controls(page)

try:
    studies = gate_studies(page.settings)
except RnnvizError as error:
    st.error(str(error))
    page.stop()

conventions(page, studies.clamped)


def draw() -> None:
    """Draw the cell as it is now; while a gate is dragged this alone runs again."""
    try:
        scene = shown_scene(page.settings)
    except RnnvizError as error:
        st.error(str(error))
        return
    show(scene, key="gates-player", on_clamp=clamp_report(page))


live(draw)
page.link_to("gradients", label=_("See how far its gradient reaches"))
with st.expander(_("The formulas, and the code that ran"), icon=":material/function:"):
    formula_and_source(shown_cell(page.settings))
