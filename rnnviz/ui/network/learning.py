"""Learning by hand on a page: one step, ten, to the end, undo; the loss before and after."""

from typing import Any, NoReturn

import numpy as np
import streamlit as st

from rnnviz.core.network import Network
from rnnviz.core.study import Study
from rnnviz.errors import RnnvizError
from rnnviz.settings.edits import parse_edits
from rnnviz.settings.network import NetworkSettings
from rnnviz.street.network.cell import as_drawn
from rnnviz.street.network.learning import Learning, learn, settles_after, update_of
from rnnviz.street.network.network import edited
from rnnviz.street.network.words import loss_sentence, update_formula
from rnnviz.ui.frame.page import Page
from rnnviz.ui.network import in_hand, to_the_end
from rnnviz.ui.network.network import STOPS
from rnnviz.words import _
from rnnviz.words.numbers import number

MOST = 500  # steps that an address counts


def begun(s: NetworkSettings) -> Network:
    """The network that learning starts from: edited, nothing learned here yet."""
    return edited(STOPS.unedited(as_drawn(s)), parse_edits(s.edits))[0]


@in_hand.cached
def learning_of(s: NetworkSettings) -> Learning:
    """What was learned, with the loss after each step; never to be changed, since it is shared.

    Raises:
        RnnvizError: if the loss leaves what a computer can hold.
    """
    return to_the_end.known(s) or learn(begun(s), STOPS.example(s), s.where, s)


def learned_network(s: NetworkSettings) -> Network:
    """The network with what was learned, in PyTorch's writing."""
    return learning_of(s).net if s.learned else begun(s)


def learning_buttons(page: Page[Any], row: Any, hindered: str = "") -> None:
    """In the row above the picture: one step of learning, ten, to the end, and back.

    `hindered` says why the network that is shown is not the one that would learn, if it is not.
    """
    s: NetworkSettings = page.settings.in_hand()
    hindered = hindered or _waits(page)
    with (
        row,
        st.container(
            key="learn-row",
            horizontal=True,
            vertical_alignment="center",
            gap="small",
            width="content",
        ),
    ):
        help_ = hindered or _("w ← w − η ∂L/∂w, on what is shown.")
        st.markdown(_learned_so_far(s), width="content", help=help_)
        waits = to_the_end.awaited(page, s)
        _buttons(page, s, bool(hindered) or waits)
        if waits:
            _follow(page, s)


def _waits(page: Page[Any]) -> str:
    """Why nothing can be learned by hand while a worker trains the network."""
    return _("Learning by hand goes on from the trained network.") if page.instead else ""


def _learned_so_far(s: NetworkSettings) -> str:
    """“Learn”, with the loss before and after once something is learned."""
    if not s.learned:
        return _("**Learn**")
    losses = learning_of(s).losses
    text = _("**Learn** L {before} → {after}")
    return text.format(before=number(losses[0]), after=number(losses[-1]))


def learning_drawer(page: Page[Any], row: Any, hindered: str = "") -> None:
    """All of it in a drawer, where the row has no room: the picture changes beside it."""
    with row, st.popover(_("Learn")):
        learning_buttons(page, st.container(), hindered)
        learning_panel(page, None, hindered)


def learning_panel(page: Page[Any], study: Study | None, hindered: str = "") -> None:
    """What was learned here: the loss before and after, its curve, the rate, one update.

    The update is that of the `study`, left out without one.
    """
    if hindered := hindered or _waits(page):
        st.caption(hindered)
        return
    s: NetworkSettings = page.settings.in_hand()
    if not (s.learned or page.look.shows("student")):
        return  # at a first look nothing is said of learning before something is learned
    losses = learning_of(s).losses
    with st.container(key="learn", horizontal=True, vertical_alignment="center"):
        st.markdown(loss_sentence(losses, s.where), width="stretch")
        if len(losses) > 1:
            st.metric(
                _("Loss by step"), number(losses[-1]), chart_data=[float(v) for v in losses],
                label_visibility="collapsed", width=220, height=72,
            )  # fmt: skip
        page.control("rate", label=_("η, the learning rate"), width=230)
        if study is not None:
            _update(study, s)


