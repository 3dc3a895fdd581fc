"""A shared training as a page shows it: Stop, and what it says while somebody else waits."""

import time
from importlib.util import find_spec

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from rnnviz.errors import RnnvizError
from rnnviz.jobs import Cluster, Pool
from rnnviz.ui.frame import jobs
from tests.conftest import HEAVY


def a_page_that_follows_a_job() -> None:
    import streamlit as st

    from rnnviz.jobs import Job
    from rnnviz.ui.frame.jobs import follow, session

    if "job" not in st.session_state:
        st.session_state.job = Job("a", print, (), session)
        st.session_state.job.progress = 0.5
    follow(st.session_state.job, float, str, "stop", "Ends it.")


def test_that_stop_stops_what_nobody_else_waits_for() -> None:
    app = AppTest.from_function(a_page_that_follows_a_job).run()
    assert not app.button(key="stop").disabled
    app.button(key="stop").click().run()
    assert not app.exception
    assert app.session_state["job"].stop_at is not None
    assert app.button(key="stop").disabled
    assert not app.caption


def test_that_the_page_says_that_somebody_else_waits_until_they_are_gone() -> None:
    app = AppTest.from_function(a_page_that_follows_a_job).run()
    job = app.session_state["job"]
    job.waiting["another session"] = time.monotonic() + 60
    app.button(key="stop").click().run()
    assert job.stop_at is None
    assert app.button(key="stop").disabled
    assert "Somebody else waits" in app.caption[0].value
    job.waiting["another session"] = time.monotonic() - 60
    app.run()
    assert job.stop_at is not None
    assert not app.caption


def test_that_the_page_says_what_holds_a_job_up(monkeypatch: pytest.MonkeyPatch) -> None:
    idle = Pool()
    said = "The cluster has no worker now."
    monkeypatch.setattr(idle, "hindrance", lambda _job: said)
    monkeypatch.setattr(jobs, "pool", lambda: idle)
    app = AppTest.from_function(a_page_that_follows_a_job).run()
    assert [one.value for one in app.warning] == [said]
    assert not app.button(key="stop").disabled
    said = ""
    app.run()
    assert not app.warning


def test_that_a_cluster_is_asked_for_by_the_environment_or_the_secrets(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv(jobs.CLUSTER, raising=False)
    assert jobs.cluster_address() == ""
    monkeypatch.setattr(st, "secrets", {jobs.CLUSTER: "tls://there:8786"})
    assert jobs.cluster_address() == "tls://there:8786"
    monkeypatch.setenv(jobs.CLUSTER, "tcp://here:8786")
    assert jobs.cluster_address() == "tcp://here:8786"


def test_that_a_cluster_without_dask_is_refused_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("rnnviz.jobs.cluster.find_spec", lambda _name: None)
    with pytest.raises(RnnvizError, match=r"pip install rnnviz\[cluster\]"):
        Cluster("tcp://127.0.0.1:1")


def test_that_what_workers_import_beforehand_is_there() -> None:
    assert set(jobs.HEAVY) < set(HEAVY)  # tests wait for less
    assert all(find_spec(name) for name in HEAVY)
