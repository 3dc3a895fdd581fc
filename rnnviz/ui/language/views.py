"""How a trained network reads a text, and what it learned when."""

from typing import Any

import numpy as np
import streamlit as st

from rnnviz.figures.language import Curve, learning
from rnnviz.figures.style import log_axis, share_axis
from rnnviz.player import Scene
from rnnviz.street.screens.language import SHOWN, reading
from rnnviz.tasks.language.language import OVERLAP, WINDOW, Symbols
from rnnviz.tasks.language.scores import counts_to, legal
from rnnviz.tasks.language.texts import Texts
from rnnviz.tasks.language.training import Trained
from rnnviz.ui.frame.bar import Bar
from rnnviz.ui.frame.chart import chart
from rnnviz.ui.frame.player import show
from rnnviz.ui.language.controls import Language, epoch_control, shown_control
from rnnviz.words import _
from rnnviz.words.numbers import number, percent
from rnnviz.words.tongue import by_language

BY_KEY: dict[Any, Any] = {Trained: lambda found: found.key}  # how caches tell networks apart


def read(page: Language, texts: Texts, found: Trained, bar: Bar) -> None:
    """The text as the network reads it, and what it learned when; `bar` takes the controls."""
    with bar.at("look"):
        epoch = epoch_control(page, found)
        text = shown_control(page, texts)
    show(_reading(found, epoch, text), key="language-player", page=page)
    if max(map(len, found.task.texts)) > WINDOW:
        note = _("In training the text is cut into windows of {n} characters that overlap by {m}.")
        st.caption(note.format(n=WINDOW, m=OVERLAP))
    if len(text) > SHOWN:
        st.caption(_("The first {n} characters are shown.").format(n=SHOWN))
    _learned(page, texts, found, epoch)


@by_language(st.cache_resource(max_entries=12, show_spinner=False, hash_funcs=BY_KEY))
def _reading(found: Trained, epoch: int, text: Symbols) -> Scene:
    """The scene of a text that is read."""
    return reading(found, epoch, text).scene


def _learned(page: Language, texts: Texts, found: Trained, epoch: int) -> None:
    """What was learned at which epoch, as a figure and a sentence."""
    st.subheader(_("What it learned, and when"), anchor=False)
    if not found.loss[-1] <= found.loss[0]:
        st.warning(_("It guesses worse than before training; choose a lower learning rate."))
    if page.settings.source == "counting":
        fig, text = _counting_figure(found, epoch)
    elif texts.rule is not None:
        fig, text = _legal_figure(found, texts, epoch)
    else:
        fig, text = _perplexity_figure(found, epoch)
    chart(fig, key=f"language-learned-{page.settings.source}", alt=_("What it learned"))
    st.caption(text)


def _counting_figure(found: Trained, epoch: int) -> tuple[Any, str]:
    epochs, reach = _counting(found)
    longest = max(map(len, found.task.texts)) // 2
    curves = [Curve(_("right for every n up to"), epochs, reach, "output")]
    fig = learning(curves, epoch, {"title": _("largest n"), "rangemode": "tozero"}, level=longest)
    text = _(
        "How to read: the largest n up to which every string is finished rightly from its first b "
        "on. Dashed: the longest string in training, n = {longest}. After the last epoch: {n}."
    )
    return fig, text.format(longest=longest, n=reach[-1])


def _legal_figure(found: Trained, texts: Texts, epoch: int) -> tuple[Any, str]:
    epochs, letters, strings = _legal(found, texts)
    curves = [
        Curve(_("likeliest next letter is legal"), epochs, letters, "hidden"),
        Curve(_("whole string right"), epochs, strings, "output"),
    ]
    fig = learning(curves, epoch, share_axis(title=_("share")))
    text = _(
        "How to read: on {n} strings that were never trained on. A string is right when the "
        "likeliest letter is legal at every step. After the last epoch: {letters} of letters, "
        "{strings} of strings."
    )
    return fig, text.format(
        n=len(texts.held), letters=percent(letters[-1], 1), strings=percent(strings[-1])
    )


def _perplexity_figure(found: Trained, epoch: int) -> tuple[Any, str]:
    with np.errstate(over="ignore"):
        values = np.exp(found.loss)
    curves = [Curve(_("perplexity"), range(len(values)), values, "output")]
    fig = learning(curves, epoch, log_axis(values, title=_("perplexity")))
    text = _(
        "How to read: among how many characters it seems to guess; 1 is certainty. It began at "
        "{first} with {n} to choose from, and ended at {last}."
    )
    return fig, text.format(
        first=number(values[0]), n=len(found.letters) + 1, last=number(values[-1], 4)
    )


@st.cache_data(max_entries=32, show_spinner=False, hash_funcs=BY_KEY)
def _counting(found: Trained) -> tuple[list[int], list[int]]:
    kept = sorted(found.weights)
    return kept, [counts_to(found.net(epoch), found.letters) for epoch in kept]


@st.cache_data(max_entries=32, show_spinner=False, hash_funcs=BY_KEY)
def _legal(found: Trained, _texts: Texts) -> tuple[list[int], list[float], list[float]]:
    kept, rule = sorted(found.weights), _texts.rule
    if rule is None:
        return kept, [], []
    scores = [legal(found.net(epoch), found.letters, _texts.held, rule) for epoch in kept]
    return kept, [one.letters for one in scores], [one.strings for one in scores]
