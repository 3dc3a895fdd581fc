"""The controls of the Gradients screen, and what of its numbers is said in words."""

from typing import NoReturn

import streamlit as st

from rnnviz.errors import RnnvizError
from rnnviz.scenes.gradients import Flow, flow, summary
from rnnviz.settings.gradients import GradientSettings
from rnnviz.settings.network import NetworkSettings
from rnnviz.settings.tables import cell_label
from rnnviz.ui.frame.bar import Bar
from rnnviz.ui.frame.page import Page
from rnnviz.ui.network import in_hand
from rnnviz.ui.network.carried import carried_controls
from rnnviz.ui.network.controls import (
    INPUT_FIELDS,
    has_forget_gate,
    scheme_control,
    stop_at_bad_input,
    weight_controls,
)
from rnnviz.ui.network.network import study_of
from rnnviz.words import _

Gradients = Page[GradientSettings]


def flow_controls(page: Gradients) -> None:
    """What moves the gradient most in one row; the rest in the drawer."""
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


def _own_controls(page: Gradients, bar: Bar) -> None:
    with bar.at("look"):
        page.control("cell", width=220)
        page.control("gain", slider=True, width=190)
    with bar.at("student"):
        page.control("loudness", slider=True, width=230)
        if page.settings.input == "series":
            page.control("steps", width=140)
        page.control("versus", width=230)
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
    """Weights of the network beside the first."""
    scheme_control(page, page.settings.versus, "versus_scheme")
    page.control("versus_gain", slider=True)
    if has_forget_gate(page.settings.versus):
        page.control("versus_forget_bias")


def second_network(s: GradientSettings) -> NetworkSettings:
    """The network beside the first: same input, size and seed; its own cell and weights."""
    own = {
        "cell": s.versus,
        "scheme": s.versus_scheme,
        "gain": s.versus_gain,
        "forget_bias": s.versus_forget_bias,
        "edits": "",
    }
    return NetworkSettings(**{**s.network(), **own})


@in_hand.cached
def flow_of(s: NetworkSettings, name: str, truncate: int | None, loudness: float) -> Flow:
    """How gradients flow in one network; shared, never to be changed."""
    return flow(name, study_of(s, truncate, loudness), truncate)


def flows_of(s: GradientSettings) -> list[Flow]:
    """The network in hand and, if there is one, the network beside it.

    Raises:
        RnnvizError: if the numbers leave what a computer can hold.
    """
    named = [(cell_label(s.cell), NetworkSettings(**s.network()))]
    if s.versus != "none" and not s.net:  # beside a trained network an untrained one says nothing
        named.append((cell_label(s.versus), second_network(s)))
    if len(named) == 2 and named[0][0] == named[1][0]:
        named = [(_("first {name}").format(name=named[0][0]), named[0][1]),
                 (_("second {name}").format(name=named[1][0]), named[1][1])]  # fmt: skip
    return [flow_of(network, name, s.truncate, s.loudness) for name, network in named]


def in_words(flows: list[Flow]) -> None:
    """The fitted rate and the memory of each network, one row each."""
    heads = [label for label, _value in summary(flows[0])]
    lines = [[f.name, *(value for _label, value in summary(f))] for f in flows]
    rows = [["", *heads], ["---"] * (1 + len(heads)), *lines]
    st.markdown("\n".join(f"| {' | '.join(row)} |" for row in rows))


def explained(page: Gradients, error: RnnvizError) -> NoReturn:
    """Show what went wrong and end the page there."""
    st.error(str(error))
    page.stop()
