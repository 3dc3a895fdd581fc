"""In what two settings differ, in words."""

from typing import Any

from rnnviz.settings.base import Settings
from rnnviz.settings.fields import Choice, Choices, Flag, Kind, Number
from rnnviz.words import _, listed
from rnnviz.words.numbers import brief

LONGEST = 24  # characters of a text that are shown


def differences(before: Settings, after: Settings) -> list[str]:
    """Every setting that is another one, with its label and both values.

    >>> from rnnviz.settings.network import NetworkSettings
    >>> differences(NetworkSettings(), NetworkSettings(hidden=8, edits="W_hh.0.0=1"))
    ['Hidden units 3 → 8', 'Edited weights']
    """
    return [
        _change(kind, getattr(before, name, None), getattr(after, name))
        for name, kind in after.kinds().items()
        if getattr(before, name, None) != getattr(after, name)
    ]


def _change(kind: Kind, before: Any, after: Any) -> str:
    shown = {"label": _(kind.label), "before": written(kind, before), "after": written(kind, after)}
    if not (shown["before"] and shown["after"]):
        return _("{label}").format(**shown)
    return _("{label} {before} → {after}").format(**shown)


def written(kind: Kind, value: Any) -> str:
    """A value as its control shows it; nothing where it would say nothing."""
    match kind:
        case Number():
            return _("as it is") if value is None else brief(float(value), 6)
        case Choice():
            return _(kind.show(value))
        case Choices():
            return listed(_(kind.show(one)) for one in value)
        case Flag():
            return _("on") if value else _("off")
    return str(value) if len(value) <= LONGEST and "=" not in value else ""
