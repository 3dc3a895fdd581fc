"""Choices within a cell: the sense of a GRU's z, a Clockwork's periods, an LSTM's peepholes."""

from dataclasses import replace
from typing import Any

import streamlit as st

from rnnviz.core.cells import CELLS, Cell
from rnnviz.core.cells.gru import new as gru_new
from rnnviz.core.cells.lstm import peephole as lstm_peephole
from rnnviz.core.cells.rnn import clockwork
from rnnviz.core.network import Network, Weights
from rnnviz.settings.edits import Edit
from rnnviz.settings.network import NetworkSettings
from rnnviz.settings.typed import parse_periods
from rnnviz.ui.frame.page import Page
from rnnviz.words import _

GRUS = ("gru", "gru_before")


def cell_of(s: NetworkSettings) -> Cell:
    """The cell that is drawn and trained, with its options; a GRU in PyTorch's writing."""
    if s.net:  # a network from another screen was trained without options
        return CELLS[s.cell]
    if s.cell == "clockwork":
        return clockwork.cell(parse_periods(s.periods), int(s.first_tick))
    if s.cell == "lstm_peephole":
        return lstm_peephole.cell("" if s.peepholes == "none" else s.peepholes)
    return CELLS[s.cell]


def other_writing(s: NetworkSettings) -> bool:
    """Whether a GRU is to be written with z as the share of the new content."""
    return s.cell in GRUS and s.z == "new"


def shown_cell(s: NetworkSettings) -> Cell:
    """The cell as its formulas are printed."""
    return gru_new.cell(CELLS[s.cell]) if other_writing(s) else cell_of(s)


def as_written(net: Network, s: NetworkSettings) -> Network:
    """The network in the writing that is chosen: the same states, z and its weights flipped."""
    if not other_writing(s):
        return net
    p, readout = net.weights
    return Network(gru_new.cell(net.cell), Weights(gru_new.flip(p), readout))


def in_other_writing(edit: Edit, s: NetworkSettings) -> Edit:
    """An edited weight as the other writing of a GRU has it; the same both ways.

    Settings keep edits as PyTorch has the weights, so that the sense of z changes no network.
    """
    of_z = edit.array in ("W_xh", "W_hh", "b_h") and edit.place[0] // s.hidden == gru_new.Z
    return edit._replace(value=-edit.value) if other_writing(s) and of_z else edit


def option_controls(page: Page[Any]) -> None:
    """The controls of what can be chosen within the cell; none for most."""
    s: NetworkSettings = page.settings
    if s.cell in GRUS:
        page.control("z", buttons=True)
    elif s.net:
        return
    elif s.cell == "clockwork":
        page.control("periods", width=220)
        problem = page.problem("periods")
        if problem is not None:
            st.error(problem)
        page.control("first_tick", buttons=True)
        if problem is None:
            st.caption(clock_note(s))
    elif s.cell == "lstm_peephole":
        _peephole_controls(page)


def clock_note(s: NetworkSettings) -> str:
    """How many units have each period, also none, and what the clock reads at the first step."""
    modules = tuple(dict.fromkeys(parse_periods(s.periods)))
    of_units = clockwork.periods(s.hidden, parse_periods(s.periods)).tolist()
    text = _("Units of period {periods}: {units}. At step 1 the clock reads {first}.")
    units = ", ".join(str(of_units.count(T)) for T in modules)
    return text.format(periods=", ".join(map(str, modules)), units=units, first=s.first_tick)


def _peephole_controls(page: Page[Any]) -> None:
    """Which gates look at the cell state."""
    key, now = f"{page.code}.peephole-pills", page.settings.peepholes
    st.session_state[key] = [k for k in "ifo" if k in now.replace("none", "")]

    def take() -> None:
        chosen = "".join(k for k in "ifo" if k in st.session_state[key])
        page.change(peepholes=chosen or "none")

    st.segmented_control(
        _("Peepholes"),
        ["i", "f", "o"],
        selection_mode="multi",
        key=key,
        help=_(
            "The gates that see the cell state. A peephole left out stays 0 and learns nothing."
        ),
        on_change=take,
    )


def same_drawn(s: NetworkSettings) -> NetworkSettings:
    """The settings without what changes only how the network is written."""
    return replace(s, z="old")
