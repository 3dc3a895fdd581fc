"""What is said of clipping is recomputed from the gradients."""

import numpy as np
import pytest

from rnnviz.settings.gradients import GradientSettings
from rnnviz.settings.network import NetworkSettings
from rnnviz.training.passes import Objective, Passes, Windows
from rnnviz.ui.gradients.clipping import angle, both, turned_sentence
from rnnviz.ui.network.network import study_of

STUDY = study_of(NetworkSettings(cell="gru", steps=9))


@pytest.mark.parametrize("clip", ["norm", "value"])
@pytest.mark.parametrize("limit", [1e-3, 0.05, 0.3, 50.0])
def test_that_the_arrows_are_the_gradient_and_what_clipping_leaves_of_it(clip, limit):
    before, after = both(STUDY, clip, limit)
    window = Windows(STUDY.x[:, None], STUDY.d[-1:])
    _loss, g = Passes(STUDY.net, Objective()).loss_and_gradient(STUDY.net.weights, window)
    np.testing.assert_allclose(before, g, rtol=0, atol=1e-12)
    size = np.linalg.norm(before)
    cosine = before @ after / (size * np.linalg.norm(after))
    assert np.cos(angle(before, after)) == pytest.approx(cosine, abs=1e-12)
    said = turned_sentence(before, after)
    assert f"{size:.3g}" in said
    clipped = np.linalg.norm(before - after) > 0
    assert ("nothing is clipped" in said) != clipped
    if clip == "norm":
        assert angle(before, after) == pytest.approx(0, abs=1e-7)
        assert ("keeps its direction" in said) == clipped
    elif clipped:
        assert np.abs(after).max() == pytest.approx(limit)
        assert f"by {np.degrees(np.arccos(cosine)):.1f}°" in said


def test_that_vectors_of_one_direction_have_no_angle_and_opposite_ones_a_straight_one():
    v = np.array([1.0, 2.0, 3.0])
    assert angle(v, 0.1 * v) == 0
    assert angle(v, -v) == pytest.approx(np.pi)
    assert angle(np.zeros(3), v) == 0


@pytest.mark.parametrize("clip", ["norm", "value"])
def test_that_the_page_draws_the_arrows_only_where_clipping_is_set(open_screen, clip):
    page = "pages/gradients.py"
    said = "the gradient of all"
    on = open_screen(page, **GradientSettings(clip=clip, clip_at=0.01).to_query())
    assert not on.exception
    assert any(said in caption.value for caption in on.caption)
    off = open_screen(page)
    assert not any(said in caption.value for caption in off.caption)
