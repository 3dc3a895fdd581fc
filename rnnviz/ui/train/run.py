"""The run in hand: known, trained at once if that is quick, or by a worker while one looks on."""

import hashlib
import math
from collections.abc import Callable
from typing import Any, NamedTuple

import streamlit as st

from rnnviz.jobs import Job
from rnnviz.settings.train import TrainSettings, same_run
from rnnviz.street.screens.train import AT_ONCE, fits, trained, work
from rnnviz.studio.run import Run
from rnnviz.ui.frame import jobs, memory
from rnnviz.ui.frame.page import Page
from rnnviz.ui.frame.plain import plain
from rnnviz.ui.train import shelf
from rnnviz.words import _, _n
from rnnviz.words.numbers import number

Train = Page[TrainSettings]
AT_END = "studio.end"
ON = "studio.on"  # a run, and the epoch from which it was trained on
POLL_SECONDS = 0.4
PER_SECOND = 1.2e7  # of what `work` counts, on one core


class Found(NamedTuple):
    """The run in hand, or what stands in its place: the network before it."""

    run: Run
    whole: bool  # whether it is the run that the settings describe
    job: Job | None = None  # at work on it


def find(page: Train) -> Found:
    """The run of the page's settings, as far as there is one."""
    s = same_run(page.settings)
    if why := fits(s):
        st.error(why)
        page.stop()
    job = jobs.pool().get(key_of(s))
    done = job is not None and job.done  # asked once: it may end while the page is drawn
    run = shelf.known(s)
    if run is None:
        run = _short(s) or (_worked(page, s, job.result) if job and done else None)
    if run is not None:
        shelf.keep(s, run)
        return Found(run, True)
    first = shelf.at_once(s.with_(epochs=0, later=""))
    if job is None or done:
        if job is not None and job.error:
            st.error(plain(job.error))
        return Found(first, False)
    return Found(job.progress or first, False, job)


def _short(s: TrainSettings) -> Run | None:
    """A run that takes a moment, or only a moment longer than one that is known."""
    begun = shelf.begun(s)
    if begun is not None and work(s, s.epochs - begun[1].epochs) <= AT_ONCE:
        return trained(s, begun[1])
    return shelf.at_once(s) if work(s) <= AT_ONCE else None


def _worked(page: Train, s: TrainSettings, run: Run | None) -> Run | None:
    """What a worker has made of it; where it was stopped, the settings say how far it came."""
    if run is not None and run.stopped and run.epochs < s.epochs:
        shelf.keep(s.with_(epochs=run.epochs), run)
        page.change(epochs=run.epochs)
        stay_at_end(page)
        st.rerun()
    return run


def key_of(s: TrainSettings) -> str:
    """Name a run by all that it depends on: the same is never made twice."""
    return f"train.{hashlib.sha256(repr(s).encode()).hexdigest()}"


def seconds(s: TrainSettings, epochs: int) -> int:
    """About how long so many epochs take, in whole seconds."""
    return max(1, round(work(s, epochs) / PER_SECOND))


def untrained_words(page: Train) -> str:
    """What is said where a run is not made unasked."""
    n = page.settings.epochs
    text = _n(
        "Not trained yet: {n} epoch takes about {time} s. This is the untrained network.",
        "Not trained yet: {n} epochs take about {time} s. This is the untrained network.",
        n,
    )
    return text.format(n=n, time=seconds(page.settings, n))


def start(page: Train, target: int, since: int) -> None:
    """Train to an epoch, in a callback: on from where the run ends, or anew if it is beyond.

    What is new plays: what comes after epoch `since`.
    """
    st.session_state.pop(AT_END, None)
    memory.take_preset(page.code, page.settings.with_(epochs=target))
    st.session_state[ON] = same_run(page.settings), since
    submit(same_run(page.settings))


def begins(page: Train, run: Run) -> int:
    """The kept epoch, from 0, at which the player begins: the one from which it was trained on."""
    s, since = st.session_state.get(ON, (None, 0))
    if s != same_run(page.settings):
        return 0
    return max(k for k, frame in enumerate(run.frames) if frame.epoch <= since)


def submit(s: TrainSettings) -> None:
    """Give a long run to a worker; a short one is made when the page is drawn."""
    begun = shelf.begun(s)
    left = s.epochs - (begun[1].epochs if begun else 0)
    if shelf.known(s) is None and work(s, left) > AT_ONCE:
        jobs.pool().submit(key_of(s), trained, s, begun and begun[1])


def step(page: Train, run: Run, count: int) -> None:
    """So many epochs more, in a callback; the player stays at the end."""
    page.change(epochs=run.epochs + count)
    submit(same_run(page.settings))
    stay_at_end(page)


def stay_at_end(page: Train) -> None:
    """The player is to stand at the last epoch of the page's run, as long as it is shown."""
    st.session_state[AT_END] = same_run(page.settings)


def at_end(page: Train) -> bool:
    """Whether it is to stand there."""
    return st.session_state.get(AT_END) == same_run(page.settings)


@st.fragment(run_every=POLL_SECONDS)
def progress(page: Train, job: Job) -> None:
    """How far a run is, and Stop, in the row of controls; at its end the page is drawn anew."""
    if job.done:
        st.rerun()
    goal, run = page.settings.epochs, job.progress
    with st.container(key="train-progress", horizontal=True, vertical_alignment="center"):
        st.button(
            _("Stop"), icon=":material/stop:", key="studio.stop", on_click=job.stop,
            disabled=job.left or job.stop_at is not None, help=_("What is learned so far is kept."),
        )  # fmt: skip
        share = 0.0 if run is None else min(1.0, run.epochs / goal)
        st.progress(share, progress_words(run, goal), width=330)


@st.fragment(run_every=POLL_SECONDS)
def follow(job: Job, draw: Callable[[Run | None], Any]) -> None:
    """The picture as it comes."""
    draw(job.progress)


def progress_words(run: Run | None, goal: int) -> str:
    """How far a run is, and how long it will take."""
    if run is None or run.epochs < 1:
        return _("Starting …")
    left = math.ceil(run.seconds * (goal - run.epochs) / run.epochs)
    text = _("Epoch {n} of {goal}, loss {loss}, {left} s left")
    return text.format(n=run.epochs, goal=goal, loss=number(run.rows[-1].loss), left=left)
