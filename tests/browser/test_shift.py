"""A first visit: what is seen stays where it is while the rest comes.

A visit takes longer than all that is measured on it: where another journey visits a screen for the
first time at the same width, it measures the shift as well.
"""

import pytest

from rnnviz.settings.screens import SCREENS
from tests.browser import test_finished, test_first_view
from tests.browser.helpers import MOST, SHIFTS, Visit, jumps

PATHS = ["/" if code == "home" else f"/{code}" for code in SCREENS]
ELSEWHERE = [(path, test_first_view.WIDTH) for path in test_first_view.DRAWINGS]
ELSEWHERE += [(link.partition("?")[0], test_finished.PHONE[0]) for link in test_finished.SCREENS]
ELSEWHERE += [("/train", 390), ("/dynamics", 390)]  # test_train.py, test_dynamics.py
EVERY = [(path, width) for width in (1280, 390) for path in PATHS]
APART = [visited for visited in EVERY if visited not in ELSEWHERE]


@pytest.mark.parametrize(("path", "width"), APART)
def test_that_a_first_visit_of_a_screen_does_not_jump(visit: Visit, path: str, width: int) -> None:
    assert jumps(visit(path, width=width), path) == []


def test_that_what_moves_is_measured(visit: Visit) -> None:
    page = visit("/glossary", width=1280)
    page.evaluate("document.querySelector('.st-key-lead').style.marginTop = '300px'")
    page.wait_for_timeout(100)
    assert sum(size for size, _moved in page.evaluate(SHIFTS)) > MOST
    assert jumps(page, "/glossary")
