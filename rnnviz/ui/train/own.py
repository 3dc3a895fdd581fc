"""A series of one's own as the lesson: from a file, or the one that is in use on Your series."""

from typing import Any

import numpy as np
import streamlit as st

from rnnviz.errors import RnnvizError
from rnnviz.series.audit.ready import ready
from rnnviz.series.reading.understand import Understood, Wish
from rnnviz.series.segments import longest_run
from rnnviz.settings.values import pack_values
from rnnviz.ui.frame import kept
from rnnviz.ui.frame.plain import plain
from rnnviz.ui.series.reading import understood
from rnnviz.ui.train.run import Train
from rnnviz.words import _

FILE = "studio.file"
TYPES = ["csv", "tsv", "txt", "xlsx", "ods"]


def own_series(page: Train) -> None:
    """Where a file is given; its longest stretch without gaps goes into the link."""
    label = _("Another file") if page.settings.own else _("Your file")
    with st.popover(label, icon=":material/upload_file:"):
        st.caption(
            _("Its longest stretch without gaps, of that the last 400 values, scaled to lie "
              "between −1 and 1; the link then holds them, rounded to 65,535 levels.")
        )  # fmt: skip
        given = st.file_uploader(
            _("A table with one column of numbers, at most 10 MB"), type=TYPES,
            max_upload_size=10, key=FILE,
        )  # fmt: skip
        if given is not None:
            _use(page, given.getvalue(), given.name)
        elif (held := st.session_state.get(f"{kept.STORE}.file")) is not None:
            _use(page, *held)
        elif not page.settings.own:
            st.info(_("Until then, a sine is learned."))


def _use(page: Train, data: bytes, name: str) -> None:
    """Read a file, and offer what it holds; what cannot be used says why."""
    place: Any = st.empty()
    try:
        values = pack_values(_values(understood(data, name, Wish(), place)))
    except RnnvizError as error:
        st.error(plain(str(error)), icon=":material/error:")
        return
    st.text(name[:60])
    st.button(
        _("Learn from it"), type="primary", key="studio.own", on_click=page.change,
        kwargs={"own": values}, disabled=values == page.settings.own,
    )  # fmt: skip


def _values(found: Understood) -> np.ndarray:
    if found.picked is None:
        unclear = _("This can be read in two ways; open it on Your series, and copy the column "
                    "that is meant into a file of its own.")  # fmt: skip
        raise RnnvizError(found.error or unclear)
    values = ready(found.picked.series).values
    first, last = longest_run(np.isfinite(values))
    return values[first:last]
