"""Unroll: one network, step by step, forward and backward, every number traced."""

import streamlit as st

from rnnviz.errors import RnnvizError
from rnnviz.scenes.unroll import unroll_scene
from rnnviz.settings.network import NetworkSettings
from rnnviz.settings.unroll import UnrollSettings
from rnnviz.ui.frame.page import open_page
from rnnviz.ui.frame.player import show
from rnnviz.ui.network.cell_options import shown_cell
from rnnviz.ui.network.code import take_along
from rnnviz.ui.network.controls import formula_and_source, network_controls
from rnnviz.ui.network.edit_weights import changes_of, edit_reports, without_last_edit
from rnnviz.ui.network.network import example_of, study_of
from rnnviz.words import _

page = open_page("unroll", UnrollSettings)
network_controls(page)
network = NetworkSettings(**page.settings.network())

try:
    example, study = example_of(network), study_of(network)
    before = without_last_edit(network)
    scene = unroll_scene(
        study,
        example,
        _("A network unrolled in time"),
        before=None if before is None else study_of(before),
        changes=changes_of(network),
    )
except RnnvizError as error:
    st.error(str(error))
    page.stop()

show(scene, key="unroll-player", page=page, **edit_reports(page))
with st.container(horizontal=True, vertical_alignment="center"):
    page.link_to("gradients", label=_("See how its gradient vanishes or explodes"))
    take_along(network, study.net, example)
with st.expander(_("The formulas, and the code that ran"), icon=":material/function:"):
    formula_and_source(shown_cell(network))
