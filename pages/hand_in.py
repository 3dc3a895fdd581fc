"""Hand in: what students' links show, side by side, in order and without names."""

from rnnviz.settings.hand_in import HandInSettings
from rnnviz.ui.frame.page import open_page
from rnnviz.ui.hand_in.page import draw

page = open_page("hand_in", HandInSettings)
draw(page)
