"""Words: every term and symbol of the other screens, the sources, and the keys of the player."""

import streamlit as st

from rnnviz.settings.landing import LandingSettings
from rnnviz.ui.frame.page import open_page
from rnnviz.ui.glossary.page import keys, section, sources
from rnnviz.words import _
from rnnviz.words.glossary import SECTIONS

page = open_page("glossary", LandingSettings)
tabs = st.tabs([*map(_, SECTIONS), _("Keys"), _("Sources")])
for tab, (title, terms) in zip(tabs, SECTIONS.items(), strict=False):
    with tab:
        section(_(title), terms)
with tabs[-2]:
    keys()
with tabs[-1]:
    sources()
