"""The controls of the network in hand, the same on every screen that shows one."""

import inspect
import secrets
from functools import cache
from typing import Any

import streamlit as st

from rnnviz.core.cells import CELLS, Cell
from rnnviz.settings.network import NetworkSettings
from rnnviz.street.network.cell import shown_cell
from rnnviz.ui.frame.bar import Bar
from rnnviz.ui.frame.page import Page
from rnnviz.ui.network.carried import carried_controls
from rnnviz.ui.network.cell_options import option_controls
from rnnviz.words import _

INPUT_FIELDS = {"series": "series", "typed": "typed", "word": "word"}


def network_controls(page: Page[Any]) -> Any:
    """Cell, size and input in one row, which is given; the weights and the loss in the drawer."""
    if page.settings.net:
        carried_controls(page)
        return st.container(horizontal=True, vertical_alignment="center", gap="small")
    bar = Bar(page.look, _("More"))
    with bar.at("look"):
        page.control("cell", width=250)
    with bar.at("student"):
        page.control("trained", width=215)
        page.control("hidden", width=190)
        input_controls(page)
        new_seed(page)
    with bar.drawer:
        weight_controls(page)
    stop_at_bad_input(page)
    return bar.row


def stop_at_bad_input(page: Page[Any]) -> None:
    """What was typed and cannot be used is said, and no other network is shown in its place."""
    problem = page.problem(INPUT_FIELDS[page.settings.input])
    if problem is not None:
        st.error(problem)
        page.stop()


def input_controls(page: Page[Any]) -> None:
    """What the network reads."""
    page.control("input", width=170)
    page.control(INPUT_FIELDS[page.settings.input], width=240)
    if page.settings.input == "series":
        page.control("steps", width=150)


def new_seed(page: Page[Any]) -> None:
    """A die that draws other weights: nothing else, but the seed's own field, changes the seed."""
    if "seed" in page.look.hide:
        return
    st.button(
        _("New seed"),
        icon=":material/casino:",
        help=_("Draw other initial weights. The seed changes only when you ask for it."),
        on_click=_draw_seed,
        args=(page,),
        key=f"{page.code}.die",
    )


def _draw_seed(page: Page[Any]) -> None:
    page.change(seed=secrets.randbelow(10_000), edits="")


def weight_controls(page: Page[Any], *, gain: bool = True) -> None:
    """Seed, initial weights, where the loss is, forget bias; `gain` if it is not elsewhere."""
    s: NetworkSettings = page.settings
    if page.code != "gates":  # which has room for them in the open
        option_controls(page)
    page.control("seed")
    scheme_control(page, s.cell, "scheme")
    if gain and CELLS[s.cell].loop is not None:
        page.control("gain", slider=True)
    if has_forget_gate(s.cell):
        if page.code != "gates":
            bias_slider(page)
        page.control("forget_bias")
    page.control("where", buttons=True)


def scheme_control(page: Page[Any], code: str, name: str) -> None:
    """The initial weights; where they define the cell, that they do."""
    if CELLS[code].scheme is None:
        page.control(name)
    else:
        st.caption(_("An IRNN always starts as a copy: W_hh is the identity times the gain."))


def bias_slider(page: Page[Any], **look: Any) -> None:
    """The forget bias of all units, to be moved; it stands at 0 where each has its own."""
    if "forget_bias" in page.look.hide:
        return
    key, bias = f"{page.code}.bias", page.settings.forget_bias
    st.session_state[key] = 0.0 if bias is None else bias
    st.slider(
        _("Forget bias"), -5.0, 10.0, step=0.5, key=key,
        on_change=lambda: page.change(forget_bias=st.session_state[key]), **look,
    )  # fmt: skip


def has_forget_gate(code: str) -> bool:
    """Whether the cell keeps its state through a forget gate, whose bias can be set."""
    return bool(CELLS[code].forget_gates)


def formulas(page: Page[Any]) -> None:
    """The formulas of the cell and the code that ran; they lie open for a researcher."""
    label, level = _("The formulas, and the code that ran"), page.look.shows("researcher")
    with st.expander(label, icon=":material/function:", expanded=level):
        formula_and_source(shown_cell(page.settings))


def formula_and_source(shown: str | Cell) -> None:
    """A cell's formulas, forward and backward, each beside the very function that computes it."""
    from rnnviz.scenes.card.latex import backward_latex, forward_latex

    cell = CELLS[shown] if isinstance(shown, str) else shown
    for label, latex, function in (
        (_("One step forward"), forward_latex(cell), cell.module.step),
        (_("The same step backward"), backward_latex(cell), cell.module.step_backward),
    ):
        st.subheader(label, anchor=False)
        left, right = st.columns([2, 3], gap="large")
        left.latex(latex)
        right.code(_source(function), language="python")


@cache
def _source(function: Any) -> str:
    return inspect.getsource(function)
