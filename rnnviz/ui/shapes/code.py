"""What stands under the picture of Shapes: the notes, and the lines that make the same network."""

import streamlit as st

from rnnviz.scenes.shapes.counts import counts_sentence, counts_table
from rnnviz.scenes.shapes.keras import keras_code
from rnnviz.scenes.shapes.notes import notes
from rnnviz.scenes.shapes.pairs.code import pair_keras_code, pair_torch_code
from rnnviz.scenes.shapes.pairs.plan import PairPlan
from rnnviz.scenes.shapes.torch import torch_code
from rnnviz.settings.shapes import ShapesSettings
from rnnviz.tasks.architecture import Plan
from rnnviz.ui.frame.page import Page
from rnnviz.words import _
from rnnviz.words.sources import SEQUENTIAL

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


def show_counts(plan: Plan) -> None:
    """How many numbers are learned, in each of the ways to count them."""
    with st.expander(counts_sentence(plan), icon=":material/calculate:"):
        st.caption(
            _(
                "Books, this app and the libraries do not mean the same by the number of "
                "parameters: some count the read-out too, and biases differ."
            )
        )
        st.markdown(counts_table(plan))


def show_code(plan: Plan | PairPlan) -> None:
    """The same network in both libraries; the button at a corner copies it."""
    st.subheader(_("The same network in code"), anchor=False)
    st.caption(_("Both programs run as they stand, and count what is counted above."))
    programs = codes(plan)
    for column, (name, code) in zip(st.columns(2, gap="large"), programs.items(), strict=True):
        with column:
            st.markdown(f"**{name}**")
            st.code(code, language="python", wrap_lines=True)


def codes(plan: Plan | PairPlan) -> dict[str, str]:
    """The program of each library."""
    if isinstance(plan, PairPlan):
        return {"PyTorch": pair_torch_code(plan), "Keras": pair_keras_code(plan)}
    return {"PyTorch": torch_code(plan), "Keras": keras_code(plan)}


def article_button(page: Page[ShapesSettings]) -> None:
    """The network of the KDnuggets article, whose counts are known."""
    st.button(
        _("Show the network of {article}, which reads digits row by row").format(
            article=SEQUENTIAL.short
        ),
        icon=":material/dialpad:", type="tertiary", on_click=page.change, kwargs=ARTICLE,
        key="shapes.article",
    )  # fmt: skip