def _buttons(page: Page[Any], s: NetworkSettings, hindered: bool) -> None:
    left = 0 if hindered else MOST - s.learned
    paces = {1: _("One step"), 10: _("Ten steps")}
    for n, text in paces.items() if page.look.shows("student") else [(1, paces[1])]:
        st.button(
            text, key=f"learn.{n}", disabled=left < n, on_click=_go, args=(page, s.learned + n)
        )
    st.button(
        _("To the end"), key="learn.end", disabled=left < 1, on_click=_to_the_end, args=(page, s),
        help=_("Until a step changes the loss by less than a ten-thousandth, 200 steps at most."),
    )  # fmt: skip
    if s.learned or page.look.shows("student"):
        _undo_button(page, s.learned)


def _undo_button(page: Page[Any], learned: int) -> None:
    """The way back from the last press, which says how many steps it takes back."""
    n = learned - _steps_before(page, learned)
    text = _("Undo step") if n <= 1 else _("Undo {n} steps").format(n=n)
    st.button(
        text, key="learn.undo", icon=":material/undo:", disabled=not learned, on_click=_undo,
        args=(page,),
    )  # fmt: skip


def _go(page: Page[Any], learned: int) -> None:
    """Learn so many steps in all, and remember how many it were before."""
    _before(page).append(page.settings.learned)
    page.change(learned=learned)


def _to_the_end(page: Page[Any], s: NetworkSettings) -> None:
    try:
        net, example = begun(s), STOPS.example(s)
        if to_the_end.is_long(s, net, example):
            to_the_end.begin(page, s, net, example, MOST)
            return
        n = settles_after(net, example, s.where, s.rate, s.learned)
    except RnnvizError as error:
        page.say(str(error))
        return
    _go(page, min(n, MOST))


def _follow(page: Page[Any], s: NetworkSettings) -> None:
    """Show how far a worker has come; at its end the page is drawn with what was learned."""
    n = to_the_end.follow(page, s)
    if n is None:
        return
    if n > s.learned:
        _go(page, n)
    st.rerun()


def _undo(page: Page[Any]) -> None:
    steps = _steps_before(page, page.settings.learned)
    _before(page)[:] = [n for n in _before(page) if n < steps]
    page.change(learned=steps)


def _steps_before(page: Page[Any], learned: int) -> int:
    """How many steps there were before the last press; none where this session knows of none."""
    return max((n for n in _before(page) if n < learned), default=0)


def _before(page: Page[Any]) -> list[int]:
    """How many steps there were before each press, in this session."""
    return st.session_state.setdefault(f"{page.code}.learned.before", [])


def _update(study: Study, s: NetworkSettings) -> None:
    """The next step of one weight, with its numbers."""
    w = study.net.weights
    arrays = {**w.params._asdict(), **w.readout._asdict()}
    places = [(name, place) for name, a in arrays.items() for place in np.ndindex(a.shape)]
    with st.popover(_("One weight"), icon=":material/calculate:"):
        chosen = st.selectbox(
            _("Weight"), places, format_func=lambda at: _written(*at), key="learn.weight"
        )
        if chosen is not None:
            name, place = chosen
            st.latex(update_formula(_written(name, place), update_of(study, name, place, s.rate)))
            st.caption(_("∂L/∂w is the sum of what each step adds to it; L is that of the losses."))


def _written(name: str, place: tuple[int, ...]) -> str:
    return f"{name}[{', '.join(str(i + 1) for i in place)}]"


def stuck(page: Page[Any], error: RnnvizError) -> NoReturn:
    """Say why nothing can be shown, with the way back from learning too fast; end the run."""
    st.error(str(error))
    if page.settings.learned:
        _undo_button(page, page.settings.learned)
    page.stop()
