"""What a session remembers of each screen's settings, and how the URL follows.

The settings of a screen, and how it is looked at, live in the session under the screen's code. The
URL is read when a screen is entered, or when it was changed from outside (a link, the browser's
Back and Forward); otherwise the session rules and the URL follows it.
"""

import contextlib
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from rnnviz.errors import RnnvizError
from rnnviz.settings.base import Settings
from rnnviz.settings.landing import LandingSettings
from rnnviz.settings.look import PLACE, Look
from rnnviz.settings.network import NetworkSettings

S = TypeVar("S", bound=Settings)
Url = frozenset[tuple[str, str]]


def enter(code: str, cls: type[S]) -> tuple[S, list[str]]:
    """Give a screen's settings and the notes on what in the URL could not be used."""
    state, query = st.session_state, _query()
    drop_draft()
    entered = state.get("page") != code or not isinstance(state.get(f"settings.{code}"), cls)
    changed_here = state.pop("changed_here", False)
    notes: list[str] = state.pop("notes", [])
    if entered or _back_or_forward() or not (changed_here or _ours(query)):
        settings, notes = cls.from_query(query)
        look, more = Look.from_query(query)
        notes += more
        if entered and "lang" not in query and not _back_or_forward():
            look = look.with_(lang=state.get("lang", ""))  # a link of ours may leave it out
        _forget_problems(code)
        _note_arrival(code)
        _note_where_from(code, settings)
        state["url"], state["unseen"] = None, [_single(query)]
    else:
        settings, look = state[f"settings.{code}"], looked(code)
    state["page"], state["lang"] = code, look.lang
    state["drawn"] = set()
    _confirm(query)
    store(code, settings, look)
    return settings, notes


def looked(code: str) -> Look:
    """Give how a screen is looked at: the level, and where its player was sent."""
    look = st.session_state.get(f"look.{code}")
    return look if isinstance(look, Look) else Look()


def arrivals(code: str) -> int:
    """Give how often a screen was entered, or sent to a place: each time its player goes there."""
    return st.session_state.get(f"arrivals.{code}", 0)


def _note_arrival(code: str) -> None:
    st.session_state[f"arrivals.{code}"] = arrivals(code) + 1


def _note_where_from(code: str, settings: Settings) -> None:
    """Remember from which screen the network in hand was carried to this one, if from any."""
    before = st.session_state.get("page", code)
    held = stored(before)
    if before == code or not isinstance(held, NetworkSettings):
        return  # a link, Back or Forward within the screen: nothing was carried
    if isinstance(held, LandingSettings):  # which only hands on what came to it
        before = brought(before)[0]
    own = settings if isinstance(settings, NetworkSettings) and not settings.net else None
    if own is not None and own.network() == own.taken(held.network()):
        st.session_state[f"brought.{code}"] = (before, settings)
    else:
        st.session_state.pop(f"brought.{code}", None)


def brought(code: str) -> tuple[str | None, Settings | None]:
    """Give the screen from which the network in hand came to this one, and what it was then."""
    return st.session_state.get(f"brought.{code}", (None, None))


def stored(code: str) -> Settings | None:
    """Give a screen's settings as last seen in this session."""
    return st.session_state.get(f"settings.{code}")


def as_left(code: str) -> dict[str, str]:
    """The parameters of a screen as this session left it; none if it was not there."""
    settings = stored(code)
    return {} if settings is None else settings.to_query()


def store(code: str, settings: Settings, look: Look | None = None) -> None:
    """Remember a screen's settings, and how it is looked at, and put both into the URL."""
    state = st.session_state
    look = looked(code) if look is None else look
    state[f"settings.{code}"], state[f"look.{code}"] = settings, look
    wanted = settings.to_query() | look.to_query()
    url, last = frozenset(wanted.items()), state.get("url")
    if url == last:
        return
    state["url"] = url
    query = {name: [value] for name, value in wanted.items()}
    state.setdefault("unseen", []).append(_single(query))
    if last is not None or query != _query():
        st.query_params.from_dict(wanted)


def changed_here() -> None:
    """Say that a control of ours changed a setting in this run: the URL is behind, not ahead."""
    st.session_state["changed_here"] = True


def key(code: str, name: str) -> str:
    """Give the session's key of the widget of one setting."""
    return f"{code}.{name}"


def note_drawn(code: str, name: str) -> str:
    """Remember that the widget of one setting is drawn in this run; give its key."""
    drawn: set[str] = st.session_state.setdefault("drawn", set())
    drawn.add(key(code, name))
    return key(code, name)


