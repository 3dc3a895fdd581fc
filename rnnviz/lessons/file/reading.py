"""A lesson's file is read: every key and heading is known, and what is not is said by its line."""

import re
from collections.abc import Callable
from typing import Any

from rnnviz.errors import RnnvizError
from rnnviz.lessons.file.lesson import ANSWERS, Card, Lesson, Let, Option
from rnnviz.lessons.file.lines import Block, Entry, Text, cut
from rnnviz.lessons.file.links import whole
from rnnviz.lessons.file.problems import Notes, Problem
from rnnviz.settings.look import LEVELS
from rnnviz.settings.said import MOST_CARDS
from rnnviz.words import _

HEAD = ("title", "minutes", "aim", "level", "says", "next", "link")
KEYS = ("link", "then", "light", "cover", "answer", "truth", "from", "to", "step", "scale", "near",
        "unit", "labels", "lesson", "whole")  # fmt: skip
NAMED = ("also", "let", "held")  # keys that a name follows
# The headings of a card's texts, and what they are called in it.
PARTS = {
    "Do": "do",
    "What happened": "happened",
    "Why": "why",
    "Try": "turn",
    "Found": "found",
    "More": "more",
}
NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?")
HELD = re.compile(r"(\S+)\s+=\s+(.+)")


def read(text: str, name: str) -> tuple[Lesson, tuple[Problem, ...]]:
    """A lesson from the text of its file, and everything in it that cannot be understood."""
    notes = Notes()
    entries, blocks = cut(text, notes)
    head = _known(entries, HEAD, (), notes)
    for key in ("title", "minutes", "aim"):
        if key not in head:
            notes.add(1, _("the head has no “{key}”").format(key=key))
    if not blocks:
        notes.add(1, _("there is no card; a card begins with “## ” and its title"))
    if len(blocks) > MOST_CARDS:
        notes.add(blocks[MOST_CARDS].line, _("a lesson has at most {n} cards").format(n=MOST_CARDS))
    cards: list[Card] = []
    for block in blocks[:MOST_CARDS]:
        cards.append(_Reader(block, cards[-1].then if cards else "", notes).card())
    lesson = Lesson(
        name=name, title=head.get("title", _at(name)).value, aim=head.get("aim", _at("")).value,
        minutes=int(_number(head.get("minutes"), 1, 120, 5.0, notes) or 5),
        level=_one_of(head.get("level"), (*LEVELS,), "look", notes), cards=tuple(cards),
        **{key: head.get(key, _at("")).value for key in ("says", "next", "link")},
    )  # fmt: skip
    return lesson, notes.in_order()


def _at(value: str) -> Entry:
    return Entry("", value, 1)


def _known(
    entries: tuple[Entry, ...], keys: tuple[str, ...], named: tuple[str, ...], notes: Notes
) -> dict[str, Entry]:
    """Entries by their key; a key that is not known, or is given twice, is said."""
    found: dict[str, Entry] = {}
    for entry in entries:
        first, _blank, name = entry.key.partition(" ")
        if not (entry.key in keys or (name and first in named)):
            known = ", ".join([*keys, *(f"{one} NAME" for one in named)])
            text = _("the key “{key}” is not known; there are: {known}")
            notes.add(entry.line, text.format(key=entry.key, known=known))
        elif entry.key in found:
            notes.add(entry.line, _("“{key}” is given twice").format(key=entry.key))
        else:
            found[entry.key] = entry
    return found


def _number(
    entry: Entry | None, low: float, high: float, default: float | None, notes: Notes
) -> float | None:
    if entry is None:
        return default
    if NUMBER.fullmatch(entry.value) and low <= float(entry.value) <= high:
        return float(entry.value)
    text = _("“{key}” is a number from {low:g} to {high:g}, not “{value}”")
    notes.add(entry.line, text.format(key=entry.key, low=low, high=high, value=entry.value[:40]))
    return default


def _one_of(entry: Entry | None, known: tuple[str, ...], default: str, notes: Notes) -> str:
    if entry is None or entry.value in known:
        return default if entry is None else entry.value
    text = _("“{key}” is one of {known}, not “{value}”")
    known_ = ", ".join(known)
    notes.add(entry.line, text.format(key=entry.key, known=known_, value=entry.value[:40]))
    return default


