"""Arithmetic as by hand: exact products and sums of decimals, rounded half up where one says so."""

import math
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

PLACES = 3  # decimals of every result that is written down
MINUS = "\N{MINUS SIGN}"


def rounded(value: Decimal | float, places: int = PLACES) -> Decimal:
    """A number to some decimals, half away from zero, and never −0.

    >>> rounded(Decimal("0.0125")), rounded(-0.0004), rounded(0.25, 1)
    (Decimal('0.013'), Decimal('0.000'), Decimal('0.3'))
    """
    found = Decimal(value).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return abs(found) if found == 0 else found


def written(value: Decimal) -> str:
    """A number as it is printed, with a true minus sign.

    >>> written(Decimal("-0.50"))
    '−0.50'
    """
    return str(value).replace("-", MINUS)


def tanh(a: Decimal) -> Decimal:
    """tanh, rounded as a result is."""
    return rounded(math.tanh(a))


def sigmoid(a: Decimal) -> Decimal:
    """1 / (1 + e^−a), rounded as a result is."""
    return rounded(0.5 + 0.5 * math.tanh(float(a) / 2))


def exp(a: Decimal) -> Decimal:
    """e^a, rounded as a result is."""
    return rounded(math.exp(a))


def dot(pairs: Iterable[tuple[Decimal, Decimal]]) -> Decimal:
    """A sum of products, exact."""
    return sum((a * b for a, b in pairs), Decimal(0))
