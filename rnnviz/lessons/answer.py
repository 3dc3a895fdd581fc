"""What was said beside what is: on the card's scale, in words, and whether it is close."""

import math
from collections.abc import Sequence

from rnnviz.lessons.file.lesson import Card
from rnnviz.lessons.told import Told
from rnnviz.settings.said import Said
from rnnviz.words import _
from rnnviz.words.numbers import brief, number

FINEST = 1e-30  # the smallest that a scale of powers of ten shows


def share(card: Card, value: float) -> float:
    """Where a value stands on the card's scale, from 0 to 1; what lies beyond stands at its end.

    >>> card = Card(line=1, title="", link="", then="", low=0, high=4)
    >>> share(card, 1.0), share(card, 9.0)
    (0.25, 1.0)
    """
    low, high = _ends(card)
    value = math.log10(max(value, FINEST)) if card.log else value
    return min(1.0, max(0.0, (value - low) / (high - low)))


def value_at(card: Card, at: float) -> float:
    """The value at a share of the scale."""
    low, high = _ends(card)
    value = low + at * (high - low)
    return 10.0**value if card.log else value


def _ends(card: Card) -> tuple[float, float]:
    if card.log:
        return math.log10(max(card.low, FINEST)), math.log10(max(card.high, FINEST))
    return card.low, card.high


def drawn(card: Card) -> bool:
    """Whether the answer is drawn by hand, so that it is said in hundredths of the scale."""
    return card.kind in ("bars", "curve")


def fits(card: Card, told: Told, said: Said) -> bool:
    """Whether an answer, which may come from a link, is one to this card."""
    if not said.values:
        return True
    if card.kind == "choose":
        return said.values in {(float(k + 1),) for k in range(len(told.options))}
    if card.kind == "number":
        return len(said.values) == 1 and card.low <= said.values[0] <= card.high
    if drawn(card):
        return len(said.values) == len(told.right) and all(0 <= v <= 100 for v in said.values)
    return False


def close(card: Card, told: Told, said: Said) -> bool:
    """Whether the answer is right, or as near to it as the card asks."""
    if not said.values:
        return False
    if card.kind == "choose":
        return said.values == told.right
    mine = [v / 100 for v in said.values] if drawn(card) else [share(card, said.values[0])]
    off = [abs(a - share(card, b)) for a, b in zip(mine, told.right, strict=True)]
    return sum(off) / len(off) <= card.near


def spoken(card: Card, told: Told, values: Sequence[float]) -> str:
    """An answer in words; what was drawn is shown as it was drawn, and has none."""
    if not values or drawn(card):
        return ""
    if card.kind == "choose":
        return told.options[int(values[0]) - 1]
    said = brief(values[0], 4 if card.step is None else 3)
    return _("{value} {unit}").format(value=said, unit=card.unit) if card.unit else said


def verdict(card: Card, told: Told, said: Said) -> str:
    """What was said beside what is, in one sentence or two."""
    mine, right = spoken(card, told, said.values), spoken(card, told, told.right)
    if drawn(card):
        if not said.values:
            return _("It is as drawn here.")
        return _("You were close.") if close(card, told, said) else _("You were not close.")
    if not mine:
        return _("It is: **{right}**").format(right=right)
    if card.kind == "number":
        if mine == right:
            return _("You said {mine}: **right.**").format(mine=mine)
        text = (
            _("You said {mine}: close. It is **{right}**.")
            if close(card, told, said)
            else _("You said {mine}. It is **{right}**.")
        )
        return text.format(mine=mine, right=right)
    if close(card, told, said):
        return _("You said “{mine}”: **so it is.**").format(mine=mine)
    return _("You said “{mine}”. It is: **{right}**").format(mine=mine, right=right)


def tick(value: float) -> str:
    """A value beside a scale."""
    return number(value, 2) if value != round(value) else brief(value)
