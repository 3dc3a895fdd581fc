"""Shapes: every architecture as boxes and arrows, with the shape of every array and weight."""

from rnnviz.scenes.shapes import shapes_scene
from rnnviz.scenes.shapes_numbers import play
from rnnviz.ui.page import open_page
from rnnviz.ui.player import show
from rnnviz.ui.shapes_code import show_code, show_notes
from rnnviz.ui.shapes_controls import argument_controls, kind_controls
from rnnviz.ui.shapes_settings import ShapesSettings
from rnnviz.words import _

page = open_page("shapes", ShapesSettings)
kind_controls(page)
argument_controls(page)
plan = page.settings.plan()
show(shapes_scene(plan, play(plan, page.settings.seed), _("Shapes")), key="shapes-player")
show_notes(page)
show_code(page)
