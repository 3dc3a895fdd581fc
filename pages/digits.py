"""Digits: handwritten digits read row by row, by several networks side by side."""

import streamlit as st

from rnnviz.settings.digits import DigitsSettings
from rnnviz.street.screens.digits import walk
from rnnviz.ui.digits.controls import choose_digit, question_controls, training_controls
from rnnviz.ui.digits.results import results
from rnnviz.ui.digits.run import follow, job_of, train_button
from rnnviz.ui.frame.jobs import pool, whole
from rnnviz.ui.frame.page import open_page
from rnnviz.ui.frame.player import show
from rnnviz.words import _

page = open_page("digits", DigitsSettings)
pool()
bar = training_controls(page)
plan = page.settings.plan()
job = job_of(plan)

if job is not None and not job.done:
    follow(job)
    page.stop()
if not whole(job):
    train_button(plan)
if job is None or job.result is None:
    st.info(_("These networks are not trained yet."))
    if job is not None and job.error:
        st.error(job.error)
    page.stop()

run, s = job.result, page.settings
if run.usable:
    seen = walk(s, run)
    left, right = st.columns([10, 27], gap="large")
    with left:
        choose_digit(page, run, seen.readings)
    with bar.at("student"):
        question_controls(page, run)
    with right:
        show(seen.scene, key="digits-player", page=page)
results(run)
