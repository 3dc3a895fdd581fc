"""The page "Your series", driven without a browser."""

import threading
import time
from functools import cache

import numpy as np
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from rnnviz.jobs import Pool
from rnnviz.series.audit.ready import choose
from rnnviz.series.compare.article import run_article
from rnnviz.series.compare.compare import compare
from rnnviz.series.compare.results import Comparison
from rnnviz.series.compare.runs import run_task
from rnnviz.series.judge.verdict import verdict
from rnnviz.series.judge.written import number
from rnnviz.series.measures.scores import Scores
from rnnviz.series.reading.builtin import load
from rnnviz.settings.series import SeriesSettings
from rnnviz.ui.frame import jobs
from rnnviz.ui.frame.jobs import pool
from rnnviz.ui.frame.plain import plain
from rnnviz.ui.series import run
from tests.conftest import OpenScreen

PAGE = "pages/series.py"
QUICK = {
    "epochs": "15", "hidden": "2", "window": "5", "versus": "none", "series": "nile", "seeds": "2",
}  # fmt: skip


pytestmark = pytest.mark.usefixtures("workers")


def train(app: AppTest) -> AppTest:
    if not app.button(key="series.train").disabled:  # it is when these settings are trained
        app.button(key="series.train").click().run()
    until = time.monotonic() + 60
    while not tables(app, "RMSE") or "series.stop" in {b.key for b in app.button}:
        assert time.monotonic() < until, [e.value for e in app.error]
        time.sleep(0.1)
        app.run()
    assert not app.exception
    return app


def tables(app: AppTest, column: str) -> list[pd.DataFrame]:
    """The tables of models that have a column."""
    frames = [t.value for t in (*app.dataframe, *app.table)]
    frames = [f.reset_index() if f.index.name == "Model" else f for f in frames]
    return [f for f in frames if {"Model", column} <= set(f)]


def scores(app: AppTest, column: str = "RMSE") -> pd.DataFrame:
    """The one table of models with that column, by model."""
    (table,) = tables(app, column)
    return table.set_index("Model")


def upload(app: AppTest, text: str | bytes, name: str = "file.csv") -> AppTest:
    data = text.encode() if isinstance(text, str) else text
    return app.file_uploader[0].upload(name, data, "text/csv").run()


def walk(rows: int = 120) -> np.ndarray:
    return 50 + np.cumsum(np.random.default_rng(0).normal(size=rows)).round(3)


def test_that_the_page_shows_a_series_at_once(open_screen: OpenScreen) -> None:
    app = open_screen(PAGE)
    assert not app.exception
    assert not app.error
    assert app.button(key="series.train").label == "Train and compare"
    assert any("187 windows × 12 steps" in c.value for c in app.caption)


@pytest.mark.parametrize(
    "code", ["sunspots", "air_passengers", "co2", "lynx", "seatbelts", "sine", "oil_well"]
)
def test_that_every_built_in_series_can_be_opened_by_link(
    open_screen: OpenScreen, code: str
) -> None:
    app = open_screen(PAGE, series=code)
    assert not app.exception
    assert not app.error


@cache
def by_the_library(**query: str) -> Comparison:
    settings = SeriesSettings.from_query({**QUICK, **query})[0]
    return compare(choose(load("nile")), settings.protocol())


def test_that_training_gives_the_tables_of_the_library(open_screen: OpenScreen) -> None:
    app, expected = train(open_screen(PAGE, **QUICK)), by_the_library()
    shown, more = scores(app), scores(app, "MAE")
    assert list(shown.columns[:2]) == ["RMSE", "Remarks"]  # in sight on a narrow screen too
    for r in expected.results:
        row = shown.loc[r.label]
        s = {name: r.spread("one_step", name) for name in Scores._fields}
        assert row["RMSE"] == pytest.approx(s["rmse"].median, rel=1e-6)
        assert row["Skill"] == pytest.approx(s["skill"].median, rel=1e-5, abs=1e-6)
        assert row["Parameters"] == r.parameters
        if len(r.runs) > 1:
            low, high = row["Lowest … highest"].split(" … ")
            assert (low, high) == (number(s["rmse"].low), number(s["rmse"].high))
        assert ("shadow" in row["Remarks"]) == r.shadow
        assert more.loc[r.label]["RMSSE"] == number(s["rmsse"].median)
        assert more.loc[r.label]["sMAPE, %"] == number(s["smape"].median)
    assert any(plain(verdict(expected)) in m.value for m in app.markdown)


def test_that_the_free_running_view_shows_its_own_scores(open_screen: OpenScreen) -> None:
    free = scores(train(open_screen(PAGE, **QUICK, view="free_run")))
    for r in by_the_library().results:
        expected = r.spread("free_run", "rmse").median
        assert free.loc[r.label, "RMSE"] == pytest.approx(expected, rel=1e-4)