def drop_undrawn(code: str, settings: Settings) -> None:
    """Forget the widgets, not the settings, that this run has not drawn."""
    drawn: set[str] = st.session_state.get("drawn", set())
    for its in {key(code, name) for name in settings.kinds()} - drawn:
        st.session_state.pop(its, None)


def take(code: str, name: str) -> None:
    """Take over what a person has just put into the widget of one setting (its callback)."""
    settings, value = stored(code), st.session_state.get(key(code, name))
    if settings is None:
        return  # the session is new and the page has not been opened yet
    changed_here()
    problems: dict[str, str] = st.session_state.setdefault("problems", {})
    problems.pop(key(code, name), None)
    if value is None and not getattr(settings.kinds()[name], "optional", False):
        return
    try:
        store(code, settings.with_(**{name: tuple(value) if isinstance(value, list) else value}))
    except RnnvizError as error:
        problems[key(code, name)] = str(error)


def change(code: str, settings: Settings, **values: Any) -> None:
    """Change settings in a callback; what cannot be is said when the page is drawn."""
    changed_here()
    try:
        store(code, settings.with_(**values))
    except RnnvizError as error:
        say(str(error))


def say(sentence: str) -> None:
    """Say a sentence above the page when it is drawn next; for callbacks."""
    changed_here()
    st.session_state["notes"] = [sentence]


def hold(code: str, settings: Settings, **values: Any) -> None:
    """Show other settings while something is being dragged; what cannot be changes nothing.

    They stay beside the screen's own: only what is let go is kept (`change`) and gets into the
    URL, or the browser's history would hold every value on the way.
    """
    with contextlib.suppress(RnnvizError):
        st.session_state["draft"] = (code, settings.with_(**values))


def draft(code: str) -> Settings | None:
    """Give the settings while something is being dragged; None if nothing is."""
    screen, settings = st.session_state.get("draft", ("", None))
    return settings if screen == code else None


def drop_draft() -> None:
    """Forget what was being dragged."""
    st.session_state.pop("draft", None)


def take_preset(code: str, settings: Settings) -> None:
    """Put a preset's settings in the place of all, in a callback; its player begins anew."""
    send(code, settings, looked(code).elsewhere())


def send(code: str, settings: Settings, look: Look) -> None:
    """Put settings, and where to look, in the place of all, in a callback."""
    changed_here()
    _note_arrival(code)
    store(code, settings, look)


def look_at(code: str, **values: Any) -> None:
    """Change how a screen is looked at, in a callback."""
    settings = stored(code)
    if settings is not None:
        changed_here()
        store(code, settings, looked(code).with_(**values))


def problem(code: str, name: str) -> str | None:
    """Give what is wrong with the text in a widget, if anything."""
    return st.session_state.get("problems", {}).get(key(code, name))


def _forget_problems(code: str) -> None:
    problems: dict[str, str] = st.session_state.get("problems", {})
    for name in [name for name in problems if name.startswith(f"{code}.")]:
        del problems[name]


def _query() -> dict[str, Sequence[str]]:
    return {name: st.query_params.get_all(name) for name in st.query_params}


def _back_or_forward() -> bool:
    """Whether the browser's Back or Forward asked for this run."""
    context = get_script_run_ctx(suppress_warning=True)
    return context is not None and context.is_history_navigation


def _confirm(query: dict[str, Sequence[str]]) -> None:
    """Forget the URLs before the one that the browser has just shown that it has."""
    unseen: list[Url | None] = st.session_state.setdefault("unseen", [])
    url = _single(query)
    if url in unseen:
        del unseen[: len(unseen) - 1 - unseen[::-1].index(url)]


def _ours(query: dict[str, Sequence[str]]) -> bool:
    """Say whether the URL is one that we wrote and of which the browser may not have heard yet.

    A rerun may leave the browser before our last change of the URL arrives there; it then names
    the one before. Once a rerun has named the newest, those before it can only come from outside.
    """
    return _single(query) in st.session_state.get("unseen", [])


def _single(query: Mapping[str, Sequence[str]]) -> Url | None:
    """A query to be compared: without the player's place, which the browser writes by itself.

    None if a name is in it more than once.
    """
    if any(len(values) != 1 for values in query.values()):
        return None
    return frozenset((name, values[0]) for name, values in query.items() if name not in PLACE)
