"""One widget for each kind of setting. Its value is in `st.session_state` under its key.

The value is given as the widget's default too: the browser takes the one in the session only in
the run that set it, and a widget in a closed popover is not there to take it then. Opened later it
would show its smallest value as if somebody had chosen it. (A number that may be none has none as
its default; the page sets it anew in every run.)
"""

from collections.abc import Callable
from typing import Any

import streamlit as st

from rnnviz.settings.fields import Choice, Choices, Flag, Kind, Number, Text
from rnnviz.words import _


def _said(kind: Choice | Choices) -> Callable[[str], str]:
    """What a code is called, in the language in force."""
    return lambda code: _(kind.show(code))


def draw(kind: Kind, value: Any, look: dict[str, Any]) -> None:
    """Draw the widget of a setting; `look` has its label, key, callback and looks."""
    match kind:
        case Number():
            _number(kind, value, look)
        case Choice():
            _choice(kind, value, look)
        case Choices():
            st.multiselect(
                options=kind.options, format_func=_said(kind), max_selections=kind.most,
                default=value, **look,
            )  # fmt: skip
        case Text():
            _text(kind, value, look)
        case Flag():
            st.toggle(value=value, **look)


def _number(kind: Number, value: float | None, look: dict[str, Any]) -> None:
    as_type = int if kind.whole else float
    limits = {"min_value": as_type(kind.low), "max_value": as_type(kind.high)}
    step = as_type(kind.step)
    value = None if value is None else as_type(value)
    if look.pop("slider", False):
        st.slider(**limits, step=step, value=value, **look)
    elif kind.optional:  # a default other than None could not be emptied
        st.number_input(**limits, step=step, value=None, **look)
    else:
        st.number_input(**limits, step=step, value=value, **look)


def _text(kind: Text, value: str, look: dict[str, Any]) -> None:
    if look.pop("area", False):
        st.text_area(value=value, **look)  # a limit here would throw a long text away unsaid
    else:
        st.text_input(max_chars=kind.longest, value=value, **look)


def _choice(kind: Choice, value: str, look: dict[str, Any]) -> None:
    only = look.pop("only", kind.options)  # the codes that make sense here
    codes = [code for code in kind.options if code in only]
    options = {"options": codes, "format_func": _said(kind)}
    if look.pop("buttons", False):
        st.segmented_control(**options, default=value, required=True, **look)
    else:
        st.selectbox(**options, index=codes.index(value), **look)
