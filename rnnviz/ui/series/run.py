"""Training a comparison beside the page: a job for each run, the button, progress in words."""

import hashlib
from collections.abc import Hashable
from dataclasses import replace
from time import monotonic as now
from typing import Any

import numpy as np
import streamlit as st

from rnnviz.jobs import Batch
from rnnviz.jobs.batch import State
from rnnviz.series.compare.article import SEEDS, run_article
from rnnviz.series.compare.compare import assemble, tasks
from rnnviz.series.compare.kept import kept_parts
from rnnviz.series.compare.results import Comparison
from rnnviz.series.compare.runs import Part, Progress, Task, run_task
from rnnviz.series.protocol.protocol import Protocol, of_one_model
from rnnviz.series.series import Series
from rnnviz.ui.frame import jobs
from rnnviz.words import _
from rnnviz.words.tongue import by_language

ARTICLE = "article"
PICTURE_SECONDS = 1.0  # from one picture to the next, while runs arrive

Running = Batch[Task | str]


def key_of(series: Series, *settings: Hashable) -> str:
    """Name a piece of work by its data and its settings: the same is never done twice."""
    digest = hashlib.sha256(np.ascontiguousarray(series.values).tobytes())
    digest.update(np.ascontiguousarray(series.times).tobytes())
    told = (series.sha256, series.name, series.time_name, series.breaks, series.notes)
    digest.update(repr((*told, settings)).encode())
    return digest.hexdigest()


def work(series: Series, p: Protocol, *, article: bool) -> dict[Task | str, tuple[str, Any]]:
    """Everything that a comparison needs: its key in the pool, and the call.

    A run's key leaves out what other models are compared, so that adding one trains only that.
    """
    one = of_one_model(p)
    found: dict[Task | str, tuple[str, Any]] = {}
    for task in tasks(series, p):
        own = one if task.fold is None else replace(one, folds=p.folds)
        named = task._replace(label="")  # labels are words, and no setting
        found[task] = (key_of(series, own, named), (run_task, series, p, task))
    if article:
        used = (p.window, p.hidden, p.missing, p.seed, p.all_seeds[:SEEDS])
        found[ARTICLE] = (key_of(series, ARTICLE, used), (run_article, series, p))
    return found


def train_button(series: Series, p: Protocol, *, article: bool) -> Running | None:
    """The one primary button; give the work of these settings, if all of it was ever started."""
    todo = work(series, p, article=article)
    _take_kept(series, p, todo)
    known = {name: jobs.pool().get(key) for name, (key, _call) in todo.items()}
    started = {name: job for name, job in known.items() if job is not None}
    whole = len(started) == len(todo) and all(jobs.whole(job) for job in started.values())
    st.button(
        _("Train and compare"), type="primary", width="stretch", disabled=whole,
        help=_("These settings are trained: change one to train again.") if whole else None,
        icon=":material/play_arrow:", on_click=_submit, args=(todo,), key="series.train",
    )  # fmt: skip
    running = Batch(started, fraction) if len(started) == len(todo) else None
    if whole and running is not None and running.done:
        st.caption(_("Nothing has changed since these settings were trained."))
    return running


def _take_kept(series: Series, p: Protocol, todo: dict[Task | str, tuple[str, Any]]) -> None:
    """Have the runs that were done beforehand, unless they are there."""
    for task, part in kept_parts(series, p).items():
        key, (function, *args) = todo[task]
        if jobs.pool().get(key) is None:
            jobs.pool().keep(key, function, *args, result=part)


def _submit(todo: dict[Task | str, tuple[str, Any]]) -> None:
    for key, (function, *args) in todo.values():
        jobs.pool().submit(key, function, *args)


def comparison(series: Series, p: Protocol, running: Running) -> Comparison:
    """Put the finished runs together; kept, so that a click on a view does not do it again."""
    parts = {task: part for task, part in running.results().items() if isinstance(task, Task)}
    state = tuple(task in parts and not parts[task].stopped for task in tasks(series, p))
    return _assembled(key_of(series, p, state), series, p, parts)


@by_language(st.cache_resource(max_entries=20, show_spinner=False))
def _assembled(key: str, _series: Series, _p: Protocol, _parts: dict[Task, Part]) -> Comparison:
    del key
    return assemble(_series, _p, _parts)


def follow(running: Running) -> None:
    """Show how far a comparison has come, with Stop; the page is drawn anew as runs arrive.

    Each of the first few, then ever more of them at a time: a comparison has up to 480.
    """
    text, since = _("What is trained is kept; a network at work keeps its best weights."), now()
    drawn = len(running.results())

    def news() -> bool:
        more = len(running.results()) - drawn
        return more > drawn // 4 and now() - since >= PICTURE_SECONDS

    jobs.follow(running, lambda state: state.share, sentence, "series.stop", text, news)


def fraction(progress: Progress) -> float:
    """How far one run has come at least: it may end before its last epoch."""
    return progress.epoch / max(1, progress.epochs)


def sentence(state: State) -> str:
    """What is being trained, how many runs are done, and how long it may still take."""
    run: Progress | None = state.running
    fields = {"done": state.done, "total": state.total}
    if run is not None:
        fields |= {"label": run.label, "epoch": run.epoch}
    if run is None:
        text = _("{done} of {total} runs done")
    elif state.seconds_left is None:
        text = _("{label}, epoch {epoch}; {done} of {total} runs done")
    else:
        text = _("{label}, epoch {epoch}; {done} of {total} runs done, about {left} s left")
        fields["left"] = max(1, round(state.seconds_left))
    return text.format(**fields)
