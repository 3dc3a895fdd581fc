"""What a session remembers of each screen's settings, and how the URL follows.

The settings of a screen live in the session under the screen's code. The URL is read when a
screen is entered, or when it was changed from outside (a link, the browser's Back); otherwise the
session rules and the URL follows it.
"""

import contextlib
import time
from collections.abc import Sequence
from typing import Any, TypeVar

import streamlit as st

from rnnviz.errors import RnnvizError
from rnnviz.settings.base import Settings

S = TypeVar("S", bound=Settings)

# A rerun may have left the browser before our last change of the URL arrived there.
STALE_SECONDS = 5.0


def enter(code: str, cls: type[S]) -> tuple[S, list[str]]:
    """Give a screen's settings and the notes on what in the URL could not be used."""
    state, query = st.session_state, _query()
    entered = state.get("page") != code or not isinstance(state.get(f"settings.{code}"), cls)
    changed_here = state.pop("changed_here", False)
    notes: list[str] = state.pop("notes", [])
    if entered or not (changed_here or _ours(query)):
        settings, notes = cls.from_query(query)
        _forget_problems(code)
    else:
        settings = state[f"settings.{code}"]
    state["page"] = code
    state["drawn"] = set()
    store(code, settings)
    return settings, notes


def stored(code: str) -> Settings | None:
    """Give a screen's settings as last seen in this session."""
    return st.session_state.get(f"settings.{code}")


def store(code: str, settings: Settings) -> None:
    """Remember a screen's settings and put them into the URL."""
    st.session_state[f"settings.{code}"] = settings
    wanted, present = settings.to_query(), _query()
    _note_url(wanted)
    if {name: [value] for name, value in wanted.items()} != present:
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
    """Change settings while something is being dragged; what cannot be changes nothing.

    The URL follows when it is let go (`change`), or the browser's history would hold every value
    on the way.
    """
    with contextlib.suppress(RnnvizError):
        st.session_state[f"settings.{code}"] = settings.with_(**values)


def problem(code: str, name: str) -> str | None:
    """Give what is wrong with the text in a widget, if anything."""
    return st.session_state.get("problems", {}).get(key(code, name))


def _forget_problems(code: str) -> None:
    problems: dict[str, str] = st.session_state.get("problems", {})
    for name in [name for name in problems if name.startswith(f"{code}.")]:
        del problems[name]


def _query() -> dict[str, Sequence[str]]:
    return {name: st.query_params.get_all(name) for name in st.query_params}


def _note_url(query: dict[str, str]) -> None:
    """Remember when each URL that we wrote was last the current one."""
    urls: dict[Any, float] = st.session_state.setdefault("urls", {})
    now = time.monotonic()
    current = st.session_state.get("url")
    if current is not None:
        urls[current] = now
    st.session_state["url"] = frozenset(query.items())
    for old in [url for url, last in urls.items() if now - last > STALE_SECONDS]:
        del urls[old]


def _ours(query: dict[str, Sequence[str]]) -> bool:
    """Say whether the URL is one that we wrote: the current one, or one just replaced."""
    if any(len(values) != 1 for values in query.values()):
        return False
    url = frozenset((name, values[0]) for name, values in query.items())
    urls: dict[Any, float] = st.session_state.get("urls", {})
    recent = time.monotonic() - urls.get(url, float("-inf")) <= STALE_SECONDS
    return url == st.session_state.get("url") or recent
