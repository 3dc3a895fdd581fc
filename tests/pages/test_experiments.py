"""Experiments under AppTest: finished results at once, one's own as they come, words that hold."""

import json
import time
from typing import Any

import pytest

from rnnviz.experiments.words import concluded
from rnnviz.jobs.batch import State
from rnnviz.settings.arguments import ARGUMENTS
from rnnviz.settings.experiments import ExperimentSettings
from rnnviz.street.screens.experiments import shipped, walk
from rnnviz.ui.experiments.presets import said
from rnnviz.ui.experiments.run import RESULTS, duration, progress_words
from tests.conftest import OpenScreen

PAGE = "pages/experiments.py"
SMALL = {"task": "parity", "networks": "rnn_tanh,lstm", "lengths": "2, 3", "seeds": "2",
         "updates": "5"}  # fmt: skip
pytestmark = pytest.mark.usefixtures("workers")


def chart(app: Any) -> dict[str, Any]:
    (one,) = app.get("plotly_chart")
    return json.loads(str(one.proto.spec))


def dots(app: Any) -> list[tuple[str, list[Any]]]:
    return [(t["name"], t["customdata"]) for t in chart(app)["data"] if t["mode"] == "markers"]


def texts(app: Any) -> str:
    parts = (*app.info, *app.markdown, *app.caption)
    return "\n".join(str(part.value) for part in parts)


def results(app: Any) -> dict[Any, Any]:
    return app.session_state[RESULTS]


def until_done(app: Any) -> Any:
    until = time.monotonic() + 60
    while all(button.key != "trials.run" for button in app.button):
        assert time.monotonic() < until
        time.sleep(0.1)
        app.run()
    return app


def test_that_the_screen_opens_with_a_finished_result_and_what_it_allows_to_be_said(
    open_screen: OpenScreen,
) -> None:
    app = open_screen(PAGE)
    seen = dots(app)
    assert len(seen) == 9
    assert all(len(data) == 25 for _name, data in seen)
    f = walk(ExperimentSettings()).found
    assert f"**{concluded(f)}**" in texts(app)
    assert said(ARGUMENTS["latch"]) in texts(app)
    assert f"made {shipped().made['latch']}" in texts(app)
    assert app.button(key="trials.run").label == "Run it here: 225 runs"


def test_that_running_makes_ones_own_and_none_is_made_twice(open_screen: OpenScreen) -> None:
    app = open_screen(PAGE, **SMALL)
    assert "None of these 8 runs is known yet." in texts(app)
    app.button(key="trials.run").click().run()
    until_done(app)
    assert not app.exception
    made = dict(results(app))
    design = ExperimentSettings.from_query(SMALL)[0].design()
    assert set(made) == set(design.runs())
    assert "All 8 runs were made here." in texts(app)
    symbols = [t["marker"]["symbol"] for t in chart(app)["data"] if t["mode"] == "markers"]
    assert symbols == [["circle"] * 4] * 2
    app.number_input(key="experiments.seeds").set_value(3).run()
    assert app.button(key="trials.run").label == "Go on: 4 runs"
    app.button(key="trials.run").click().run()
    until_done(app)
    assert len(results(app)) == 12
    assert all(results(app)[run] is made[run] for run in made)
    app.button(key="trials.seeds").click().run()
    assert app.session_state["settings.experiments"].first == 4
    assert app.button(key="trials.run").label == "Run it here: 12 runs"


def test_that_what_cannot_be_run_is_said_and_nothing_breaks(open_screen: OpenScreen) -> None:
    app = open_screen(PAGE, task="order")
    assert not app.exception
    assert [w.value for w in app.warning] == ["Temporal order needs at least 20 steps."]
    assert not app.get("plotly_chart")


@pytest.mark.parametrize("code", ["restarts", "digits"])
def test_that_a_preset_shows_its_own_results(open_screen: OpenScreen, code: str) -> None:
    one = ARGUMENTS[code]
    app = open_screen(PAGE, **one.settings.to_query())
    assert not app.exception
    assert said(one) in texts(app)
    assert len(dots(app)) == len(one.settings.design().values)


def test_that_times_and_progress_are_said_in_words() -> None:
    assert progress_words(None) == "Starting …"
    assert progress_words(State(3, 200, None, 0.1, None)) == "3 of 200 runs"
    assert progress_words(State(3, 1200, None, 0.1, 61.0)) == "3 of 1,200 runs, about 61 s left"
    assert (duration(0.2), duration(150)) == ("1 s", "3 min")
