"""The kinds of setting: what each accepts, and how it is written in a URL and read back.

A kind never trusts the text it reads: `read` gives a value that the setting may have, or raises
with one sentence that says which default is used instead.
"""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass

from rnnviz.errors import RnnvizError
from rnnviz.words import _

NONE = "off"  # how an optional number that is not set reads in a URL
NOTHING = "none"  # and how an empty list does

_WHOLE = re.compile(r"[+-]?[0-9]{1,12}")
_DECIMAL = re.compile(r"[+-]?(?:[0-9]{1,30}\.?[0-9]{0,30}|\.[0-9]{1,30})(?:[eE][+-]?[0-9]{1,4})?")


@dataclass(frozen=True, kw_only=True)
class Number:
    """A number from `low` to `high`; `whole`: without a fraction, `optional`: or None."""

    label: str
    low: float
    high: float
    step: float = 1
    whole: bool = False
    optional: bool = False
    help: str | None = None

    def write(self, value: float | None) -> str:
        """Write it so that `read` gives the very same number back."""
        if value is None:
            return NONE
        return repr(int(value) if self.whole else float(value))

    def read(self, text: str) -> float | None:
        """Read it, or raise if it is not a number within the limits."""
        if self.optional and text == NONE:
            return None
        if not (_WHOLE if self.whole else _DECIMAL).fullmatch(text):
            raise RnnvizError(self.note())
        value = int(text) if self.whole else float(text)
        if not math.isfinite(value) or not self.low <= value <= self.high:
            raise RnnvizError(self.note())
        return value

    def note(self) -> str:
        """The sentence that is shown when the link has something else."""
        if self.whole:
            sentence = _(
                "“{label}” in the link is not a whole number from {low} to {high}; "
                "the default is used."
            )
        else:
            sentence = _(
                "“{label}” in the link is not a number from {low} to {high}; the default is used."
            )
        return sentence.format(
            label=_(self.label), low=f"{self.low:.10g}", high=f"{self.high:.10g}"
        )


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One of a table of codes: the codes go into the URL, the labels on the screen."""

    label: str
    options: tuple[str, ...]
    show: Callable[[str], str] = str
    help: str | None = None

    def write(self, value: str) -> str:
        """A code is written as it is."""
        return value

    def read(self, text: str) -> str:
        """Read it, or raise if it is not one of the codes."""
        if text not in self.options:
            raise RnnvizError(self.note())
        return text

    def note(self) -> str:
        """The sentence that is shown when the link has something else."""
        sentence = _("“{label}” in the link is none of {options}; the default is used.")
        return sentence.format(label=_(self.label), options=", ".join(self.options))


@dataclass(frozen=True, kw_only=True)
class Choices:
    """Some of a table of codes, or none of them; the codes go into the URL, joined by commas."""

    label: str
    options: tuple[str, ...]
    most: int
    show: Callable[[str], str] = str
    help: str | None = None

    def write(self, value: tuple[str, ...]) -> str:
        """The codes in the order in which they were chosen."""
        return ",".join(value) or NOTHING

    def read(self, text: str) -> tuple[str, ...]:
        """Read them, or raise if one is unknown, repeated, or there are too many."""
        codes = () if text == NOTHING else tuple(text.split(","))
        distinct = len(set(codes)) == len(codes) <= self.most
        if not distinct or not set(codes) <= set(self.options):
            raise RnnvizError(self.note())
        return codes

    def note(self) -> str:
        """The sentence that is shown when the link has something else."""
        sentence = _(
            "“{label}” in the link is not a list of at most {most} of {options}; the default is "
            "used."
        )
        return sentence.format(label=_(self.label), most=self.most, options=", ".join(self.options))


@dataclass(frozen=True, kw_only=True)
class Text:
    """Text of at most `longest` characters that `check` accepts (it raises RnnvizError if not)."""

    label: str
    longest: int
    check: Callable[[str], object] | None = None
    help: str | None = None

    def write(self, value: str) -> str:
        """Text is written as it is."""
        return value

    def read(self, text: str) -> str:
        """Read it, or raise if it is too long or the check refuses it."""
        if len(text) > self.longest or not _encodable(text):
            raise RnnvizError(self.note())
        if self.check is not None:
            try:
                self.check(text)
            except RnnvizError as error:
                raise RnnvizError(self.note()) from error
        return text

    def note(self) -> str:
        """The sentence that is shown when the link has something else."""
        return _("“{label}” in the link cannot be read; the default is used.").format(
            label=_(self.label)
        )


@dataclass(frozen=True, kw_only=True)
class Flag:
    """Yes or no, written as 1 or 0."""

    label: str
    help: str | None = None

    def write(self, value: bool) -> str:
        """1 for yes, 0 for no."""
        return "1" if value else "0"

    def read(self, text: str) -> bool:
        """Read it, or raise if it is neither."""
        if text not in ("0", "1"):
            raise RnnvizError(self.note())
        return text == "1"

    def note(self) -> str:
        """The sentence that is shown when the link has something else."""
        return _(
            "“{label}” in the link is neither 1 (yes) nor 0 (no); the default is used."
        ).format(label=_(self.label))


Kind = Number | Choice | Choices | Text | Flag


def _encodable(text: str) -> bool:
    """Lone surrogates cannot be sent to a browser."""
    return not any("\ud800" <= character <= "\udfff" for character in text)
