"""The style sheets of the page: one for all screens, one more while a screen is presented."""

import functools
from pathlib import Path

import streamlit as st

from rnnviz.settings.look import Look
from rnnviz.ui.frame.player import ROOMS

HERE = Path(__file__).parent
SHEETS = ("page.css", "bar.css", "rooms.css")


@functools.cache
def _text(names: tuple[str, ...]) -> str:
    sheets = ((HERE / name).read_text(encoding="utf-8") for name in names)
    rooms = "".join(
        f".st-key-{key}-room {{ --room: {height}px; }}" for key, height in ROOMS.items()
    )
    return "<style>{}</style>".format("\n".join([rooms, *sheets]))


def sheet(look: Look) -> None:
    """Send the style sheet, before anything else that is drawn."""
    st.html(_text((*SHEETS, "present.css") if look.present else SHEETS))
