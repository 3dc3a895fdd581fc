"""What was said to the quiz, in a cookie until the browser is closed: the lessons lie between.

A link without answers, opened in a new session, then goes on where the quiz was left.
"""

from typing import Any
from urllib.parse import parse_qs, urlencode

import streamlit as st

from rnnviz.settings.quiz import QuizSettings
from rnnviz.ui.frame.page import Page

COOKIE = "rnnviz-quiz"
NAMES = ("answers_a", "answers_b", "done", "told")
FOUND = "quiz.found"  # what a session began with: a link that was only looked at is nobody's own


def bring_back(page: Page[QuizSettings]) -> None:
    """Take up what an earlier session left, once, unless the address says what was answered."""
    if FOUND in st.session_state:
        return
    if not any(_values(page.settings).values()):
        query = {name: values[-1] for name, values in parse_qs(left()).items()}
        found, notes = QuizSettings.from_query(query)
        if not notes and any(_values(found).values()):
            page.change(**_values(found))
    st.session_state[FOUND] = _values(page.settings)


def left() -> str:
    """What the browser has of an earlier session."""
    return str(st.context.cookies.get(COOKIE, ""))


def _values(s: QuizSettings) -> dict[str, Any]:
    return {name: getattr(s, name) for name in NAMES}


def leave(s: QuizSettings) -> None:
    """Give the browser what was said so far."""
    if _values(s) == st.session_state[FOUND]:
        return
    query = s.to_query()
    text = urlencode({name: query[name] for name in NAMES if name in query})
    script = (
        f'document.cookie="{COOKIE}={text}; path=/; samesite=strict"'
        '+(location.protocol==="https:"?"; secure":"")'
    )
    with st.container(key="quiz-cookie"):
        st.html(f"<script>{script}</script>", unsafe_allow_javascript=True)
