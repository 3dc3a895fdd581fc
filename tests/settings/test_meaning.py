"""What a screen's settings stand for: the same numbers, handed on under the library's names."""

from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.settings import digits, series
from rnnviz.settings.digits import DigitsSettings
from rnnviz.settings.gates import GateSettings
from rnnviz.settings.gradients import GradientSettings
from rnnviz.settings.language import LanguageSettings
from rnnviz.settings.network import NetworkSettings
from rnnviz.settings.series import SeriesSettings
from rnnviz.settings.shapes import CELLS, LARGEST_ELSEWHERE, NEAREST, ShapesSettings
from rnnviz.settings.tables import cell_label
from rnnviz.tasks.pairs.pairs import TASKS

TOKEN = "0123456789abcdef"


@given(st.sampled_from(list(TASKS)), st.integers(2, 12))
def test_that_strings_to_learn_from_and_strings_to_test_on_can_be_others(
    task: str, length: int
) -> None:
    pairs = ShapesSettings(task=task, pair_length=length).pairs()
    there_are = TASKS[task].how_many(TASKS[task].fixed or length)
    assert pairs.examples + pairs.tests <= there_are
    assert pairs.examples == min(2000, int(0.75 * there_are))
    assert pairs.tests == min(200, int(0.25 * there_are))
    assert (pairs.task, pairs.length) == (task, length)


def test_that_shapes_hands_its_arguments_on_under_pytorch_s_names() -> None:
    s = ShapesSettings(
        cell="rnn_relu", input_size=4, hidden=7, num_layers=2, bias=False, batch_first=True,
        dropout=0.3, bidirectional=True, length=9, batch=3, outputs=5, cue_steps=12, seed=8,
    )  # fmt: skip
    layers = s.layers()
    assert (layers.kind, layers.nonlinearity) == ("RNN", "relu")
    assert (layers.input_size, layers.hidden_size, layers.num_layers) == (4, 7, 2)
    assert (layers.bias, layers.batch_first, layers.bidirectional) == (False, True, True)
    assert layers.dropout == 0.3
    assert [ShapesSettings(cell=c).layers().kind for c in CELLS] == ["RNN", "RNN", "LSTM", "GRU"]
    assert ShapesSettings().layers().nonlinearity == "tanh"
    cue = s.cue()
    assert (cue.cell, cue.steps, cue.seed) == ("rnn_relu", 12, 8)


def test_that_shapes_takes_the_nearest_module_and_keeps_more_units_than_others_can_show() -> None:
    network = NetworkSettings(cell="mgu", hidden=5).network()
    assert ShapesSettings().taken(network) == {**network, "cell": "gru"}
    assert NEAREST["mgu"] == "gru"
    for cell in CELLS:
        assert ShapesSettings().taken({**network, "cell": cell})["cell"] == cell
    assert ShapesSettings().taken({**network, "cell": "irnn"})["cell"] == "rnn_tanh"
    assert ShapesSettings(hidden=LARGEST_ELSEWHERE).network()["hidden"] == LARGEST_ELSEWHERE
    assert "hidden" not in ShapesSettings(hidden=LARGEST_ELSEWHERE + 1).network()


def test_that_a_trained_network_goes_only_where_it_can_be_shown() -> None:
    network = NetworkSettings(net=TOKEN, at=3, edits="b_h.0=1", hidden=6).network()
    for cls in (GateSettings, GradientSettings):
        assert cls().taken(network) == network
    left = {**network, "net": "", "at": None, "edits": ""}
    assert NetworkSettings().taken(network) == left
    assert SeriesSettings().taken(network) == {}
    plain = NetworkSettings(edits="b_h.0=1").network()
    assert NetworkSettings().taken(plain) == plain
    assert SeriesSettings().taken(plain) == plain


@pytest.mark.parametrize("plain", ["rnn_tanh", "rnn_relu", "irnn", "jordan"])
def test_that_gates_puts_a_gated_cell_in_the_place_of_a_plain_one(plain: str) -> None:
    network = NetworkSettings(cell=plain, edits="b_h.0=1").network()
    assert GateSettings(cell="gru").taken(network) == {**network, "cell": "gru", "edits": ""}
    assert GateSettings(cell=plain).taken(network)["cell"] == "lstm"
    gated = NetworkSettings(cell="mgu", edits="b_h.0=1").network()
    assert GateSettings().taken(gated) == gated
    trained = {**network, "net": TOKEN}
    assert GateSettings().taken(trained) == trained


def test_that_a_comparison_has_the_numbers_of_its_screen() -> None:
    s = SeriesSettings(
        cell="gru", versus=("lstm", "gru"), hidden=9, match=True, window=7, seeds=4, test=0.3,
        validation=0.25, log=True, anchor=True, period=6, scaling="zscore", difference="season",
        missing="drop", horizon=3, coverage=0.8, folds=2, epochs=70, lr=0.02, seed=11,
        outliers="cap",
    )  # fmt: skip
    p = s.protocol()
    assert p.cells == ("gru", "lstm")
    assert p.season == 6
    assert p.level == 0.8
    other = {"cells", "season", "patience", "batch", "level"}
    shared = {name: value for name, value in asdict(p).items() if name not in other}
    assert shared == {name: getattr(s, name) for name in shared}
    repairs = asdict(SeriesSettings(order="keep", gaps="missing", by="sum", last=70).repairs())
    assert repairs.items() >= {"order": "keep", "gaps": "missing", "by": "sum", "last": 70}.items()


def test_that_digits_trains_each_chosen_cell_once() -> None:
    s = DigitsSettings(
        first="gru", second="none", third="gru", units=12, match="weights", restarts=2, epochs=7,
        lr=0.05, seed=4, order="up", ink="raw",
    )  # fmt: skip
    plan = s.plan()
    assert plan.cells == ("gru",)
    assert (plan.hidden, plan.match, plan.restarts, plan.epochs) == (12, "weights", 2, 7)
    assert (plan.lr, plan.seed, plan.order, plan.ink) == (0.05, 4, "up", "raw")
    assert DigitsSettings().plan().cells == ("rnn_tanh", "gru", "lstm")


def test_that_language_trains_on_its_text_with_its_numbers() -> None:
    s = LanguageSettings(source="own", typed="ab\ncd", by_line=True, cell="mgu", hidden=5, seed=3)
    task = s.task()
    assert task.cell == "mgu"
    assert (task.hidden, task.seed, task.epochs) == (5, 3, 200)
    whole = LanguageSettings(source="own", typed="ab\ncd").task()
    assert (len(task.texts), len(whole.texts)) == (2, 1)
    gap = LanguageSettings(gap_hidden=8, gap_epochs=20, gap_seeds=2).gap_task()
    assert (gap.hidden, gap.epochs, gap.seeds) == (8, 20, 2)


def test_that_a_code_is_shown_as_its_label_or_as_its_cell() -> None:
    assert digits.label("down") == digits.LABELS["down"]
    for module in (digits, series):
        assert module.label("gru") == cell_label("gru")
    code, words = next(iter(series.LABELS.items()))
    assert series.label(code) == words
