"""Batches: sequences of unequal length side by side, and long ones in pieces."""

from rnnviz.settings.batches import BatchSettings
from rnnviz.ui.batches.controls import controls
from rnnviz.ui.batches.picture import picture
from rnnviz.ui.batches.presets import offered
from rnnviz.ui.frame.page import open_page

page = open_page("batches", BatchSettings, offered)
controls(page)
picture(page)
