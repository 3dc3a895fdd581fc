"""Where a newcomer may begin: four things to see, each a link to the screen as it shows them."""

import streamlit as st

from rnnviz.settings.screens import SCREENS
from rnnviz.ui.frame import nav
from rnnviz.words import _
from rnnviz.words.questions.question import WAVE

# What is to be seen, the screen, and its settings.
FIRST: tuple[tuple[str, str, dict[str, str]], ...] = (
    (_("An error walks back"), "unroll", {"mode": "backward"}),
    (_("Why it forgets"), "gradients", WAVE),
    (_("Watch it learn"), "train", {}),
    (_("True or false?"), "questions", {}),
)


def row() -> None:
    """The row of links above the picture."""
    with st.container(key="begin", horizontal=True, gap="small", vertical_alignment="center"):
        st.markdown(_("**New here?**"), width="content")
        for label, code, query in FIRST:
            nav.link(SCREENS[code], query, label=_(label), icon=":material/arrow_forward:")
