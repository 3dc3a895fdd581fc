"""Choices within a cell: a GRU's z, a Clockwork's modules, a Grid's layers, an LSTM's peepholes."""

from typing import Any

import streamlit as st

from rnnviz.core.cells.rnn import clockwork
from rnnviz.settings.network import NetworkSettings
from rnnviz.settings.typed import parse_periods
from rnnviz.street.network.cell import GRUS, sizes_of
from rnnviz.ui.frame.page import Page
from rnnviz.words import _


def option_controls(page: Page[Any]) -> None:
    """The controls of what can be chosen within the cell; none for most."""
    s: NetworkSettings = page.settings
    if s.cell in GRUS:
        page.control("z", buttons=True)
    elif s.net:
        return
    elif s.cell == "clockwork":
        page.control("periods", width=220)
        page.control("sizes", width=160)
        problem = page.problem("periods") or page.problem("sizes")
        if problem is not None:
            st.error(problem)
        page.control("first_tick", buttons=True)
        if problem is None:
            st.caption(clock_note(s))
    elif s.cell == "grid_lstm":
        page.control("grid_layers", buttons=True)
    elif s.cell == "lstm_peephole":
        _peephole_controls(page)


def clock_note(s: NetworkSettings) -> str:
    """How many units have each period, also none, and what the clock reads at the first step."""
    modules = tuple(dict.fromkeys(parse_periods(s.periods)))
    of_units = clockwork.periods(s.hidden, parse_periods(s.periods), sizes_of(s)).tolist()
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
