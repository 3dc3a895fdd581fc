"""Scenes at their boundaries: a fifth and no more, one loss alone, what a hand may change."""

import re

import numpy as np
import pytest

import rnnviz
from rnnviz.core.cells import CELLS
from rnnviz.core.clamp import clampable
from rnnviz.core.init import init_network
from rnnviz.core.jacobians import state_vectors
from rnnviz.core.study import study
from rnnviz.scenes.gates.gates import Clamped, gate_scene
from rnnviz.scenes.gates.slots import slots
from rnnviz.scenes.gradient_words import MUCH, near
from rnnviz.scenes.gradients import flow
from rnnviz.scenes.shapes.keras import keras_code
from rnnviz.scenes.unroll import reads_on
from rnnviz.settings.shapes import ShapesSettings
from rnnviz.street.result.opened import Playing
from rnnviz.tasks.sequence import next_letter, next_value

VALUES = next_value(list(2.5 * np.sin(0.3 * np.arange(9))))


def test_that_exactly_a_fifth_is_not_more_than_a_fifth() -> None:
    assert near(np.array([MUCH, 0.0])) == 0
    assert near(np.array([np.nextafter(MUCH, 1), 0.0])) == 1
    assert near(np.array([MUCH, 2 * MUCH, MUCH, 0.0])) == 2


@pytest.mark.parametrize("where", ["last", "every"])
@pytest.mark.parametrize("code", ["rnn_tanh", "lstm"])
def test_that_a_row_of_the_map_is_behind_the_loss_of_that_step_alone(code: str, where: str) -> None:
    net = init_network(CELLS[code], 1, 3, 1, np.random.default_rng(2))
    x = np.random.default_rng(3).normal(size=(7, 1))
    d = 0 * x + 0.5
    f = flow("one", study(net, x, d, where))
    for t in range(7):
        alone = study(net, x[: t + 1], d[: t + 1], "last").back.state
        lengths = np.linalg.norm(state_vectors(alone), axis=-1)
        np.testing.assert_allclose(f.matrix[t, : t + 1], lengths, rtol=1e-10)
        assert not f.matrix[t, t + 1 :].any()


@pytest.mark.parametrize("code", ["rnn_tanh", "lstm", "gru", "minlstm"])
def test_that_the_card_of_gates_explains_and_changes_no_weight(code: str) -> None:
    net = init_network(CELLS[code], 1, 3, 1, np.random.default_rng(4))
    scene = gate_scene(study(net, VALUES.x, VALUES.d), VALUES, "A")
    (card,) = [view for view in scene.views if view["type"] == "card"]
    assert card["editable"] is False
    assert card["opens"] == ("c" if "c" in net.cell.state_fields else "h")


@pytest.mark.parametrize("code", ["rnn_tanh", "gru"])
def test_that_the_exponent_is_the_largest_and_so_at_least_the_mean_of_all(code: str) -> None:
    net = init_network(CELLS[code], 1, 3, 1, np.random.default_rng(2))
    x = np.random.default_rng(3).normal(size=(40, 1))
    f = flow("one", study(net, x, 0 * x + 0.5, "last"))
    volumes = np.linalg.slogdet(f.jacobians)[1]  # the sum of all exponents, step by step
    assert f.lyapunov > volumes.mean() / 3 + 0.05
    assert f.lyapunov <= np.log(np.linalg.norm(f.jacobians, 2, axis=(1, 2))).mean() + 1e-9


@pytest.mark.parametrize("both", [False, True])
def test_that_the_input_of_a_pair_is_read_when_a_box_first_needs_it(both: bool) -> None:
    found = rnnviz.open(f"shapes?arch=attention&both={int(both)}")
    assert isinstance(found, Playing)
    lanes = {lane["key"]: lane["when"] for lane in found.scene.views[0]["lanes"]}
    encoders = [when for key, when in lanes.items() if key.startswith("h")]
    assert len(encoders) == 1 + both
    assert lanes["x"] == [min(moments) for moments in zip(*encoders, strict=True)]


@pytest.mark.parametrize(
    "link",
    ["unroll?trained=0", "gates?trained=0", "train?epochs=2&length=6",
     "shapes", "shapes?arch=attention", "language?source=jazz&epochs=10"],
)  # fmt: skip
def test_that_each_view_of_a_scene_has_one_place(link: str) -> None:
    found = rnnviz.open(link)
    assert isinstance(found, Playing)
    columns = found.scene.options["layout"]["columns"]
    assert sorted(k for column in columns for k in column) == list(range(len(found.scene.views)))


def test_that_targets_that_are_the_next_inputs_are_known_from_others() -> None:
    assert reads_on(VALUES)
    assert not reads_on(VALUES._replace(d=VALUES.d + 0.5))
    assert not reads_on(VALUES._replace(d=VALUES.x))
    assert not reads_on(next_letter("JAZZ"))


@pytest.mark.parametrize("depth", [1, 2, 3])
@pytest.mark.parametrize("dropout", [0.0, 0.5])
def test_that_the_program_for_keras_drops_between_layers_and_not_before_the_read_out(
    depth: int, dropout: float
) -> None:
    settings = ShapesSettings(arch="many_to_many", num_layers=depth, dropout=dropout)
    kinds = re.findall(r"h = layers\.(\w+)\(", keras_code(settings.plan()))
    between = ["Dropout"] if dropout else []
    assert kinds == [*(["SimpleRNN", *between] * (depth - 1)), "SimpleRNN"]


@pytest.mark.parametrize("code", CELLS)
def test_that_a_share_can_be_let_go_of_but_not_dragged(code: str) -> None:
    (gate, *_others) = clampable(CELLS[code]) or ("",)
    for slot in slots(CELLS[code], Clamped(gate, 0.5) if gate else None):
        if slot["drag"] is not None:
            assert slot["drag"].get("still", False) is (slot.get("name") == "share")
