"""A file's lines, cut into its head and its cards; what a line means is decided elsewhere."""

import re
from typing import NamedTuple

from rnnviz.lessons.file.problems import Notes
from rnnviz.words import _

KEY = re.compile(r"([a-z]+(?: [a-z][a-z_]*)?):(?:\s+(.*))?")
LONGEST = 200_000  # characters of a file


class Entry(NamedTuple):
    """A key with its value, and its line."""

    key: str
    value: str
    line: int


class Text(NamedTuple):
    """Lines of text without the empty ones around them, and where they begin."""

    lines: tuple[str, ...]
    line: int

    @property
    def whole(self) -> str:
        """As one text."""
        return "\n".join(self.lines)


class Block(NamedTuple):
    """A card as it stands in its file."""

    title: str
    line: int
    entries: tuple[Entry, ...]
    question: Text
    parts: tuple[tuple[str, Text], ...]  # by their heading


class Numbered(NamedTuple):
    """A line and its number."""

    line: int
    text: str


def cut(text: str, notes: Notes) -> tuple[tuple[Entry, ...], tuple[Block, ...]]:
    """The head's entries, and the cards."""
    rows = [Numbered(k, row.rstrip()) for k, row in enumerate(text[:LONGEST].splitlines(), start=1)]
    if len(text) > LONGEST:
        notes.add(1, _("a lesson has at most {n} characters").format(n=LONGEST))
    head, rest = _head(rows, notes)
    starts = [k for k, row in enumerate(rest) if row.text.startswith("## ")]
    for row in rest[: starts[0] if starts else None]:
        if row.text:
            notes.add(row.line, _("before the first card, which begins with “## ”, stands a text"))
    ends = [*starts[1:], len(rest)]
    return head, tuple(_block(rest[a:b], notes) for a, b in zip(starts, ends, strict=False))


def _head(rows: list[Numbered], notes: Notes) -> tuple[tuple[Entry, ...], list[Numbered]]:
    marks = [k for k, row in enumerate(rows) if row.text == "---"]
    if len(marks) < 2 or marks[0] != 0:
        notes.add(
            1, _("a lesson begins with a line ---, its title, minutes and aim, and --- again")
        )
        return (), rows
    return _entries(rows[1 : marks[1]], notes), rows[marks[1] + 1 :]


def _entries(rows: list[Numbered], notes: Notes) -> tuple[Entry, ...]:
    found = []
    for row in rows:
        match = KEY.fullmatch(row.text)
        if match:
            found.append(Entry(match[1], (match[2] or "").strip(), row.line))
        elif row.text:
            notes.add(row.line, _("a line here is a key, a colon and its value"))
    return tuple(found)


def _block(rows: list[Numbered], notes: Notes) -> Block:
    """One card: keys from behind its heading to the first empty line, then its texts."""
    first, *more = rows
    while more and not more[0].text:
        more = more[1:]
    end = next((k for k, row in enumerate(more) if not KEY.fullmatch(row.text)), len(more))
    headings = [k for k, row in enumerate(more) if row.text.startswith("### ")]
    ends = [*headings[1:], len(more)]
    parts = tuple(
        (more[a].text[4:].strip(), _text(more[a + 1 : b], more[a].line))
        for a, b in zip(headings, ends, strict=False)
    )
    question = _text(more[end : headings[0] if headings else None], first.line)
    return Block(first.text[3:].strip(), first.line, _entries(more[:end], notes), question, parts)


def _text(rows: list[Numbered], line: int) -> Text:
    full = [k for k, row in enumerate(rows) if row.text]
    if not full:
        return Text((), line)
    kept = rows[full[0] : full[-1] + 1]
    return Text(tuple(row.text for row in kept), kept[0].line)
