"""The runs of a session: handed to the workers, taken in as they come, kept under their keys."""

from collections.abc import Callable
from typing import Any, NamedTuple

import streamlit as st

from rnnviz.experiments.cost import cost, pace
from rnnviz.experiments.design import Design, Known
from rnnviz.experiments.trial import Trial, run_trial
from rnnviz.jobs import Batch, Job
from rnnviz.jobs.batch import State
from rnnviz.settings.experiments import ExperimentSettings
from rnnviz.ui.frame import jobs
from rnnviz.ui.frame.page import Page
from rnnviz.words import _
from rnnviz.words.numbers import count

Experiments = Page[ExperimentSettings]
RESULTS, JOBS = "trials.results", "trials.jobs"
PROGRESS_SECONDS, PICTURE_SECONDS = 0.4, 1.5


class Work(NamedTuple):
    """One trial that was handed in."""

    trial: Trial
    job: Job


def own() -> Known:
    """The results of this session."""
    return st.session_state.setdefault(RESULTS, {})


def works() -> dict[str, Work]:
    """What was handed in and not yet taken in, by key."""
    return st.session_state.setdefault(JOBS, {})


def take_in() -> None:
    """Keep what is finished; what failed or was stopped is left to be run again."""
    for key, (trial, job) in list(works().items()):
        if job.done:  # asking keeps it alive
            if jobs.whole(job):
                own().update({(trial.recipe, one.seed): one for one in job.result.outcomes})
            del works()[key]


def submit(design: Design) -> None:
    """Hand in what is not known yet, in a callback."""
    for trial in design.trials(own()):
        job = jobs.pool().submit(trial.key, run_trial, trial)
        works()[trial.key] = Work(trial, job)


def running(design: Design) -> Batch[str] | None:
    """The runs of a design that are under way; None if there are none."""
    runs = set(design.runs())
    found = {
        key: job
        for key, (trial, job) in works().items()
        if any((trial.recipe, seed) in runs for seed in trial.seeds)
    }
    return Batch(found, float) if found else None


def seconds(design: Design) -> float:
    """About how long what is left will take, by the pace of this machine if that is known."""
    runs = own()
    made = ((r, one) for (r, _seed), one in runs.items())
    left = sum(cost(trial.recipe, len(trial.seeds)) for trial in design.trials(runs))
    return left * pace(made) / jobs.pool().workers


@st.fragment(run_every=PROGRESS_SECONDS)
def progress(batch: Batch[str]) -> None:
    """How many runs are done, and Stop; at the end the page is drawn anew."""
    if batch.done:
        st.rerun()
    with st.container(key="experiments-progress", horizontal=True, vertical_alignment="center"):
        st.button(
            _("Stop"), icon=":material/stop:", key="trials.stop", on_click=batch.stop,
            disabled=batch.left or batch.stop_at is not None,
            help=_("What is finished is kept, and is not run again."),
        )  # fmt: skip
        state = batch.progress
        st.progress(0.0 if state is None else state.share, progress_words(state), width=330)
    if hindrance := jobs.pool().hindrance(batch.first):
        st.warning(hindrance)
    if batch.left and batch.stop_at is None:
        st.caption(_("Somebody else waits for the same runs, so they go on."))


def progress_words(state: State | None) -> str:
    """How far the runs are, and how long the rest may take."""
    if state is None:
        return _("Starting …")
    if state.seconds_left is None:
        return _("{done} of {all} runs").format(done=count(state.done), all=count(state.total))
    text = _("{done} of {all} runs, about {time} left")
    return text.format(
        done=count(state.done), all=count(state.total), time=duration(state.seconds_left)
    )


def duration(seconds: float) -> str:
    """A time in words.

    >>> duration(0.2), duration(48.2), duration(150)
    ('1 s', '48 s', '3 min')
    """
    if seconds < 100:
        return _("{n} s").format(n=max(1, round(seconds)))
    return _("{n} min").format(n=-round(-seconds // 60))


@st.fragment(run_every=PICTURE_SECONDS)
def follow(draw: Callable[[], Any]) -> None:
    """The picture as results come."""
    take_in()
    draw()
