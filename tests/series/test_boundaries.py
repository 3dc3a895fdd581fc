"""Series at their boundaries: the higher of two returns, the longest horizon, rows lost at ends."""

import numpy as np
import pytest

from rnnviz.series.audit.season import guess_season
from rnnviz.series.models.catalogue import models
from rnnviz.series.protocol.protocol import Protocol, horizon_of
from rnnviz.series.protocol.windows import Split
from rnnviz.series.spans import share_of_range


@pytest.mark.parametrize("second", [0.3, 0.45, 0.6])
def test_that_a_season_is_as_long_as_the_whole_of_it_though_half_of_it_looks_alike(
    second: float,
) -> None:
    day = np.zeros(24)
    day[3:6], day[15:18] = 1, second
    assert guess_season(np.tile(day, 12)) == 24
    day[15:18] = 1
    assert guess_season(np.tile(day, 12)) == 12


@pytest.mark.parametrize("width", [1, 5, 12])
def test_that_the_longest_horizon_is_the_last_at_which_all_of_validation_has_a_window(
    width: int,
) -> None:
    split = Split(train=20, validation=60, rows=100)
    h = horizon_of(1000, width, split)
    first_row_of_its_window = split.train - h - width + 1  # of the first forecast for validation
    assert first_row_of_its_window == 0
    assert horizon_of(h - 1, width, split) == h - 1


@pytest.mark.parametrize("turn", [1, -1])
@pytest.mark.parametrize("lost", [[37, 38, 39], [0, 1, 2], list(range(30, 40))])
def test_that_rows_lost_at_an_end_take_as_much_of_the_range_as_others(
    turn: int, lost: list[int]
) -> None:
    times = (np.datetime64("2020-01-01") + np.arange(40)).astype("M8[s]")[::turn].copy()
    taken = np.isin(np.arange(40), lost)
    times[taken] = np.datetime64("NaT")
    assert share_of_range(times, taken) == pytest.approx(len(lost) / 40)


def test_that_a_window_of_one_value_is_called_the_last_value() -> None:
    one, five = (models(Protocol(window=n)) for n in (1, 5))
    assert one["mlp_window"].given == one["last"].given == "the last value"
    assert five["mlp_window"].given == "the last 5 values"
