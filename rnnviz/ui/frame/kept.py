"""What a person gave to a screen, kept by the session while other screens are visited.

Streamlit forgets the widgets of a page that is left, and a file with them. Whoever looks inside a
network and comes back must find the file, the pasted text and the answers still there.
"""

import re
from typing import Any

import streamlit as st
from streamlit.runtime.uploaded_file_manager import DeletedFile, UploadedFile

from rnnviz.words import _

STORE = "kept"
# The name of an answer may end in that of a column, and a column may have any name.
ANSWERS = re.compile(r"series\.(?P<name>.+)\.(?P<digest>[0-9a-f]{12})|series\.paste", re.DOTALL)
FILE = "series.file"


def answers_kept() -> None:
    """Remember the widgets that `ANSWERS` names, and put back those that were forgotten."""
    kept: dict[str, Any] = st.session_state.setdefault(STORE, {})
    kept |= {str(k): v for k, v in st.session_state.items() if ANSWERS.fullmatch(str(k))}
    for key, value in kept.items():
        if ANSWERS.fullmatch(key) and key not in st.session_state:
            st.session_state[key] = value


def answers_about(digest: str) -> dict[str, str]:
    """How a file was read where a person said so, by the name of the question."""
    kept: dict[str, Any] = st.session_state.get(STORE, {})
    matches = {key: ANSWERS.fullmatch(key) for key in kept}
    return {
        match["name"]: str(kept[key])
        for key, match in matches.items()
        if match and match["digest"] == digest[:12]
    }


def take_file() -> None:
    """Remember what is in the uploader (its callback): a new file, or none any more."""
    file = st.session_state.get(FILE)
    whole = isinstance(file, UploadedFile)
    st.session_state[f"{STORE}.file"] = (file.getvalue(), file.name) if whole else None


def file_kept() -> tuple[bytes, str] | None:
    """The bytes and the name of the file in use; say so where the uploader has forgotten it."""
    kept = st.session_state.get(f"{STORE}.file")
    if kept is None and isinstance(st.session_state.get(FILE), DeletedFile):
        st.warning(
            _(
                "The server was started anew and has lost the file that is listed above, and what "
                "was trained with it: choose the file again, and train again."
            )
        )
    elif kept is not None and st.session_state.get(FILE) is None:
        with st.container(horizontal=True, vertical_alignment="center", key="kept-file"):
            st.caption(_("Still in use:"), width="content")
            st.text(kept[1][:60], width="content")
            st.button(
                _("Remove"), type="tertiary", icon=":material/close:", on_click=_forget_file,
                key="series.forget",
            )  # fmt: skip
    return kept


def _forget_file() -> None:
    st.session_state[f"{STORE}.file"] = None
