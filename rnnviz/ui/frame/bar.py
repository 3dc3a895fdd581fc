"""The row of controls above a picture, and the drawer with the rest; the level says which is where.

bar = Bar(page, _("Weights and loss"))
with bar.at("look"):
    page.control("cell")
with bar.at("student"):
    page.control("hidden")
"""

from functools import cached_property
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from rnnviz.settings.look import Look
from rnnviz.words import _


class Bar:
    """What lies open in the row at the level that is chosen; the drawer has all the rest."""

    def __init__(self, look: Look, drawer: str = "", key: str = "controls") -> None:
        """`drawer` is the word on the button that opens it."""
        self.look, self.label, self.key = look, drawer or _("More"), key
        self.whole = st.container(
            key=key, horizontal=True, vertical_alignment="center", gap="small"
        )
        self.row = self.whole.container(
            key=f"{key}-row", horizontal=True, vertical_alignment="center", gap="small",
            width="content",
        )  # fmt: skip

    @cached_property
    def drawer(self) -> Any:
        """The drawer, made when something is first put into it."""
        return self.whole.popover(self.label, icon=":material/tune:", key=f"{self.key}-drawer")

    def at(self, level: str) -> DeltaGenerator:
        """Where a control belongs that lies open from that level on."""
        return self.row if self.look.shows(level) else self.drawer
