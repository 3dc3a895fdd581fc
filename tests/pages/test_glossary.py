"""The page of words shows every term, every key and every source."""

from rnnviz.words.glossary import GLOSSARY
from rnnviz.words.keys import KEYS
from rnnviz.words.sources import SOURCES
from tests.conftest import OpenScreen


def test_that_the_page_lists_every_term_key_and_source(open_screen: OpenScreen) -> None:
    app = open_screen("pages/glossary.py")
    assert not app.exception
    said = "\n".join(element.value for element in app.markdown)
    for term in GLOSSARY.values():
        assert f"**{term.name}**" in said
        assert term.text in said
    for key in KEYS:
        assert key.text in said
    for source in SOURCES.values():
        assert f"**{source.title}**" in said
        assert source.address in said


def test_that_a_control_explains_its_term(open_screen: OpenScreen) -> None:
    app = open_screen("pages/gradients.py")
    gain = next(slider for slider in app.slider if slider.label == "Gain")
    assert gain.proto.help == GLOSSARY["gain"].text
