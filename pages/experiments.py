"""Experiments: arguments about recurrent networks, settled by many runs, every seed a dot."""

from rnnviz.settings.experiments import ExperimentSettings
from rnnviz.ui.experiments.controls import buttons, controls, design_of
from rnnviz.ui.experiments.picture import picture, still
from rnnviz.ui.experiments.presets import offered
from rnnviz.ui.experiments.run import follow, running, take_in
from rnnviz.ui.frame.jobs import pool
from rnnviz.ui.frame.page import open_page

page = open_page("experiments", ExperimentSettings, offered)
pool()
take_in()
bar = controls(page)
design = design_of(page)
if design is None:
    page.stop()
batch = running(design)
buttons(page, bar, design, batch)
if batch is None:
    still(page)
else:
    follow(lambda: picture(page))
