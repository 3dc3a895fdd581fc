"""Before and after: twelve questions, and twelve of equal matter, each settled by a number."""

from rnnviz.settings.quiz import QuizSettings
from rnnviz.ui.frame.page import open_page
from rnnviz.ui.quiz import asking, kept, result

page = open_page("quiz", QuizSettings)
kept.bring_back(page)
page.control("form", buttons=True, label_visibility="collapsed")
if page.settings.form in page.settings.done:
    result.show(page)
else:
    asking.show(page)
kept.leave(page.settings)
