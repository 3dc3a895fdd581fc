"""The controls of Batches: the view and what it is about; the network in the drawer."""

import streamlit as st

from rnnviz.settings.batches import BatchSettings
from rnnviz.ui.frame.bar import Bar
from rnnviz.ui.frame.page import Page
from rnnviz.ui.network.controls import new_seed
from rnnviz.words import _

# What lies open beside the view, and what is in the drawer with the network.
OPEN = {"padding": ("pads", "way"), "pieces": ("start",), "forcing": ()}
DRAWER = {"padding": ("rows", "longest"), "pieces": ("length",), "forcing": ()}
NUMBERS = {"padding": (), "pieces": ("piece",), "forcing": ("given", "noise")}


def controls(page: Page[BatchSettings]) -> None:
    """One row, and the drawer."""
    view, bar = page.settings.view, Bar(page.look, _("Network"))
    with bar.at("look"):
        page.control("view", width=180, label_visibility="collapsed")
        for name in NUMBERS[view]:
            _number(page, name)
        for name in OPEN[view]:
            page.control(name, width=220, label_visibility="collapsed")
    with bar.drawer:
        drawn = () if view == "forcing" else ("unit",)
        for name in (*DRAWER[view], "cell", "hidden", *drawn, "gain", "seed"):
            page.control(name)
        new_seed(page)


def _number(page: Page[BatchSettings], name: str) -> None:
    """A number with its name beside it, so that the picture begins higher."""
    row = {"horizontal": True, "vertical_alignment": "center", "width": 250}
    with st.container(key=f"slide-{name}", **row):
        st.markdown(_(page.settings.kinds()[name].label), width="content")
        page.control(name, width=120, label_visibility="collapsed")
