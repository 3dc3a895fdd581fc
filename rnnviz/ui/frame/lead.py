"""The line above the picture: the screen's name, its presets, and their sentence."""

import streamlit as st

from rnnviz.errors import RnnvizError
from rnnviz.settings.base import Settings
from rnnviz.ui.frame import memory, nav
from rnnviz.ui.frame.presets import Offer, Offered, Preset
from rnnviz.words import _


def draw(code: str, settings: Settings, offer: Offer | None) -> None:
    """The name; previous, choice and next where there are presets; what is to be seen."""
    screen = nav.SCREENS[code]
    asking = bool(memory.looked(code).lesson)  # presets would tell what the lesson asks
    offered = offer(settings) if offer and not asking else Offered({}, None)
    with st.container(key="lead", horizontal=True, vertical_alignment="center", gap="small"):
        st.title(_(screen.title or screen.label), anchor=False, width="content")
        if offered.presets:
            _stepper(code, offered)
        if asking:
            return
        with st.container(key="lead-said", width="stretch"):
            now = offered.presets.get(offered.now or "")
            said = "" if now is None else _said(now)
            if now is None or not said:
                st.caption(_(screen.promise))
            elif memory.looked(code).present:  # the choice is out of sight, so its name is said
                st.info(f"**{now.label}.** {said}")
            else:
                st.info(said)


def _said(preset: Preset) -> str:
    """The sentence of a preset; none where its numbers overflow, which the page itself explains."""
    try:
        return preset.said()
    except RnnvizError:
        return ""


def _stepper(code: str, offered: Offered) -> None:
    key = f"{code}.preset"
    st.session_state[key] = offered.now

    def take(preset: str | None) -> None:
        if preset is not None:
            memory.take_preset(code, offered.presets[preset].settings)

    with st.container(key="presets", horizontal=True, wrap=False, gap=None, width="content"):
        st.button(
            _("Previous"), icon=":material/chevron_left:", key=f"{key}.back", shortcut="b",
            on_click=take, args=(offered.beside(-1),),
        )  # fmt: skip
        st.selectbox(
            _("Start from"), list(offered.presets), key=key, index=None, width=210, required=True,
            format_func=lambda one: offered.presets[one].label, placeholder=_("Start from …"),
            label_visibility="collapsed", on_change=lambda: take(st.session_state[key]),
        )  # fmt: skip
        st.button(
            _("Next"), icon=":material/chevron_right:", key=f"{key}.next", shortcut="n",
            on_click=take, args=(offered.beside(1),),
        )  # fmt: skip
