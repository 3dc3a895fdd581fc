"""The page "Your series", driven without a browser."""

import time

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from rnnviz.series.builtin import load
from rnnviz.series.choose import choose
from rnnviz.series.compare import compare
from rnnviz.series.verdict import number, verdict
from rnnviz.ui.series_settings import SeriesSettings
from rnnviz.ui.series_text import plain
from tests.conftest import OpenScreen

PAGE = "pages/series.py"
QUICK = {"epochs": "15", "hidden": "2", "window": "5", "versus": "none", "series": "nile"}


pytestmark = pytest.mark.usefixtures("workers")


def train(app: AppTest) -> AppTest:
    if not app.button(key="series.train").disabled:  # it is when these settings are trained
        app.button(key="series.train").click().run()
    until = time.monotonic() + 60
    while not app.dataframe or "RMSE" not in app.dataframe[-1].value:
        assert time.monotonic() < until, [e.value for e in app.error]
        time.sleep(0.1)
        app.run()
    assert not app.exception
    return app


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
    assert any("186 windows × 12 steps" in c.value for c in app.caption)


@pytest.mark.parametrize(
    "code", ["sunspots", "air_passengers", "co2", "lynx", "seatbelts", "sine", "oil_well"]
)
def test_that_every_built_in_series_can_be_opened_by_link(
    open_screen: OpenScreen, code: str
) -> None:
    app = open_screen(PAGE, series=code)
    assert not app.exception
    assert not app.error


def test_that_training_gives_the_table_of_the_library(open_screen: OpenScreen) -> None:
    app = train(open_screen(PAGE, **QUICK))
    settings = SeriesSettings.from_query(QUICK)[0]
    expected = compare(choose(load("nile")), settings.protocol())
    shown = app.dataframe[-1].value.set_index("Model")
    for result in expected.results:
        row = shown.loc[result.label]
        assert row["RMSE"] == pytest.approx(result.scores["one_step"].rmse, rel=1e-6)
        assert row["Skill"] == pytest.approx(result.scores["one_step"].skill, rel=1e-6, abs=1e-9)
        assert row["Parameters"] == result.parameters
    assert any(plain(verdict(expected)) in m.value for m in app.markdown)
    assert number(expected.results[0].scores["one_step"].rmse) != "–"


def test_that_the_free_running_view_shows_its_own_scores(open_screen: OpenScreen) -> None:
    one = train(open_screen(PAGE, **QUICK)).dataframe[-1].value.set_index("Model")
    free = train(open_screen(PAGE, **QUICK, view="free_run")).dataframe[-1].value.set_index("Model")
    assert free.loc["Repeat the last value", "RMSE"] != one.loc["Repeat the last value", "RMSE"]


def test_that_other_settings_ask_for_training_and_the_old_ones_are_remembered(
    open_screen: OpenScreen,
) -> None:
    app = train(open_screen(PAGE, **QUICK))
    app.number_input(key="series.window").set_value(6).run()
    assert any("Train and compare" in i.value for i in app.info)
    app.number_input(key="series.window").set_value(5).run()
    assert app.dataframe[-1].value.shape[0] == 6


def test_that_an_uploaded_file_is_drawn_and_trained(open_screen: OpenScreen) -> None:
    app = open_screen(PAGE, **{**QUICK, "source": "upload"})
    assert not app.exception
    rows = "\n".join(
        f"{d};{str(v).replace('.', ',')}"
        for d, v in zip(np.datetime64("2020-01-01") + np.arange(120), walk(), strict=True)
    )
    app = upload(app, f"Datum;Rate\n{rows}\n")
    assert not app.error
    assert any("decimal sign “\\,”" in m.value for m in app.markdown)
    app = train(app)
    assert "Repeat the last value" in app.dataframe[-1].value["Model"].to_list()


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
    app = open_screen(PAGE, window="1e400", lr="nan", test="9", scaling="<b>", log="maybe")
    assert not app.exception
    assert len(app.warning) == 5


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
    app = upload(app, good)
    for name, value in (("hidden", 3), ("window", 5)):
        widget = app.number_input(key=f"series.{name}")
        assert widget.value == value
        assert widget.proto.set_value  # else the browser would show the smallest value
