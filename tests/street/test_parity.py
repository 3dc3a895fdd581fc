"""What a link gives without the app is what its page sends to the player, bit for bit."""

import json
import time
from typing import Any
from urllib.parse import urlencode

import pytest
from streamlit.testing.v1 import AppTest

import rnnviz
from rnnviz.errors import RnnvizError
from rnnviz.figures.series.split import split_figure
from rnnviz.player.payload import Scene, decode, encode
from rnnviz.settings.dynamics import VIEWS, DynamicsSettings
from rnnviz.settings.language import LanguageSettings
from rnnviz.settings.screens import SCREENS
from rnnviz.settings.shapes import ShapesSettings
from rnnviz.settings.train import TASKS, TrainSettings
from rnnviz.street.dynamics.runs import run_needed
from rnnviz.street.result.opened import Opened, Playing
from rnnviz.street.screens.digits import Digits
from rnnviz.street.screens.language import AT_ONCE
from rnnviz.street.screens.series import YourSeries
from rnnviz.street.screens.train import AT_ONCE as ONE_RUN
from rnnviz.street.screens.train import Train, work
from rnnviz.studio.log import diverged
from rnnviz.ui.frame.plain import plain
from rnnviz.ui.series.controls import axis_label, shapes
from tests.conftest import OpenScreen
from tests.street.random_settings import draw

SEEDS = range(30)
QUICK = {
    "epochs": 2, "units": 6, "restarts": 1, "order": "up", "ink": "unit", "seed": 1,
    "first": "rnn_tanh", "second": "gru", "third": "none", "match": "units", "lr": 0.01,
}  # fmt: skip

PAGE_ONLY = ("key", "report", "address", "dials", "ask", "folded", "said")

pytestmark = pytest.mark.usefixtures("workers")


def link_of(screen: str, query: dict[str, str]) -> str:
    return f"http://localhost:8501/{screen}?{urlencode(query)}"


def opened_or_sentence(screen: str, query: dict[str, str]) -> Opened | str:
    try:
        return rnnviz.open(link_of(screen, query))
    except RnnvizError as error:
        return str(error)


def players(app: AppTest) -> list[Scene]:
    parts = (part.proto for part in app.get("bidi_component"))
    return [decode(part.bytes) for part in parts if part.bytes]


def parts(scene: Scene) -> tuple[Any, ...]:
    """Everything of a scene but what the page alone tells its player, its key and reports."""
    s = decode(encode(scene))
    options = {k: v for k, v in s.options.items() if k not in PAGE_ONLY}
    arrays = {name: (a.dtype.str, a.shape, a.tobytes()) for name, a in s.arrays.items()}
    start = {k: v for k, v in s.start.items() if k != "arrival"}
    rest = s.title, s.steps, s.views, s.modes, s.ticks, s.words, s.speed, start, options
    return arrays, json.loads(json.dumps(rest, default=str))


def compare(app: AppTest, found: Opened | str) -> None:
    """The page shows the scene, or the sentence, that the link gives without it."""
    assert not app.exception
    if isinstance(found, str):
        assert [e.value for e in app.error] == [found]
        assert not players(app)
        return
    assert not app.error
    assert isinstance(found, Playing)
    (scene,) = players(app)
    assert parts(scene) == parts(found.scene)


def both(open_screen: OpenScreen, screen: str, query: dict[str, str]) -> None:
    compare(open_screen(SCREENS[screen].path, **query), opened_or_sentence(screen, query))


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("screen", ["home", "unroll", "gradients", "gates"])
def test_that_a_network_s_screen_and_its_link_have_the_same_numbers(
    open_screen: OpenScreen, screen: str, seed: int
) -> None:
    both(open_screen, screen, draw(SCREENS[screen].settings, seed).to_query())


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("kind", ["plain", "pairs"])
def test_that_shapes_and_its_link_have_the_same_numbers(
    open_screen: OpenScreen, kind: str, seed: int
) -> None:
    plain_ones = ("many_to_many", "many_to_one", "one_to_many")
    archs = plain_ones if kind == "plain" else ("encoder_decoder", "attention")
    settings = draw(ShapesSettings, seed, arch=archs[seed % len(archs)])
    both(open_screen, "shapes", settings.to_query())


