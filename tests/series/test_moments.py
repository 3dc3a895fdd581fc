"""Times of one series are written alike."""

import numpy as np
import pytest

from rnnviz.series.moments import moment
from rnnviz.series.steps import step_of


@pytest.mark.parametrize(
    ("times", "written"),
    [
        (["2019-12-31", "2020-01-01", "2020-01-02"], ["2019-12-31", "2020-01-01", "2020-01-02"]),
        (["2019-12-01", "2020-01-01", "2020-02-01"], ["2019-12", "2020-01", "2020-02"]),
        (["2019-01-31", "2019-02-28", "2019-03-31"], ["2019-01-31", "2019-02-28", "2019-03-31"]),
        (["1990-01-01", "1991-01-01", "1992-01-01"], ["1990", "1991", "1992"]),
        (
            ["2019-12-31T23:00", "2020-01-01T00:00", "2020-01-01T01:00"],
            ["2019-12-31 23:00", "2020-01-01 00:00", "2020-01-01 01:00"],
        ),
    ],
    ids=["days", "months", "ends of months", "years", "hours"],
)
def test_that_times_of_a_series_are_written_alike_across_a_new_year(
    times: list[str], written: list[str]
) -> None:
    dates = np.array(times, dtype="datetime64[s]")
    assert [moment(time, step_of(dates)) for time in dates] == written


def test_that_a_position_is_written_as_a_number() -> None:
    positions = np.array([1990.0, 1990.5, 100000.25])
    found = [moment(position, step_of(positions)) for position in positions]
    assert found == ["1990", "1990.5", "100000.25"]
