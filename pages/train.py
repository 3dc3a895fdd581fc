"""Train: a network learns while one looks on, and the learning can be walked back through."""

import streamlit as st

from rnnviz.settings.train import TrainSettings
from rnnviz.street.screens.train import described, lesson_of
from rnnviz.ui.frame.jobs import pool
from rnnviz.ui.frame.page import open_page
from rnnviz.ui.train.beside import as_program, beside
from rnnviz.ui.train.controls import buttons, train_controls
from rnnviz.ui.train.picture import followed, picture
from rnnviz.ui.train.presets import offered
from rnnviz.ui.train.run import find, follow, untrained_words

page = open_page("train", TrainSettings, offered)
pool()
bar = train_controls(page)
found = find(page)
buttons(page, bar, found)

if found.job is not None:
    follow(found.job, followed(page, found.run))
    page.stop()
if not found.whole:
    st.info(untrained_words(page))
picture(page, found.run)
st.caption(described(page.settings, lesson_of(page.settings)))
as_program(page, found.run)
beside(page)
