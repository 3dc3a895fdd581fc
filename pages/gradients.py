"""Gradients: how much of the loss reaches each step of the past."""

import streamlit as st

from rnnviz.errors import RnnvizError
from rnnviz.scenes.gradients import gradient_scene
from rnnviz.settings.gradients import GradientSettings
from rnnviz.ui.frame.page import open_page
from rnnviz.ui.frame.player import show
from rnnviz.ui.gradients.controls import (
    explained,
    flow_controls,
    flows_of,
    in_words,
    preset_controls,
)
from rnnviz.ui.gradients.figures import details
from rnnviz.ui.network.cell_options import shown_cell
from rnnviz.ui.network.controls import formula_and_source
from rnnviz.ui.network.network import example_of
from rnnviz.words import _

page = open_page("gradients", GradientSettings)
preset_controls(page)
flow_controls(page)

try:
    flows, example = flows_of(page.settings), example_of(page.settings)
except RnnvizError as error:
    explained(page, error)

scene = gradient_scene(flows, _("Gradients through time"), example.ticks)
in_words(flows)
show(scene, key="gradients-player")
details(page.settings, flows)
page.link_to("unroll", label=_("See this network step by step"))
with st.expander(_("The formulas, and the code that ran"), icon=":material/function:"):
    formula_and_source(shown_cell(page.settings))
