"""The picture of Batches, and under it what its numbers say where no preset does."""

import streamlit as st

from rnnviz.scenes.batches.code import keras_code, torch_code
from rnnviz.settings.batches import BatchSettings
from rnnviz.ui.batches.presets import offered, seen
from rnnviz.ui.frame.page import Page
from rnnviz.ui.frame.player import show
from rnnviz.words import _


def picture(page: Page[BatchSettings]) -> None:
    """The scene; a preset's sentence already stands above it."""
    found = seen(page.settings)
    show(found.scene, key="batches-player", page=page)
    if offered(page.settings).now is None:
        st.info(found.said)
    code(page.settings)


def code(s: BatchSettings) -> None:
    """The lines of both libraries that do the same; the button at a corner copies them."""
    programs = {
        "PyTorch": torch_code(s.view, s.cell, s.way),
        "Keras": keras_code(s.view, s.cell, s.hidden),
    }
    with st.expander(_("The same in PyTorch and Keras"), icon=":material/code:"):
        for column, (name, lines) in zip(st.columns(2, gap="large"), programs.items(), strict=True):
            with column:
                st.markdown(f"**{name}**")
                st.code(lines, language="python", wrap_lines=True)
