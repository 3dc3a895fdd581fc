"""What the player says: its English stands in the frontend's words.js, the rest in catalogues."""

import functools
import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import IO, Any

from rnnviz.words import _
from rnnviz.words.tongue import ENGLISH, spoken

FILE = Path(__file__).parent / "frontend" / "words.js"
WORD = re.compile(r'^  "(?P<key>[^"]+)": "(?P<text>[^"]+)",$', re.MULTILINE)


@functools.cache
def english() -> dict[str, str]:
    """The player's words by their keys."""
    return {found["key"]: found["text"] for found in WORD.finditer(FILE.read_text("utf-8"))}


def said() -> dict[str, str]:
    """The player's words in the language in force, by their keys; none in English, which it knows.

    >>> said()
    {}
    """
    if spoken() == ENGLISH:
        return {}
    return {key: _(text) for key, text in english().items()}


def collect(
    fileobj: IO[bytes],
    keywords: Collection[str],  # noqa: ARG001 - what Babel calls with
    comment_tags: Collection[str],  # noqa: ARG001
    options: Any,  # noqa: ARG001
) -> Iterator[tuple[int, str, str, list[str]]]:
    """The player's words for Babel: line, function, text, remarks."""
    source = fileobj.read().decode("utf-8")
    for found in WORD.finditer(source):
        yield source.count("\n", 0, found.start()) + 1, "_", found["text"], []
