"""About: how the numbers are checked, the sources, the data, and what is kept."""

from rnnviz.settings.landing import LandingSettings
from rnnviz.ui.about.page import data, kept, numbers
from rnnviz.ui.frame.page import open_page
from rnnviz.ui.glossary.page import sources

page = open_page("about", LandingSettings)
numbers()
kept()
data()
sources()
