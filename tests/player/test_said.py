"""All that the player says stands in words.js, from which the catalogues take it."""

import re

from rnnviz.player.html import BUNDLES, FRONTEND
from rnnviz.player.words import FILE, english

APART = {"pad.js"}  # a part of the page with words of its own: ui/digits/pad.py
CALL = re.compile(r"\bwords\(")
LITERAL = re.compile(r'(?P<compared>===\s*)?"(?P<text>(?:[^"\\]|\\.)*)"')


def first(source: str, start: int) -> str:
    """The first argument of a call, from behind its bracket."""
    depth = 0
    for end, sign in enumerate(source[start:], start=start):
        if sign in ",)" and depth == 0:
            return source[start:end]
        depth += (sign in "([{") - (sign in ")]}")
    raise AssertionError(source[start : start + 80])


def said(source: str) -> set[str]:
    """The texts that a module looks up by name; texts that it compares with are none."""
    arguments = (first(source, call.end()) for call in CALL.finditer(source))
    found = (text for argument in arguments for text in LITERAL.finditer(argument))
    return {text["text"] for text in found if not text["compared"]}


def test_that_every_text_of_the_player_stands_in_its_words() -> None:
    modules = [p for p in FRONTEND.rglob("*.js") if p.parent.name != BUNDLES and p != FILE]
    lost = {
        path.name: sorted(said(path.read_text(encoding="utf-8")) - set(english()))
        for path in modules
        if path.name not in APART
    }
    assert {name: texts for name, texts in lost.items() if texts} == {}


def test_that_a_text_that_is_missing_there_is_noticed() -> None:
    assert said('words(folded ? "Unfold" : "Fold") + words("a {n}", { n: "b" })') == {
        "Unfold", "Fold", "a {n}",
    }  # fmt: skip
    assert said('words(mode === "off" ? "On" : name)') == {"On"}


def test_that_no_text_stands_there_twice() -> None:
    keys = re.findall(r'^  "([^"]+)": ', FILE.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(keys) == len(set(keys)) == len(english())
