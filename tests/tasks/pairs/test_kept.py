"""The encoder-decoders that come with the app are those that a training gives."""

import runpy
from pathlib import Path
from typing import Any

import numpy as np

from rnnviz.settings.shapes import ShapesSettings
from rnnviz.tasks.pairs.compare import compare_pairs
from rnnviz.tasks.pairs.kept import FILE, SETTINGS, kept_pairs
from rnnviz.tasks.pairs.learn import data_of, score

MAKER: dict[str, Any] = runpy.run_path(str(Path(FILE).with_name("make_pairs.py")))


def test_that_both_trainings_that_are_kept_are_those_that_a_training_gives() -> None:
    assert ShapesSettings().pairs() == SETTINGS
    found, expected = MAKER["arrays_of"](kept_pairs()), MAKER["arrays_of"](compare_pairs(SETTINGS))
    assert list(found) == list(expected)
    for name, array in expected.items():
        if array.dtype.kind == "f":
            # Another processor adds in another order, and 300 updates carry that on.
            np.testing.assert_allclose(found[name], array, rtol=1e-3, atol=5e-3, err_msg=name)
        else:
            assert found[name].shape == array.shape


def test_that_what_is_kept_is_as_good_as_it_says() -> None:
    _train, test = data_of(SETTINGS)
    for one in (kept_pairs().attending, kept_pairs().plain):
        assert one.scores[-1] == score(one.network(), SETTINGS.task, test, SETTINGS.updates)
        assert len(one.loss) == len(one.norm) == SETTINGS.updates
        assert not one.stopped
        assert one.message == ""
