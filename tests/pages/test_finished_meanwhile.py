"""Work that ends while a page is drawn: it is shown as it was found, or whole, and never half.

A page may ask several times whether its work is done. Here it ends at the first time, the second
and so on, and whatever the page says then has to hold.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from rnnviz.jobs import Book, Job
from rnnviz.jobs.answer import answer
from rnnviz.ui.frame.jobs import pool
from tests.conftest import OpenScreen

pytestmark = pytest.mark.usefixtures("workers")

TIMES = range(1, 6)  # more often than any page asks


class Sudden(Job):
    """Work that is done at once, the moment that somebody asks for the n-th time."""

    asks = 1

    @property
    def done(self) -> bool:
        self.asks -= 1
        if self.asks <= 0 and not self.finished.is_set():
            kind, found = answer(self.task, lambda _message: None, lambda: False)
            assert kind == "done", found
            self.result = found
            self.finished.set()
        return self.finished.is_set()


@pytest.fixture
def sudden(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[int], None]]:
    """Work that is handed in from now on ends when it is asked after for the n-th time."""

    def from_now_on(n: int) -> None:
        def submit(self: Book, key: str, function: Callable[..., Any], *args: Any) -> Job:
            job = self.jobs.get(key)
            if job is None:
                job = self.jobs[key] = Sudden(key, function, args, self.who, self._drop)
                job.asks = n  # type: ignore[attr-defined]
            return job

        monkeypatch.setattr(Book, "submit", submit)

    yield from_now_on
    pool().jobs.clear()


def buttons(app: AppTest) -> set[str]:
    return {button.key or "" for button in app.button}


def said(app: AppTest) -> str:
    return " ".join(m.value for m in (*app.markdown, *app.caption, *app.warning, *app.subheader))


@pytest.mark.parametrize("n", TIMES)
def test_that_a_comparison_has_its_verdict_and_its_tables_of_all_runs(
    open_screen: OpenScreen, sudden: Callable[[int], None], n: int
) -> None:
    small = {"epochs": "2", "hidden": "2", "window": "4", "versus": "none", "series": "nile"}
    app = open_screen("pages/series.py", **small, seeds="2")
    sudden(1)
    app.button(key="series.train").click().run()
    whole = tables(app)
    # One run is done and known; the page finds that, and the others end while it is drawn.
    app = open_screen("pages/series.py", **small, seeds="2")
    for job in list(pool().jobs.values())[1:]:
        job.finished.clear()
        job.result, job.asks, job.__class__ = None, n, Sudden  # type: ignore[attr-defined]
    app.run()
    assert not app.exception
    if "series.stop" not in buttons(app):
        assert tables(app) == whole
    else:
        assert "What came out" not in said(app)


def tables(app: AppTest) -> list[str]:
    return [str(frame.value.to_json()) for frame in (*app.dataframe, *app.table)]


@pytest.mark.parametrize("n", TIMES)
def test_that_a_run_of_train_is_followed_or_shown(
    open_screen: OpenScreen, sudden: Callable[[int], None], n: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr("rnnviz.ui.train.run.AT_ONCE", 0)
    app = open_screen("pages/train.py", task="parity", length="3", hidden="2", epochs="0", goal="3")
    sudden(n)
    app.button(key="studio.start").click().run()
    assert not app.exception
    assert ("studio.stop" in buttons(app)) != ("Epochs 3," in said(app))


@pytest.mark.parametrize("n", TIMES)
def test_that_a_network_is_followed_or_shown_trained(
    open_screen: OpenScreen, sudden: Callable[[int], None], n: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr("rnnviz.ui.network.training._long", lambda _s: True)
    sudden(n)
    app = open_screen(
        "pages/unroll.py", hidden="2", steps="3", trained="3", seed=str(40 + n)
    )  # none is known
    assert not app.exception
    assert "network.again" not in buttons(app)


@pytest.mark.parametrize("n", TIMES)
def test_that_a_pair_of_networks_is_followed_or_shown(
    open_screen: OpenScreen, sudden: Callable[[int], None], n: int
) -> None:
    small = {"arch": "attention", "pair_length": "2", "pair_hidden": "2", "units": "2"}
    app = open_screen("pages/shapes.py", **small, updates="2")
    sudden(n)
    app.button(key="shapes.train").click().run()
    assert not app.exception
    assert ("shapes.stop" in buttons(app)) != ("How they learned" in said(app))
