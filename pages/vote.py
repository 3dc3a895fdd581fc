"""Class vote: a room with a code, a question, votes without names, answers side by side."""

from rnnviz.settings.vote import VoteSettings
from rnnviz.ui.frame.page import open_page
from rnnviz.ui.vote.page import draw

page = open_page("vote", VoteSettings)
draw(page)
