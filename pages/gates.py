"""Gates: what a cell keeps, writes and shows, one unit at a time and all of them over time."""

import streamlit as st

from rnnviz.errors import RnnvizError
from rnnviz.scenes.gates.gates import gate_scene
from rnnviz.settings.gates import GateSettings
from rnnviz.ui.frame.page import open_page
from rnnviz.ui.frame.player import show
from rnnviz.ui.gates.controls import conventions, gate_controls, gate_studies
from rnnviz.ui.gates.presets import offered
from rnnviz.ui.network.cell_options import shown_cell
from rnnviz.ui.network.controls import formula_and_source
from rnnviz.ui.network.network import example_of
from rnnviz.words import _

page = open_page("gates", GateSettings, offered)
gate_controls(page)

try:
    example, studies = example_of(page.settings), gate_studies(page.settings)
except RnnvizError as error:
    st.error(str(error))
    page.stop()

scene = gate_scene(
    studies.shown,
    example,
    _("Gates at work"),
    clamped=studies.clamped,
    before=studies.before,
    start={"t": len(example.x) - 1},
    unit=min(page.settings.unit, studies.shown.net.hidden) - 1,
)
show(scene, key="gates-player", page=page)
conventions(page, studies.clamped)
page.link_to("gradients", label=_("See how far its gradient reaches"))
with st.expander(_("The formulas, and the code that ran"), icon=":material/function:"):
    formula_and_source(shown_cell(page.settings))
