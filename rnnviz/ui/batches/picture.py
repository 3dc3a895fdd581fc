"""The picture of Batches, and under it what its numbers say where no preset does."""

import streamlit as st

from rnnviz.settings.batches import BatchSettings
from rnnviz.ui.batches.presets import offered, seen
from rnnviz.ui.frame.page import Page
from rnnviz.ui.frame.player import show


def picture(page: Page[BatchSettings]) -> None:
    """The scene; a preset's sentence already stands above it."""
    found = seen(page.settings)
    show(found.scene, key="batches-player", page=page)
    if offered(page.settings).now is None:
        st.info(found.said)
