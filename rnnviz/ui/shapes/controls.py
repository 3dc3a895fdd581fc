"""The controls of Shapes: the architecture, and the arguments of its recurrent module."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from rnnviz.scenes.shapes.said import pair_sentence, plan_sentence
from rnnviz.scenes.shapes.torch import call
from rnnviz.settings.shapes import ShapesSettings, label
from rnnviz.tasks.architecture import PAIRS
from rnnviz.ui.frame.bar import Bar
from rnnviz.ui.frame.page import Page
from rnnviz.ui.frame.presets import Offered, Preset
from rnnviz.words import N_, _

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
MORE_LABELS = {"deep": N_("Deep"), "bidirectional": N_("Bidirectional")}


def kind_of(s: ShapesSettings) -> str:
    """The kind that the settings are an example of."""
    if s.arch in PAIRS or s.arch == "one_to_many":
        return s.arch
    if s.bidirectional:
        return "bidirectional"
    return "deep" if s.num_layers > 1 else s.arch


def offered(s: ShapesSettings) -> Offered:
    """One preset for each kind of network; all sizes stay as they are."""
    found = {
        code: Preset(_(MORE_LABELS.get(code, "")) or label(code), s.with_(**changes), _saying(s))
        for code, changes in KINDS.items()
    }
    return Offered(found, kind_of(s))


def _saying(s: ShapesSettings) -> Callable[[], str]:
    """The sentence of what is shown, whatever its sizes."""
    if s.arch in PAIRS:
        return lambda: pair_sentence(attending=s.arch == "attention")
    return lambda: plan_sentence(s.plan())


def argument_controls(page: Shapes) -> None:
    """The arguments of nn.RNN, nn.LSTM or nn.GRU, and the sizes of what it reads."""
    bar = Bar(page.look, _("Arguments"))
    with bar.at("look"):
        page.control("cell", width=210)
        page.control("hidden", width=190)
        page.control("num_layers", width=190)
    with bar.at("student"):
        page.control("input_size", width=190)
        page.control("length", width=160)
        page.control("batch", width=170)
        if page.settings.arch != "one_to_many":
            page.control("outputs", width=180)
        page.control("bidirectional")
        page.control("batch_first")
    with bar.at("researcher"):
        page.control("dropout", width=170)
        page.control("bias")
    if page.settings.arch in ("many_to_many", "many_to_one") and page.settings.bidirectional:
        with bar.at("look"):
            _readout_control(page)


def call_line(page: Shapes) -> None:
    """The line of PyTorch that makes the module."""
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
