"""The picture of Dynamics: the run that it needs, the scene, and a click that sets the start."""

import math
from typing import Any

import streamlit as st

from rnnviz.errors import RnnvizError
from rnnviz.settings.dynamics import DynamicsSettings
from rnnviz.settings.train import TrainSettings
from rnnviz.street.dynamics import dynamics
from rnnviz.street.dynamics.runs import run_needed
from rnnviz.street.screens.train import AT_ONCE, described, lesson_of, work
from rnnviz.studio.run import Run
from rnnviz.ui.dynamics.controls import Dynamics, dials
from rnnviz.ui.frame import nav
from rnnviz.ui.frame.player import show
from rnnviz.ui.train import shelf
from rnnviz.ui.train.run import seconds
from rnnviz.words import _, _n
from rnnviz.words.tongue import by_language

STARTS = {"two": ("start_x", "start_y"), "cliff": ("from_w", "from_b")}


def run_here(s: DynamicsSettings) -> Run | None:
    """The run that a view needs: one of Train's, or one that takes a moment; else None."""
    needed = run_needed(s)
    if needed is None:
        return None
    return shelf.known(needed) or (shelf.at_once(needed) if work(needed) <= AT_ONCE else None)


@by_language(st.cache_resource(max_entries=48, show_spinner=False))
def seen(s: DynamicsSettings, _run: Run | None) -> dynamics.Dynamics:
    """What a view shows, for all sessions; never to be changed. The settings name the run."""
    return dynamics.walk(s, _run)


def picture(page: Dynamics) -> None:
    """The scene, or what stands in its way, in a sentence."""
    s = page.settings
    run, needed = run_here(s), run_needed(s)
    if needed is not None and run is None:
        _untrained(needed)
        return
    try:
        shown = seen(s, run)
    except RnnvizError as error:
        st.error(str(error))
        return
    clicked = _clicked(page) if s.view in STARTS else None
    show(shown.scene, key="dynamics-player", page=page, dials=dials(page), on_start=clicked)
    if needed is not None:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(described(needed, lesson_of(needed)), width="content")
            label = _("Watch it learn")
            nav.link(nav.SCREENS["train"], needed.to_query(), icon=":material/school:", label=label)


def _untrained(needed: TrainSettings) -> None:
    text = _n(
        "Not trained yet: {n} epoch takes about {time} s. Train it on “Train”, and come back.",
        "Not trained yet: {n} epochs take about {time} s. Train it on “Train”, and come back.",
        needed.epochs,
    )
    st.info(text.format(n=needed.epochs, time=seconds(needed, needed.epochs)))
    nav.link(nav.SCREENS["train"], needed.to_query(), icon=":material/school:")


def _clicked(page: Dynamics) -> Any:
    """What the player calls when a place in the plane is clicked: the start is there then."""
    names = STARTS[page.settings.view]

    def on_start(report: Any) -> None:
        found = checked(report, page.settings, names)
        if found is not None:
            page.change(**found)

    return on_start


def checked(report: Any, s: DynamicsSettings, names: tuple[str, str]) -> dict[str, float] | None:
    """The start that a browser reported, within what the settings may have; it is not trusted."""
    try:
        places = [float(report["x"]), float(report["y"])]
    except (KeyError, TypeError, ValueError):
        return None
    if not all(map(math.isfinite, places)):
        return None
    kinds = s.kinds()
    return {
        name: round(min(max(value, kinds[name].low), kinds[name].high), 4)  # type: ignore[union-attr]
        for name, value in zip(names, places, strict=True)
    }
