"""What a person types as the input of a network: numbers, or a word."""

import re

from rnnviz.errors import RnnvizError
from rnnviz.words import _

MOST_STEPS = 100
LARGEST = 1e6

_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,4})?")


def parse_numbers(text: str) -> tuple[float, ...]:
    """Read numbers separated by spaces, commas, semicolons or new lines.

    >>> parse_numbers("0.2, -0.4 6e-1")
    (0.2, -0.4, 0.6)

    Raises:
        RnnvizError: if there is none, or too many, or one is not a number or beyond ±1,000,000.
    """
    if ";" in text and "," in text:
        message = _("Commas and semicolons are mixed; put one of them between the numbers, and "
                    "write fractions with a point, as in 2.5.")  # fmt: skip
        raise RnnvizError(message)
    parts = text.replace("\N{MINUS SIGN}", "-").replace(",", " ").replace(";", " ").split()
    if not 1 <= len(parts) <= MOST_STEPS:
        message = _("There are {n} numbers; type 1 to {most}, with spaces or commas between them.")
        raise RnnvizError(message.format(n=len(parts), most=MOST_STEPS))
    return tuple(_parse_number(part, place) for place, part in enumerate(parts, start=1))


def _parse_number(part: str, place: int) -> float:
    if len(part) > 40 or not _NUMBER.fullmatch(part):
        message = _("Entry {place} is not a number; write it like 0.5, -3 or 2e-4.")
        raise RnnvizError(message.format(place=place))
    value = float(part)
    if abs(value) > LARGEST:
        message = _(
            "Entry {place} is too large; keep each number between −1,000,000 and 1,000,000."
        )
        raise RnnvizError(message.format(place=place))
    return value


def parse_word(text: str) -> str:
    """Give the word whose letters go in one by one, without blanks at the ends.

    >>> parse_word(" JAZZ ")
    'JAZZ'

    Raises:
        RnnvizError: if it is shorter than two characters or cannot be printed.
    """
    word = text.strip()
    if len(word) < 2 or not word.isprintable():
        raise RnnvizError(_("The word needs at least two letters, such as JAZZ."))
    return word


def parse_periods(text: str) -> tuple[int, ...]:
    """Read the periods of a Clockwork network's modules, and put the fast ones first.

    >>> parse_periods("4, 1 2")
    (1, 2, 4)

    Raises:
        RnnvizError: if there is none or more than eight, or one is no whole number from 1 to 100.
    """
    parts = text.replace(",", " ").replace(";", " ").split()
    whole = [int(part) for part in parts if re.fullmatch("[0-9]{1,3}", part)]
    if not 1 <= len(parts) <= 8 or len(whole) < len(parts) or not set(whole) <= set(range(1, 101)):
        raise RnnvizError(_("Type one to eight periods from 1 to 100, such as 1, 2, 4, 8."))
    return tuple(sorted(whole))


def parse_sizes(text: str) -> tuple[int, ...]:
    """Read the units of a Clockwork network's modules, the fast ones first; none: even shares.

    >>> parse_sizes("2, 1"), parse_sizes("")
    ((2, 1), ())

    Raises:
        RnnvizError: if there are more than eight, or one is no whole number from 0 to 16.
    """
    parts = text.replace(",", " ").replace(";", " ").split()
    whole = [int(part) for part in parts if re.fullmatch("[0-9]{1,2}", part)]
    if len(parts) > 8 or len(whole) < len(parts) or not set(whole) <= set(range(17)):
        raise RnnvizError(_("Type the units of each module, from 0 to 16, such as 2, 1, 1, 1."))
    return tuple(whole)


def check_token(text: str) -> str:
    """Accept the token of a network from another screen: nothing, or 16 hexadecimal digits.

    >>> check_token("00ff00ff00ff00ff")
    '00ff00ff00ff00ff'

    Raises:
        RnnvizError: if it is anything else.
    """
    if re.fullmatch(r"(?:[0-9a-f]{16})?", text) is None:
        raise RnnvizError(_("The token of a trained network is 16 digits from 0 to f."))
    return text
