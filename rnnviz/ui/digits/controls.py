"""The controls of Digits: how the networks read and are trained, and what they read."""

from collections.abc import Sequence

import numpy as np
import streamlit as st

from rnnviz.settings.digits import DigitsSettings
from rnnviz.street.screens.digits import digit_of, followed, names
from rnnviz.tasks.digits.digits import grey_levels, parse_drawing
from rnnviz.tasks.digits.reading import Reading
from rnnviz.tasks.digits.training import Run
from rnnviz.ui.digits.pad import Thumbnail, gallery, pad
from rnnviz.ui.frame.bar import Bar
from rnnviz.ui.frame.page import Page
from rnnviz.ui.network.controls import new_seed
from rnnviz.words import _, listed
from rnnviz.words.numbers import percent

DigitsPage = Page[DigitsSettings]


def training_controls(page: DigitsPage) -> Bar:
    """The two lessons in one row; the networks and their training in the drawer; give the row."""
    bar = Bar(page.look, _("Networks and training"))
    with bar.at("look"):
        page.control("order", width=270)
    with bar.at("student"):
        page.control("ink", width=260)
    with bar.at("researcher"):
        page.control("units", width=190)
        page.control("match", width=230)
    with bar.drawer:
        for name in ("first", "second", "third"):
            page.control(name)
        for pair in (("epochs", "restarts"), ("lr", "seed")):
            for column, name in zip(st.columns(2), pair, strict=True):
                with column:
                    page.control(name)
        new_seed(page)
    return bar


def choose_digit(page: DigitsPage, run: Run, found: Sequence[Reading]) -> None:
    """A test digit from the gallery, or one drawn by hand; `found` is what it is read as."""
    page.control("source", buttons=True, label_visibility="collapsed")
    if page.settings.source == "drawn":
        _draw(page, run, answer_line(names(run), found))
    else:
        _choose(page, run)


def _choose(page: DigitsPage, run: Run) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", key="digit-filters"):
        page.control("show", buttons=True)
        page.control("kind", label=_("Class"), width=104)
    s = page.settings
    items = thumbnails(s, run)
    if not items:
        st.info(_("No such digit: choose another class, or all."))
        return
    gallery(items, s.digit, "digits-gallery", lambda number: page.change(digit=number))
    text = _("{n} of {all} test digits. An orange corner: at least one network misreads it.")
    st.caption(text.format(n=len(items), all=len(run.test.labels)))


def thumbnails(s: DigitsSettings, run: Run) -> list[Thumbnail]:
    """The test digits that pass the filters, in the order of the test part."""
    test, last = run.test, np.stack([answers[-1] for answers in run.answers])  # (networks, N)
    wrong = (last != test.labels).any(axis=0)
    keep = wrong if s.show == "misread" else np.ones(len(test.labels), bool)
    if s.kind != "any":
        keep = keep & (test.labels == int(s.kind))
    return [
        Thumbnail(
            int(k) + 1, test.images[k],
            _said(int(k) + 1, int(test.labels[k]), names(run), last[:, k]), bool(wrong[k]),
        )
        for k in np.flatnonzero(keep)
    ]  # fmt: skip


def _said(number: int, truth: int, labels: list[str], answers: np.ndarray) -> str:
    """What a thumbnail shows, in words: the class, and who misreads it."""
    text = _("Test digit {n}, written as {truth}").format(n=number, truth=truth)
    misread = [
        _("{network} reads {answer}").format(network=name, answer=answer)
        for name, answer in zip(labels, answers, strict=True)
        if answer != truth
    ]
    return listed([text, *misread], "; ")


def answer_line(labels: Sequence[str], found: Sequence[Reading]) -> str:
    """What each network answers at the end, in one line."""
    text = _("{network}: {answer} ({p})")
    return " · ".join(
        text.format(network=name, answer=r.answer, p=percent(float(r.p[-1, r.answer])))
        for name, r in zip(labels, found, strict=True)
    )


def _draw(page: DigitsPage, run: Run, answers: str) -> None:
    s = page.settings
    image, _truth = digit_of(s, run)
    pad(s.drawing, image, answers, "digits-pad", lambda text: page.change(drawing=text))
    note = drawing_note(s.drawing)
    if note:
        st.caption(note)


def drawing_note(drawing: str) -> str:
    """What is to be known about a drawing that is unlike the digits of the data set."""
    rows = grey_levels(parse_drawing(drawing)).sum(axis=1)
    if not rows.any():
        return _("The pad is blank: what you see is what the networks make of blank paper.")
    if rows[0] == 0 or rows[-1] == 0:
        return _(
            "Every digit of the data set reaches from the first row to the last; this one does "
            "not. Press “Fit” to see what difference that makes."
        )
    return ""


def question_controls(page: DigitsPage, run: Run) -> None:
    """Which network is taken apart, and which answer is explained."""
    key, labels = "digits.follow", names(run)
    st.session_state[key] = followed(page.settings, run)
    st.segmented_control(
        _("Look inside"), range(len(labels)), format_func=lambda k: labels[k], key=key,
        required=True, help=_("Whose hidden units and whose numbers are shown below."),
        on_change=lambda: page.change(follow=st.session_state[key] + 1),
    )  # fmt: skip
    page.control("about", width=210)
