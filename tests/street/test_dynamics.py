"""Dynamics without the app: every view opens, and what it says is what was computed."""

import json
from pathlib import Path
from urllib.parse import urlencode

import numpy as np
import pytest

import rnnviz
from rnnviz.core.cells import CELLS
from rnnviz.core.init import init_network
from rnnviz.core.jacobians import lyapunov_spectrum, step_jacobians
from rnnviz.core.losses import LOSSES
from rnnviz.core.network import forward
from rnnviz.core.unroll import unroll
from rnnviz.dynamics.fixed import SLOWLY, STABLE, UNSTABLE
from rnnviz.dynamics.maps import advance, driven, held
from rnnviz.dynamics.plane import level_lines
from rnnviz.errors import RnnvizError
from rnnviz.player.payload import encode
from rnnviz.scenes.dynamics.parts import dial
from rnnviz.settings.dynamics import OFFERED, DynamicsSettings
from rnnviz.settings.train import TASKS, TrainSettings
from rnnviz.street.dynamics.dynamics import Dynamics
from rnnviz.street.dynamics.learned import losses
from rnnviz.street.dynamics.portraits import scaled
from rnnviz.street.dynamics.runs import Trained, run_needed, trained_of
from rnnviz.street.dynamics.said import caption, free_words, parity_words
from rnnviz.street.screens.train import run_of

SMALL = {"length": "10", "epochs": "20"}
MOST = 300_000  # bytes that a view may send


def opened(**query: str) -> Dynamics:
    found = rnnviz.open("dynamics?" + urlencode({**SMALL, **query}))
    assert isinstance(found, Dynamics)
    assert found.notes == ()
    return found


def of_run(**query: str) -> Trained:
    s = DynamicsSettings.from_query({**SMALL, "subject": "run", "view": "many", **query})[0]
    needed = run_needed(s)
    assert needed is not None
    return trained_of(needed, run_of(needed, ask=True))


@pytest.mark.parametrize(
    ("view", "subject"), [(view, one) for view, some in OFFERED.items() for one in some]
)
def test_that_every_view_opens_and_sends_little(view: str, subject: str, tmp_path: Path) -> None:
    seen = opened(view=view, subject=subject, hidden="2")
    assert len(encode(seen.scene)) < MOST
    assert caption(seen).endswith(".")
    for array in seen.scene.arrays.values():
        assert not np.isinf(array).any()
    seen.save_numbers(tmp_path / "numbers.json")
    saved = json.loads((tmp_path / "numbers.json").read_text())["arrays"]
    assert set(seen.exact) <= {
        one["name"].removesuffix(".real").removesuffix(".imag") for one in saved
    }


def test_that_a_subject_that_a_view_does_not_have_is_its_first() -> None:
    assert DynamicsSettings(view="one", subject="run").of == "example"
    assert DynamicsSettings(view="valley").of == "run"
    assert DynamicsSettings(view="two").of == "matrix"


def test_that_the_flip_flop_has_a_stable_point_at_each_corner_of_its_cube() -> None:
    seen = opened(view="many")
    kind, x = seen.exact["fixed.kind"], seen.exact["fixed.x"]
    assert (kind == STABLE).sum() == 8
    s = DynamicsSettings(view="many")
    needed = run_needed(s)
    assert needed is not None
    net = trained_of(needed, run_of(needed, ask=False)).net
    answers = x[kind == STABLE] @ net.weights.readout.W_hy.T + net.weights.readout.b_y
    assert {tuple(row) for row in np.sign(answers).astype(int)} == {
        (a, b, c) for a in (-1, 1) for b in (-1, 1) for c in (-1, 1)
    }
    np.testing.assert_allclose(np.abs(answers), 1, atol=0.25)
    assert "stable fixed points: 8" in caption(seen)


def test_that_counts_and_time_constants_are_those_of_the_points() -> None:
    seen = opened(view="many", subject="run", task="series", hidden="4")
    kind, values = seen.exact["fixed.kind"], seen.exact["fixed.eigenvalues"]
    said = caption(seen)
    for code, name in (
        (STABLE, "stable fixed points"),
        (UNSTABLE, "not stable"),
        (SLOWLY, "slow points"),
    ):
        assert f"{name}: {(kind == code).sum()}" in said
    slowest = np.abs(values[kind == STABLE, 0]).max()
    tau = -1 / np.log(slowest)
    assert f"{tau:.3g} steps" in said


