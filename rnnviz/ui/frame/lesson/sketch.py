"""A prediction that is drawn by hand, and afterwards what is beside it."""

import functools
from collections.abc import Callable
from pathlib import Path

import streamlit as st
from streamlit.components.v2 import component
from streamlit.components.v2.types import ComponentRenderer

from rnnviz.lessons.answer import share
from rnnviz.lessons.file.lesson import Card
from rnnviz.lessons.told import Told
from rnnviz.settings.said import Said
from rnnviz.words import _

HERE = Path(__file__).parent


@functools.cache
def _component() -> ComponentRenderer:
    """The component; small enough to be sent with the page."""
    js, css = ((HERE / f"sketch.{kind}").read_text(encoding="utf-8") for kind in ("js", "css"))
    return component("rnnviz_sketch", js=js, css=css, isolate_styles=True)


def sketch(
    card: Card,
    told: Told,
    said: Said | None,
    key: str,
    on_say: Callable[[list[float]], None],
    *,
    large: bool = False,
) -> None:
    """Ask for bars or a curve; once something was said, show it beside what is."""
    right = [round(share(card, value), 4) for value in told.right]
    data = {
        "kind": card.kind,
        "labels": list(told.labels),
        "low": card.low,
        "high": card.high,
        "log": card.log,
        "whole": card.whole,
        "right": None if said is None else right,
        "mine": [v / 100 for v in said.values] if said and said.values else None,
        "large": large,
        "words": {
            "title": _("Your prediction") if said is None else _("What you said, and what is"),
            "say": _("That is what I expect"),
            "both": _("Blue: what it is. Orange, dashed: what you said."),
            "alone": _("Blue: what it is."),
        },
    }

    def listen() -> None:
        values = st.session_state[key].get("said")
        if values:
            on_say(list(values))

    _component()(key=key, data=data, on_said_change=listen)
