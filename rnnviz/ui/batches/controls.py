"""The controls of Batches: the view and what it is about; the network in the drawer."""

import streamlit as st

from rnnviz.settings.batches import BatchSettings
from rnnviz.ui.frame.bar import Bar
from rnnviz.ui.frame.page import Page
from rnnviz.ui.network.controls import new_seed
from rnnviz.words import _

# What lies open beside the view, and what is in the drawer with the network.
OPEN = {"padding": ("pads", "way"), "pieces": ("start",)}
DRAWER = {"padding": ("rows", "longest"), "pieces": ("length",)}


def controls(page: Page[BatchSettings]) -> None:
    """One row, and the drawer."""
    view, bar = page.settings.view, Bar(page.look, _("Network"))
    with bar.at("look"):
        page.control("view", width=180, label_visibility="collapsed")
        if view == "pieces":
            with st.container(key="slide-piece", horizontal=True, vertical_alignment="center"):
                st.markdown(_("Steps of a piece"), width="content")
                page.control("piece", width=120, label_visibility="collapsed")
        for name in OPEN[view]:
            page.control(name, width=220, label_visibility="collapsed")
    with bar.drawer:
        for name in (*DRAWER[view], "cell", "hidden", "unit", "gain", "seed"):
            page.control(name)
        new_seed(page)