def test_that_the_coverage_of_the_interval_is_said(open_screen: OpenScreen) -> None:
    app, i = train(open_screen(PAGE, **QUICK)), by_the_library()["rnn_tanh"].shown.intervals
    words = f"holds {i.coverage[0]:.0%} of the test rows one step ahead"
    assert any(plain(words) in c.value for c in app.caption)


def test_that_the_rules_of_the_protocol_are_told_with_their_numbers(
    open_screen: OpenScreen,
) -> None:
    app, found = train(open_screen(PAGE, **QUICK)), by_the_library()
    said = "".join(m.value for m in app.markdown).replace("\\", "")
    assert f"All models predict the same {len(found.test_rows)} test rows" in said
    assert f"(centre {number(found.transform.centre)}," in said
    assert "No season was found in the training part" in said
    assert "Which of the 2 seeds is drawn is decided there too" in said


def test_that_adding_a_network_trains_only_that(open_screen: OpenScreen) -> None:
    before = set(pool().jobs)
    app = train(open_screen(PAGE, **{**QUICK, "versus": "gru"}))
    assert len(set(pool().jobs) - before) == 2  # two seeds of the GRU
    assert "GRU (reset after)" in scores(app).index


def test_that_matched_counts_are_said_before_training(open_screen: OpenScreen) -> None:
    app = open_screen(PAGE, **{**QUICK, "versus": "lstm", "match": "1", "hidden": "16"})
    said = next(c.value for c in app.caption if c.value.startswith("Parameters"))
    assert "RNN (tanh) 305 (H = 16)" in said
    assert "LSTM 329 (H = 8)" in said


def test_that_other_settings_ask_for_training_and_the_old_ones_are_remembered(
    open_screen: OpenScreen,
) -> None:
    app = train(open_screen(PAGE, **QUICK))
    app.number_input(key="series.window").set_value(6).run()
    assert any("Train and compare" in i.value for i in app.info)
    app.number_input(key="series.window").set_value(5).run()
    assert len(scores(app)) == len(by_the_library().results)


def test_that_the_button_says_when_nothing_has_changed(open_screen: OpenScreen) -> None:
    words = "Nothing has changed since these settings were trained."
    app = open_screen(PAGE, **QUICK, seed="77")
    assert words not in [c.value for c in app.caption]
    app = train(app)
    assert words in [c.value for c in app.caption]
    app.number_input(key="series.window").set_value(7).run()
    assert words not in [c.value for c in app.caption]
    assert not app.button(key="series.train").disabled


def test_that_one_season_stands_on_the_page_with_where_it_comes_from(
    open_screen: OpenScreen,
) -> None:
    app = train(open_screen(PAGE, **{**QUICK, "series": "sunspots"}))
    told = [t.value for t in (*app.caption, *app.markdown)]
    assert "A season has 11 rows: guessed from the training part alone." in told
    assert "Seasonal naive (11 rows)" in scores(app).index
    assert not any("10 rows" in text for text in told)
    hand = open_screen(PAGE, **{**QUICK, "series": "sunspots", "period": "10"})
    assert "A season has 10 rows: set by hand." in [c.value for c in hand.caption]


def test_that_every_tab_shows_its_figure(open_screen: OpenScreen) -> None:
    app = train(open_screen(PAGE, **QUICK, folds="2"))
    for name, words in (
        ("By horizon", "made so many rows before"),
        ("Changes", "foresee the change"),
        ("Training", "whose weights were kept"),
        ("Rolling origins", "no ranking"),
    ):
        app.session_state["series.details"] = name
        app.run()
        assert not app.exception
        assert any(words in c.value for c in app.caption), name


@pytest.fixture
def idle(monkeypatch: pytest.MonkeyPatch) -> Pool:
    """A pool whose jobs are finished by hand."""
    shared = Pool(workers=1, who=jobs.session)
    shared.threads.append(threading.current_thread())
    monkeypatch.setattr(jobs, "pool", lambda: shared)
    return shared


def test_that_finished_runs_are_shown_as_they_arrive_though_one_was_killed(
    open_screen: OpenScreen, idle: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "PICTURE_SECONDS", 0.0)
    app = open_screen(PAGE, **QUICK | {"seed": "77"})
    app.button(key="series.train").click().run()
    assert not tables(app, "RMSE")
    killed, first, *rest = idle.jobs.values()
    killed.begin_again()
    killed.finished.set()
    for job in (first, *rest):
        _job, _function, args, _language = job.task
        job.result = run_task(*args)
        job.finished.set()
        app.run()
        assert not app.exception
        assert np.isfinite(scores(app)["RMSE"]).sum() >= 2
        assert bool(app.error) == (job is rest[-1])
    assert "train again" in app.error[0].value
    assert any("the rest is listed as not trained" in w.value for w in app.warning)
    assert not app.button(key="series.train").disabled


