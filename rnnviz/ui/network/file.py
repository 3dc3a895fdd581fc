"""A network as a file or in a link: saved, opened again, packed into the address."""

from typing import Any

import streamlit as st

from rnnviz.core.network import Network
from rnnviz.errors import RnnvizError
from rnnviz.settings.network import NetworkSettings
from rnnviz.settings.packed import MOST
from rnnviz.street.network.cell import other_writing
from rnnviz.street.network.packed import in_typed, packed
from rnnviz.street.network.saved import carried_of, in_address, read, settings_of, write
from rnnviz.ui.frame.page import Page
from rnnviz.ui.frame.plain import plain
from rnnviz.ui.network import in_hand
from rnnviz.ui.network.learning import learned_network
from rnnviz.ui.network.network import STOPS
from rnnviz.words import _
from rnnviz.words.tongue import kept_language

OPTIONAL = ("clockwork", "lstm_peephole", "grid_lstm")  # whose options a carried network keeps


def keep_network(page: Page[Any]) -> None:
    """Save the network that is shown, open one that was saved, pack one into the link."""
    s: NetworkSettings = page.settings.in_hand()
    net, example = learned_network(s), STOPS.example(s)
    described = settings_of(s, in_hand.held(s))
    st.download_button(
        _("Save this network"), data=kept_language(lambda: write(described, net, example)),
        file_name=f"{s.cell}_{net.hidden}.json", mime="application/json", key="network.save",
        icon=":material/save:", type="tertiary", on_click="ignore",
        help=_("One file with its weights and what it reads; “Open a network” takes it back."),
    )  # fmt: skip
    _open(page)
    if not s.weights or s.edits or s.learned:
        _pack(page, s, net)


def _open(page: Page[Any]) -> None:
    key = "network.open"
    with st.popover(_("Open a network"), icon=":material/folder_open:"):
        st.file_uploader(
            _("A file that “Save this network” made"), type="json", key=key,
            on_change=lambda: _take(page, st.session_state.get(key)),
        )  # fmt: skip


def _take(page: Page[Any], file: Any) -> None:
    if file is None:
        return
    try:
        saved = read(file.getvalue())
    except RnnvizError as error:
        page.say(plain(str(error)))
        return
    own = in_address(saved)
    if own is not None:
        page.change(**own)
        return
    token = in_hand.put(carried_of(saved))
    page.change(net=token, at=None, edits="", learned=0, cell=saved.settings.cell,
                where=saved.settings.where)  # fmt: skip


def _pack(page: Page[Any], s: NetworkSettings, net: Network) -> None:
    """One click puts all weights into the address, where the network has few of them."""
    values = packed_into(s, net)
    if values is None:
        return
    st.button(
        _("Put its weights into the link"), icon=":material/link:", type="tertiary",
        key="network.pack", on_click=page.change, kwargs=values,
        help=_("Then “Copy link” carries this very network, up to {most} weights.").format(
            most=MOST
        ),
    )  # fmt: skip


def packed_into(s: NetworkSettings, net: Network) -> dict[str, Any] | None:
    """The settings that hold the network itself; None if an address cannot hold it."""
    text = packed(net)
    read_ = in_typed(s, STOPS.example(s)) if s.net else {}
    if not text or read_ is None or (s.net and (other_writing(s) or s.cell in OPTIONAL)):
        return None
    own = {"gain": 1.0, "forget_bias": None, "edits": "", "learned": 0, "net": "", "at": None}
    return {**own, **read_, "hidden": net.hidden, "weights": text}
