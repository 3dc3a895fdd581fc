"""A network as a program: one button for each framework; what is downloaded is made on demand."""

from collections.abc import Callable

import streamlit as st

from rnnviz.core.cells import CELLS
from rnnviz.core.network import Network
from rnnviz.export.forms import FORMS, forms_of
from rnnviz.export.model import Model, of_inputs
from rnnviz.settings.network import NetworkSettings
from rnnviz.settings.tables import series_label
from rnnviz.tasks.sequence import Example
from rnnviz.ui.network import in_hand
from rnnviz.words import _


def code_downloads(model: Callable[[], Model], cell: str, key: str, label: str) -> None:
    """Offer the network under one button; `model` gives it when a form is asked for."""
    with st.popover(label, icon=":material/code:"):
        st.caption(
            _(
                "A program with the weights in it that predicts as this page does. Run it, and it "
                "checks itself against the numbers here."
            )
        )
        for form in forms_of(cell):
            st.download_button(
                FORMS[form].label, data=_writer(model, form), file_name=f"{cell}_{form}.py",
                mime="text/x-python", key=f"{key}.{form}", icon=":material/download:",
                on_click="ignore", width="stretch",
            )  # fmt: skip
        text = without(cell)
        if text:
            st.caption(text)


def _writer(model: Callable[[], Model], form: str) -> Callable[[], bytes]:
    return lambda: FORMS[form].write(model()).encode()


def without(cell: str) -> str:
    """What form there is not, and how a form without a layer of its own is made."""
    if "keras" not in forms_of(cell):
        text = _(
            "Keras has no layer for {cell}, nor has PyTorch: there it is a module made from the "
            "formulas."
        )
        return text.format(cell=_(CELLS[cell].label))
    return ""


def take_along(s: NetworkSettings, net: Network, example: Example) -> None:
    """The network of a screen as code, with its edits, and with its scaling if it has one."""
    label = _("Take this network with you")
    code_downloads(lambda: taken(s, net, example), s.cell, "take", label)


def taken(s: NetworkSettings, net: Network, example: Example) -> Model:
    """What the code of a screen's network is made from."""
    carried = in_hand.held(s)
    if carried is not None:
        return carried.examples.model(net)
    return of_inputs(net, input_name(s), example.x)


def input_name(s: NetworkSettings) -> str:
    """What a network reads, in a word or two."""
    return {"series": series_label(s.series), "word": s.word}.get(s.input, _("typed numbers"))
