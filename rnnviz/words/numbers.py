"""Numbers as text: one writing of them, the same here and in the player's `drawing/format.js`.

Three significant digits, a true minus sign (U+2212), powers of ten as 3.1×10⁻⁵, a space before the
percent sign. A share that is neither nothing nor all is never rounded to either.
"""

import math
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from rnnviz.words import _

MINUS = "\N{MINUS SIGN}"
DUST = 12  # digits behind which floating-point numbers differ by how they were added
RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def number(value: float, digits: int = 3) -> str:
    """A number with `digits` significant digits; whole numbers up to 99,999 keep all of theirs.

    >>> number(0.41234), number(-12.345), number(1234.5), number(3.14e-5), number(0)
    ('0.412', '−12.3', '1235', '3.14×10⁻⁵', '0')
    """
    said = special(value)
    if said is not None:
        return said
    if value == 0:
        return "0"
    if not 1e-3 <= abs(value) < 1e5:
        return _with_power(value, digits)
    decimals = max(0, digits - 1 - _leading(value, digits).adjusted())
    return _fixed(value, min(decimals, digits + 2))


def at_most(value: float, digits: int = 3) -> str:
    """A number for behind "at most": rounded up, dust of the twelfth digit aside.

    >>> at_most(0.0473, 2), at_most(0.047, 2), at_most(-0.0473, 2), at_most(1 + 1e-15)
    ('0.048', '0.047', '−0.047', '1.00')
    """
    return _towards(value, digits, ROUND_CEILING)


def at_least(value: float, digits: int = 3) -> str:
    """A number for behind "at least": rounded down.

    >>> at_least(0.0478, 2), at_least(2.0), at_least(1 - 1e-15)
    ('0.047', '2.00', '1.00')
    """
    return _towards(value, digits, ROUND_FLOOR)


def _towards(value: float, digits: int, direction: str) -> str:
    if special(value) is not None or value == 0:
        return number(value, digits)
    exact = _leading(value, DUST)
    last = exact.adjusted() - digits + 1
    if 1e-3 <= abs(value) < 1e5:  # whole numbers keep all their digits
        last = min(last, 0)
    return number(float(exact.quantize(Decimal(1).scaleb(last), direction)), digits)


def brief(value: float, digits: int = 3) -> str:
    """A number without zeros at its end, for limits and settings.

    >>> brief(0.95), brief(-1.0), brief(100), brief(0.5)
    ('0.95', '−1', '100', '0.5')
    """
    text = number(value, digits)
    plain = "." in text and "×" not in text
    return text.rstrip("0").rstrip(".") if plain else text


def factor(value: float) -> str:
    """A factor as it is spoken of.

    >>> factor(0.6234), factor(123.4), factor(98866), factor(1.3e7)
    ('×0.62', '×123', '×9.9×10⁴', '×1.3×10⁷')
    """
    said, size = special(value), abs(value)
    if said is not None:
        return said
    return f"×{_with_power(value, 2) if size >= 1e4 else number(value, 2 if size < 10 else 3)}"


def decade(exponent: int) -> str:
    """A power of ten for an axis.

    >>> decade(-8), decade(-1), decade(0), decade(3)
    ('10⁻⁸', '0.1', '1', '10³')
    """
    if -2 <= exponent <= 2:
        return f"{10.0**exponent:g}"
    return "10" + raised(exponent)


def raised(exponent: int) -> str:
    """An exponent, as it stands behind its base.

    >>> raised(28), raised(-5)
    ('²⁸', '⁻⁵')
    """
    return str(exponent).translate(RAISED)


def percent(share: float, digits: int = 0) -> str:
    """A share in percent.

    >>> percent(0.8), percent(0.0572, 1), percent(1), percent(0.999), percent(0.0004)
    ('80 %', '5.7 %', '100 %', '>99 %', '<1 %')
    """
    said = special(share)
    if said is not None:
        return said
    if share in (0, 1):
        return f"{100 * share:.0f} %"
    text, least = _fixed(100 * share, digits), 10.0**-digits
    if share > 0 and Decimal(text) == 0:
        return f"<{least:.{digits}f} %"
    if share < 1 and text == _fixed(100, digits):
        return f">{100 - least:.{digits}f} %"
    return f"{text} %"


def count(n: int) -> str:
    """How many: thousands are set apart.

    >>> count(45), count(4298)
    ('45', '4,298')
    """
    return f"{n:,}".replace("-", MINUS)


def steps(n: float) -> str:
    """So many steps.

    >>> steps(1), steps(12), steps(1.0482), steps(3.11)
    ('1 step', '12 steps', '1.05 steps', '3.11 steps')
    """
    text = brief(n)
    return _("1 step") if text == "1" else _("{n} steps").format(n=text)


def special(value: float) -> str | None:
    """Words for what is not finite; None for a number."""
    if math.isnan(value):
        return _("not a number")
    if math.isinf(value):
        return _("overflow") if value > 0 else _("negative overflow")
    return None


def _leading(value: float, digits: int) -> Decimal:
    """The number rounded to `digits` significant digits, halves away from 0, as JavaScript does."""
    exact = Decimal(float(value))
    return exact.quantize(Decimal(1).scaleb(exact.adjusted() - digits + 1), ROUND_HALF_UP)


def _fixed(value: float, decimals: int) -> str:
    rounded = Decimal(float(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return f"{rounded:f}".replace("-", MINUS)


def _with_power(value: float, digits: int) -> str:
    rounded = _leading(value, digits)
    exponent = rounded.adjusted()
    mantissa = f"{rounded.scaleb(-exponent).normalize():f}".replace("-", MINUS)
    return f"{mantissa}×10{raised(exponent)}"


def change_of(before: float, after: float) -> str:
    """How much smaller or larger a loss has become, in percent of what it was.

    >>> change_of(2.0, 1.9), change_of(2.0, 5e-32), change_of(2.0, 0.0), change_of(2.0, 2.5)
    ('5.00 % less', '>99.99 % less', '100 % less', '25.0 % more')
    """
    if before == after:
        return _("unchanged")
    if before == 0:
        return _("larger than 0")
    share = abs(after - before) / before
    if after > before:
        return _("{n} % more").format(n=number(100 * share))
    if after > 0 and share > 0.99:  # all but all: two more digits, and never all of it
        return _("{share} less").format(share=percent(min(share, 1 - 1e-9), 2))
    return _("{n} % less").format(n=number(100 * share))
