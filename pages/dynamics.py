"""Dynamics: where a network comes to rest, and how fast small differences grow."""

from rnnviz.settings.dynamics import DynamicsSettings
from rnnviz.ui.dynamics.controls import controls
from rnnviz.ui.dynamics.picture import picture
from rnnviz.ui.dynamics.presets import offered
from rnnviz.ui.frame.page import open_page

page = open_page("dynamics", DynamicsSettings, offered)
controls(page)
picture(page)
