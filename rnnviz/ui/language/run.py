"""Training on the Language screen: on the spot if it is quick, else in a worker."""

import hashlib
from collections.abc import Callable
from typing import Any

import numpy as np
import streamlit as st

from rnnviz.jobs import Job
from rnnviz.settings.language import LanguageSettings
from rnnviz.settings.tables import cell_label
from rnnviz.street.screens.language import AT_ONCE
from rnnviz.tasks.gap.run import GapProgress, GapResult, GapTask, gap
from rnnviz.tasks.language.training import Progress, Task, Trained, train
from rnnviz.ui.frame import jobs, memory
from rnnviz.ui.frame.page import Page
from rnnviz.ui.frame.plain import plain
from rnnviz.words import _
from rnnviz.words.numbers import brief

FOLLOWED = "language.followed"


def set_controls_again(page: Page[LanguageSettings]) -> None:
    """After a training was followed, tell the browser the value of every control once more.

    The page is drawn anew as soon as a training ends; a control whose code the browser was still
    loading then has never heard its value and would show the smallest one.
    """
    if st.session_state.pop(FOLLOWED, False):
        for name in page.settings.kinds():
            st.session_state.pop(memory.key(page.code, name), None)


@st.cache_resource(max_entries=32, show_spinner=False)
def at_once(task: Task) -> Trained:
    """The network, trained in this very run; never to be changed, since it is shared.

    Raises:
        RnnvizError: when the training diverges.
    """
    return train(task)


def trained(task: Task) -> Trained | None:
    """The network of a task, or None as long as it is being trained, which is then shown.

    Raises:
        RnnvizError: when a quick training diverges.
    """
    if task.work <= AT_ONCE:
        return at_once(task)
    return _result(key_of(task), train, task, _share, _sentence)


def gap_result(task: GapTask) -> GapResult | None:
    """The experiment's result, or None as long as it runs, which is then shown."""
    return _result(key_of(task), gap, task, _gap_share, _gap_sentence)


def key_of(task: Any) -> str:
    """Name a piece of work by all that it depends on: the same is never done twice."""
    return hashlib.sha256(repr(task).encode("utf-8", "surrogatepass")).hexdigest()


def _result(
    key: str,
    work: Callable[..., Any],
    task: Any,
    share: Callable[[Any], float],
    sentence: Callable[[Any], str],
) -> Any:
    """Start the work unless it was ever started; follow it; give what it brought."""
    job = jobs.pool().get(key) or jobs.pool().submit(key, work, task)
    if not job.done:
        st.session_state[FOLLOWED] = True
        jobs.follow(job, share, sentence, "language.stop", _("What is learned so far is kept."))
        return None
    if job.error:
        st.error(plain(job.error))
    elif job.result.stopped:
        st.warning(_("Stopped early: this is what it had learned by then."))
    if not jobs.whole(job):
        _again(key, work, task, job)
    return job.result


def _again(key: str, work: Callable[..., Any], task: Any, job: Job) -> None:
    """A button that starts a stopped or failed piece of work anew."""
    st.button(
        _("Train again"), icon=":material/replay:", key="language.again",
        on_click=_submit, args=(key, work, task), disabled=not job.done,
    )  # fmt: skip


def _submit(key: str, work: Callable[..., Any], task: Any) -> None:
    jobs.pool().submit(key, work, task)


def _share(progress: Progress) -> float:
    return min(1.0, progress.epoch / max(1, progress.epochs))


def _sentence(progress: Progress) -> str:
    """How far it is, how well it guesses, how long it will take."""
    text = _("Epoch {epoch} of {epochs}, perplexity {perplexity}, {left} left")
    with np.errstate(over="ignore"):
        perplexity = brief(float(np.exp(progress.loss)))
    return text.format(
        epoch=progress.epoch, epochs=progress.epochs, perplexity=perplexity,
        left=_left(progress.seconds, _share(progress)),
    )  # fmt: skip


def _gap_share(progress: GapProgress) -> float:
    within = progress.epoch / max(1, progress.epochs)
    return min(1.0, (progress.done + within) / progress.total)


def _gap_sentence(progress: GapProgress) -> str:
    text = _("{cell}: epoch {epoch} of {epochs}, {left} left")
    return text.format(
        cell=cell_label(progress.cell), epoch=progress.epoch, epochs=progress.epochs,
        left=_left(progress.seconds, _gap_share(progress)),
    )  # fmt: skip


def _left(seconds: float, share: float) -> str:
    """The time left in whole seconds, from the time that the done part took."""
    if share < 0.02:
        return "…"
    return _("{n} s").format(n=int(np.ceil(seconds * (1 - share) / share)))
