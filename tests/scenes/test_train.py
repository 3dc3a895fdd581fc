"""The scene of Train shows the run: its epochs are the player's steps."""

from typing import Any

import numpy as np
import pytest

from rnnviz.player.payload import Scene, decode, encode
from rnnviz.scenes.train import train_scene
from rnnviz.studio.lesson import answers
from rnnviz.studio.log import log
from rnnviz.studio.plateau import plateau
from rnnviz.studio.run import network_at
from rnnviz.studio.words import update_words
from tests.studio.lessons import GRID, lesson, network, run


def scene_of(code: str, rule: str = "adam", epochs: int = 60) -> Scene:
    return train_scene(run(code, rule, epochs), lesson(code), network(code))


def view(scene: Scene, title: str) -> dict[str, Any]:
    return next(v for v in scene.views if v["title"] == title)


@pytest.mark.parametrize(("code", "rule"), GRID)
def test_that_every_step_is_a_kept_epoch_with_its_answer_and_its_sentences(
    code: str, rule: str
) -> None:
    found, one, start = run(code, rule), lesson(code), network(code)
    scene = decode(encode(scene_of(code, rule)))
    assert scene.arrays["epochs"].tolist() == [f.epoch for f in found.frames]
    assert scene.ticks == tuple(f"epoch {f.epoch}" for f in found.frames)
    for k, frame in enumerate(found.frames):
        np.testing.assert_array_equal(scene.arrays["answers"][k], frame.answers.astype(np.float32))
        said = answers(one, network_at(start, frame))  # its weights are kept in single precision
        np.testing.assert_allclose(scene.arrays["answers"][k], said, rtol=1e-5, atol=1e-6)
        told = [[s.name, s.text] for s in update_words(found, frame, one, start)]
        assert view(scene, "One update, slowly")["sentences"][k] == told
        assert scene.arrays["held"][k] == frame.held
    np.testing.assert_array_equal(scene.arrays["loss"], found.column("loss"))
    for name, a in scene.arrays.items():  # what is not asked for has no target
        assert np.isfinite(a).all() or (code == "echo" and name in ("target", "simple"))


@pytest.mark.parametrize(("code", "rule"), GRID)
def test_that_what_happened_stands_at_the_first_kept_epoch_that_knows_it(
    code: str, rule: str
) -> None:
    found, scene = run(code, rule, 150), scene_of(code, rule, 150)
    kept = [f.epoch for f in found.frames]
    entries = log(found, lesson(code))
    for (k, text), (epoch, said) in zip(
        view(scene, "What happened")["events"], entries, strict=True
    ):
        assert text == said
        assert kept[k] >= epoch or k == len(kept) - 1
        assert k == 0 or kept[k - 1] < epoch


def test_that_the_fall_of_a_plateau_is_marked_on_the_axis_of_time_and_on_the_loss() -> None:
    found = run("order", "adam", 150)
    fell = plateau(found.column("loss"))
    assert fell is not None
    scene = scene_of("order", "adam", 150)
    film = view(scene, "Film of the learning")
    marked = [f.epoch for f, is_ in zip(found.frames, film["fell"], strict=True) if is_]
    assert marked == [f.epoch for f in found.frames if fell.last < f.epoch <= fell.fallen]
    assert marked
    assert view(scene, "Loss by epoch")["falls"] == [[fell.last, fell.fallen]]


def test_that_bounded_updates_are_marked_and_the_bound_drawn_in_where_there_is_one() -> None:
    bounded = view(scene_of("sine", "bounded"), "Gradient by epoch")
    assert bounded["levels"] == [{"value": 0.1, "label": "bound"}]
    assert bounded["marks"]["array"] == "bounded"
    plain = view(scene_of("sine"), "Gradient by epoch")
    assert (plain["levels"], plain["marks"]) == ([], None)
    (level,) = view(scene_of("sine"), "Loss by epoch")["levels"]
    assert level["value"] == lesson("sine").baseline
