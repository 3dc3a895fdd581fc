"""Questions: what is often believed of recurrent networks, and what the numbers answer."""

from rnnviz.settings.questions import QuestionSettings
from rnnviz.ui.frame.page import open_page
from rnnviz.ui.questions.page import search, show_all

page = open_page("questions", QuestionSettings)
show_all(page, search(page))
