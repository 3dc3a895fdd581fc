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
)
from rnnviz.ui.gradients.figures import details
from rnnviz.ui.gradients.presets import offered
from rnnviz.ui.network.cell_options import shown_cell
from rnnviz.ui.network.controls import formula_and_source
from rnnviz.ui.network.network import example_of
from rnnviz.words import _

page = open_page("gradients", GradientSettings, offered)
flow_controls(page)

try:
    flows, example = flows_of(page.settings), example_of(page.settings)
except RnnvizError as error:
    explained(page, error)

scene = gradient_scene(flows, _("Gradients through time"), example.ticks)
show(scene, key="gradients-player", page=page)
in_words(flows)
details(page, flows)
page.link_to("unroll", label=_("See this network step by step"))
with st.expander(_("The formulas, and the code that ran"), icon=":material/function:"):
    formula_and_source(shown_cell(page.settings))
