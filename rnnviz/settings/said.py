"""What a reader has said to the cards of a lesson, as one word of the address.

Each answer is the number of its card, a dot, and the numbers that were said; an `s` behind it means
that the reader has seen what happened since: `1.2s_3.0.25~0.5`. An address takes it as it is.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from rnnviz.errors import RnnvizError
from rnnviz.words import _

MOST_CARDS = 40
LONGEST = 1500  # characters
NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
# Numbers, or an "x" for who would rather be shown.
ONE = re.compile(r"([1-9]\d?)\.(x|-?\d{1,6}(?:\.\d{1,6})?(?:~-?\d{1,6}(?:\.\d{1,6})?){0,59})(s?)")


class Said(NamedTuple):
    """One answer: its numbers, none where the reader would rather be shown; whether it was seen."""

    values: tuple[float, ...]
    seen: bool = False


def check_lesson(name: str) -> None:
    """Refuse what cannot be the name of a lesson.

    Raises:
        RnnvizError: if it cannot.
    """
    if name and not NAME.fullmatch(name):
        raise RnnvizError(_("The lesson that the link names cannot be read; none is open."))


def check_said(text: str) -> None:
    """Refuse what does not say answers.

    Raises:
        RnnvizError: if it does not.
    """
    read_said(text)


def read_said(text: str) -> dict[int, Said]:
    """Answers by the number of their card, from 1.

    >>> read_said("1.2s_3.0.25~0.5")
    {1: Said(values=(2.0,), seen=True), 3: Said(values=(0.25, 0.5), seen=False)}

    Raises:
        RnnvizError: if it cannot be read.
    """
    found = {}
    for part in filter(None, text.split("_")):
        match = ONE.fullmatch(part)
        if match is None or int(match[1]) > MOST_CARDS:
            raise RnnvizError(_("What was said in this lesson cannot be read from the link."))
        numbers = () if match[2] == "x" else tuple(map(float, match[2].split("~")))
        found[int(match[1])] = Said(numbers, bool(match[3]))
    return found


def write_said(said: Mapping[int, Said]) -> str:
    """The same as one word.

    >>> write_said({3: Said((0.25, 0.5)), 1: Said((2.0,), True), 4: Said(())})
    '1.2s_3.0.25~0.5_4.x'
    """
    return "_".join(
        f"{card}.{'~'.join(map(_short, one.values)) or 'x'}{'s' if one.seen else ''}"
        for card, one in sorted(said.items())
    )


def _short(value: float) -> str:
    text = f"{value:.6f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
