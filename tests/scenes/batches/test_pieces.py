"""What is said of pieces follows from the numbers, whatever they are."""

import re

import numpy as np
import pytest

from rnnviz.batches.pieces import STARTS
from rnnviz.settings.batches import BatchSettings
from rnnviz.street.screens.batches import Batches, walk


def seen(**settings: object) -> Batches:
    return walk(BatchSettings(view="pieces").with_(**settings))


@pytest.mark.parametrize(("cell", "k"), [("rnn_tanh", 6), ("gru", 5), ("lstm", 1)])
def test_that_what_a_border_does_is_recomputed_from_the_arrays(cell: str, k: int) -> None:
    found = seen(cell=cell, piece=k, length=12)
    a = found.exact
    right = a["whole.gradient"]
    off = {
        way: 100 * np.linalg.norm(a[f"{way}.gradient"] - right) / np.linalg.norm(right)
        for way in ("carried", "detached", "reset")
    }
    loss, cut, anew, reset = map(float, re.findall(r"\d+\.\d+", found.said)[:4])
    assert loss == pytest.approx(a["detached.loss"].mean(), rel=0.01)
    assert cut == pytest.approx(off["detached"], abs=0.06)
    assert anew == pytest.approx(a["reset.loss"].mean(), rel=0.01)
    assert reset == pytest.approx(off["reset"], abs=0.06)
    assert off["carried"] < 1e-10
    assert "carried on both ways, off by 0." in found.said


@pytest.mark.parametrize("start", STARTS)
def test_that_where_the_series_begins_is_said_with_what_the_loss_has_of_it(start: str) -> None:
    found = seen(start=start, length=12)
    a = found.exact
    slope = float(found.said.rpartition("∂L/∂h₀")[2].split("→")[-1].strip(" .islong"))
    assert slope == pytest.approx(np.linalg.norm(a["carried.dL/dh_0"]), rel=0.01)
    assert (start == "zero") == (not a["h_0"].any())
    assert ("learned in" in found.said) == (start == "learned")
    if start != "zero":
        assert f"{a['carried.loss'].mean():.3f}" in found.said


def test_that_one_piece_has_no_border() -> None:
    found = seen(piece=30, length=12)
    assert "no border" in found.said
    assert found.scene.views[0]["borders"] == []
    assert seen(piece=5, length=12).scene.views[0]["borders"] == [5, 10]