@pytest.mark.parametrize("seed", SEEDS)
def test_that_language_and_its_link_have_the_same_numbers(
    open_screen: OpenScreen, seed: int
) -> None:
    views, sources = ("read", "write"), ("jazz", "hello", "own", "counting")
    settings = draw(LanguageSettings, seed, view=views[seed % 2], source=sources[seed % 4])
    assert isinstance(settings, LanguageSettings)
    while settings.task().work > AT_ONCE:
        settings = settings.with_(epochs=max(10, settings.epochs // 2), cell="rnn_tanh")
    both(open_screen, "language", settings.to_query())


@pytest.mark.parametrize("seed", SEEDS)
def test_that_digits_and_its_link_have_the_same_numbers(open_screen: OpenScreen, seed: int) -> None:
    query = draw(SCREENS["digits"].settings, seed, **QUICK).to_query()
    app = open_screen("pages/digits.py", **query)
    until = time.monotonic() + 60
    while not players(app):
        assert time.monotonic() < until
        time.sleep(0.1)
        app.run()
    found = opened_or_sentence("digits", query)
    assert isinstance(found, Digits)
    compare(app, found)


@pytest.mark.parametrize("seed", SEEDS)
def test_that_train_and_its_link_have_the_same_numbers(open_screen: OpenScreen, seed: int) -> None:
    settings = draw(TrainSettings, seed, task=TASKS[seed % len(TASKS)])
    assert isinstance(settings, TrainSettings)
    while work(settings) > ONE_RUN:
        settings = settings.with_(epochs=max(1, settings.epochs // 2), cell="rnn_tanh")
    query = settings.to_query()
    app, found = open_screen("pages/train.py", **query), opened_or_sentence("train", query)
    assert not app.exception
    if isinstance(found, Train) and found.run.ended == "diverged":
        assert [e.value for e in app.error] == [diverged(found.run)]
        (scene,) = players(app)
        assert parts(scene) == parts(found.scene)
        return
    compare(app, found)


@pytest.mark.parametrize("seed", range(12))
def test_that_dynamics_and_its_link_have_the_same_numbers(
    open_screen: OpenScreen, seed: int
) -> None:
    settings = draw(DynamicsSettings, seed, view=VIEWS[seed % len(VIEWS)])
    assert isinstance(settings, DynamicsSettings)
    while (needed := run_needed(settings)) is not None and work(needed) > ONE_RUN:
        settings = settings.with_(epochs=max(1, settings.epochs // 2), cell="rnn_tanh")
    both(open_screen, "dynamics", settings.to_query())


@pytest.mark.parametrize("seed", range(6))
def test_that_batches_and_its_link_have_the_same_numbers(
    open_screen: OpenScreen, seed: int
) -> None:
    query = draw(SCREENS["batches"].settings, seed).to_query()
    both(open_screen, "batches", {**query, "level": "student"})


@pytest.mark.parametrize("seed", SEEDS)
def test_that_your_series_and_its_link_have_the_same_numbers(
    open_screen: OpenScreen, seed: int
) -> None:
    query = draw(SCREENS["series"].settings, seed, source="builtin").to_query()
    app = open_screen("pages/series.py", **query)
    assert not app.exception
    found = opened_or_sentence("series", query)
    if isinstance(found, str):
        assert [e.value for e in app.error] == [plain(found)]
        return
    assert not app.error
    assert isinstance(found, YourSeries)
    data, series = found.data, found.data.series
    cuts = (data.split.train, data.split.validation)
    label = axis_label(series, found.unit)
    fig = split_figure(series.times, series.values, cuts, data.width, label, series.time_name)
    (chart,) = app.get("plotly_chart")
    drawn, made = json.loads(str(chart.proto.spec)), json.loads(str(fig.to_json()))
    assert drawn["data"] == made["data"]
    captions = [caption.value for caption in app.caption]
    assert shapes(data) in captions
    assert all(f":material/info: {plain(note)}" in captions for note in found.notes)


def test_that_the_smallest_difference_is_noticed() -> None:
    one, other = (rnnviz.open(f"unroll?gain={gain!r}") for gain in (1.0, 1.0 + 2**-52))
    assert isinstance(one, Playing)
    assert isinstance(other, Playing)
    assert parts(one.scene) == parts(one.scene)
    assert parts(one.scene) != parts(other.scene)
