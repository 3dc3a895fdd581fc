"""The controls of the Gates screen: the cell, its clamp, its forget bias and the half-life."""

from collections.abc import Callable
from typing import Any

import numpy as np
import streamlit as st

from rnnviz.core.cells import CELLS
from rnnviz.core.clamp import clampable
from rnnviz.core.study import Study
from rnnviz.scenes.gates.gates import Clamped
from rnnviz.scenes.gates.words import (
    halved_in_words,
    kept_in_words,
    product_of_shares,
    step_size,
    turning,
)
from rnnviz.settings.gates import GateSettings
from rnnviz.street.network.cell import GRUS, other_writing
from rnnviz.street.screens.gates import gates_shown
from rnnviz.ui.frame.bar import Bar
from rnnviz.ui.frame.page import Page
from rnnviz.ui.gates.presets import ONE_GATE, kept_share
from rnnviz.ui.network.carried import carried_controls
from rnnviz.ui.network.cell_options import option_controls
from rnnviz.ui.network.controls import (
    bias_slider,
    has_forget_gate,
    input_controls,
    new_seed,
    weight_controls,
)
from rnnviz.words import N_, _
from rnnviz.words.numbers import brief

Gates = Page[GateSettings]
LETTERS = {  # of cells with one sentence on them
    "mgu": N_("Here f is the share of the **new** content; 1 − f of the old is kept."),
    "minlstm": N_("The gates f and i are shared out to 1: s = f / (f + i) of the old is kept."),
    "slstm": N_("Here g is the z of the paper, and i = exp(a), divided by the largest weight."),
    "mingru": N_("Here z is the share of the **new** content; 1 − z of the old is kept."),
}


def gate_controls(page: Gates) -> Any:
    """What is done to the gates in one row, which is given; what the cell reads in the drawer."""
    if page.settings.net:
        carried_controls(page)
    bar, gates = Bar(page.look, _("More")), gates_shown(page.settings.cell)
    if not page.settings.net:
        with bar.at("look"):
            page.control("cell", width=240)
    held = page.settings.clamp in gates
    with bar.at("look"):
        if gates:
            _clamp_controls(page, gates)
    with bar.drawer if held else bar.at("look"):  # the row has room for one slider
        if has_forget_gate(page.settings.cell) and not page.settings.net:
            _bias_control(page)
    with bar.at("student"):
        option_controls(page)
    if not page.settings.net:
        _own_controls(page, bar)
    return bar.row


def hindered(s: GateSettings) -> str:
    """Why what is shown cannot learn, if it cannot."""
    if s.clamp not in gates_shown(s.cell):
        return ""
    return _("A gate that is clamped learns nothing: to learn, let go of it.")


def _own_controls(page: Gates, bar: Bar) -> None:
    with bar.at("researcher"):
        page.control("hidden", width=190)
        input_controls(page)
        page.control("trained", width=215)
        new_seed(page)
    with bar.drawer:
        weight_controls(page)


def _clamp_controls(page: Gates, gates: tuple[str, ...]) -> None:
    """Which gate is held, among those of the cell, and at what."""
    key, held = "gates.held", page.settings.clamp
    st.session_state[key] = held if held in gates else "none"
    with st.container(width="content"):
        st.segmented_control(
            _("Clamp a gate"),
            ["none", *gates],
            format_func=lambda gate: _("None") if gate == "none" else gate,
            key=key,
            required=True,
            help=_("The gate has this value at every step, whatever it reads."),
            on_change=lambda: page.change(clamp=st.session_state[key]),
        )
    if held in gates:
        with st.container(
            horizontal=True, width="content", vertical_alignment="center", key="gate-clamp"
        ):
            page.control("clamp_at", slider=True, width=210)
            if held in CELLS[page.settings.cell].forget_gates:
                st.caption(halved_in_words(page.settings.clamp_at, held))
            elif held in ("z", "f") and page.settings.cell in ONE_GATE:
                st.caption(kept_in_words(kept_share(page.settings)))


