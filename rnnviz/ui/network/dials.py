"""Sliders that act while they are moved: the player follows them, and the picture answers."""

import re
from collections.abc import Callable
from typing import Any

from rnnviz.settings.network import NetworkSettings
from rnnviz.ui.frame import memory
from rnnviz.ui.frame.page import Page

# Settings by name, each with the name of its slider.
DIALS = {
    "gain": "gain",
    "forget_bias": "bias",
    "loudness": "loudness",
    "clamp_at": "clamp_at",
    "versus_gain": "versus_gain",
}


def dials(page: Page[Any]) -> dict[str, str]:
    """The sliders of a page as its player finds them: the style class of each."""
    kinds = page.settings.kinds()
    return {
        name: css_class(memory.key(page.code, own)) for name, own in DIALS.items() if name in kinds
    }


def css_class(key: str) -> str:
    """The style class that Streamlit gives to what has this key."""
    return "st-key-" + re.sub(r"[^a-zA-Z0-9_-]", "-", key)


def dial_report(page: Page[Any]) -> Callable[[Any], None]:
    """What the player calls while a slider is moved; the slider itself says where it was let go."""

    def on_dial(report: Any) -> None:
        moved = checked_dial(report, page.settings)
        if moved is not None:
            page.dragged(done=False, **moved)

    return on_dial


def checked_dial(report: Any, s: NetworkSettings) -> dict[str, float] | None:
    """The setting that a browser reported, or None if it is no dial of `s`: it is not trusted."""
    try:
        name, value = report["name"], float(report["value"])
    except (KeyError, TypeError, ValueError):
        return None
    return {name: value} if isinstance(name, str) and name in DIALS and name in s.kinds() else None
