"""Both ways to read out a bidirectional network, trained on a cue at the start."""

import streamlit as st

from rnnviz.figures.shapes import learning_figure
from rnnviz.settings.shapes import ShapesSettings
from rnnviz.tasks.cue import CueProgress, CueResult, CueSettings, learn_cues
from rnnviz.ui.frame import jobs
from rnnviz.ui.frame.chart import chart
from rnnviz.ui.frame.page import Page
from rnnviz.words import _
from rnnviz.words.numbers import percent

Shapes = Page[ShapesSettings]


def cue(page: Shapes) -> None:
    """The task, its one control, the button, and what came out."""
    st.subheader(_("What it costs"), anchor=False)
    st.markdown(
        _("The first input is +1 or −1, noise follows, and at the end the sign is asked for. Both "
          "ways to read out learn it from the same weights and the same sequences.")
    )  # fmt: skip
    s = page.settings.cue()
    key, pool = f"cue {s!r}", jobs.pool()
    job = pool.get(key)
    with st.container(horizontal=True, vertical_alignment="bottom", key="cue-row"):
        page.control("cue_steps", width=220)
        st.button(
            _("Train both"), type="primary", key="shapes.cue", icon=":material/play_arrow:",
            disabled=jobs.whole(job), on_click=_submit, args=(key, s),
        )  # fmt: skip
    if job is None:
        return
    if not job.done:
        jobs.follow(job, share, sentence, "shapes.cue.stop", _("Ends the training."))
    elif job.error:
        st.error(job.error)
    else:
        result(job.result)


def _submit(key: str, s: CueSettings) -> None:
    jobs.pool().submit(key, learn_cues, s)


def share(progress: CueProgress) -> float:
    """How much is done, 0 to 1; output[-1] comes first and is half of it."""
    within = progress.epoch / max(1, progress.epochs)
    return 0.5 * within + (0.5 if progress.where == "ends" else 0.0)


def sentence(progress: CueProgress) -> str:
    """Which of the two is at work."""
    text = _("output[−1]: update {k} of {n}")
    if progress.where == "ends":
        text = _("Both ends: update {k} of {n}")
    return text.format(k=progress.epoch, n=progress.epochs)


def result(found: CueResult) -> None:
    """The accuracies in a sentence, and on the way."""
    if found.stopped:
        st.warning(_("Stopped early: train again for the whole curves."))
    names = {"ends": _("both ends"), "last": _("output[−1]")}
    text = _("After {k} updates output[−1] is right on {last} of {n} unseen sequences, both "
             "ends on {ends}; a coin would be on 50 %.")  # fmt: skip
    if all(len(shares) == len(found.epochs) for shares in found.right.values()):
        last, ends = found.right["last"][-1], found.right["ends"][-1]
        shares = {"last": percent(last, 1), "ends": percent(ends, 1)}
        st.markdown(text.format(k=found.epochs[-1], n=CueSettings().tests, **shares))
    curves = [
        (names[where], found.epochs[: len(found.right[where])], found.right[where])
        for where in names
        if where in found.right
    ]
    st.caption(_("Share of unseen sequences whose sign is right, after so many updates."))
    chart(learning_figure(curves, _("updates"), _("signs right")), key="cue-learning")
