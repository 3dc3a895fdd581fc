"""The scene of Language: its probabilities are the core's, its perplexity that of its losses."""

import numpy as np
import pytest

from rnnviz.core.cells import CELLS
from rnnviz.core.losses import cross_entropy, softmax
from rnnviz.core.network import forward
from rnnviz.player import decode, encode
from rnnviz.scenes.language import reading_scene, writing_scene
from rnnviz.street.screens.language import studied
from rnnviz.tasks.language.language import symbols
from rnnviz.tasks.language.training import Task, train
from rnnviz.tasks.language.writing import write
from rnnviz.ui.language.writer import studied_writing

TEXT = symbols("<b>hello</b> 明月\nhello")


def trained(cell="gru"):
    return train(Task((TEXT,), cell, 6, 3, 30, 0.05))


@pytest.mark.parametrize("cell", CELLS)
def test_that_distributions_are_the_softmax_of_the_cores_logits(cell):
    found = trained(cell)
    s, example = studied(found, 30, TEXT)
    arrays = reading_scene(s, example, "x").arrays
    p = softmax(forward(found.net(), example.x).y)
    np.testing.assert_allclose(arrays["p"], p, rtol=0, atol=1e-12)
    np.testing.assert_allclose(arrays["p"].sum(1), 1, rtol=0, atol=1e-12)
    np.testing.assert_array_equal(arrays["h"], s.trace.h)


def test_that_perplexity_is_exp_of_the_mean_cross_entropy():
    found = trained()
    s, example = studied(found, 30, TEXT)
    arrays = reading_scene(s, example, "x").arrays
    loss = cross_entropy(forward(found.net(), example.x).y, example.d).value
    for t in (0, 5, len(TEXT) - 1):
        assert arrays["perplexity"][t] == pytest.approx(np.exp(loss[: t + 1].mean()), rel=1e-12)
    np.testing.assert_allclose(arrays["p_next"], np.exp(-loss), rtol=1e-12)
    np.testing.assert_array_equal(arrays["next"], example.d.argmax(1))


def test_that_the_text_is_shown_symbol_by_symbol_as_text():
    found = trained()
    scene = reading_scene(*studied(found, 0, TEXT), "x")
    view = next(v for v in scene.views if v["type"] == "text")
    assert "".join(view["symbols"][:9]) == "<b>hello<"
    assert view["symbols"][-1] == "∎"
    assert len(view["symbols"]) == scene.steps + 1
    assert {"␣", "↵"} <= set(view["symbols"])


@pytest.mark.parametrize("longest", [12, 200])
@pytest.mark.parametrize("temperature", [0.3, 1.7])
def test_that_what_was_written_is_beside_the_probabilities_it_was_drawn_from(longest, temperature):
    found = trained()
    one = write(
        found.net(), found.letters, TEXT[:2], [4], temperature=temperature, longest=longest
    )[0]
    s, example = studied_writing(found, one)
    scene = writing_scene(s, example, "x", one, temperature)
    arrays = scene.arrays
    q = softmax(s.y / temperature)
    np.testing.assert_allclose(arrays["q"], q, rtol=0, atol=1e-12)
    drawn = arrays["q"][np.arange(len(q)), arrays["next"]][one.given - 1 :]
    np.testing.assert_allclose(drawn, one.chances, rtol=1e-10)
    view = next(v for v in scene.views if v["type"] == "text")
    assert len(view["symbols"]) == scene.steps + 1
    assert (view["symbols"][-1] == "∎") == one.ended


def test_that_a_scene_travels_whole():
    scene = reading_scene(*studied(trained("lstm"), 30, TEXT), "x", t=5)
    again = decode(encode(scene))
    assert [v["type"] for v in again.views] == [v["type"] for v in scene.views]
    assert again.start["t"] == 5
    np.testing.assert_array_equal(again.arrays["c"], scene.arrays["c"])
    badge = again.views[-1]["badge"]
    assert badge["ok"], badge["text"]
