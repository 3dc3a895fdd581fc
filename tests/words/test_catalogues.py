"""Every catalogue is whole: nothing untranslated, nothing lost, nothing that is not in English."""

import re
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po

from rnnviz.words.collect import collect
from rnnviz.words.glossary import GLOSSARY
from rnnviz.words.tongue import ENGLISH, FILE, FOLDER, catalogue_of, languages

OTHERS = [language for language in languages() if language != ENGLISH]
# What is kept as it is, in kind and in number: places to be filled, code, formulas, links, marks.
KEPT: dict[str, str] = {
    "places": r"\{[^{}]*\}",
    "code": r"`[^`]*`",
    "formulas": r"\$[^$]+\$",
    "links": r"\]\([^)]*\)",
    "icons": r":material/\w+:",
    "marks of bold": r"\*\*",
    "tags": r"</?[a-z]\w*(?: [^<>]*)?>",
    "headings": r"(?m)^#+ ",
}


@cache
def messages(language: str) -> list[tuple[str, tuple[str, ...], bool]]:
    """Of each message the English text, what it is translated with, and whether that is fuzzy."""
    with (FOLDER / language / FILE).open("rb") as file:
        found: list[Any] = [message for message in read_po(file, locale=language) if message.id]
    return [
        (m.id, (m.string,), m.fuzzy)
        if isinstance(m.id, str)
        else (m.id[1], tuple(m.string), m.fuzzy)
        for m in found
    ]


def faulty(language: str, wrong: Callable[[str, str], bool]) -> list[str]:
    """The English texts whose translation is wrong."""
    return [
        english
        for english, translated, _fuzzy in messages(language)
        if any(text and wrong(english, text) for text in translated)
    ]


@pytest.mark.parametrize("language", OTHERS)
def test_that_a_catalogue_holds_what_the_programs_say(language: str, tmp_path: Path) -> None:
    """After a text was added or changed: make words, and translate what it names."""
    collect(tmp_path / "now.pot")
    with (tmp_path / "now.pot").open("rb") as file:
        said = {m.id if isinstance(m.id, str) else m.id[1] for m in read_po(file) if m.id}
    kept = {english for english, _translated, _fuzzy in messages(language)}
    assert said - kept == set()
    assert kept - said == set()


@pytest.mark.parametrize("language", OTHERS)
def test_that_every_text_is_translated_and_none_is_doubtful(language: str) -> None:
    assert [e for e, texts, fuzzy in messages(language) if fuzzy or not all(texts)] == []


@pytest.mark.parametrize("kind", KEPT)
@pytest.mark.parametrize("language", OTHERS)
def test_that_a_translation_keeps_what_is_not_words(language: str, kind: str) -> None:
    def kept(text: str) -> Counter[str]:
        return Counter(re.findall(KEPT[kind], text))

    assert faulty(language, lambda english, text: kept(english) != kept(text)) == []


@pytest.mark.parametrize("language", OTHERS)
def test_that_a_lost_place_would_be_noticed(language: str) -> None:
    english, text = "{n} of {all} steps", "{n} 步"
    assert re.findall(KEPT["places"], english) != re.findall(KEPT["places"], text)
    assert len(messages(language)) > 3000


def test_that_bold_ends_where_chinese_goes_on() -> None:
    """Markdown does not close ** between a sign and a Han character."""
    open_end = re.compile(r"\*\*[^*]*[，。：；、？！”）]\*\*[\u4e00-\u9fff]")
    assert faulty("zh", lambda _english, text: bool(open_end.search(text))) == []


def test_that_chinese_sentences_have_chinese_signs() -> None:
    outside = re.compile(r"\{[^{}]*\}|`[^`]*`|\$[^$]*\$|\]\([^)]*\)")
    half = re.compile(r"[\u4e00-\u9fff](?:[,;?!]|[.:](?:\s|$))")
    assert faulty("zh", lambda _english, text: bool(half.search(outside.sub("", text)))) == []


def test_that_terms_are_called_as_the_glossary_calls_them() -> None:
    said = catalogue_of("zh")
    called = {name: said.text(name) for name in GLOSSARY if said.text(name) != name}
    assert len(called) > 50
    wrong = {name: text for name, text in called.items() if text not in GLOSSARY[name].chinese}
    assert wrong == {}
