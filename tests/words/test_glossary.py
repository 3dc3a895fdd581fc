"""The glossary: complete where it is used, and without two meanings for one word."""

import re

import numpy as np
import pytest

from rnnviz.settings.gates import GateSettings
from rnnviz.settings.gradients import GradientSettings
from rnnviz.settings.network import NetworkSettings
from rnnviz.words.glossary import (
    GLOSSARY,
    SECTIONS,
    SETTINGS,
    explained,
    help_for,
    marked,
    terms_in,
)
from rnnviz.words.numbers import percent
from rnnviz.words.sources import SOURCES
from tests.test_javascript import ROOT


def test_that_no_word_means_two_things() -> None:
    words = [word.casefold() for term in GLOSSARY.values() for word in term.words]
    assert len(words) == len(set(words))
    assert len(GLOSSARY) == sum(map(len, SECTIONS.values()))


@pytest.mark.parametrize("term", GLOSSARY.values(), ids=lambda term: term.name)
def test_that_each_meaning_is_short_and_a_sentence(term) -> None:
    assert term.text.endswith(".")
    assert len(term.text.split()) <= 40


def test_that_every_setting_that_is_explained_has_its_term() -> None:
    assert set(SETTINGS.values()) <= set(GLOSSARY)
    for cls in (NetworkSettings, GateSettings, GradientSettings):
        kinds = cls.kinds()
        silent = [name for name in kinds if not (kinds[name].help or help_for(name))]
        assert set(silent) <= {
            "input", "typed", "series", "word", "edits", "net", "at", "clamp", "unit", "t",
        }  # fmt: skip


def test_that_a_term_is_found_as_it_stands_and_once() -> None:
    said = "Saturated hidden units pass no gradient; a hidden unit that is not saturated does."
    assert list(marked(said)) == ["Saturated", "hidden units", "gradient"]
    assert [term.name for term in terms_in(said)] == ["saturated", "hidden unit", "gradient"]
    assert explained("Nothing of it.") is None


def test_that_a_word_within_another_is_no_term() -> None:
    assert marked("delegate, gateway, hht, eigenvalues") == {
        "eigenvalues": GLOSSARY["eigenvalue"].text
    }


def test_that_the_numbers_of_the_glossary_are_right() -> None:
    def sigmoid(a: float) -> float:
        return float(1 / (1 + np.exp(-a)))

    text = GLOSSARY["forget bias"].text
    assert sigmoid(0) == 0.5
    assert f"1 keeps {percent(sigmoid(1))}" in text
    assert f"5 keeps {percent(sigmoid(5), 1)}" in text
    assert sigmoid(0) * (1 - sigmoid(0)) == 0.25
    nats = GLOSSARY["nats"].text
    assert [f"{-np.log(p):.{d}f}" in nats for p, d in ((0.5, 2), (0.1, 1))] == [True, True]


def test_that_the_symbols_of_the_notation_are_in_the_list() -> None:
    notation = (ROOT / "docs" / "notation.md").read_text(encoding="utf-8")
    words = {word for term in GLOSSARY.values() for word in term.words}
    for symbol in ("x_t", "a_t", "h_t", "c_t", "y_t", "d_t", "p_t", "W_xh", "W_hh", "b_h", "b_hn",
                   "W_hy", "b_y", "W_yh"):  # fmt: skip
        assert symbol in notation
        assert symbol in words


def test_that_no_text_names_an_article_by_its_number() -> None:
    folders = ("rnnviz", "pages", "data", "docs")
    files = [ROOT / "home.py", ROOT / "README.md"]
    for folder in folders:
        files += [p for p in (ROOT / folder).rglob("*") if p.suffix in (".py", ".js", ".md")]
    series = [ROOT / "rnnviz" / "settings" / "series.py"]  # which has tests of its own words
    for folder in ("series", "ui/series"):
        series += (ROOT / "rnnviz" / folder).rglob("*.py")
    found = [
        (str(path.relative_to(ROOT)), match[0])
        for path in files
        if path not in series and "bundle" not in path.parts
        for match in re.finditer(r"[Aa]rticles? 00\d", path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_that_each_source_has_a_short_title_and_a_full_one() -> None:
    assert len({source.short for source in SOURCES.values()}) == len(SOURCES)
    for source in SOURCES.values():
        assert not re.search(r"00\d", source.short)
        assert source.head[0].isupper()
        assert not source.address.startswith("http")