class _Reader:
    """One card of the file."""

    def __init__(self, block: Block, before: str, notes: Notes) -> None:
        self.block, self.before, self.notes = block, before, notes
        self.entries = _known(block.entries, KEYS, NAMED, notes)

    def card(self) -> Card:
        kind = _one_of(self.entries.get("answer"), ANSWERS, "none", self.notes)
        options, question = self._options(kind)
        link = self._link("link", self.before)
        texts, lines = self._texts()
        self._needs(kind, link)
        return Card(
            line=self.block.line, title=self.block.title, link=link,
            then=self._link("then", link), also=self._also(link), lets=self._lets(),
            light=self._value("light"), cover=self._yes("cover"), kind=kind,
            truth=self._value("truth"), low=self._size("from", 0.0), high=self._size("to", 1.0),
            step=_number(self.entries.get("step"), 1e-6, 1e6, None, self.notes),
            log=_one_of(self.entries.get("scale"), ("even", "log"), "even", self.notes) == "log",
            near=_number(self.entries.get("near"), 0, 1, 0.1, self.notes) or 0.0,
            unit=self._value("unit"), labels=self._list("labels"), options=options,
            lesson=self._value("lesson"), whole=self._yes("whole"), question=question.whole,
            lines=(("question", question.line), *lines), **texts,
        )  # fmt: skip

    def _value(self, key: str) -> str:
        return self.entries[key].value if key in self.entries else ""

    def _yes(self, key: str) -> bool:
        return _one_of(self.entries.get(key), ("yes", "no"), "no", self.notes) == "yes"

    def _size(self, key: str, default: float) -> float:
        found = _number(self.entries.get(key), -1e12, 1e12, default, self.notes)
        return default if found is None else found

    def _list(self, key: str) -> tuple[str, ...]:
        return tuple(part.strip() for part in self._value(key).split(",") if part.strip())

    def _link(self, key: str, base: str) -> str:
        return self._whole(self.entries[key], base) if key in self.entries else base

    def _whole(self, entry: Entry, base: str) -> str:
        try:
            return whole(entry.value, base)
        except RnnvizError as error:
            self.notes.add(entry.line, str(error))
            return base

    def _also(self, link: str) -> tuple[tuple[str, str], ...]:
        return tuple(
            (key.partition(" ")[2], self._whole(entry, link))
            for key, entry in self.entries.items()
            if key.startswith("also ")
        )

    def _lets(self) -> tuple[Let, ...]:
        found = []
        for key, entry in self.entries.items():
            kind, _blank, name = key.partition(" ")
            if kind == "let":
                found.append(Let(name, entry.value, entry.line))
            elif kind == "held":
                found.append(self._held(name, entry))
        return tuple(found)

    def _held(self, name: str, entry: Entry) -> Let:
        match = HELD.fullmatch(entry.value)
        if match is None or not NUMBER.fullmatch(match[1]):
            text = _("“held {name}” is a number, a blank, = and the formula that computes it")
            self.notes.add(entry.line, text.format(name=name))
            return Let(name, "0", entry.line, "0")
        return Let(name, match[2], entry.line, match[1])

    def _options(self, kind: str) -> tuple[tuple[Option, ...], Text]:
        """The answers to choose from, and the question without them."""
        asked = self.block.question
        if kind != "choose":
            return (), asked
        options, kept = [], []
        for k, row in enumerate(asked.lines):
            line = asked.line + k
            if not row.startswith("- "):
                kept.append(row)
                continue
            text, mark, formula = row[2:].rpartition(" :: ")
            if not mark:
                self.notes.add(
                    line, _("behind an answer stand “ :: ” and when it is the right one")
                )
            options.append(Option((text or row[2:]).strip(), formula.strip() or "1 < 0", line))
        if len(options) < 2:
            self.notes.add(asked.line, _("to choose from, at least two lines begin with “- ”"))
        return tuple(options), Text(tuple(kept), asked.line)

    def _texts(self) -> tuple[dict[str, Any], list[tuple[str, int]]]:
        texts: dict[str, Any] = {}
        lines = []
        for heading, text in self.block.parts:
            if heading not in PARTS:
                message = _("the heading “{heading}” is not known; there are: {known}")
                self.notes.add(
                    text.line - 1, message.format(heading=heading, known=", ".join(PARTS))
                )
                continue
            texts[PARTS[heading]] = text.whole
            lines.append((PARTS[heading], text.line))
        return texts, lines

    def _needs(self, kind: str, link: str) -> None:
        """What a card cannot do without."""
        wants: list[tuple[bool, Callable[[], str]]] = [
            (bool(self.block.title), lambda: _("a card has a title behind “## ”")),
            (bool(link), lambda: _("the first card needs a “link”")),
            (bool(self.block.question.lines), lambda: _("the card asks, or says, nothing")),
            (
                kind in ("choose", "none") or bool(self._value("truth")),
                lambda: _("an answer of this kind needs a “truth”"),
            ),
            (
                kind == "none"
                or any(heading == "What happened" for heading, _t in self.block.parts),
                lambda: _("a card that asks says “### What happened”"),
            ),
        ]
        for met, sentence in wants:
            if not met:
                self.notes.add(self.block.line, sentence())
