"""Two links side by side: picture, figure, what was chosen, and the way to the screen itself."""

from collections.abc import Sequence
from hashlib import sha256

import streamlit as st

from rnnviz.settings.hand_in import HandInSettings
from rnnviz.settings.quiz import QuizSettings
from rnnviz.street.handed import Seen, seen
from rnnviz.street.link import read_link
from rnnviz.ui.frame import nav, player
from rnnviz.ui.frame.page import Page
from rnnviz.ui.hand_in import order
from rnnviz.ui.quiz import result
from rnnviz.words import _
from rnnviz.words.numbers import number

AT_ONCE = 2
HandIn = Page[HandInSettings]


def beside(page: HandIn, links: Sequence[str]) -> None:
    """The links from the first that is looked at."""
    first = first_of(page, len(links))
    for k, column in enumerate(st.columns(AT_ONCE, gap="large"), start=first):
        if k < len(links):
            with column, st.container(key=f"handed-{k - first}", gap="small"):
                _one(page, links, k)


def first_of(page: HandIn, n: int) -> int:
    """The place, from 0, of the first that is looked at."""
    first = min(page.settings.first, n) - 1
    return first - first % AT_ONCE


def turn(page: HandIn, n: int) -> None:
    """Previous, where one is, next."""
    first = first_of(page, n)
    last = min(first + AT_ONCE, n)
    with st.container(
        key="hand-in-turn", horizontal=True, vertical_alignment="center", width="content"
    ):
        st.button(
            _("Previous"), icon=":material/chevron_left:", key="hand_in.back", shortcut="b",
            disabled=first == 0, on_click=page.change, kwargs={"first": max(first - 1, 1)},
        )  # fmt: skip
        message = _("{first} to {last} of {n}") if last > first + 1 else _("{last} of {n}")
        st.markdown(message.format(first=first + 1, last=last, n=n), width="content")
        st.button(
            _("Next"), icon=":material/chevron_right:", key="hand_in.next", shortcut="n",
            disabled=last >= n, on_click=page.change, kwargs={"first": min(last + 1, n)},
        )  # fmt: skip


def _one(page: HandIn, links: Sequence[str], k: int) -> None:
    """One link."""
    link, found = links[k], seen(links[k])
    screen = read_link(link).screen
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.subheader(
            _("{n}. {screen}").format(n=k + 1, screen=_(screen.label)), anchor=False,
            width="content",
        )  # fmt: skip
        if found.figure:
            value = number(found.figure.value, 3)
            st.markdown(f"{found.figure.label}: **{value}**", width="content")
    quiz = read_link(link).settings
    if isinstance(quiz, QuizSettings):
        st.markdown(result.standing(quiz))
    else:
        _picture(link, found)
        changed = "; ".join(found.chosen)
        st.markdown(changed or _("As the screen opens: nothing was changed."))
    _moves(page, links, k)


def _picture(link: str, found: Seen) -> None:
    if found.scene is not None:
        player.show(found.scene, key=f"handed-{sha256(link.encode()).hexdigest()[:12]}")
    for sentence in found.said:
        st.warning(sentence)
    if found.scene is None and not found.said:
        st.info(_("This screen has no picture that plays: open it."))


def _moves(page: HandIn, links: Sequence[str], k: int) -> None:
    """Open it, move it, leave it out."""

    def move(by: int) -> None:
        st.session_state[order.MINE] = order.moved(links, k, by)
        page.change(order="mine")

    found = read_link(links[k])
    query = found.settings.to_query() | found.look.to_query()
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        nav.link(found.screen, query, label=_("Open it"), icon=":material/arrow_forward:")
        for name, label, icon, by in (
            ("up", _("Move forward"), ":material/arrow_back:", -1),
            ("down", _("Move back"), ":material/arrow_forward:", 1),
        ):
            st.button(
                label, icon=icon, key=f"hand_in.{name}.{k}", type="tertiary",
                on_click=move, args=(by,),
                disabled=not 0 <= k + by < len(links),
            )  # fmt: skip
        st.button(
            _("Leave out"), icon=":material/close:", key=f"hand_in.out.{k}", type="tertiary",
            on_click=order.leave_out, args=(links[k],),
        )  # fmt: skip
