"""What is said of a free run follows from the numbers, whatever they are."""

import re

import numpy as np
import pytest

from rnnviz.settings.batches import BatchSettings
from rnnviz.street.screens.batches import walk

SEEDS = range(6)


@pytest.mark.parametrize("noise", [0.0, 0.4])
@pytest.mark.parametrize("cell", ["rnn_tanh", "gru"])
def test_that_a_free_run_is_said_to_sink_only_where_it_does(noise: float, cell: str) -> None:
    sunk = 0
    for seed in SEEDS:
        s = BatchSettings(view="forcing", hidden=8, seed=seed, noise=noise, cell=cell)
        found = walk(s)
        a, said = found.exact, found.said
        rests = np.ptp(a["late"]) <= 1e-9
        sunk += rests
        assert ("the fixed point" in said) == rests == ("rest" in found.scene.arrays)
        taught, free = (((a[name] - a["d"][:, 0])[20:] ** 2).mean() for name in ("taught", "free"))
        (errors,) = re.findall(r"error is (\S+) fed the truth, (\S+) fed its own", said)
        for text, value in zip(errors, (taught, free), strict=True):
            if "×" not in text:
                assert float(text) == pytest.approx(value, rel=0.01)
        if rests:
            (factor,) = re.findall(r"leaves ([\d.]+) of the distance", said)
            assert float(factor) == pytest.approx(float(a["factor"]), rel=0.01)
            assert found.scene.arrays["rest"][0] == pytest.approx(a["late"][-1], rel=1e-6)
    assert (sunk > 0) == (noise > 0)


def test_that_each_step_is_told_with_what_was_read() -> None:
    found = walk(BatchSettings(view="forcing", given=10, hidden=8, seed=1))
    sentences = found.scene.views[-1]["sentences"]
    assert len(sentences) == 60
    for t, step in enumerate(sentences):
        (_truth, taught), (_itself, free) = step
        assert (taught == free) == (t < 10)
