"""A question of a teacher's own."""

import streamlit as st

from rnnviz.errors import RnnvizError
from rnnviz.room.question import LONGEST, MOST, Question
from rnnviz.street.link import read_link
from rnnviz.street.pasted import of_found
from rnnviz.ui.frame.plain import plain
from rnnviz.words import _


def own() -> Question | None:
    """The question that was typed; None with a sentence while it cannot be asked."""
    text = st.text_area(_("Question"), key="vote.text", max_chars=LONGEST // 2, height=90)
    answers = st.text_area(
        _("Answers, one a line, two to {n}").format(n=MOST), key="vote.answers", height=140
    )
    link = st.text_input(_("Link of the experiment, if there is one"), key="vote.link")
    if not (text.strip() or answers.strip()):
        return None
    try:
        options = tuple(plain(line) for line in answers.splitlines() if line.strip())
        shown = of_found(read_link(link)) if link.strip() else ""
        return Question(plain(text), options, shown).checked()
    except RnnvizError as error:
        st.info(str(error))
        return None
