"""Learning by hand to the end where a page would wait for too long: a worker does it."""

import hashlib
from collections import OrderedDict
from typing import Any

import streamlit as st

from rnnviz.core.network import Network
from rnnviz.settings.network import NetworkSettings
from rnnviz.street.network.cell import as_drawn, cell_of
from rnnviz.street.network.learning import TO_THE_END, Finished, Learning, Stepped, finish
from rnnviz.street.network.network import AT_ONCE, CALL, VALUE
from rnnviz.tasks.sequence import Example
from rnnviz.ui.frame import jobs
from rnnviz.ui.frame.page import Page
from rnnviz.words import _
from rnnviz.words.numbers import number

KEPT = 64  # what was learned, for all sessions


@st.cache_resource(show_spinner=False)
def _kept() -> OrderedDict[NetworkSettings, Learning]:
    """What workers have learned, for all sessions."""
    return OrderedDict()


def known(s: NetworkSettings) -> Learning | None:
    """What a worker has learned in as many steps as the settings say."""
    return _kept().get(s)


def is_long(s: NetworkSettings, net: Network, example: Example) -> bool:
    """Whether a page would wait too long for the end, by the numbers of each step.

    A carried network stays with its session.
    """
    T, H = len(example.x), net.weights.readout.W_hy.shape[1]
    calls = (s.learned + TO_THE_END) * T * len(net.cell.Step._fields)
    return not s.net and calls * (CALL + VALUE * H) > AT_ONCE


def begin(page: Page[Any], s: NetworkSettings, net: Network, example: Example, most: int) -> None:
    """Hand it to a worker; this session then waits for it."""
    key = _key(s)
    jobs.pool().submit(key, finish, s, net.weights, example, most)
    st.session_state[_waits(page)] = key


def awaited(page: Page[Any], s: NetworkSettings) -> bool:
    """Whether this session waits for the end of what it learns here."""
    key = _key(s)
    return st.session_state.get(_waits(page)) == key and jobs.pool().get(key) is not None


def follow(page: Page[Any], s: NetworkSettings) -> int | None:
    """Show how far it has come, with Stop; give how many steps it took once it is over.

    Who stops it has the steps that were reached.
    """
    job = jobs.pool().get(_key(s))
    if job is None:
        return None
    if not job.done:
        help_ = _("What is learned so far is kept.")
        jobs.follow(job, _share, _sentence, "learn.stop", help_)
        return None
    del st.session_state[_waits(page)]
    if job.result is None:
        if job.error and job.stop_at is None:
            page.say(job.error)
        return s.learned
    return max(s.learned, _keep(s, job.result))


def _keep(s: NetworkSettings, done: Finished) -> int:
    """Keep what was learned, forget the oldest; give the number of steps."""
    kept, steps = _kept(), len(done.losses) - 1
    kept[s.with_(learned=steps)] = Learning(
        Network(cell_of(as_drawn(s)), done.weights), done.losses
    )
    while len(kept) > KEPT:
        kept.popitem(last=False)
    return steps


def _waits(page: Page[Any]) -> str:
    return f"{page.code}.learn.end"


def _key(s: NetworkSettings) -> str:
    return f"learned.{hashlib.sha256(repr(s).encode()).hexdigest()}"


def _share(stepped: Stepped) -> float:
    return min(1.0, stepped.step / max(1, stepped.most))


def _sentence(stepped: Stepped) -> str:
    text = _("Learning: step {step} of {most} at most, loss {loss}")
    return text.format(step=stepped.step, most=stepped.most, loss=number(stepped.loss))
