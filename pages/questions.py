"""Questions: what is often believed of recurrent networks, and what the numbers answer."""

from rnnviz.settings.landing import LandingSettings
from rnnviz.ui.frame.page import open_page
from rnnviz.ui.questions.page import search, show

page = open_page("questions", LandingSettings)
for place, question in enumerate(search()):
    show(question, expanded=place == 0)
