"""A cue at the start: both read-outs learn it, each as well as what it reads allows."""

import numpy as np

from rnnviz.core.cells import CELLS
from rnnviz.core.deep import forward
from rnnviz.core.init_nets import init_deep
from rnnviz.tasks.cue import CueProgress, CueSettings, accuracy, cues, learn_cues


def test_that_the_sign_of_the_first_input_is_asked_for() -> None:
    x, y = cues(7, 200, np.random.default_rng(4))
    assert x.shape == (7, 200, 1)
    np.testing.assert_array_equal(x[0], y)
    assert set(y.ravel()) == {-1.0, 1.0}
    assert abs(np.corrcoef(x[1:].mean(0).ravel(), y.ravel())[0, 1]) < 0.3


def test_that_far_from_the_cue_only_both_ends_learn_it() -> None:
    right = learn_cues(CueSettings(epochs=60, tests=300)).right
    assert right["ends"][-1] > 0.98
    assert right["last"][-1] < 0.65


def test_that_near_the_cue_both_learn_it() -> None:
    right = learn_cues(CueSettings(steps=4, tests=300)).right
    assert min(right["ends"][-1], right["last"][-1]) > 0.98


def test_that_the_accuracy_is_that_of_the_signs() -> None:
    net = init_deep(CELLS["gru"], 1, 4, 1, np.random.default_rng(0), both=True)
    x, y = cues(6, 50, np.random.default_rng(1))
    for where in ("last", "ends"):
        said = forward(net, x, where).y
        assert accuracy(net, x, y, where) == np.mean((said > 0) == (y > 0))


def test_that_a_stop_ends_the_training() -> None:
    seen: list[CueProgress] = []

    def stop(progress: CueProgress) -> bool:
        seen.append(progress)
        return len(seen) >= 3

    found = learn_cues(CueSettings(steps=4), stop)
    assert found.stopped
    assert len(found.right["last"]) < 5