def _bias_control(page: Gates) -> None:
    """The forget bias, and after how many steps a gate with that bias has lost half."""
    bias = page.settings.forget_bias
    gate = CELLS[page.settings.cell].forget_gates[0]
    held = page.settings.clamp == gate
    with st.container(
        horizontal=True, width="content", vertical_alignment="center", key="gate-bias"
    ):
        own = _("Each unit has a bias of its own. Move it to set one for all.")
        bias_slider(page, width=180, disabled=held, help=own if bias is None else None)
        if held:
            st.caption(_("Without effect while {gate} is clamped.").format(gate=gate))
        elif bias is not None:
            keep = 0.5 + 0.5 * float(np.tanh(0.5 * bias))
            st.caption(halved_in_words(keep, gate, at_rest=True))


def clamp_report(page: Gates) -> Callable[[Any], None]:
    """What the player calls when a gate is dragged in the cell, or let go of."""

    def on_clamp(report: Any) -> None:
        held = checked_clamp(report, page.settings)
        if held is not None:
            page.dragged(done=report.get("draft") is not True, **held)

    return on_clamp


def checked_clamp(report: Any, s: GateSettings) -> dict[str, Any] | None:
    """The settings that a browser reported, or None if it is no clamp: it is not trusted."""
    try:
        gate, value = report["gate"], report["value"]
        if value is None:
            return {"clamp": "none"}
        held = {"clamp": gate, "clamp_at": float(value)}
        return held if gate in gates_shown(s.cell) and 0 <= held["clamp_at"] <= 1 else None
    except (KeyError, TypeError, ValueError):
        return None


def _letters(s: GateSettings) -> None:
    """What a letter means here, where texts differ."""
    if other_writing(s):
        st.caption(
            _(
                "Here z is the share of the **new** content, as in Chung et al. 2014 and in "
                "DyNet: 1 − z of the old state is kept. The signs of z’s weights are turned; the "
                "states and the loss are the same."
            )
        )
    elif s.cell in GRUS:
        st.caption(
            _(
                "Here z is the share of the **old** state that is kept, as in Cho et al. 2014, "
                "PyTorch and Keras; Chung et al. 2014 and some texts write it the other way round."
            )
        )
    if s.cell == "lstm_depth_gated":
        st.caption(
            _(
                "The upper of two layers is drawn; k is its depth gate (d in the paper of Yao et "
                "al.). Below it stands a plain LSTM, whose letters carry a ¹."
            )
        )
    if s.cell == "grid_lstm" and s.grid_layers == "1":
        st.caption(
            _(
                "The memory along time is drawn. Here h = o ∗ tanh(m); the paper’s text has "
                "tanh(o ∗ m)."
            )
        )
    elif s.cell == "grid_lstm":
        st.caption(
            _(
                "The memory along time of the upper of two layers is drawn. Here h = o ∗ tanh(m); "
                "the paper’s text has tanh(o ∗ m)."
            )
        )
    if s.cell in LETTERS:
        st.caption(LETTERS[s.cell])


def conventions(page: Gates, held: Clamped | None, shown: Study) -> None:
    """What one must know to read this cell's letters, and what its gates say of the gradient."""
    code = page.settings.cell
    _letters(page.settings)
    for said in filter(None, (step_size(shown), turning(shown), product_of_shares(shown))):
        st.caption(said)
    if held is not None:
        text = _(
            "Clamped: {gate} = {value} at every step in place of its formula; its gradient is 0."
        )
        st.caption(text.format(gate=held.gate, value=brief(held.value)))
    if not clampable(CELLS[code]):
        st.caption(_("This cell has no gate that it could learn to open; what it lacks is grey."))
        if not page.settings.net:
            st.button(
                _("Put an LSTM in its place"),
                icon=":material/tune:",
                on_click=page.change,
                kwargs={"cell": "lstm", "edits": ""},
            )
