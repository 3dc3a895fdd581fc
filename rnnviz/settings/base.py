"""The settings of a screen, to and from the URL: the same link gives the same numbers.

Each screen has a frozen dataclass. A field declares its default, its limits and its label in one
line; `to_query` omits what is at its default, `from_query` takes nothing on trust.
"""

from collections.abc import Mapping, Sequence
from dataclasses import Field, dataclass, field, fields, replace
from functools import cache
from types import MappingProxyType
from typing import Any, Self

from rnnviz.errors import RnnvizError
from rnnviz.settings.fields import Choice, Choices, Flag, Kind, Number, Text
from rnnviz.words import _


def _setting(default: Any, kind: Kind) -> Any:
    return field(default=default, metadata={"kind": kind})


def whole(default: int | None, low: int, high: int, label: str, **more: Any) -> Any:
    """Declare a whole number from `low` to `high`."""
    return _setting(default, Number(label=label, low=low, high=high, whole=True, **more))


def number(default: float | None, low: float, high: float, label: str, **more: Any) -> Any:
    """Declare a number from `low` to `high`."""
    return _setting(default, Number(label=label, low=low, high=high, **more))


def choice(default: str, options: Sequence[str], label: str, **more: Any) -> Any:
    """Declare a choice among codes."""
    return _setting(default, Choice(label=label, options=tuple(options), **more))


def choices(
    default: tuple[str, ...], options: Sequence[str], most: int, label: str, **more: Any
) -> Any:
    """Declare a list of at most `most` codes, without repetition."""
    return _setting(default, Choices(label=label, options=tuple(options), most=most, **more))


def text(default: str, longest: int, label: str, **more: Any) -> Any:
    """Declare text of at most `longest` characters."""
    return _setting(default, Text(label=label, longest=longest, **more))


def flag(default: bool, label: str, **more: Any) -> Any:
    """Declare yes or no."""
    return _setting(default, Flag(label=label, **more))


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What is common to the settings of every screen."""

    @classmethod
    def kinds(cls) -> Mapping[str, Kind]:
        """Every setting's name with what it accepts."""
        return _kinds(cls)

    def to_query(self) -> dict[str, str]:
        """Give the URL's parameters; what is at its default is left out."""
        values = {f.name: (getattr(self, f.name), f) for f in declared(type(self))}
        return {
            name: f.metadata["kind"].write(value)
            for name, (value, f) in values.items()
            if value != f.default
        }

    @classmethod
    def from_query(cls, query: Mapping[str, str | Sequence[str]]) -> tuple[Self, list[str]]:
        """Read settings from a URL's parameters, each checked as if it were hostile.

        A bad value falls back to its default, and one sentence in the list says so. Parameters
        that are not settings of this screen are passed over.
        """
        values, notes = {}, []
        for name, kind in cls.kinds().items():
            if name not in query:
                continue
            try:
                values[name] = _read(kind, query[name])
            except RnnvizError as error:
                notes.append(str(error))
        return cls(**values), notes

    def with_(self, **values: Any) -> Self:
        """Give the same settings with some changed; a value outside its limits is refused.

        Raises:
            RnnvizError: if a value is not one that the setting may have.
        """
        kinds = self.kinds()
        for name, value in values.items():
            kind = kinds[name]
            if value == getattr(self, name):
                continue  # it has been checked before: a row of links asks for hundreds
            if isinstance(kind, Text) and kind.check is not None:
                kind.check(value)  # its own sentence, rather than the one about the link
            kind.read(kind.write(value))
        return replace(self, **values)


@cache  # a page asks a hundred times
def declared(cls: type[Settings]) -> tuple[Field[Any], ...]:
    """The fields of a class that are settings."""
    return tuple(f for f in fields(cls) if "kind" in f.metadata)


@cache
def _kinds(cls: type[Settings]) -> Mapping[str, Kind]:
    return MappingProxyType({f.name: f.metadata["kind"] for f in declared(cls)})


def _read(kind: Kind, value: str | Sequence[str]) -> Any:
    if isinstance(value, str):
        return kind.read(value)
    if len(value) == 1:
        return kind.read(value[0])
    sentence = _("“{label}” is in the link more than once; the default is used.")
    raise RnnvizError(sentence.format(label=_(kind.label)))