def test_that_the_points_of_every_held_input_lie_still_in_their_network() -> None:
    trained = of_run(cell="gru", hidden="3")
    seen = opened(view="many", subject="run", cell="gru", hidden="3")
    inputs = seen.exact["inputs"]
    assert inputs.shape == (11, 1)
    assert inputs[0] == trained.x.min()
    assert inputs[-1] == trained.x.max()
    here = seen.exact["fixed.x"][seen.exact["fixed.kind"] != SLOWLY]
    np.testing.assert_allclose(advance(held(trained.net, inputs[5]), here), here, atol=3e-9)


def test_that_the_trajectory_of_two_trained_units_is_the_network_s_own() -> None:
    trained = of_run(hidden="2")
    seen = opened(view="two", subject="run", hidden="2")
    expected = driven(trained.net, trained.x[:, 0])
    np.testing.assert_allclose(seen.exact["path"], np.vstack([np.zeros(2), expected]))
    at = seen.scene.views[0]["family"][0]["at"]
    np.testing.assert_allclose(seen.scene.arrays["path"][at], seen.exact["path"], atol=1e-6)
    assert (
        opened(view="two", subject="run", hidden="1", cell="lstm").scene.views[0]["x"]["label"]
        == "h"
    )


@pytest.mark.parametrize(("query", "match"), [
    ({"view": "two", "subject": "run", "hidden": "3"}, "Set the hidden units to 2"),
    ({"view": "two", "subject": "run", "hidden": "3", "cell": "lstm"}, "hidden units to 1"),
        ({"view": "two", "subject": "run", "hidden": "1", "cell": "grid_lstm"}, "Grid"),
    ({"view": "two", "matrix": "1 0 0; 0 1 0; 0 0 1"}, "two units need two"),
    ({"view": "many", "subject": "run", "cell": "clockwork"}, "what time it is"),
])  # fmt: skip
def test_that_a_view_that_a_network_has_not_says_why(query: dict[str, str], match: str) -> None:
    with pytest.raises(RnnvizError, match=match):
        opened(**query)


def test_that_what_must_be_trained_for_long_is_asked_for() -> None:
    long = {"view": "valley", "cell": "jordan", "hidden": "16", "length": "60", "epochs": "300"}
    with pytest.raises(RnnvizError, match="train=True"):
        opened(**long)


def test_that_the_recurrent_weights_alone_are_scaled() -> None:
    net = init_network(CELLS["gru"], 1, 2, 1, np.random.default_rng(0))
    half = scaled(net, 0.5)
    np.testing.assert_array_equal(half.weights.params.W_hh, 0.5 * net.weights.params.W_hh)
    np.testing.assert_array_equal(half.weights.params.W_xh, net.weights.params.W_xh)
    free = init_network(CELLS["mingru"], 1, 2, 1, np.random.default_rng(0))
    assert scaled(free, 0.5) is free


def test_that_the_loss_around_is_the_loss_of_the_lesson() -> None:
    trained = of_run()
    theta = trained.run.frames[-1].theta[None].astype(float)
    (found,) = losses(trained.net, trained.lesson, theta)
    d = trained.lesson.learn
    y = forward(trained.net, d.x[:, :24]).y
    assert found == pytest.approx(float(LOSSES["mse"](y, d.y[:, :24]).value.mean()), rel=1e-9)


@pytest.mark.parametrize("task", TASKS)
def test_that_a_network_of_every_task_has_its_points_and_exponents(task: str) -> None:
    query = {"task": task, "subject": "run", "hidden": "2", "epochs": "3"}
    trained = of_run(**query)
    x, d = trained.lesson.held.x[:, 0], trained.lesson.held
    assert opened(view="many", **query).exact["states"].shape[1] == trained.x.shape[1]
    norms = opened(view="exponents", **query).exact["norms"]
    counted = len(x)
    if trained.lesson.where == "every" and d.weight is not None:
        counted = int(np.flatnonzero(d.weight[:, 0])[-1]) + 1
    assert len(norms) == counted  # behind its end a text is filled up, and nothing is asked
    assert norms[-1] > 0


@pytest.mark.parametrize("plane", ["random", "path"])
def test_that_the_loss_around_is_lowest_within_and_the_path_ends_in_the_middle(plane: str) -> None:
    seen = opened(view="valley", plane=plane, epochs="200")
    np.testing.assert_allclose(seen.exact["path"][-1], 0, atol=1e-9)
    share = int(caption(seen).split(" %")[0].split()[-1])
    assert share > 85 if plane == "path" else share < 60


