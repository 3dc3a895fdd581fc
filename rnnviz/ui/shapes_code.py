"""What stands under the picture of Shapes: the notes, and the lines that make the same network."""

import streamlit as st

from rnnviz.scenes.shapes_keras import keras_code
from rnnviz.scenes.shapes_notes import notes
from rnnviz.scenes.shapes_torch import torch_code
from rnnviz.ui.page import Page
from rnnviz.ui.shapes_settings import ShapesSettings
from rnnviz.words import _

ARTICLE = {
    "arch": "many_to_one", "cell": "lstm", "input_size": 28, "hidden": 256, "num_layers": 2,
    "bidirectional": False, "bias": True, "length": 28, "batch": 64, "outputs": 10,
}  # fmt: skip


def show_notes(page: Page[ShapesSettings]) -> None:
    """Where texts err, and what an argument does not do."""
    plan, asked = page.settings.plan(), page.settings.layers()
    with st.container(gap="xxsmall", key="shapes-notes"):
        for note in notes(plan, asked):
            st.caption(f":material/info: {note}")


def show_code(page: Page[ShapesSettings]) -> None:
    """The same network in both libraries; the button at a corner copies it."""
    plan = page.settings.plan()
    st.subheader(_("The same network in code"), anchor=False)
    st.caption(_("Both programs run as they stand, and count what is counted above."))
    for column, name, code in zip(
        st.columns(2, gap="large"), ("PyTorch", "Keras"), (torch_code, keras_code), strict=True
    ):
        with column:
            st.markdown(f"**{name}**")
            st.code(code(plan), language="python", wrap_lines=True)
    st.button(
        _("Show article 004’s network, which reads digits row by row"),
        icon=":material/dialpad:", type="tertiary", on_click=page.change, kwargs=ARTICLE,
        key="shapes.article",
    )  # fmt: skip
