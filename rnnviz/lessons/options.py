"""The answers among which a class can choose: those of a card, or the ranges of its scale."""

import itertools

from rnnviz.lessons.answer import value_at
from rnnviz.lessons.file.lesson import Card
from rnnviz.lessons.told import Told
from rnnviz.words import _
from rnnviz.words.numbers import brief

RANGES = 5


def choosable(card: Card) -> bool:
    """Whether a card's answer can be chosen among a few; what is drawn by hand cannot."""
    return card.kind in ("choose", "number")


def options(card: Card, told: Told) -> tuple[str, ...]:
    """The answers; a number is in one of five ranges of its scale, or is one of a few."""
    return told.options if card.kind == "choose" else ranges(card)


def right_of(card: Card, told: Told) -> int:
    """The place of the right answer among them, from 0."""
    (value,) = told.right
    if card.kind == "choose":
        return int(value) - 1
    if _few(card):
        return round(value) - int(card.low)
    return sum(value >= edge for edge in _edges(card))


def ranges(card: Card) -> tuple[str, ...]:
    """The ranges of a number's scale, each up to where the next begins; or the few numbers.

    >>> card = Card(line=1, title="", link="", then="", kind="number", low=0, high=100, unit="%")
    >>> ranges(card)
    ('less than 20 %', '20 to less than 40 %', '40 to less than 60 %', '60 to less than 80 %',
    '80 % or more')
    """
    if _few(card):
        return tuple(_with(card, brief(k)) for k in range(int(card.low), int(card.high) + 1))
    said = [brief(edge, 3) for edge in _edges(card)]
    between = [
        _with(card, _("{low} to less than {high}").format(low=low, high=high))
        for low, high in itertools.pairwise(said)
    ]
    first = _("less than {high}").format(high=_with(card, said[0]))
    last = _("{low} or more").format(low=_with(card, said[-1]))
    return (first, *between, last)


def _few(card: Card) -> bool:
    return card.step == 1 and card.high - card.low < RANGES


def _edges(card: Card) -> list[float]:
    """Where a range ends and the next begins; whole, where what is said is."""
    edges = [value_at(card, k / RANGES) for k in range(1, RANGES)]
    return [float(round(edge)) for edge in edges] if card.step == 1 else edges


def _with(card: Card, value: str) -> str:
    return _("{value} {unit}").format(value=value, unit=card.unit) if card.unit else value
