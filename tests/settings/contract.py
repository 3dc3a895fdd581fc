"""What links may say: each setting with its default and its limits, a line each.

A link leaves out what is at its default, so a default that changes changes what every old link
shows; a limit that falls breaks some of them. Both may be done, but not unseen: run

    python -m tests.settings.contract

then, and say in CHANGELOG.md what old links no longer mean.
"""

import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path

import rnnviz.settings
from rnnviz.settings.base import Settings, declared
from rnnviz.settings.fields import Choice, Choices, Flag, Kind, Number, Text

GOLDEN = Path(__file__).with_name("golden") / "links.txt"


def screens() -> list[type[Settings]]:
    """All classes of settings, by name."""
    for module in pkgutil.iter_modules(rnnviz.settings.__path__, "rnnviz.settings."):
        importlib.import_module(module.name)

    def below(cls: type[Settings]) -> Iterator[type[Settings]]:
        for one in cls.__subclasses__():
            yield one
            yield from below(one)

    found = {cls for cls in below(Settings) if cls.__module__.startswith("rnnviz.settings.")}
    return sorted(found, key=lambda cls: cls.__name__)


def accepted(kind: Kind) -> str:
    """What a setting accepts."""
    match kind:
        case Number():
            what = "whole" if kind.whole else "number"
            return f"{what} {kind.low:g}..{kind.high:.10g}{' or off' if kind.optional else ''}"
        case Choice():
            return "a code"
        case Choices():
            return f"up to {kind.most} codes"
        case Text():
            return f"text up to {kind.longest}"
        case Flag():
            return "0 or 1"


def contract() -> str:
    """Every setting where it is declared: class, name, default as a link would say it, limits."""
    return "".join(
        f"{cls.__name__} {f.name}={f.metadata['kind'].write(f.default)!r} "
        f"{accepted(f.metadata['kind'])}\n"
        for cls in screens()
        for f in declared(cls)
        if f.name in vars(cls).get("__annotations__", {})
    )


if __name__ == "__main__":
    GOLDEN.write_text(contract(), encoding="utf-8")
