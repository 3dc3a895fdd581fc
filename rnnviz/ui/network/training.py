"""Trainings of the network in hand that a page would wait for too long: a worker does them."""

import hashlib
from collections import OrderedDict
from typing import Any

import streamlit as st

from rnnviz.core.network import Network, Weights
from rnnviz.errors import RnnvizError
from rnnviz.settings.network import NetworkSettings
from rnnviz.street.network.cell import cell_of
from rnnviz.street.network.example import example_of
from rnnviz.street.network.network import AT_ONCE, Progress, as_trained, train, work
from rnnviz.ui.frame import jobs
from rnnviz.ui.frame.page import Page
from rnnviz.ui.frame.plain import plain
from rnnviz.words import _
from rnnviz.words.numbers import number

MOST = 64  # networks whose weights are kept for all sessions


@st.cache_resource(show_spinner=False)
def _kept() -> OrderedDict[NetworkSettings, Weights]:
    """Weights that workers have found, for all sessions."""
    return OrderedDict()


def known(s: NetworkSettings) -> Network | None:
    """The network of settings that a worker has trained."""
    weights = _kept().get(as_trained(s))
    return None if weights is None else Network(cell_of(s), weights)


def wait(page: Page[Any], s: NetworkSettings) -> None:
    """Show how far a long training is, and end the run of the page until it is done.

    Who stops it gets the network after the epochs that were reached: the very same as if only so
    many had been asked for, and the settings say so.
    """
    s = as_trained(s)
    if s.net or at_hand(s):
        return
    key = f"network.{hashlib.sha256(repr(s).encode()).hexdigest()}"
    job = jobs.pool().get(key) or jobs.pool().submit(key, train, s)
    if not job.done:
        help_ = _("What is learned so far is kept.")
        jobs.follow(job, _share, _sentence, "network.stop", help_)
        page.stop()
    if job.error:
        st.error(plain(job.error))
        page.stop()
    found = job.result
    keep(s.with_(trained=found.epochs), found.weights)
    if found.stopped:
        page.change(trained=found.epochs)
        st.rerun()


def at_hand(s: NetworkSettings) -> bool:
    """Whether the network of these settings is there at once, with no long training before it."""
    s = as_trained(s)
    return s in _kept() or not _long(s)


def _long(s: NetworkSettings) -> bool:
    try:
        return work(s, example_of(s)) > AT_ONCE
    except RnnvizError:  # there is nothing to train on, as the page will say
        return False


def keep(s: NetworkSettings, weights: Weights) -> None:
    """Keep what was trained, and forget the oldest."""
    kept = _kept()
    kept[s] = weights
    while len(kept) > MOST:
        kept.popitem(last=False)


def _share(progress: Progress) -> float:
    return min(1.0, progress.epoch / max(1, progress.epochs))


def _sentence(progress: Progress) -> str:
    text = _("Training: epoch {epoch} of {epochs}, loss {loss}")
    return text.format(epoch=progress.epoch, epochs=progress.epochs, loss=number(progress.loss))
