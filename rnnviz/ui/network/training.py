"""Trainings of the network in hand that a page would wait for too long: a worker does them."""

import hashlib
from collections import OrderedDict
from typing import Any, TypeVar

import streamlit as st

from rnnviz.core.network import Network, Weights
from rnnviz.errors import RnnvizError
from rnnviz.settings.network import NetworkSettings
from rnnviz.street.network.cell import cell_of
from rnnviz.street.network.example import example_of
from rnnviz.street.network.network import AT_ONCE, Progress, as_trained, seconds, train
from rnnviz.ui.frame import jobs
from rnnviz.ui.frame.page import Page
from rnnviz.ui.frame.plain import plain
from rnnviz.words import _
from rnnviz.words.numbers import number

P = TypeVar("P", bound=Page[Any])

MOST = 64  # networks whose weights are kept for all sessions


@st.cache_resource(show_spinner=False)
def _kept() -> OrderedDict[NetworkSettings, Weights]:
    """Weights that workers have found, for all sessions."""
    return OrderedDict()


def known(s: NetworkSettings) -> Network | None:
    """The network of settings that a worker has trained."""
    weights = _kept().get(as_trained(s))
    return None if weights is None else Network(cell_of(s), weights)


def while_trained(page: P, *networks: NetworkSettings) -> P:
    """Give the page as it is to be drawn; while a worker trains its networks, with them untrained.

    Who stops it gets the network after the epochs that were reached: the very same as if only so
    many had been asked for, and the settings say so.
    """
    there = (_there(page, as_trained(s)) for s in networks)  # the second once the first is there
    return page if all(there) else page.meanwhile(trained=0, learned=0)


def _there(page: Page[Any], s: NetworkSettings) -> bool:
    """Whether a network is there; if not, how far its training is, or why there is none."""
    if s.net or at_hand(s):
        return True
    key = f"network.{hashlib.sha256(repr(s).encode()).hexdigest()}"
    job = jobs.pool().get(key) or jobs.pool().submit(key, train, s)
    done = job.done  # asked once: it may end while the page is drawn
    if done and job.result is not None:
        keep(s.with_(trained=job.result.epochs), job.result.weights)
        if job.result.stopped:
            page.change(trained=job.result.epochs)
            st.rerun()
        return True
    if done:
        _again(key, s, None if job.stop_at else job.error)
    else:
        with st.container(horizontal=True, vertical_alignment="center", key="network-training"):
            text = _("Below, the network is still untrained: its training has begun.")
            st.caption(text, width="content")
            help_ = _("What is learned so far is kept.")
            jobs.follow(job, _share, _sentence, "network.stop", help_)
    return False


def _again(key: str, s: NetworkSettings, error: str | None) -> None:
    """Say why there is no trained network, if nobody stopped it, with a way to try again."""
    if error is not None:
        st.error(plain(error))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(_("Below, the network is untrained."), width="content")
        st.button(
            _("Train again"), icon=":material/refresh:", key="network.again",
            on_click=_submit, args=(key, s),
        )  # fmt: skip


def _submit(key: str, s: NetworkSettings) -> None:
    jobs.pool().submit(key, train, s)


def at_hand(s: NetworkSettings) -> bool:
    """Whether the network of these settings is there at once, with no long training before it."""
    s = as_trained(s)
    return s in _kept() or not _long(s)


def _long(s: NetworkSettings) -> bool:
    try:
        return seconds(s, example_of(s)) > AT_ONCE
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
