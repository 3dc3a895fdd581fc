"""One widget for each kind of setting. Its value is in `st.session_state` under its key."""

from typing import Any

import streamlit as st

from rnnviz.ui.fields import Choice, Choices, Flag, Kind, Number, Text


def draw(kind: Kind, look: dict[str, Any]) -> None:
    """Draw the widget of a setting; `look` has its label, key, callback and looks."""
    match kind:
        case Number():
            _number(kind, look)
        case Choice():
            _choice(kind, look)
        case Choices():
            st.multiselect(
                options=kind.options, format_func=kind.show, max_selections=kind.most, **look
            )
        case Text():
            st.text_input(max_chars=kind.longest, **look)
        case Flag():
            st.toggle(**look)


def _number(kind: Number, look: dict[str, Any]) -> None:
    as_type = int if kind.whole else float
    limits = {"min_value": as_type(kind.low), "max_value": as_type(kind.high)}
    step = as_type(kind.step)
    if look.pop("slider", False):
        st.slider(**limits, step=step, **look)
    elif kind.optional:
        st.number_input(**limits, step=step, value=None, **look)
    else:
        st.number_input(**limits, step=step, **look)


def _choice(kind: Choice, look: dict[str, Any]) -> None:
    only = look.pop("only", kind.options)  # the codes that make sense here
    options = [code for code in kind.options if code in only]
    if look.pop("buttons", False):
        st.segmented_control(options=options, format_func=kind.show, required=True, **look)
    else:
        st.selectbox(options=options, format_func=kind.show, **look)