def test_that_the_mnemonist_article_is_run_beside_it_when_asked_for(
    open_screen: OpenScreen,
) -> None:
    app = train(open_screen(PAGE, **QUICK, article="1"))
    (table,) = [t.value for t in app.table if "As in the article" in t.value]
    expected = run_article(choose(load("nile")), SeriesSettings.from_query(QUICK)[0].protocol())
    by_line = dict(zip(table.index, table["As in the article"], strict=True))
    assert by_line["RNN (tanh)"] == number(expected.network)
    assert by_line["MLP on time, asked for the future"] == number(expected.ahead)
    assert any(plain(f"On its {expected.test_rows} test rows") in m.value for m in app.markdown)


def test_that_an_uploaded_file_is_drawn_and_trained(open_screen: OpenScreen) -> None:
    app = open_screen(PAGE, **{**QUICK, "source": "upload"})
    assert not app.exception
    rows = "\n".join(
        f"{d};{str(v).replace('.', ',')}"
        for d, v in zip(np.datetime64("2020-01-01") + np.arange(120), walk(), strict=True)
    )
    app = upload(app, f"Datum;Rate\n{rows}\n")
    assert not app.error
    assert any("decimal sign “\\,”" in e.label for e in app.expander)
    app = train(app)
    assert "Repeat the last value" in scores(app).index


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("", "empty"),
        ("name,town\na,b\nc,d\n", "No column of numbers"),
        ("a,b\n1,2\n3,4,5\n6,7\n8,9\n", "Line 3 has 3 cells"),
        ("t,y\n1,7\n2,7\n3,7\n", "constant"),
        ("a,b\n1,2\n", "only one row"),
        ("t,y\n" + "\n".join(f"{i},{i % 7}" for i in range(20)), "at least 27 are needed"),
        (b"<html><body>x</body></html>", "web page"),
        (b"PK\x03\x04 nonsense", "damaged zip"),
    ],
)
def test_that_a_file_that_is_no_series_gets_one_sentence(
    open_screen: OpenScreen, data: str | bytes, words: str
) -> None:
    app = upload(open_screen(PAGE, **{**QUICK, "source": "upload"}), data)
    assert not app.exception
    assert len(app.error) == 1
    assert words in app.error[0].value.replace("\\", "")


def test_that_text_of_a_file_is_shown_as_text(open_screen: OpenScreen) -> None:
    name = "<img src=x onerror=alert(1)> **y** [a](http://x) $z$"
    rows = "\n".join(f"{i};{v}" for i, v in enumerate(walk()))
    app = upload(open_screen(PAGE, **{**QUICK, "source": "upload"}), f"t;{name}\n{rows}\n7;oops\n")
    message = app.error[0].value
    assert "\\<img src\\=x" in message
    assert "\\*\\*y\\*\\*" in message
    assert "\\[a\\]" in message
    assert "\\$z\\$" in message


def test_that_words_among_numbers_can_be_counted_as_missing(open_screen: OpenScreen) -> None:
    rows = "\n".join(f"{i},{v}" for i, v in enumerate(walk()))
    app = upload(
        open_screen(PAGE, **{**QUICK, "source": "upload"}), f"t,y\n{rows}\n120,oops\n121,50\n"
    )
    assert "oops" in app.error[0].value
    app.toggle[-1].set_value(True).run()
    assert not app.error
    assert any("counted as missing" in c.value for c in app.caption)


def test_that_hostile_links_fall_back_with_a_note(open_screen: OpenScreen) -> None:
    app = open_screen(
        PAGE, window="1e400", lr="nan", test="9", scaling="<b>", log="maybe", versus="lstm,lstm",
        seeds="11", period="1", difference="*",
    )  # fmt: skip
    assert not app.exception
    assert len(app.warning) == 9


def test_that_settings_that_do_not_fit_the_series_are_explained(open_screen: OpenScreen) -> None:
    app = open_screen(PAGE, series="nile", window="100")
    assert "at least 122 are needed" in app.error[0].value.replace("\\", "")
    assert "smallest is 0" in open_screen(PAGE, log="1").error[0].value.replace("\\", "")


def test_that_settings_survive_a_bad_file(open_screen: OpenScreen) -> None:
    good = "t,y\n" + "\n".join(f"{i},{v}" for i, v in enumerate(walk()))
    app = upload(open_screen(PAGE, **{**QUICK, "source": "upload"}), good)
    app.number_input(key="series.hidden").set_value(3).run()
    app = upload(app, "a,b\n1,2\n3,4,5\n6,7\n8,9\n")
    assert app.error
    for data in ("", good):  # they stand there all the while, so that the browser keeps them too
        app = upload(app, data) if data else app
        for name, value in (("hidden", 3), ("window", 5)):
            assert app.number_input(key=f"series.{name}").value == value
