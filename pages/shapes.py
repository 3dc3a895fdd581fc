"""Shapes: every architecture as boxes and arrows, with the shape of every array and weight."""

from rnnviz.scenes.shapes_plan import PAIRS
from rnnviz.ui.page import open_page
from rnnviz.ui.shapes_controls import kind_controls
from rnnviz.ui.shapes_pairs import pair_page
from rnnviz.ui.shapes_plain import plain_page
from rnnviz.ui.shapes_settings import ShapesSettings

page = open_page("shapes", ShapesSettings)
kind_controls(page)
if page.settings.arch in PAIRS:
    pair_page(page)
else:
    plain_page(page)
