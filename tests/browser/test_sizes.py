"""Text in the drawings can be read, and what is pressed can be hit by a finger."""

from playwright.sync_api import Page

from tests.browser.helpers import Visit, settled

# Everything drawn with text inside a player: [tag, its beginning, its size in pixels].
TOO_SMALL = """() => {
    const found = [];
    const look = (root) => {
        for (const node of root.querySelectorAll('*')) {
            if (node.shadowRoot) look(node.shadowRoot);
            if (!node.matches('text, tspan, sub, sup') || !node.closest('.rv')) continue;
            const own = [...node.childNodes].some((one) => one.nodeType === 3 && one.data.trim());
            if (!own || !node.getBoundingClientRect().width) continue;
            const scale = node.getScreenCTM ? node.getScreenCTM().a : 1;
            const size = parseFloat(getComputedStyle(node).fontSize) * scale;
            const moved = node.matches('sub, sup, tspan[font-size]');
            if (size < (moved ? 9.99 : 11.99)) found.push([node.tagName, node.textContent, size]);
        }
    };
    look(document);
    return found;
}"""


def too_small(page: Page) -> list[tuple[str, str, float]]:
    """Every text of a drawing below twelve pixels, raised and lowered signs below ten."""
    return [tuple(one) for one in page.evaluate(TOO_SMALL)]


def test_that_text_in_drawings_has_twelve_pixels_and_raised_signs_ten(visit: Visit) -> None:
    page = visit("/unroll?cell=lstm&hidden=5")  # as opened: test_first_view.py, every screen
    for width in (1440, 390):
        page.set_viewport_size({"width": width, "height": 844})
        settled(page)
        page.locator(".rv .rv-transport").first.wait_for()
        assert page.locator(".rv svg text").count() > 0
        assert too_small(page) == []


def test_that_numbers_in_cells_are_as_tall_as_a_finger_on_a_phone(visit: Visit) -> None:
    page = visit("/unroll", width=390, has_touch=True, is_mobile=True)
    cells = page.locator(".rvd-h rect.rvd-item").all()
    assert cells
    for cell in cells:
        box = cell.bounding_box()
        assert box is None or min(box["width"], box["height"]) >= 24
