"""Training beside the page: the pool of workers, the progress bar, and Stop."""

import hashlib

import numpy as np
import streamlit as st

from rnnviz.series.choose import Series
from rnnviz.series.compare import Progress
from rnnviz.series.jobs import Job, Pool
from rnnviz.series.protocol import Protocol
from rnnviz.words import _

POLL_SECONDS = 0.3


@st.cache_resource(show_spinner=False)
def pool() -> Pool:
    """One pool for all sessions of the app."""
    shared = Pool()
    shared.warm_up()
    return shared


def key_of(series: Series, protocol: Protocol) -> str:
    """Name a comparison by its data and its settings: the same are never trained twice."""
    digest = hashlib.sha256(np.ascontiguousarray(series.values).tobytes())
    digest.update(np.ascontiguousarray(series.times).tobytes())
    digest.update(repr((series.name, series.time_name, series.notes, protocol)).encode())
    return digest.hexdigest()


def train_button(series: Series, protocol: Protocol) -> Job | None:
    """The one primary button; give the job of these settings, if it was ever started."""
    key = key_of(series, protocol)
    job = pool().get(key)
    whole = job is not None and not (job.error or (job.result and job.result.stopped))
    st.button(
        _("Train and compare"), type="primary", width="stretch", disabled=whole,
        help=_("These settings are trained: change one to train again.") if whole else None,
        icon=":material/play_arrow:", on_click=_submit, args=(key, series, protocol),
        key="series.train",
    )  # fmt: skip
    return job


def _submit(key: str, series: Series, protocol: Protocol) -> None:
    pool().submit(key, series, protocol)


@st.fragment(run_every=POLL_SECONDS)
def follow(job: Job) -> None:
    """Show how far a job has come, until it is done; then the page is drawn with its results."""
    if job.done:
        st.rerun()
    waiting = pool().ahead(job)
    progress = job.progress
    if progress is None:
        text = _("Waiting for other runs: {n} …") if waiting else _("Starting …")
        st.progress(0.0, text.format(n=waiting))
    else:
        st.progress(share(progress), sentence(progress))
    st.button(
        _("Stop"), icon=":material/stop:", on_click=job.stop, key="series.stop",
        disabled=job.stop_at is not None, help=_("The network at work keeps its best weights."),
    )  # fmt: skip


def share(progress: Progress) -> float:
    """How much is done, 0 to 1: models, and epochs of the one at work."""
    within = progress.epoch / max(1, progress.epochs)
    return min(1.0, (progress.done + within) / progress.total)


def sentence(progress: Progress) -> str:
    """What is being trained, and how well it does so far."""
    if not np.isfinite(progress.loss):
        return _("{label} …").format(label=progress.label)
    text = _("{label}: epoch {epoch} of at most {epochs}, loss {loss:.3g}, validation {val:.3g}")
    return text.format(
        label=progress.label, epoch=progress.epoch, epochs=progress.epochs, loss=progress.loss,
        val=progress.val_loss,
    )  # fmt: skip
