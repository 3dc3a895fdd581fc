"""For teachers: a link for a class, notes for each lesson, worksheets to print."""

from rnnviz.settings.teacher import TeacherSettings
from rnnviz.ui.frame.page import open_page
from rnnviz.ui.teacher.page import link, sheets

page = open_page("teacher", TeacherSettings)
page.control("view", buttons=True, label_visibility="collapsed")
if page.settings.view == "link":
    link(page)
else:
    sheets(page)
