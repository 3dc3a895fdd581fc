"""One card: the question, the prediction, what to do, and what happened beside what was said."""

from functools import partial

import streamlit as st

from rnnviz.lessons.answer import close, drawn, fits, verdict
from rnnviz.lessons.told import Told
from rnnviz.settings.look import Look
from rnnviz.ui.frame.lesson import moves
from rnnviz.ui.frame.lesson.moves import Place
from rnnviz.ui.frame.lesson.sketch import sketch
from rnnviz.words import _
from rnnviz.words.glossary import explained
from rnnviz.words.numbers import brief


def draw(place: Place, told: Told, look: Look) -> None:
    """The card as far as the reader has come."""
    answer = place.answer
    if answer is not None and not fits(place.card, told, answer):
        answer = None  # from a link that was made for another card
    asks = place.card.kind != "none"
    with st.container(key="rail-question"):
        question = told.texts["question"]
        st.markdown(f"#### {place.card.title}\n\n{question}", help=explained(question))
    if asks and answer is None:
        with st.container(key="rail-asks", gap="small"):
            _ask(place, told, look)
        return
    if asks and answer is not None and not answer.seen and told.texts["do"]:
        with st.container(key="rail-does", gap="small"):
            _watch(place, told)
        return
    if asks:
        _happened(place, told, look)
    _after(told, look)


def _ask(place: Place, told: Told, look: Look) -> None:
    card = place.card
    if card.kind == "choose":
        for k, option in enumerate(told.options, start=1):
            st.button(
                option, key=f"rail.option.{k}", width="stretch",
                on_click=moves.say, args=(place, (k,)),
            )  # fmt: skip
    elif card.kind == "number":
        _number(place)
    else:
        sketch(card, told, None, _key(place), partial(moves.say, place), large=look.present)
    st.button(
        _("I do not know: show me"), key="rail.show", type="tertiary",
        on_click=moves.say, args=(place, ()),
    )  # fmt: skip


def _key(place: Place) -> str:
    """A sketch is another one on each card."""
    return f"rail.sketch.{place.lesson.name}.{place.number}"


def _number(place: Place) -> None:
    card, key = place.card, f"rail.number.{place.lesson.name}.{place.number}"
    low, high = brief(card.low), brief(card.high)
    text = (
        _("How many {unit}? ({low} to {high})") if card.unit else _("Your number ({low} to {high})")
    )
    # The limits stand in the label and are kept here: the field itself would cover the button.
    st.number_input(
        text.format(unit=card.unit, low=low, high=high), value=None, step=card.step, key=key,
        format=None if card.step is None else ("%.0f" if card.step >= 1 else "%g"),
    )  # fmt: skip

    def take() -> None:
        value = st.session_state.get(key)
        if value is not None and card.low <= value <= card.high:
            moves.say(place, (value,))
        else:
            st.session_state[f"{key}.missed"] = True

    if st.session_state.pop(f"{key}.missed", False):
        text = _("Type a number from {low} to {high} first, or ask to be shown.")
        st.warning(text.format(low=low, high=high))
    st.button(_("That is what I expect"), type="primary", width="stretch", key="rail.say",
              on_click=take)  # fmt: skip


def _watch(place: Place, told: Told) -> None:
    """Something was said: now it is tried, and looked at, before it is told."""
    _part(_("**Do**  \n{text}"), told.texts["do"])
    st.button(
        _("I have looked: what happened?"), type="primary", width="stretch", key="rail.see",
        on_click=moves.see, args=(place,),
    )  # fmt: skip


def _happened(place: Place, told: Told, look: Look) -> None:
    card, answer = place.card, place.answer
    if answer is None:
        return
    key = "rail-right" if close(card, told, answer) else "rail-other"
    with st.container(key=key, gap="xsmall"):
        st.markdown(verdict(card, told, answer))
        if drawn(card):
            sketch(card, told, answer, _key(place) + ".done", lambda _v: None, large=look.present)
    _part(_("**What happened**  \n{text}"), told.texts["happened"])


def _part(named: str, text: str) -> None:
    """A part of the card under its name; its terms are explained on its mark."""
    st.markdown(named.format(text=text), help=explained(text))


def _after(told: Told, look: Look) -> None:
    if told.texts["why"]:
        _part(_("**Why**  \n{text}"), told.texts["why"])
    if told.texts["more"]:
        with st.expander(_("Why, in depth"), expanded=look.shows("student")):
            st.markdown(told.texts["more"])
    if told.texts["turn"]:
        _part(_("**Try**  \n{text}"), told.texts["turn"])
    if told.texts["found"]:
        with st.expander(_("What one finds")):
            st.markdown(told.texts["found"], help=explained(told.texts["found"]))
