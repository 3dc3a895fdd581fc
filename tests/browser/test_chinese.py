"""The app in Chinese on a phone, and the way between the languages."""

from playwright.sync_api import Page, expect

from rnnviz.settings.screens import existing
from rnnviz.words import _
from rnnviz.words.tongue import speaking
from tests.browser.helpers import Visit, check_access, check_width, go_to, settled
from tests.words.english import han, untranslated

# Every text that is seen, inside players too; not code, formulas, nor names of icons.
SEEN = """() => {
    const found = new Set();
    const apart = "code, pre, math, .katex, script, style, .st-key-languages, .st-key-nav-home";
    const look = (root) => {
        for (const node of root.querySelectorAll("*")) {
            if (node.shadowRoot) look(node.shadowRoot);
            if (node.closest(apart)) continue;
            if (getComputedStyle(node).fontFamily.includes("Material")) continue; // an icon
            for (const one of node.childNodes)
                if (one.nodeType === 3 && one.data.trim()) found.add(one.data.trim());
        }
    };
    look(document.querySelector("[data-testid=stMain]"));
    return [...found];
}"""
# The two pages that name things of other languages: articles, and terms in English beside.
QUOTING = {"glossary", "about"}


def test_that_every_screen_fits_a_phone_in_chinese_and_is_chinese(visit: Visit) -> None:
    page = visit("/about?lang=zh", width=390)
    with speaking("zh"):
        headings = {screen.code: _(screen.title or screen.label) for screen in existing()}
    here = page.get_by_role("heading", level=1)
    for code, heading in headings.items():
        to = f"/{'' if code == 'home' else code}?lang=zh"
        go_to(page, to, lambda heading=heading: expect(here).to_have_text(heading))
        check_width(page)
        assert page.evaluate("document.documentElement.lang") == "zh", code
        if code not in QUOTING:
            assert [t for t in page.evaluate(SEEN) if untranslated(t)] == [], code


def title(page: Page) -> str:
    """What the heading says."""
    return page.get_by_role("heading", level=1).inner_text()


def test_that_the_switch_changes_the_language_and_links_keep_it(visit: Visit) -> None:
    page = visit("/gates")
    assert not han(title(page))
    page.get_by_role("button", name="中文", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("门")
    settled(page)
    assert page.url.endswith("lang=zh")
    expect(page.locator("html")).to_have_attribute("lang", "zh")
    check_access(page)
    page.get_by_role("link", name="梯度", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("梯度")
    settled(page)
    assert "lang=zh" in page.url
    page.get_by_role("button", name="EN", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Gradients")
    expect(page.locator("html")).to_have_attribute("lang", "en")
