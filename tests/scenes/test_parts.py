"""Every scene fits together: what a view names is there, as long and as wide as the view says."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

import rnnviz
from rnnviz.core.cells import CELLS
from rnnviz.core.init import init_network
from rnnviz.core.study import Study, study
from rnnviz.player.payload import Scene
from rnnviz.scenes.digits import Read, digit_scene, step_names
from rnnviz.scenes.landing import landing_scene
from rnnviz.scenes.language import language_arrays, reading_scene
from rnnviz.scenes.unroll import hidden_strip, unroll_scene
from rnnviz.street.screens.home import Home
from rnnviz.tasks.digits.digits import sequences, split_of
from rnnviz.tasks.digits.reading import read
from rnnviz.tasks.sequence import next_letter, next_value

VALUES = next_value(list(2.5 * np.sin(0.3 * np.arange(10))))
LETTERS = next_letter("abracadabra")
LONG = next_letter("ab" * 25)


def studied(code: str, example: Any, hidden: int = 3, gain: float = 1.0) -> Study:
    sizes = example.x.shape[1], hidden, example.d.shape[1]
    net = init_network(CELLS[code], *sizes, np.random.default_rng(4), gain=gain)
    return study(net, example.x, example.d, "every", example.loss)


def digits() -> Scene:
    image = split_of(1).test.images[:1]
    nets = [init_network(CELLS[c], 8, 6, 10, np.random.default_rng(2)) for c in ("gru", "lstm")]
    found = [read(net, sequences(image, "down")[:, 0], None) for net in nets]
    return digit_scene(("A", "B"), found, Read(image[0], "down", 4), 1, {"t": 7})


SCENES: dict[str, Callable[[], Scene]] = {
    "values": lambda: unroll_scene(studied("rnn_tanh", VALUES), VALUES, "A"),
    "relu": lambda: unroll_scene(studied("rnn_relu", VALUES, gain=5.0), VALUES, "A"),
    "letters": lambda: unroll_scene(studied("lstm", LETTERS), LETTERS, "A"),
    "reading": lambda: reading_scene(studied("lstm", LETTERS), LETTERS, "A", 3),
    "long": lambda: reading_scene(studied("gru", LONG), LONG, "A"),
    "digits": digits,
    "landing": lambda: landing_scene(studied("rnn_tanh", VALUES), VALUES),
}  # fmt: skip


def views(scene: Scene, kind: str) -> Iterator[dict[str, Any]]:
    return (view for view in scene.views if view.get("type") == kind)


@pytest.mark.parametrize("name", SCENES)
def test_that_a_scene_fits_together(name: str) -> None:
    scene = SCENES[name]()
    assert scene.ticks is None or len(scene.ticks) == scene.steps
    assert 0 <= scene.start.get("t", 0) < scene.steps
    columns = scene.options.get("layout", {}).get("columns")
    if columns:
        assert sorted(k for column in columns for k in column) == list(range(len(scene.views)))
        assert [scene.views[k]["type"] for k in columns[-1]] == ["card"]
    for view in views(scene, "strip"):
        array = scene.arrays[view["array"]]
        assert array.shape == (scene.steps, len(view["rows"]))
        low, high = view["range"]
        assert low <= array.min()
        assert array.max() <= high
        assert low in (0, -high)
        if np.abs(array).max() > 1:
            assert high == np.abs(array).max()
        elif low < 0:
            assert high == 1
        name = view["rows"][0].partition("[")[0]
        if view["rows"][0].endswith("]"):
            assert view["rows"] == [f"{name}[{j}]" for j in range(1, array.shape[1] + 1)]
    for view in views(scene, "lines"):
        for line in view["series"]:
            assert len(scene.arrays[line["array"]]) == scene.steps
        if "range" in view:
            low, high = view["range"]
            seen = np.concatenate([scene.arrays[line["array"]] for line in view["series"]])
            assert low <= seen.min()
            assert seen.max() <= high * (1 + 1e-12)
    for view in views(scene, "card"):
        uses = {p["uses"] for p in view["parameters"].values()}
        assert uses == {scene.steps}
        assert view["badge"]["ok"]
        for equation in view["equations"].values():
            for term in equation["terms"]:
                assert term["array"] in scene.arrays
                for factor in term["factors"]:
                    names = [factor[k] for k in ("array", "weight", "first") if k in factor]
                    assert all(n in scene.arrays for n in names)


def test_that_lines_of_losses_leave_room_for_the_highest() -> None:
    scene = SCENES["reading"]()
    loss, perplexity = views(scene, "lines")
    assert loss["range"] == [0, max(0.5, scene.arrays["loss"].max())]
    assert perplexity["range"][0] == 1
    assert perplexity["range"][1] == pytest.approx(scene.arrays["perplexity"].max())


def test_that_what_was_expected_is_measured_symbol_by_symbol() -> None:
    s = studied("gru", LETTERS)
    found = language_arrays(s)
    p = np.exp(s.y) / np.exp(s.y).sum(axis=1, keepdims=True)
    following = s.d.argmax(axis=1)
    np.testing.assert_array_equal(found["next"], following)
    given = p[np.arange(len(p)), following]
    np.testing.assert_allclose(found["p_next"], given)
    for t in range(len(given)):
        mean = np.exp(-np.mean(np.log(given[: t + 1])))
        assert found["perplexity"][t] == pytest.approx(mean)


def test_that_a_long_text_is_read_faster_and_starts_no_later_than_its_end() -> None:
    short, long = SCENES["reading"](), SCENES["long"]()
    assert (short.speed, long.speed) == (2.0, 6.0)
    assert short.start["t"] == 3
    end = reading_scene(studied("gru", LETTERS), LETTERS, "A", 99)
    assert end.start["t"] == end.steps - 1
    forty = next_letter("ab" * 20)
    assert reading_scene(studied("gru", forty), forty, "A").speed == 2.0 + 4.0 * (len(forty.x) > 40)


def test_that_a_state_without_bounds_is_shown_in_its_own_range() -> None:
    wide = studied("rnn_relu", VALUES, gain=5.0)
    largest = float(np.abs(wide.trace.h).max())
    assert largest > 1
    assert hidden_strip(wide)["range"] == [-largest, largest]
    assert hidden_strip(wide)["saturation"] is None
    bounded = hidden_strip(studied("gru", VALUES))
    assert (bounded["range"], bounded["saturation"]) == ([-1, 1], 0.95)


def test_that_steps_of_a_digit_are_named_by_their_place() -> None:
    assert step_names("down") == tuple(f"row {n}" for n in range(1, 9))
    assert step_names("up") == tuple(f"row {n}" for n in range(8, 0, -1))
    assert step_names("right") == tuple(f"column {n}" for n in range(1, 9))


def test_that_the_landing_page_plays_the_network_in_hand_from_its_first_step() -> None:
    s = studied("rnn_tanh", VALUES)
    scene = landing_scene(s, VALUES)
    assert scene.steps == len(VALUES.x)
    np.testing.assert_array_equal(scene.arrays["x0"], VALUES.x[:, 0])
    np.testing.assert_array_equal(scene.arrays["d0"], VALUES.d[:, 0])
    np.testing.assert_array_equal(scene.arrays["y0"], s.y[:, 0])
    np.testing.assert_array_equal(scene.arrays["h"], s.trace.h)
    assert scene.ticks == VALUES.ticks
    assert scene.modes == ("forward", "backward")
    assert scene.start == {"t": 0, "mode": "forward", "playing": True}
    assert landing_scene(studied("gru", LETTERS), LETTERS).steps == len(LETTERS.x)


def test_that_the_landing_page_says_which_network_plays_and_what_it_was_trained_on() -> None:
    for query, part in {
        "": "Trained for 150 epochs on Sunspots",
        "?trained=0": "Untrained",
    }.items():
        opened = rnnviz.open(f"/{query}")
        assert isinstance(opened, Home)
        how = opened.scene.views[0]["how"]
        assert how.startswith(f"RNN (tanh), units: {opened.network.hidden}. ")
        assert part in how
        assert "backpropagation through time" in how
