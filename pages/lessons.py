"""Lessons: the course, each lesson with its minutes, its aim, and what one has done."""

from rnnviz.lessons.library import lessons, shelf
from rnnviz.settings.landing import LandingSettings
from rnnviz.ui.frame.page import open_page
from rnnviz.ui.lessons import course

page = open_page("lessons", LandingSettings)
course.faults(shelf())
course.listed(list(lessons().values()), page.look)
course.quiz(page.look)
course.own()
