"""The page opener: what every page does before it draws anything, in one call.

    page = open_page("unroll", UnrollSettings)
    page.control("hidden")
    draw(page.settings)

It sets the page up, reads and checks the settings of the URL before any widget is made, draws the
links to the other screens, and keeps the URL in step with the widgets ever after.
"""

import gc
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Generic, NoReturn, Self, TypeVar
from urllib.parse import urlencode

import streamlit as st
from threadpoolctl import threadpool_limits

from rnnviz.settings.base import Settings
from rnnviz.settings.fields import Kind
from rnnviz.settings.look import Look
from rnnviz.settings.network import NetworkSettings
from rnnviz.street.network.carried import Carried, settle
from rnnviz.ui.frame import lead, memory, nav, tongue, widgets
from rnnviz.ui.frame.lesson import moves, rail
from rnnviz.ui.frame.player import whole_page
from rnnviz.ui.frame.presets import Offer, Offered
from rnnviz.words import _
from rnnviz.words.glossary import help_for

S = TypeVar("S", bound=Settings)

HERE = Path(__file__).parent

_MISSING = object()


@dataclass(frozen=True)
class Page(Generic[S]):
    """An open page: its settings, and the controls that change them."""

    code: str
    cls: type[S]
    offer: Offer | None = None
    instead: Mapping[str, Any] = field(default_factory=dict)  # see `meanwhile`

    @property
    def chosen(self) -> S:
        """The settings as they were asked for, now; a callback may have changed them since the
        page was opened.
        """
        found = memory.stored(self.code)
        return found if isinstance(found, self.cls) else self.cls()

    @property
    def settings(self) -> S:
        """The settings that are shown: those that were chosen, but for what is not there yet."""
        return self.chosen.with_(**self.instead) if self.instead else self.chosen

    def meanwhile(self, **values: Any) -> Self:
        """The page as it is to be drawn while what was chosen is still being made."""
        return replace(self, instead=values)

    @property
    def shown(self) -> S:
        """The settings that the picture shows: while something is dragged, with it on the way."""
        found = memory.draft(self.code)
        return found if isinstance(found, self.cls) else self.settings

    @property
    def drags(self) -> bool:
        """Whether something is being dragged, so that the picture shows what is on the way."""
        return isinstance(memory.draft(self.code), self.cls)

    def control(self, name: str, label: str | None = None, **look: Any) -> Any:
        """Draw the widget of one setting and give the setting's value.

        `label` replaces the setting's own; `look` goes to the widget (width, label_visibility…).
        A number becomes a number field (`slider=True`: a slider), a choice a select box
        (`buttons=True`: a row of buttons), text a text field, a flag a toggle. Text that cannot
        be used stays in its field and the setting keeps its value; `problem` has the sentence.
        What the link leaves out (`hide`) is not drawn.
        """
        kind, value = self.settings.kinds()[name], getattr(self.chosen, name)
        if name in self.look.hide:
            return value
        key, problem = memory.note_drawn(self.code, name), memory.problem(self.code, name)
        held = list(value) if isinstance(value, tuple) else value  # as the widgets hold it
        anew = getattr(kind, "optional", False)  # see widgets.py
        if problem is None and (anew or st.session_state.get(key, _MISSING) != held):
            st.session_state[key] = held
        shown = {"label": _(label or kind.label), "key": key, "help": _help(kind, name)}
        look = {**shown, "on_change": memory.take, "args": (self.code, name), **look}
        widgets.draw(kind, held, look)
        return value

    def problem(self, name: str) -> str | None:
        """Give what is wrong with the text in the widget of one setting, in one sentence."""
        return memory.problem(self.code, name)

    @property
    def look(self) -> Look:
        """The level, and where the player was sent."""
        return memory.looked(self.code)

    def start(self) -> dict[str, Any]:
        """Where the player is to stand, and a number that is another one with each arrival."""
        return {**self.look.start(), "arrival": memory.arrivals(self.code)}

    def presented(self) -> str | bool:
        """What is to be presented: the view that the preset names, or True; False if nothing is."""
        if not self.look.present:
            return False
        offered = self.offer(self.chosen) if self.offer else Offered({}, None)
        now = offered.presets.get(offered.now or "")
        return True if now is None else now.view or True

    def said(self) -> str:
        """The sentence that stands above the picture; empty where a lesson asks, or none does."""
        if self.look.lesson or self.offer is None:
            return ""
        offered = self.offer(self.settings)
        now = offered.presets.get(offered.now or "")
        return "" if now is None else lead.sentence_of(now)

    def preset(self) -> str:
        """The code of the preset that is shown; empty where none is, or where a lesson asks."""
        if self.look.lesson or self.offer is None:
            return ""
        return self.offer(self.settings).now or ""

    def link(self) -> str:
        """The whole address of what is shown, but for the lesson."""
        look = replace(self.look, lesson="", card=1, said="")
        where = (st.context.url or "").partition("?")[0]
        query = urlencode({**self.settings.to_query(), **look.to_query()})
        return f"{where}?{query}" if where and query else where

    def look_at(self, **values: Any) -> None:
        """Change how the screen is looked at from a callback: `kwargs={"tab": 2}`."""
        memory.look_at(self.code, **values)

    def stop(self) -> NoReturn:
        """End the run here, as when there is nothing to draw, and keep every setting.

        Use it instead of `st.stop`: after that, the session still holds the values of controls
        that were not drawn while the browser has dropped them, and once drawn again they would
        show their smallest value as if somebody had chosen it.
        """
        memory.drop_undrawn(self.code, self.chosen)
        st.stop()

    def change(self, **values: Any) -> None:
        """Change settings from a callback: `on_click=page.change, kwargs={"seed": 2}`.

        A value that the setting may not have changes nothing; the page says so when it is drawn.
        """
        memory.change(self.code, self.chosen, **values)

    def say(self, sentence: str) -> None:
        """Say a sentence above the page when it is drawn next; for callbacks."""
        memory.say(sentence)

    def dragged(self, *, done: bool, **values: Any) -> None:
        """Change settings while something in the picture is dragged; for good when it is `done`.

        Call it from a report of a player that is drawn by `live`, which alone runs again until
        then, and shows `shown`.
        """
        if not done:
            memory.hold(self.code, self.settings, **values)
            return
        memory.drop_draft()
        self.change(**values)
        whole_page()

    def link_to(self, code: str, **look: Any) -> None:
        """Draw a link to another screen that carries the network in hand along."""
        screen = nav.SCREENS[code]
        if screen.exists:
            nav.link(screen, query_for(self.chosen, screen, self.look), **look)


