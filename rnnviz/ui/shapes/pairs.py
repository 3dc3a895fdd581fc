"""Encoder-decoder and attention on Shapes: their controls, their training, what they write."""

from typing import Any

import streamlit as st

from rnnviz.errors import RnnvizError
from rnnviz.figures.shapes import learning_figure
from rnnviz.jobs import Job
from rnnviz.settings.shapes import ShapesSettings
from rnnviz.street.screens import pairs
from rnnviz.street.screens.pairs import Pairs, attends, learned, walk
from rnnviz.tasks.pairs.compare import PairComparison, PairProgress, compare_pairs, right_answer
from rnnviz.tasks.pairs.kept import SETTINGS, kept_pairs
from rnnviz.tasks.pairs.learn import LearnedPairs, PairSettings
from rnnviz.tasks.pairs.pairs import TASKS
from rnnviz.tasks.sequence import END
from rnnviz.ui.frame import jobs
from rnnviz.ui.frame.bar import Bar
from rnnviz.ui.frame.chart import chart
from rnnviz.ui.frame.page import Page
from rnnviz.ui.frame.player import show
from rnnviz.ui.frame.text import literal
from rnnviz.ui.network.controls import new_seed
from rnnviz.ui.shapes.code import show_code
from rnnviz.words import _
from rnnviz.words.numbers import percent

Shapes = Page[ShapesSettings]


def pair_page(page: Shapes) -> None:
    """Everything below the choice of the architecture."""
    bar = pair_controls(page)
    picture, below = st.container(), st.container()
    found = training(page, bar, below)
    try:
        seen = walk(page.settings, found, examples)
    except RnnvizError as error:
        st.error(str(error))
        page.stop()
    with picture:
        show(seen.scene, key="shapes-pairs", page=page)
    answers(page, seen)
    plan = seen.plan
    if plan.both and not attends(page.settings):
        st.caption(_(":material/info: Without attention nothing reads the encoder’s forward half."))
    if found is not None:
        learning(found)
    show_code(plan)


def pair_controls(page: Shapes) -> Bar:
    """The task and the string; sizes and training open from a level on; give the row."""
    bar = Bar(page.look, _("Training"))
    with bar.at("look"):
        page.control("task", width=230)
        page.control("phrase", width=230)
        st.pills(
            _("Or one not seen in training"), examples(page.settings.pairs()),
            key="shapes.example", label_visibility="collapsed", selection_mode="single",
            default=None, on_change=_take_example, args=(page,),
        )  # fmt: skip
    with bar.at("student"):
        if TASKS[page.settings.task].fixed is None:
            page.control("pair_length", width=170)
        page.control("pair_cell", width=210)
        page.control("pair_hidden", width=200)
    with bar.at("researcher"):
        page.control("both")
    with (
        bar.at("researcher") if attends(page.settings) else bar.drawer
    ):  # the other is trained with them too
        page.control("units", width=210)
    with bar.drawer:
        page.control("updates")
        page.control("seed")
        new_seed(page)
    return bar


def _take_example(page: Shapes) -> None:
    chosen = st.session_state["shapes.example"]
    if chosen is not None:
        page.change(phrase=chosen)


@st.cache_data(max_entries=32, show_spinner=False)
def examples(s: PairSettings) -> tuple[str, ...]:
    """The first strings of the test part, none of which is in the training part."""
    return pairs.examples(s)


def training(page: Shapes, bar: Bar, below: Any) -> PairComparison | None:
    """What was learned with these settings: that of the defaults is there, others wait for the
    button; None until it is.
    """
    s, pool = page.settings.pairs(), jobs.pool()
    key = f"pairs {s!r}"
    job = pool.get(key)
    if job is None and s == SETTINGS:
        job = pool.keep(key, compare_pairs, s, result=kept_pairs())
    done = job is not None and job.done  # asked once: it may end while the page is drawn
    if job is not None and not done:
        text = _("Both networks keep what they have learned.")
        with below:
            jobs.follow(job, share, sentence, "shapes.stop", text)
    elif not jobs.whole(job):
        bar.row.button(
            _("Train both, with and without attention"), type="primary", key="shapes.train",
            icon=":material/play_arrow:", on_click=_submit, args=(key, s),
        )  # fmt: skip
    if job is None or not done:
        return None
    with below:
        ending(job)
    return job.result


def ending(job: Job) -> None:
    """What is to be said of a training that did not end well."""
    if job.error:
        st.error(job.error)
        return
    if job.result.stopped:
        st.warning(_("Stopped early: both networks are shown as they were then."))
    for one in (job.result.attending, job.result.plain):
        if one.message:
            st.warning(one.message)


def _submit(key: str, s: PairSettings) -> None:
    jobs.pool().submit(key, compare_pairs, s)


def share(progress: PairProgress) -> float:
    """How much is done, 0 to 1; the one that attends comes first and is half of it."""
    within = progress.update / max(1, progress.updates)
    return 0.5 * within + (0.0 if progress.attends else 0.5)


def sentence(progress: PairProgress) -> str:
    """Which of the two is at work, and how well it does so far."""
    text = _("Without attention: update {k} of {n}, {right} of unseen strings right")
    if progress.attends:
        text = _("With attention: update {k} of {n}, {right} of unseen strings right")
    return text.format(k=progress.update, n=progress.updates, right=percent(progress.score.strings))


def answers(page: Shapes, seen: Pairs) -> None:
    """What both write for the string, and how often they are right on strings not seen."""
    text, found = seen.text, seen.found
    right = right_answer(TASKS[page.settings.task], text)
    for column, attending in zip(st.columns(2), (True, False), strict=True):
        with column.container(border=True, key=f"shapes-answer-{attending}"):
            name = _("With attention") if attending else _("Without: one state alone")
            given = seen.wrote[attending][2].removesuffix(END)
            st.markdown(f"**{name}** · {literal(text)} → {literal(given)} {mark(given, right)}")
            st.caption(scored(None if found is None else learned(found, attending)))
    length = TASKS[page.settings.task].fixed or page.settings.pair_length
    if len(text) != length:
        note = _(
            ":material/info: Both were trained on strings of {n} characters; this one has {m}."
        )
        st.caption(note.format(n=length, m=len(text)))


def mark(given: str, right: str | None) -> str:
    """Whether it is right; if not, what would be."""
    if right is None:
        return _("(there is no right answer to this)")
    if given == right:
        return _(":green[✓ right]")
    return _(":red[✗ should be] {right}").format(right=literal(right))


def scored(one: LearnedPairs | None) -> str:
    """How one network does on the strings that it has not seen."""
    if one is None:
        return _("Not trained yet: its weights are as first drawn.")
    text = _("{strings} of {n} unseen strings are right, and {tokens} of their letters; while it "
             "writes, it reads its own letters.")  # fmt: skip
    last = one.scores[-1]
    return text.format(
        strings=percent(last.strings, 1), n=one.settings.tests, tokens=percent(last.tokens, 1)
    )


def learning(found: PairComparison) -> None:
    """How both learned."""
    st.subheader(_("How they learned"), anchor=False)
    st.caption(_("Share of unseen strings that are right from end to end."))
    curves = [
        (name, [x.update for x in one.scores], [x.strings for x in one.scores])
        for name, one in ((_("with attention"), found.attending), (_("without"), found.plain))
    ]
    chart(learning_figure(curves, _("updates"), _("strings right")), key="pairs-learning")
