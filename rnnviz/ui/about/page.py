"""The page that says how far its numbers can be trusted, and lets anybody check them."""

import streamlit as st

from rnnviz.core.cells import CELLS
from rnnviz.core.study import gradient_check
from rnnviz.room.book import LASTS
from rnnviz.series.reading.builtin import SERIES
from rnnviz.settings.network import NetworkSettings
from rnnviz.street.network.stops import stops
from rnnviz.words import _
from rnnviz.words.numbers import brief, number

SMALL = NetworkSettings(series="sine", steps=8, hidden=4, trained=0, where="every")


def numbers() -> None:
    """How numbers are computed and checked, and a check to be made now."""
    st.subheader(_("How the numbers are checked"), anchor=False)
    st.markdown(
        _(
            "- Every number on a screen is computed for the network that is shown; nothing is "
            "drawn from memory or made to look right. A link gives the same numbers again.\n"
            "- The formulas beside a number are data: they are evaluated step by step, and "
            "compared with what the program computed, for every network that is shown.\n"
            "- Gradients are compared with finite differences, with a second program that "
            "differentiates by itself, and with values of PyTorch and Keras.\n"
            "- Sentences with numbers are made from these numbers, and tests make them again. So "
            "are the answers and numbers of the lessons."
        )
    )
    if st.button(_("Check the gradient of every cell now"), key="about.check"):
        st.markdown(checked())


def checked() -> str:
    """A table: each cell's largest difference from finite differences, and of how many weights."""
    rows = [_("| Cell | Weights compared | Largest relative difference |"), "|---|---|---|"]
    for code, cell in CELLS.items():
        error, n = gradient_check(stops().study(SMALL.with_(cell=code)))
        rows.append(f"| {_(cell.label)} | {n} | {number(error, 2)} |")
    return "\n".join(rows)


def data() -> None:
    """The built-in series, each with where it is from and its licence."""
    st.subheader(_("Data"), anchor=False)
    rows = [_("| Series | What it is | Licence |"), "|---|---|---|"]
    rows += [f"| {_(s.label)} | {_(s.origin)} | {_(s.licence)} |" for s in SERIES.values()]
    st.markdown("\n".join(rows))
    st.caption(_("No licence was chosen for the program so far: ask before you build on it."))


def kept() -> None:
    """What is kept of a person: nothing but what a class says in a room, for two hours."""
    st.subheader(_("What is kept"), anchor=False)
    st.markdown(
        _(
            "There are no accounts and no usage statistics, and nothing is fetched from other "
            "servers. A file that you upload, and what you type or draw, are held in memory as "
            "long as the tab is open. What you say in a lesson stands in its link alone."
        )
    )
    st.markdown(
        _(
            "What you say in “Before and after” stands in its link, and in a cookie of your "
            "browser until you close it, so that your first score is there after the lessons."
        )
    )
    st.markdown(
        _(
            "One thing is kept for a while: what a class says under “Class vote”. The room, its "
            "question, how often each answer was chosen and the links that were handed in stand "
            "in a file of this server until the teacher ends the room, and for {hours} hours at "
            "most. There are no names and no addresses of computers in it: that each vote counts "
            "once is seen by a number drawn by chance, which your browser keeps as long as the "
            "room lasts, in a cookie."
        ).format(hours=brief(LASTS / 3600))
    )
