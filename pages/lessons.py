"""Lessons: the course, each lesson with its minutes, its aim, and what one has done."""

from rnnviz.lessons.library import shelf
from rnnviz.settings.landing import LandingSettings
from rnnviz.ui.frame.page import open_page
from rnnviz.ui.lessons import course

page = open_page("lessons", LandingSettings)
found = shelf()
course.faults(found)
whole = [one.lesson for one in found.values() if not one.problems]
course.listed(whole, page.look)
course.quiz(page.look)
course.own()
