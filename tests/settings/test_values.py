"""A series of one's own in the address: as it was, to one part in 65,535, or refused."""

import numpy as np
import pytest

from rnnviz.errors import RnnvizError
from rnnviz.settings.train import TrainSettings
from rnnviz.settings.values import LONGEST, MOST_VALUES, TOP, pack_values, unpack_values


def test_that_a_series_comes_back_scaled_and_to_half_a_level() -> None:
    values = np.random.default_rng(0).normal(size=900).cumsum() * 1e7
    text = pack_values(values)
    last = values[-MOST_VALUES:]
    wanted = 2 * (last - last.min()) / np.ptp(last) - 1
    np.testing.assert_allclose(unpack_values(text), wanted, atol=0.5 / TOP + 1e-12)
    assert pack_values(unpack_values(text)) == text
    assert len(text) <= LONGEST
    found, notes = TrainSettings.from_query({"task": "own", "own": text})
    assert (found.own, notes) == (text, [])


@pytest.mark.parametrize("values", [np.arange(5.0), np.r_[np.arange(30.0), np.nan]])
def test_that_a_series_too_short_or_with_holes_is_refused_in_a_sentence(values: np.ndarray) -> None:
    with pytest.raises(RnnvizError, match="value"):
        pack_values(values)


@pytest.mark.parametrize("text", ["x", "AAAA", "!" * 60, "AIAA" * 30, "A" * 1101, "é" * 40])
def test_that_what_is_no_series_is_left_out_of_a_link_and_said(text: str) -> None:
    found, notes = TrainSettings.from_query({"own": text})
    assert found.own == ""
    assert len(notes) == 1
