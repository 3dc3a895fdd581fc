"""The controls of the Gradients screen, and what of its numbers is said in words."""

from dataclasses import asdict

import streamlit as st

from rnnviz.scenes.gradient_words import summary
from rnnviz.scenes.gradients import Flow
from rnnviz.settings.gradients import GradientSettings
from rnnviz.settings.network import NetworkSettings
from rnnviz.street.screens.gradients import flow_of, flows_of
from rnnviz.ui.frame.page import Page
from rnnviz.ui.gradients.presets import PRESETS, matching
from rnnviz.ui.network import in_hand
from rnnviz.ui.network.carried import carried_controls
from rnnviz.ui.network.controls import (
    INPUT_FIELDS,
    has_forget_gate,
    scheme_control,
    stop_at_bad_input,
    weight_controls,
)
from rnnviz.ui.network.network import STOPS
from rnnviz.words import _

Gradients = Page[GradientSettings]


def preset_controls(page: Gradients) -> None:
    """One button for each preset, and the sentence of the one that is shown."""
    if page.settings.net:
        return  # a trained network is no preset
    key = "gradients.preset"
    st.session_state[key] = matching(page.settings)
    st.pills(
        _("Start from"),
        list(PRESETS),
        format_func=lambda code: PRESETS[code].label,
        key=key,
        on_change=_take_preset,
        args=(page, key),
    )
    code = matching(page.settings)
    if code is not None:
        st.info(PRESETS[code].look(flows_of(page.settings, flow_in)), icon=":material/visibility:")


def _take_preset(page: Gradients, key: str) -> None:
    code = st.session_state[key]
    if code is not None:
        page.change(**asdict(PRESETS[code].settings()))


def flow_controls(page: Gradients) -> None:
    """What moves the gradient most in one row; the rest behind two buttons."""
    if page.settings.net:
        carried_controls(page)
        with st.container(horizontal=True, vertical_alignment="bottom", key="controls"):
            page.control("loudness", slider=True, width=170)
            with st.popover(_("Clip, truncate"), icon=":material/content_cut:"):
                gradient_surgery(page)
        return
    with st.container(horizontal=True, vertical_alignment="bottom", key="controls"):
        page.control("cell", width=190)
        page.control("gain", slider=True, width=170)
        page.control("loudness", slider=True, width=170)
        if page.settings.input == "series":
            page.control("steps", width=130)
        page.control("versus", width=190)
        with st.popover(_("Network and input"), icon=":material/tune:"):
            page.control("hidden")
            page.control("input", buttons=True)
            page.control(INPUT_FIELDS[page.settings.input])
            page.control("trained")
            weight_controls(page, gain=False)
        with st.popover(_("Clip, truncate"), icon=":material/content_cut:"):
            gradient_surgery(page)
        if page.settings.versus != "none":
            with st.popover(_("The second network"), icon=":material/tune:"):
                second_controls(page)
    stop_at_bad_input(page)


def gradient_surgery(page: Gradients) -> None:
    """What is done to the gradient on its way or at its end."""
    page.control("truncate")
    page.control("clip", buttons=True)
    if page.settings.clip != "off":
        page.control("clip_at")


def second_controls(page: Gradients) -> None:
    """Weights of the network beside the first."""
    scheme_control(page, page.settings.versus, "versus_scheme")
    page.control("versus_gain", slider=True)
    if has_forget_gate(page.settings.versus):
        page.control("versus_forget_bias")


@in_hand.cached
def flow_in(s: NetworkSettings, name: str, truncate: int | None, loudness: float) -> Flow:
    """How gradients flow in one network; shared, never to be changed."""
    return flow_of(STOPS)(s, name, truncate, loudness)


def in_words(flows: list[Flow]) -> None:
    """The fitted rate and the memory of each network, one row each."""
    heads = [label for label, _value in summary(flows[0])]
    lines = [[f.name, *(value for _label, value in summary(f))] for f in flows]
    rows = [["", *heads], ["---"] * (1 + len(heads)), *lines]
    st.markdown("\n".join(f"| {' | '.join(row)} |" for row in rows))
