"""Words explain themselves: terms in place, the page of words, the keys on “?”."""

from playwright.sync_api import expect

from rnnviz.words.glossary import GLOSSARY
from tests.browser.helpers import Visit, check_access


def test_that_a_term_of_a_picture_explains_itself_to_the_pointer_and_to_the_keyboard(
    visit: Visit,
) -> None:
    page = visit("/gradients")
    term = page.locator(".rv-term", has_text="gradient").first
    meaning = page.get_by_text(GLOSSARY["gradient"].text)
    expect(meaning).to_be_hidden()
    term.hover()
    expect(meaning).to_be_visible()
    page.mouse.move(0, 0)
    expect(meaning).to_be_hidden()
    term.focus()
    expect(meaning).to_be_visible()
    page.keyboard.press("Escape")
    expect(meaning).to_be_hidden()


def test_that_a_question_mark_shows_the_keys_and_escape_hides_them(visit: Visit) -> None:
    page = visit("/unroll")
    said = page.get_by_text("one step later, one step earlier")
    page.get_by_role("button", name="One step later").first.focus()
    page.keyboard.press("?")
    expect(said).to_be_visible()
    page.keyboard.press("Escape")
    expect(said).to_be_hidden()
    page.get_by_role("button", name="Keys of the player").click()
    expect(said).to_be_visible()
    check_access(page)
