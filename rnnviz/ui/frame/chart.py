"""A chart below a player: drawn once the player stands.

The code that draws charts is a hundred times that of the player, and a browser that reads it shows
nothing else for a second or two. So on a session's first page the player says when it stands, the
page runs again, and the charts come; until then each has its room. From then on they come at once.
"""

from typing import Any

import streamlit as st

from rnnviz.figures.large import enlarged
from rnnviz.ui.frame import memory

STANDS = "a player stands"
HEIGHT = 450  # of a chart that names none, as Plotly has it
PRESENTED = 560  # as high as a window of 1280 by 720 has room for


def chart(figure: Any, key: str, **look: Any) -> None:
    """Draw a Plotly figure under a key, or keep its room; `look` goes to Streamlit."""
    if st.session_state.get(STANDS):
        plot(figure, key, **look)
        return
    with st.container(key=f"{key}-later"):  # app.js looks for such a place
        st.space(int(figure.layout.height or HEIGHT))


def plot(figure: Any, key: str, presented: int = PRESENTED, **look: Any) -> Any:
    """Draw a Plotly figure under a key at once, large where the page is `presented`, and so many
    pixels high; give what was selected in it, where `look` asks for that.
    """
    if memory.looked(st.session_state.get("page", "")).present:
        figure = enlarged(figure, presented)
    return st.plotly_chart(figure, key=key, **look)


def stand() -> None:
    """Remember that a player stands, when it says so."""
    st.session_state[STANDS] = True
