"""The screens in one table, and the row of links at the top of every page."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st

from rnnviz.settings.base import Settings
from rnnviz.settings.digits import DigitsSettings
from rnnviz.settings.gates import GateSettings
from rnnviz.settings.gradients import GradientSettings
from rnnviz.settings.landing import LandingSettings
from rnnviz.settings.language import LanguageSettings
from rnnviz.settings.look import Look
from rnnviz.settings.network import NetworkSettings
from rnnviz.settings.series import SeriesSettings
from rnnviz.settings.shapes import ShapesSettings
from rnnviz.settings.unroll import UnrollSettings
from rnnviz.ui.frame import tools
from rnnviz.words import _

ROOT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True, kw_only=True)
class Screen:
    """One page: where it is, what it is called, and what a person will see there."""

    code: str
    path: str
    label: str
    promise: str
    title: str = ""  # where it is another one than the label
    settings: type[Settings] = NetworkSettings

    @property
    def exists(self) -> bool:
        """A screen whose page is not there yet is not linked."""
        return (ROOT / self.path).is_file()


SCREENS: dict[str, Screen] = {
    screen.code: screen
    for screen in (
        Screen(
            code="home",
            path="app.py",
            label="rnnviz",
            title=_("A recurrent neural network at work, number by number"),
            promise=_(
                "This small network reads the yearly sunspot numbers one at a time, keeps what it "
                "has read in its hidden units, and says after each year what it expects of the "
                "next. All values are scaled to lie between −1 and 1."
            ),
            settings=LandingSettings,
        ),
        Screen(
            code="unroll",
            path="pages/unroll.py",
            label=_("Unroll"),
            promise=_(
                "One network, step by step: every number that goes in, is remembered and comes "
                "out, and where each came from. Then backward, with its gradient."
            ),
            settings=UnrollSettings,
        ),
        Screen(
            code="gradients",
            path="pages/gradients.py",
            label=_("Gradients"),
            promise=_(
                "How much of an error reaches the past: gradients that vanish, explode or live, "
                "measured on one network, or on two side by side."
            ),
            settings=GradientSettings,
        ),
        Screen(
            code="series",
            path="pages/series.py",
            label=_("Your series"),
            promise=_(
                "Upload your numbers, or take sunspots, and see whether a recurrent network "
                "predicts them better than simpler models do."
            ),
            settings=SeriesSettings,
        ),
        Screen(
            code="gates",
            path="pages/gates.py",
            label=_("Gates"),
            promise=_("What a cell keeps, writes and shows, gate by gate."),
            settings=GateSettings,
        ),
        Screen(
            code="shapes",
            path="pages/shapes.py",
            label=_("Shapes"),
            promise=_(
                "Every architecture as boxes and arrows: change an argument of PyTorch’s and see "
                "which shapes follow, then watch attention find its way."
            ),
            settings=ShapesSettings,
        ),
        Screen(
            code="language",
            path="pages/language.py",
            label=_("Language"),
            promise=_(
                "A network reads a text letter by letter and guesses the next: watch what it "
                "remembers, let it write, measure how far back it can look."
            ),
            settings=LanguageSettings,
        ),
        Screen(
            code="digits",
            path="pages/digits.py",
            label=_("Digits"),
            promise=_(
                "A handwritten digit, read row by row by an RNN, a GRU and an LSTM: when does "
                "each know what it is? Then draw one yourself."
            ),
            settings=DigitsSettings,
        ),
    )
}


def existing() -> list[Screen]:
    """The screens that can be visited, in order."""
    return [screen for screen in SCREENS.values() if screen.exists]


def link(screen: Screen, query: dict[str, str], **look: Any) -> None:
    """Draw a link to a screen that carries `query` along."""
    st.page_link(screen.path, query_params=query, **{"label": _(screen.label), **look})


def row(here: str, look: Look, query_for: Callable[[Screen], dict[str, str]]) -> None:
    """Draw the links to all screens, each with the network in hand; `here` is the present one."""
    with st.container(key="nav", horizontal=True, wrap=False, gap="xxsmall"):
        for screen in existing():
            key = "nav-here" if screen.code == here else f"nav-{screen.code}"
            label = f"**{screen.label}**" if screen.code == "home" else _(screen.label)
            with st.container(key=key, width="content"):
                link(screen, query_for(screen), label=label)
        right: dict[str, Any] = {"horizontal": True, "wrap": False, "horizontal_alignment": "right"}
        with st.container(key="tools", gap="xxsmall", **right):  # there before the sheet is, too
            tools.draw(here, look)
