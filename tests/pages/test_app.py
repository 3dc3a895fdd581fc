"""The landing page."""

from urllib.parse import urlencode

from rnnviz.lessons.library import lessons
from rnnviz.ui.frame import nav
from rnnviz.ui.frame.lesson.moves import link_of
from tests.conftest import OpenScreen


def test_that_the_landing_page_leads_to_every_screen(open_screen: OpenScreen) -> None:
    app = open_screen("home.py")
    links = [link.proto.label for link in app.get("page_link")]
    for screen in nav.existing():
        assert any(screen.label in label for label in links)


def test_that_the_landing_page_carries_the_network_in_hand(open_screen: OpenScreen) -> None:
    app = open_screen("home.py", hidden="5", cell="lstm")
    queries = {link.proto.query_string for link in app.get("page_link")}
    assert "" in queries  # Language has networks of its own
    shown = {urlencode(link_of(next(iter(lessons().values())), 1)[1])}  # shown to a newcomer
    assert shown <= queries
    # On Gates an LSTM is the default.
    assert queries - shown - {""} == {"cell=lstm&hidden=5", "hidden=5"}


def test_that_the_landing_page_needs_no_choice_before_something_is_seen(
    open_screen: OpenScreen,
) -> None:
    app = open_screen("home.py")
    assert len(app.get("bidi_component")) == 1
    assert not app.number_input
    assert not app.selectbox