def open_page(
    code: str,
    cls: type[S],
    offer: Offer | None = None,
    *,
    held: Callable[[Settings], Carried | None] = lambda _settings: None,
) -> Page[S]:
    """Open the page of the screen `code` with settings of the type `cls`.

    `offer` gives the presets of those settings, each with its sentence; see presets.py. `held`
    finds the network from another screen that settings name; a page that shows none needs none.
    """
    moves.leave()
    tongue.arrive()
    entered, notes = memory.enter(code, cls)
    tongue.settle(memory.looked(code).lang)
    screen = nav.SCREENS[code]
    name = _(screen.label)
    title = name if code == "home" else _("{screen} · rnnviz").format(screen=name)
    st.set_page_config(page_title=title, page_icon=str(HERE / "icon.svg"), layout="wide")
    settings, lost = settle(entered, held(entered))
    if settings != entered:
        memory.store(code, settings)
    page = Page(code, cls, offer)
    nav.row(code, page.look, lambda other: query_for(settings, other, page.look))
    rail.draw(code)
    lead.draw(code, settings, offer)
    for note in (*notes, *lost):
        st.warning(note)
    settle_process()
    return page


def _help(kind: Kind, name: str) -> str | None:
    """What a control says when it is asked: its own words, or those of the glossary."""
    return _(kind.help) if kind.help else help_for(name)


def query_for(settings: Settings, screen: nav.Screen, look: Look | None = None) -> dict[str, str]:
    """Give the parameters of a link: the network in hand, the rest as last seen on `screen`.

    Of `look` the level goes along, not the place in the sequence.
    """
    target = memory.stored(screen.code) or screen.settings()
    return _taken_along(settings, target) | (look or Look()).elsewhere().to_query()


@lru_cache(512)  # a row of links asks for sixteen, most of them as in the run before
def _taken_along(settings: Settings, target: Settings) -> dict[str, str]:
    if isinstance(settings, NetworkSettings) and isinstance(target, NetworkSettings):
        target = target.with_(**target.taken(settings.network()))
    return target.to_query()


_settled_at = 0  # how many modules were loaded when the process was last settled


def settle_process() -> None:
    """Once after new imports: modules are no garbage, and products of small matrices no team work.

    Streamlit collects garbage after every run of a script; walking through pandas and scikit-learn
    each time costs more than the run itself. BLAS wakes a thread for each core even where a single
    one is done sooner, and thirty students at once want the cores for themselves.
    """
    global _settled_at  # noqa: PLW0603 - one process, one collector
    if len(sys.modules) > _settled_at:
        threadpool_limits(1, user_api="blas")
        gc.collect()
        gc.freeze()
        _settled_at = len(sys.modules)


__all__ = ["Page", "open_page", "query_for"]
