"""The controls of Shapes: the architecture, and the arguments of its recurrent module."""

from typing import Any

import streamlit as st

from rnnviz.core.plan import PAIRS
from rnnviz.scenes.shapes.torch import call
from rnnviz.settings.shapes import ShapesSettings, label
from rnnviz.ui.frame.page import Page
from rnnviz.words import _

Shapes = Page[ShapesSettings]

# Kinds that a person chooses from; deep and bidirectional are arguments of the others.
KINDS: dict[str, dict[str, Any]] = {
    "many_to_many": {"arch": "many_to_many", "num_layers": 1, "bidirectional": False},
    "many_to_one": {"arch": "many_to_one", "num_layers": 1, "bidirectional": False},
    "one_to_many": {"arch": "one_to_many", "num_layers": 1, "bidirectional": False},
    "deep": {"arch": "many_to_many", "num_layers": 2, "bidirectional": False},
    "bidirectional": {"arch": "many_to_one", "num_layers": 1, "bidirectional": True},
    "encoder_decoder": {"arch": "encoder_decoder"},
    "attention": {"arch": "attention"},
}
MORE_LABELS = {"deep": _("Deep"), "bidirectional": _("Bidirectional")}


def kind_of(s: ShapesSettings) -> str:
    """The kind that the settings are an example of."""
    if s.arch in PAIRS or s.arch == "one_to_many":
        return s.arch
    if s.bidirectional:
        return "bidirectional"
    return "deep" if s.num_layers > 1 else s.arch


def kind_controls(page: Shapes) -> None:
    """One button for each kind of network."""
    key = "shapes.kind"
    st.session_state[key] = kind_of(page.settings)
    st.pills(
        _("Architecture"),
        list(KINDS),
        format_func=lambda code: MORE_LABELS.get(code) or label(code),
        key=key,
        on_change=lambda: page.change(**KINDS[st.session_state[key] or kind_of(page.settings)]),
    )


def argument_controls(page: Shapes) -> None:
    """The arguments of nn.RNN, nn.LSTM or nn.GRU, and the sizes of what it reads."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="controls"):
        page.control("cell", width=160)
        for name in ("input_size", "hidden", "num_layers"):
            page.control(name, width=124)
        page.control("dropout", width=124)
        page.control("length", width=112)
        page.control("batch", width=112)
        if page.settings.arch != "one_to_many":
            page.control("outputs", width=112)
        if page.settings.arch in ("many_to_many", "many_to_one") and page.settings.bidirectional:
            _readout_control(page)
    with st.container(horizontal=True, key="flags", gap="medium"):
        for name in ("bias", "batch_first", "bidirectional"):
            page.control(name)
    st.code(call(page.settings.plan().layers), language="python", wrap_lines=True)


def _readout_control(page: Shapes) -> None:
    """Where both directions are read: at every step, or once."""
    key, places = "shapes.readout", {"many_to_many": _("every step"), "many_to_one": _("the end")}
    st.session_state[key] = page.settings.arch
    st.segmented_control(
        _("Read out at"),
        list(places),
        format_func=places.__getitem__,
        key=key,
        required=True,
        on_change=lambda: page.change(arch=st.session_state[key]),
    )
