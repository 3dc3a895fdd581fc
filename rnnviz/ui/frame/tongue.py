"""The language of a session: that of its address, else the browser's, else English."""

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from rnnviz.words.tongue import ENGLISH, ask_first, nearest, speak

KEY = "language"


def arrive() -> None:
    """Before the address is read: what is wrong with it is said in the language that it names."""
    named = st.query_params.get("lang", st.session_state.get("lang", ""))
    settle(nearest(named) or "")


def settle(chosen: str) -> None:
    """Speak a language for the rest of this run, and of those of parts of the page; "": theirs."""
    language = chosen or nearest(st.context.locale or "") or ENGLISH
    st.session_state[KEY] = language
    speak(language)


def of_session() -> str | None:
    """The language of the session that is at work in this thread; None if none is."""
    if get_script_run_ctx(suppress_warning=True) is None:
        return None
    return st.session_state.get(KEY)


ask_first(of_session)
