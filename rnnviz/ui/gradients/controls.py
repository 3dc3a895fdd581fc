"""The controls of the Gradients screen, and what of its numbers is said in words."""

from typing import Any

import streamlit as st

from rnnviz.scenes.gradient_words import summary
from rnnviz.scenes.gradients import Flow
from rnnviz.settings.gradients import GradientSettings
from rnnviz.ui.frame.bar import Bar
from rnnviz.ui.frame.page import Page
from rnnviz.ui.network.carried import carried_controls
from rnnviz.ui.network.controls import (
    INPUT_FIELDS,
    has_forget_gate,
    scheme_control,
    stop_at_bad_input,
    weight_controls,
)
from rnnviz.words import _

Gradients = Page[GradientSettings]


def flow_controls(page: Gradients) -> Any:
    """What moves the gradient most in one row, the rest in the drawer; give where learning goes."""
    if page.settings.net:
        carried_controls(page)
    bar = Bar(page.look, _("More"))
    if page.settings.net:
        with bar.at("look"):
            page.control("loudness", slider=True, width=230)
    else:
        _own_controls(page, bar)
    with bar.at("researcher"):
        page.control("truncate", width=200)
    with bar.drawer:
        gradient_surgery(page)
        if page.settings.versus != "none" and not page.settings.net:
            st.markdown(_("**The second network**"))
            second_controls(page)
    if not page.settings.net:
        stop_at_bad_input(page)
    return bar.at("student")


def hindered(s: GradientSettings) -> str:
    """Why what is shown cannot learn, if it cannot: its loss is not the one that would fall."""
    if s.loudness != 1 and s.truncate is not None:
        return _(
            "A network learns here from its input as it is, and through all steps: to learn, set "
            "the loudness to 1 and leave “Truncate after (steps)” empty."
        )
    if s.loudness != 1:
        return _("A network learns here from its input as it is: to learn, set the loudness to 1.")
    if s.truncate is not None:
        return _(
            "A network learns here through all steps: to learn, leave “Truncate after (steps)” "
            "empty."
        )
    return ""


def _own_controls(page: Gradients, bar: Bar) -> None:
    with bar.at("look"):
        page.control("cell", width=220)
        page.control("gain", slider=True, width=190)
        page.control("versus", width=230)
    with bar.at("student"):
        page.control("loudness", slider=True, width=230)
        if page.settings.input == "series":
            page.control("steps", width=140)
    with bar.at("researcher"):
        page.control("hidden", width=180)
    with bar.drawer:
        page.control("input", buttons=True)
        page.control(INPUT_FIELDS[page.settings.input])
        page.control("trained")
        weight_controls(page, gain=False)


def gradient_surgery(page: Gradients) -> None:
    """What is done to the gradient on its way or at its end."""
    page.control("clip", buttons=True)
    if page.settings.clip != "off":
        page.control("clip_at")


def second_controls(page: Gradients) -> None:
    """Size and weights of the network beside the first."""
    page.control("versus_hidden")
    scheme_control(page, page.settings.versus, "versus_scheme")
    page.control("versus_gain", slider=True)
    if has_forget_gate(page.settings.versus):
        page.control("versus_forget_bias")


def in_words(flows: list[Flow]) -> None:
    """The fitted rate and the memory of each network, one row each."""
    heads = [label for label, _value in summary(flows[0])]
    lines = [[f.name, *(value for _label, value in summary(f))] for f in flows]
    rows = [["", *heads], ["---"] * (1 + len(heads)), *lines]
    st.markdown("\n".join(f"| {' | '.join(row)} |" for row in rows))
