"""Shapes: every architecture as boxes and arrows, with the shape of every array and weight."""

from rnnviz.settings.shapes import ShapesSettings
from rnnviz.tasks.architecture import PAIRS
from rnnviz.ui.frame.page import open_page
from rnnviz.ui.shapes.controls import offered
from rnnviz.ui.shapes.pairs import pair_page
from rnnviz.ui.shapes.plain import plain_page

page = open_page("shapes", ShapesSettings, offered)
if page.settings.arch in PAIRS:
    pair_page(page)
else:
    plain_page(page)
