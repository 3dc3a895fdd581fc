"""The functions that a formula may call, by name."""

from collections.abc import Callable
from typing import Any

import numpy as np

from rnnviz.errors import RnnvizError
from rnnviz.words import _
from rnnviz.words.numbers import brief, count, factor, number, percent

MOST_POWER = 1000
SHORT = 5  # characters of a number that is exact as it stands, such as a setting


def one(value: Any) -> float:
    """The one number that a value is.

    Raises:
        RnnvizError: if it is several, or none.
    """
    if isinstance(value, str) or np.size(value) != 1:
        raise RnnvizError(_("one number is needed here, not {n}").format(n=told(value)))
    return float(np.asarray(value).reshape(()))


def told(value: Any) -> str:
    """What a value is, in words."""
    if isinstance(value, str):
        return _("the text “{text}”").format(text=value)
    return _("{n} numbers").format(n=np.size(value))


def power(a: Any, b: Any) -> Any:
    """`a` to the power of `b`, which is kept within what a computer can hold.

    Raises:
        RnnvizError: if the exponent is beyond ±1000.
    """
    if np.any(np.abs(b) > MOST_POWER):
        raise RnnvizError(_("an exponent is beyond {most}").format(most=MOST_POWER))
    return np.power(np.asarray(a, float), b)


def horizon(a: Any) -> float:
    """How many values of a row, from its first on, are above a hundredth of that first one."""
    row = np.abs(np.asarray(a, float)).ravel()
    below = np.flatnonzero(row <= 0.01 * row[0]) if len(row) else np.array([])
    return float(below[0] if len(below) else len(row))


def norms(a: Any) -> Any:
    """The length of each row, of every axis but the first."""
    a = np.asarray(a, float)
    return np.sqrt((a.reshape(len(a), -1) ** 2).sum(axis=1))


def _place(of: Callable[[Any], Any]) -> Callable[[Any], float]:
    return lambda a: float(of(np.asarray(a).ravel())) + 1


def _sigmoid(a: Any) -> Any:
    return 0.5 + 0.5 * np.tanh(0.5 * np.asarray(a, float))


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "abs": np.abs,
    "sum": np.sum,
    "mean": np.mean,
    "median": np.median,
    "min": lambda *a: np.min(a[0] if len(a) == 1 else a),
    "max": lambda *a: np.max(a[0] if len(a) == 1 else a),
    "argmax": _place(np.argmax),  # counted from 1, as shown
    "argmin": _place(np.argmin),
    "count": lambda a: float(np.sum(np.asarray(a, bool))),
    "length": lambda a: float(np.linalg.norm(np.ravel(a))),
    "lengths": norms,
    "reverse": lambda a: np.asarray(a)[::-1],
    "cumsum": lambda a: np.cumsum(a, axis=0),
    "horizon": horizon,
    "cumprod": lambda a: np.cumprod(a, axis=0),
    "exp": np.exp,
    "log": np.log,
    "log10": np.log10,
    "sqrt": np.sqrt,
    "tanh": np.tanh,
    "sigmoid": _sigmoid,
    "round": np.round,
    "row": lambda *a: np.array([one(v) for v in a]),
    "rows": lambda a: float(len(a)),
    "radius": lambda a: float(np.abs(np.linalg.eigvals(np.asarray(a, float))).max()),
}

# What may stand behind a colon in a text: {left:%}, {h[3, 1]:2}, {factor:x}, {n:0f}
FORMATS = ("%", "%1", "%2", "1", "2", "3", "4", "5", "6", "x", "0f", "1f", "2f", "3f", "4f", "5f",
           "+")  # fmt: skip


def written(value: Any, form: str = "") -> str:
    """A value as it stands in a sentence: three digits, unless its form says otherwise.

    >>> written(0.41234), written(0.41234, "2"), written(0.41234, "%"), written(3.0), written(0.9)
    ('0.412', '0.41', '41 %', '3', '0.9')
    >>> written(0.0, "2f"), written(6.2e-7, "x"), written("Z")
    ('0.00', '×6.2×10⁻⁷', 'Z')
    """
    if isinstance(value, str):
        return value
    v = one(value)
    if form.startswith("%"):
        return percent(v, int(form[1:] or 0))
    if form == "x":
        return factor(v)
    if form == "+":
        return f"+{number(v)}" if v > 0 else number(v)
    if form.endswith("f"):
        return f"{v:.{form[:-1]}f}".replace("-", "\N{MINUS SIGN}")
    if v == round(v) and abs(v) < 1e5 and not form:
        return count(round(v))
    if not form and len(repr(v)) <= SHORT:
        return brief(v)
    return number(v, int(form or 3))
