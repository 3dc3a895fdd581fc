"""Long work beside a page: one pool of workers for all sessions, a progress bar, and Stop."""

import os
from collections.abc import Callable
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from rnnviz.jobs import Batch, Book, Cluster, Job, Pool, given
from rnnviz.words import _

POLL_SECONDS = 0.3
# One run of a comparison is small, and the largest comparison has 480 of them. A run of Train may
# take 5 MB, and its session keeps it.
SMALL = {"run_task": 1200, "trained": 12, "run_trial": 4000}
PATIENT = {"run_trial": 3}  # an experiment is hundreds of runs: nobody is to wait for all of them
CLUSTER = "RNNVIZ_DASK"  # the variable, or the secret, that names a Dask scheduler
HEAVY = ("rnnviz.series.compare.runs", "sklearn.neural_network")  # two seconds to import


@st.cache_resource(show_spinner=False)
def pool() -> Book:
    """What trains for all sessions of the app: a cluster if one is named, else this machine, whose
    first worker is started at once.
    """
    book: dict[str, Any] = {"kept": SMALL, "who": session, "patient": PATIENT, "shelf": given()}
    address = cluster_address()
    shared = Cluster(address, **book) if address else Pool(imports=HEAVY, **book)
    shared.warm_up()
    return shared


def cluster_address() -> str:
    """The scheduler that the environment names, or Streamlit's secrets; "" for none."""
    found = os.environ.get(CLUSTER, "")
    if found:
        return found
    try:
        return str(st.secrets.get(CLUSTER, ""))
    except FileNotFoundError:  # there are no secrets
        return ""


def session() -> str | None:
    """The session whose page is being drawn; None outside of one."""
    context = get_script_run_ctx(suppress_warning=True)
    return None if context is None else context.session_id


def whole(job: Job | None) -> bool:
    """Whether a job has been started and neither failed nor was stopped: nothing is left to do."""
    return job is not None and not (job.error or getattr(job.result, "stopped", False))


@st.fragment(run_every=POLL_SECONDS)
def follow(
    job: Job | Batch[Any],
    share: Callable[[Any], float],
    sentence: Callable[[Any], str],
    key: str,
    stop_help: str,
    news: Callable[[], bool] = lambda: False,
) -> None:
    """Show how far a job has come, until it is done; then the page is drawn with its result.

    `share` and `sentence` turn what the job reports into a number from 0 to 1 and into words.
    `news` says whether there is so much more to be shown that the page is to be drawn before.
    """
    if job.done or news():
        st.rerun()
    first = job.first if isinstance(job, Batch) else job
    if hindrance := pool().hindrance(first):
        st.warning(hindrance)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if job.progress is None:
            waiting = pool().ahead(first)
            text = _("Waiting for other runs: {n} …") if waiting else _("Starting …")
            st.progress(0.0, text.format(n=waiting))
        else:
            st.progress(share(job.progress), sentence(job.progress))
        st.button(
            _("Stop"), icon=":material/stop:", on_click=job.stop, key=key, help=stop_help,
            disabled=job.left or job.stop_at is not None,
        )  # fmt: skip
    if job.left and job.stop_at is None:
        st.caption(_("Somebody else waits for the same training, so it goes on."))
