"""The rail: a lesson beside the picture, a card at a time."""

import html
import re
from pathlib import Path

import streamlit as st

from rnnviz.errors import RnnvizError
from rnnviz.lessons.library import lessons
from rnnviz.settings.said import read_said
from rnnviz.ui.frame import memory
from rnnviz.ui.frame.lesson import last, moves
from rnnviz.ui.frame.lesson.moves import Place
from rnnviz.words import _

# What can be lit beside settings, as the style sheets know it: of the page, and of the player.
LIT = {
    "learn": ".st-key-learn-row",
    "train": ".st-key-series-train",
    "level": ".st-key-level",
    "more": ".st-key-controls-drawer",
}
LIT_PARTS = ("picture", "play", "direction", "track")
SCRIPT = Path(__file__).with_name("rail.js")
SETTING = re.compile(r"[a-z_]{1,30}")
# Settings whose control has a key of its own: a slider that is moved beside a field.
CONTROL = {"forget_bias": "bias"}


def draw(code: str) -> None:
    """The lesson that the address names, if it names one."""
    look = memory.looked(code)
    if not look.lesson:
        return
    lesson = lessons().get(look.lesson)
    if lesson is None:
        message = _("There is no lesson “{name}” here.")
        st.warning(message.format(name=look.lesson))
        return
    number = min(look.card, len(lesson.cards))
    place = Place(code, lesson, number, read_said(look.said))
    moves.keep(place)
    with st.container(key="rail", gap="small"):
        _head(place)
        _card(place)
        if number == len(lesson.cards):
            last.draw(place, look)
        _foot(place)


def _head(place: Place) -> None:
    with st.container(key="rail-head", horizontal=True, vertical_alignment="center", wrap=False):
        st.markdown(place.lesson.title, width="stretch")
        n = len(place.lesson.cards)
        st.html(_dots(place, n), width="content", unsafe_allow_javascript=True)
        st.button(
            _("Close the lesson"), icon=":material/close:", type="tertiary", key="rail.close",
            on_click=moves.close, args=(place,),
        )  # fmt: skip


def _dots(place: Place, n: int) -> str:
    """A mark for each card, the present one filled; its script runs anew with each part of one."""
    number, script = place.number, SCRIPT.read_text(encoding="utf-8")
    label = html.escape(_("Card {k} of {n}").format(k=number, n=n), quote=True)
    part = place.part
    marks = "".join(
        f'<i class="{"now" if k == number else "past" if k < number else ""}"></i>'
        for k in range(1, n + 1)
    )
    dots = f'<span class="rail-dots" data-part="{part}" role="img" aria-label="{label}">'
    return f"{dots}{marks}</span><script>{script}</script>"


def _card(place: Place) -> None:
    from rnnviz.lessons.told import told  # opens links; the landing page can do without
    from rnnviz.ui.frame.lesson import card

    try:
        found = told(place.card)
    except RnnvizError as error:
        st.error(str(error))
        return
    with st.container(key="rail-card", gap="small"):
        card.draw(place, found, memory.looked(place.code))
    if place.card.cover and place.answer is None:
        st.container(key="rail-covers", height=1)  # page.css covers the picture while it is there
    if place.card.light == "learn":
        st.container(key="rail-lights-learn", height=1)  # which is otherwise out of the way
    if place.card.light:
        st.html(f"<style>{lit(place.code, place.card.light)}</style>")


def lit(code: str, name: str) -> str:
    """A style sheet that lights a setting, or a part of the player; and its drawer."""
    ring = "outline: 3px solid #E69F00; outline-offset: 3px; border-radius: 6px;"
    if name in LIT:
        return f"{LIT[name]} {{ {ring} }}"
    if name in LIT_PARTS:
        return f":root {{ --rv-lit-{name}: 3px solid #E69F00; }}"
    if not SETTING.fullmatch(name):
        return ""
    own = f".st-key-{code}-{CONTROL.get(name, name)}"
    first = f"@media (max-width: 900px) {{ {own} {{ order: -1; }} }}"
    drawer = f".stApp:not(:has({own})) .st-key-controls-drawer button"
    return f"{own} {{ {ring} }} {first} {drawer} {{ {ring} }}"


def _foot(place: Place) -> None:
    n = len(place.lesson.cards)
    done = place.card.kind == "none" or place.part == "told"  # one button at a time stands out
    with st.container(key="rail-foot", horizontal=True, vertical_alignment="center", gap="small"):
        st.button(
            _("Previous card"), icon=":material/chevron_left:", key="rail.back", shortcut="b",
            disabled=place.number == 1, on_click=moves.turn, args=(place, place.number - 1),
        )  # fmt: skip
        st.button(
            _("Back to the card’s settings"), icon=":material/restart_alt:", key="rail.again",
            type="tertiary", on_click=moves.again, args=(place,),
        )  # fmt: skip
        if place.number < n:
            st.button(
                _("Next card"), icon=":material/chevron_right:", icon_position="right",
                key="rail.next", shortcut="n", type="primary" if done else "secondary",
                on_click=moves.turn, args=(place, place.number + 1),
            )  # fmt: skip
        else:
            st.page_link("pages/lessons.py", label=_("All lessons"))
