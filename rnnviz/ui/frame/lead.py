"""The line above the picture: the screen's name, its presets, and their sentence."""

import streamlit as st

from rnnviz.errors import RnnvizError
from rnnviz.settings.base import Settings
from rnnviz.settings.differences import differences
from rnnviz.settings.landing import LandingSettings
from rnnviz.settings.network import NetworkSettings
from rnnviz.ui.frame import memory, nav
from rnnviz.ui.frame.presets import MOST, Offer, Offered, Preset
from rnnviz.words import _, listed


def draw(code: str, settings: Settings, offer: Offer | None) -> None:
    """The name; previous, choice and next where there are presets; what is to be seen."""
    screen = nav.SCREENS[code]
    asking = bool(memory.looked(code).lesson)  # presets would tell what the lesson asks
    offered = _left(code, settings, offer(settings)) if offer and not asking else Offered({}, None)
    with st.container(key="lead", horizontal=True, vertical_alignment="center", gap="small"):
        st.title(_(screen.title or screen.label), anchor=False, width="content")
        if offered.presets:
            _stepper(code, offered)
        if asking:
            return
        with st.container(key="lead-said", width="stretch"):
            now = offered.presets.get(offered.now or "")
            said = "" if now is None else sentence_of(now)
            if now is None or not said:
                _without_preset(code, settings, offered, _(screen.promise))
            elif memory.looked(code).present:  # the choice is out of sight, so its name is said
                st.info(f"**{as_sentence(now.label)}** {said}")
            else:
                st.info(said)


def as_sentence(name: str) -> str:
    """A name as a sentence of its own.

    >>> as_sentence("Remember"), as_sentence("Who keeps one bit?")
    ('Remember.', 'Who keeps one bit?')
    """
    return name if name.endswith((".", "!", "?", "…", "。", "？", "！")) else f"{name}."


def _left(code: str, settings: Settings, offered: Offered) -> Offered:
    """What is offered, with the preset that this session has left last on the screen."""
    state, key = st.session_state, f"preset.{code}"
    if offered.now is not None:
        state[key] = offered.now
    elif settings == type(settings)() or state.get(key) not in offered.presets:
        state.pop(key, None)
    return offered._replace(left=state.get(key))


def _without_preset(code: str, settings: Settings, offered: Offered, promise: str) -> None:
    """Where the settings come from, with one click back; else what the screen is for."""
    carried, changed = brought(code, settings), offered.changed(settings)
    if carried:
        _with_way_back(code, carried, _("Start afresh"), type(settings)())
    elif changed and offered.left:
        was = offered.presets[offered.left].settings
        _with_way_back(code, changed, _("Back to it"), was)
    else:
        st.caption(promise)


def brought(code: str, settings: Settings) -> str:
    """From which screen the network came that is shown, and what is unusual in it; nothing if it
    did not, or was changed since.
    """
    before, arrived = memory.brought(code)
    if before is None or arrived != settings or not isinstance(settings, NetworkSettings):
        return ""
    usual = type(settings)().with_(
        **settings.network()
    )  # whatever else is set shows in its control
    found = differences(type(settings)(), usual)
    if isinstance(settings, LandingSettings) or not settings.shows_carried or not found:
        return ""
    shown, more = found[:MOST], len(found) - MOST
    named = {"screen": _(nav.SCREENS[before].label), "changes": listed(shown, "; "), "n": more}
    if more > 0:
        text = _("Carried over from {screen}: {changes}; and {n} more.")
        return text.format(**named)
    return _("Carried over from {screen}: {changes}.").format(**named)


def _with_way_back(code: str, said: str, label: str, to: Settings) -> None:
    with st.container(key="lead-back", horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(said, width="content")
        st.button(
            label, icon=":material/undo:", type="tertiary", key=f"{code}.lead.back",
            on_click=memory.take_preset, args=(code, to),
        )  # fmt: skip


def sentence_of(preset: Preset) -> str:
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
            _("Start from"), list(offered.presets), key=key, index=None, width=250, required=True,
            format_func=lambda one: offered.presets[one].label, placeholder=_empty(offered),
            label_visibility="collapsed", on_change=lambda: take(st.session_state[key]),
        )  # fmt: skip
        st.button(
            _("Next"), icon=":material/chevron_right:", key=f"{key}.next", shortcut="n",
            on_click=take, args=(offered.beside(1),),
        )  # fmt: skip


def _empty(offered: Offered) -> str:
    """What the choice says where no preset is shown: the one that was changed, if any."""
    if offered.left is None:
        return _("Start from …")
    return _("{preset}, changed").format(preset=offered.presets[offered.left].label)
