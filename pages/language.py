"""Language: a network reads a text letter by letter, guesses the next, and writes its own."""

import streamlit as st

from rnnviz.errors import RnnvizError
from rnnviz.settings.language import LanguageSettings
from rnnviz.ui.frame.jobs import pool
from rnnviz.ui.frame.page import open_page
from rnnviz.ui.language.controls import network_controls, offered, text_controls
from rnnviz.ui.language.gap import gap_screen
from rnnviz.ui.language.run import set_controls_again, trained
from rnnviz.ui.language.views import read
from rnnviz.ui.language.writer import write_text
from rnnviz.ui.network.controls import formula_and_source
from rnnviz.words import _

page = open_page("language", LanguageSettings, offered)
pool()
set_controls_again(page)

if page.settings.view == "gap":
    gap_screen(page)
    page.stop()

bar = network_controls(page)
text_controls(page, bar)
try:
    texts = page.settings.texts()
    found = trained(page.settings.task())
    if found is None:
        page.stop()
    draw = read if page.settings.view == "read" else write_text
    draw(page, texts, found, bar)
except RnnvizError as error:
    st.error(str(error))
    page.stop()

with st.expander(_("The formulas, and the code that ran"), icon=":material/function:"):
    formula_and_source(page.settings.cell)