def test_that_arrows_are_the_gradient_before_and_after_its_bound() -> None:
    query = {"view": "cliff", "subject": "run", "hidden": "1", "optimiser": "sgd", "lr": "0.5",
             "clip": "norm", "clip_at": "0.05", "first": "1", "second": "3"}  # fmt: skip
    seen = opened(**query)
    trained = of_run(**query)
    frames = trained.run.frames
    change = np.stack([f.change for f in frames])[:, [1, 3]]
    arrows = seen.scene.arrays["bounded"][:, 0]
    np.testing.assert_allclose(arrows[:, 2:] - arrows[:, :2], change, atol=1e-5)
    free = seen.scene.arrays["free"][:, 0]
    length = trained.run.column("norm")[[f.epoch for f in frames]]
    longer = np.linalg.norm(free[:, 2:] - free[:, :2], axis=-1) / np.linalg.norm(change, axis=-1)
    np.testing.assert_allclose(longer, np.maximum(length / 0.05, 1), rtol=1e-3)


def test_that_the_line_on_the_gradient_bars_has_the_slope_of_the_largest_exponent() -> None:
    seen = opened(view="exponents", subject="run", cell="gru")
    trained = of_run(cell="gru")
    net, x = trained.net, trained.lesson.held.x[:, 0]
    spectrum = lyapunov_spectrum(
        step_jacobians(net.cell, net.params, unroll(net.cell, net.params, x))
    )
    np.testing.assert_allclose(seen.exact["spectrum"], spectrum)
    line = seen.scene.arrays["line"]
    slope = (line[-1, 1] - line[0, 1]) / (len(line) - 1)
    assert slope == pytest.approx(-spectrum[0] / np.log(10), rel=1e-4)
    bars = seen.scene.arrays["bars"]
    np.testing.assert_allclose(10 ** bars[:, 3], seen.exact["norms"], rtol=1e-4)


def test_that_the_parity_by_hand_is_right_and_has_no_gradient() -> None:
    said = parity_words(1)
    assert "right after 1,000 of 1,000 bits" in said
    assert "×10⁻" in said


def test_that_a_free_run_is_said_to_sink_where_it_does() -> None:
    trained = of_run(task="series", hidden="4", epochs="100")
    said = free_words(trained)
    assert said.startswith("Fed with its own answers it sinks to ")
    value = float(said.split("sinks to ")[1].split(",")[0].replace("\N{MINUS SIGN}", "-"))
    state = np.zeros((1, 4))
    for _k in range(3000):  # what is at rest: y reads itself
        state = advance(held(trained.net, np.array([value])), state)
    answer = state @ trained.net.weights.readout.W_hy.T + trained.net.weights.readout.b_y
    assert answer.item() == pytest.approx(value, abs=0.01)
    assert free_words(of_run(task="latch")) == ""


@pytest.mark.parametrize("text", ["1 2", "1 2; 3", "1; 2; 3", "nan 1; 1 1", "1 x; 1 1", "21 0; 0 1",
                                  "1_0 0; 0 1", "٤ 1; 1 1", ""])  # fmt: skip
def test_that_a_matrix_that_is_none_is_refused_in_one_sentence(text: str) -> None:
    found, notes = DynamicsSettings.from_query({"matrix": text})
    assert found.matrix == DynamicsSettings().matrix
    assert len(notes) == 1


def test_that_what_is_looked_at_leaves_the_run_and_its_changes_as_they_are() -> None:
    s = DynamicsSettings(later="20.lr=0.1", epochs=40)
    assert s.with_(view="valley", w=2.0).later == "20.lr=0.1"
    assert s.with_(view="valley", lr=0.5).later == ""
    with pytest.raises(RnnvizError):
        s.with_(w=99.0)
    assert isinstance(run_needed(DynamicsSettings(view="valley")), TrainSettings)
    assert run_needed(DynamicsSettings()) is None


def test_that_a_slider_between_two_of_its_steps_has_its_exact_picture() -> None:
    seen = opened(w="1.53")
    at = seen.scene.views[0]["family"][0]["at"]
    assert seen.exact["w"][at] == 1.53
    h = seen.exact["fixed.h"][at]
    np.testing.assert_allclose(np.tanh(1.53 * h), h, atol=1e-9)
    assert caption(seen).startswith("w = 1.53:")
    assert dial("w", 5.0, 0.0, 1.0, 0.5).at == 2


def test_that_level_lines_of_the_cliff_lie_on_their_level() -> None:
    values = opened(view="cliff").exact["loss"]
    axis = np.arange(float(len(values)))
    for x1, y1, _x2, _y2 in level_lines(values - 0.3, axis, axis)[::20]:
        i, j = int(y1), int(x1)
        corners = values[i : i + 2, j : j + 2]
        assert corners.min() <= 0.3 <= corners.max()
