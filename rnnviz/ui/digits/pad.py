"""Two components of the Digits screen: a gallery to choose a digit from, and a pad to draw on."""

import functools
from collections.abc import Callable, Sequence
from typing import NamedTuple

import streamlit as st
from streamlit.components.v2 import component
from streamlit.components.v2.types import ComponentRenderer

from rnnviz.core.arrays import Array
from rnnviz.words import _

LETTERS = "0123456789abcdefg"  # one for each grey level


class Thumbnail(NamedTuple):
    """One digit of the gallery."""

    number: int  # what is reported when it is chosen
    image: Array  # (8, 8) grey levels, 0 to 16
    label: str  # what a screen reader says
    wrong: bool  # marked: a network misread it


@functools.cache
def _component(name: str) -> ComponentRenderer:
    """The component; its files are found only once Streamlit runs."""
    return component(
        f"rnnviz.{name}", js=f"digits/{name}.js", css="drawing/drawing.css", isolate_styles=True
    )


def levels(image: Array) -> str:
    """An image (8, 8) as 64 letters, one for each pixel.

    >>> import numpy as np
    >>> levels(np.full((8, 8), 16.0))[:3]
    'ggg'
    """
    return "".join(LETTERS[int(level)] for level in image.ravel())


def gallery(
    items: Sequence[Thumbnail], chosen: int, key: str, on_choose: Callable[[int], None]
) -> None:
    """Show digits to choose from; `on_choose` is told the number of the chosen one."""
    data = {
        "items": [{**i._asdict(), "image": levels(i.image)} for i in items],
        "chosen": chosen,
        "words": {"list": _("Test digits")},
    }
    _component("gallery")(key=key, data=data, on_chosen_change=_told(key, "chosen", on_choose))


def pad(drawing: str, image: Array, answers: str, key: str, on_draw: Callable[[str], None]) -> None:
    """Show the pad; `on_draw` is told the drawing as text whenever the pen is lifted.

    `image` (8, 8) is the test digit that can be put on the pad, `answers` what the drawing is
    read as, in words.
    """
    data = {
        "drawing": drawing,
        "answers": answers,
        "levels": [int(level) for level in image.ravel()],
        "words": {
            "pad": _("Drawing pad"),
            "tools": _("Tools"),
            "pen": _("Pen"),
            "rubber": _("Rubber"),
            "clear": _("Clear"),
            "fit": _("Fit"),
            "fit help": _("Move and stretch it until it reaches from the first row to the last"),
            "how": _(
                "Draw with the mouse or a finger. By keyboard: the arrow keys walk through the "
                "pixels, the space bar fills or empties one."
            ),
            "grid": _("The pad’s pixels"),
            "cell": _("row {row}, column {column}: ink {ink} of {most}"),
            "start from": _("Start from"),
            "sample": _("Put a drawn {name} on the pad"),
            "test digit": _("the test digit"),
        },
    }
    _component("pad")(key=key, data=data, on_drawn_change=_told(key, "drawn", on_draw))


def _told(key: str, name: str, report: Callable[..., None]) -> Callable[[], None]:
    def listen() -> None:
        value = st.session_state[key].get(name)
        if value is not None:
            report(value)

    return listen
