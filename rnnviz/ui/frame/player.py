"""The player on a Streamlit page."""

import functools
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import replace
from typing import Any, TypedDict, Unpack

import streamlit as st
from streamlit.components.v2 import component
from streamlit.components.v2.types import ComponentRenderer
from streamlit.delta_generator import DeltaGenerator

from rnnviz.player import Scene, encode, scene_html
from rnnviz.player.html import bundled_files
from rnnviz.ui.frame.chart import stand
from rnnviz.ui.frame.drafts import way
from rnnviz.words import _
from rnnviz.words.tongue import kept_language, spoken

# How high each player is in a window 1280 wide, in pixels.
ROOMS = {
    "landing": 803, "unroll-player": 1078, "gradients-player": 1174, "gates-player": 2274,
    "shapes-player": 809, "shapes-pairs": 1306, "language-player": 1382, "digits-player": 2432,
    "train-player": 626, "dynamics-player": 640, "batches-player": 407,
}  # fmt: skip

Report = Callable[[Any], None]


class Reports(TypedDict, total=False):
    """What a player calls, with what happened; what is still being dragged says ``"draft": True``.

    Only what has a callback is reported, for each report is a rerun.
    """

    on_edit: Report | None  # a weight was set: {"array", "index", "value"}
    on_undo: Report | None  # the last edit is to go: {}
    on_reset: Report | None  # all of them: {}
    on_select: Report | None  # an item was chosen, or None
    on_step: Report | None  # somebody came to rest: {"t", "mode"}
    on_clamp: Report | None  # a gate was dragged: {"gate", "value"}, value None for a release
    on_start: Report | None  # a place in a plane was clicked: {"x", "y"}
    on_dial: Report | None  # a slider of the page, one of `dials`, is moved: {"name", "value"}


@functools.cache
def player() -> ComponentRenderer:
    """The component; its files are found only once Streamlit runs."""
    js, css = bundled_files()
    return component("rnnviz.player", js=js, css=css, isolate_styles=True)


def show(
    scene: Scene,
    key: str,
    *,
    page: Any = None,
    dials: Mapping[str, str] | None = None,
    room: bool = True,
    **on: Unpack[Reports],
) -> None:
    """Show a scene; its step, pins and selection survive reruns under the same `key`.

    The player of a `page` stands where the page's address says, and writes into it where it is.
    Without a `room` of its own it stands in that of `live`. `dials` are sliders of the page that it
    follows, the style class of each; with them goes the short way to drafts.
    """
    given: dict[str, Any] = {**on}
    reports = {name.removeprefix("on_"): report for name, report in given.items() if report}
    scene = scene if page is None else _on_page(scene, page)
    asked = {**page.settings.to_query(), "lang": spoken()} if page and dials else {}
    ask = way(page.code, asked) if page and dials else None
    own = {"key": key, "report": list(reports), "dials": dials, "ask": ask}
    payload = encode(replace(scene, options={"address": None, **scene.options, **own}))
    listeners: dict[str, Any] = {
        f"on_{name}_change": _listener(key, name, report) for name, report in reports.items()
    }
    listeners["on_stands_change"] = stand if room else _stand_whole
    with _room(key) if room else nullcontext():
        player()(key=key, data=payload, **listeners)
    if room:
        offer(lambda: scene, key, page)


def _on_page(scene: Scene, page: Any) -> Scene:
    """A scene that stands where the address of its page says, and knows where it would open."""
    home = {name: scene.start[name] for name in ("t", "mode") if name in scene.start}
    options = {**scene.options, "address": home}
    if any(view.get("captions") or view.get("events") for view in scene.views):
        options["said"] = page.said()  # which no view is to say once more
    folded = [
        k for k, view in enumerate(scene.views) if not page.look.shows(view.get("level", "look"))
    ]
    if folded:
        options["folded"] = folded
    if page.look.present:
        options["present"] = page.presented()
    if page.drags:
        options["draft"] = True
    return replace(scene, start={**scene.start, **page.start()}, options=options)


def _room(key: str) -> DeltaGenerator:
    """Where a player stands, as high as it will be."""
    return st.container(key=f"{key}-room")  # rooms.css keeps its place until the player is there


def live(draw: Callable[[], None], key: str) -> None:
    """Draw a player that is played with by hand, in a part of the page that runs by itself.

    While a weight or a gate is dragged, only `draw` runs again, many times a second; the whole
    page follows when it is let go (`whole_page`). The less is drawn in it, the more often.
    """

    @st.fragment
    def part() -> None:
        if st.session_state.pop(WHOLE, False):
            st.rerun()
        draw()

    with _room(key):
        part()


WHOLE = "whole page"


def whole_page() -> None:
    """Say that after this report of a player in `live` the whole page is to run."""
    st.session_state[WHOLE] = True


def _stand_whole() -> None:
    """Within `live` the player alone would run again, and not the charts that wait for it."""
    stand()
    whole_page()


def _listener(key: str, name: str, report: Report) -> Callable[[], None]:
    def listen() -> None:
        report(st.session_state[key].get(name))

    return listen


def offer(scene: Callable[[], Scene], key: str, page: Any = None) -> None:
    """A download of the scene as one file, made only when it is asked for.

    It is named after screen and preset, and holds the preset's sentence and the link that made it.
    """
    said, link = ("", "") if page is None else (page.said(), page.link())
    name = "-".join(filter(None, [key.removesuffix("-player"), page and page.preset()]))
    st.download_button(
        _("Download this scene"),
        data=kept_language(lambda: scene_html(scene(), said, link).encode()),
        file_name=f"{name}.html",
        mime="text/html",
        key=f"{key}.download",
        icon=":material/download:",
        type="tertiary",
        on_click="ignore",
        help=_("One file that plays offline, with no server."),
    )
