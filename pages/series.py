"""Your series: what a recurrent network learns from it that simpler models do not."""

import streamlit as st

from rnnviz.errors import RnnvizError
from rnnviz.series.protocol.protocol import prepare
from rnnviz.settings.series import SeriesSettings
from rnnviz.ui.frame.jobs import pool
from rnnviz.ui.frame.page import open_page
from rnnviz.ui.series.controls import model_controls, preview
from rnnviz.ui.series.fairness import article_section
from rnnviz.ui.series.results import first_word, presented, results, so_far
from rnnviz.ui.series.run import ARTICLE, comparison, follow, train_button
from rnnviz.ui.series.source import series_source, show_error
from rnnviz.words import _

page = open_page("series", SeriesSettings)
pool()
controls, right = st.columns([3, 9], gap="large")
top = right.container()
chart, picture = right.container(key="series-chart"), right.container(key="series-picture")

with controls.container(key="series-source"):
    source = series_source(page, top, picture)
with controls:
    model_controls(page)
series, unit = source or page.stop()
try:
    with controls:
        protocol = page.settings.protocol()
        data = prepare(series, protocol)
        running = train_button(series, protocol, article=page.settings.article)
except RnnvizError as error:
    with picture:
        show_error(error)
    page.stop()

done = running is not None and running.done  # asked once: a run may end while the page is drawn
whole = running is not None and done and not running.error
found = comparison(series, protocol, running) if running and (whole or running.results()) else None
with chart:
    if whole and found is not None and page.look.present:
        presented(page, found, unit)
        page.stop()
    if found is not None and done:
        first_word(page, found)
    preview(data, unit, by_hand=protocol.season is not None)
with picture:
    if running is None:
        st.info(_("Press “Train and compare” to see what each model makes of it."))
    elif not done:
        follow(running)
        if found is not None:
            so_far(page, found, unit)
    else:
        if running.error:
            show_error(running.error)
        if found is not None:
            results(page, found, unit)
            if ARTICLE in running.results():
                article_section(running.results()[ARTICLE], found)
