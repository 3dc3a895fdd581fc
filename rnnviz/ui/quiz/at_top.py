"""A finished form begins with its score, wherever the button was that finished it."""

import streamlit as st

JUST = "quiz.just"  # that a form was finished in this run
UP = '<script>document.querySelector("[data-testid=stMain]").scrollTo(0, 0)</script>'


def finished() -> None:
    """Say in a callback that a form was finished."""
    st.session_state[JUST] = True


def if_finished() -> None:
    """Go to the top of the page, once."""
    if st.session_state.pop(JUST, False):
        with st.container(key="quiz-top"):
            st.html(UP, unsafe_allow_javascript=True)
