"""A shared training as a page shows it: Stop, and what it says while somebody else waits."""

import time
from importlib.util import find_spec

from streamlit.testing.v1 import AppTest

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


def test_that_what_workers_import_beforehand_is_there() -> None:
    assert set(jobs.HEAVY) < set(HEAVY)  # tests wait for less
    assert all(find_spec(name) for name in HEAVY)
