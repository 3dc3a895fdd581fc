"""Training a comparison beside the page: its key, its button, its progress in words."""

import hashlib

import numpy as np
import streamlit as st

from rnnviz.jobs import Job
from rnnviz.series.choose import Series
from rnnviz.series.compare import Progress, compare
from rnnviz.series.protocol import Protocol
from rnnviz.ui import jobs
from rnnviz.words import _


def key_of(series: Series, protocol: Protocol) -> str:
    """Name a comparison by its data and its settings: the same are never trained twice."""
    digest = hashlib.sha256(np.ascontiguousarray(series.values).tobytes())
    digest.update(np.ascontiguousarray(series.times).tobytes())
    digest.update(repr((series.name, series.time_name, series.notes, protocol)).encode())
    return digest.hexdigest()


def train_button(series: Series, protocol: Protocol) -> Job | None:
    """The one primary button; give the job of these settings, if it was ever started."""
    key = key_of(series, protocol)
    job = jobs.pool().get(key)
    whole = jobs.whole(job)
    st.button(
        _("Train and compare"), type="primary", width="stretch", disabled=whole,
        help=_("These settings are trained: change one to train again.") if whole else None,
        icon=":material/play_arrow:", on_click=_submit, args=(key, series, protocol),
        key="series.train",
    )  # fmt: skip
    return job


def _submit(key: str, series: Series, protocol: Protocol) -> None:
    jobs.pool().submit(key, compare, series, protocol)


def follow(job: Job) -> None:
    """Show how far a comparison has come, with Stop."""
    text = _("The network at work keeps its best weights.")
    jobs.follow(job, share, sentence, "series.stop", text)


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
