"""The built-in series are what their sources say."""

import numpy as np
import pytest

from rnnviz.errors import RnnvizError
from rnnviz.series.audit.ready import choose
from rnnviz.series.protocol.protocol import Protocol, prepare
from rnnviz.series.reading.builtin import DATA, SERIES, load
from rnnviz.series.reading.guess.time import guess_time
from rnnviz.series.reading.guess.value import guess_value

KNOWN = {
    "sunspots": (309, 0, 15373.4),
    "air_passengers": (144, 0, 40363),
    "nile": (100, 0, 91935),
    "lynx": (114, 0, 175334),
    "seatbelts": (192, 0, 320699),
    "co2": (2284, 59, 756816.5),
    "sine": (201, 0, np.sin(0.15 * np.arange(201)).sum()),
    "oil_well": (324, 0, 707.171),
}


@pytest.mark.parametrize("code", SERIES)
def test_that_a_built_in_series_has_the_rows_gaps_and_sum_of_its_source(code: str) -> None:
    rows, missing, total = KNOWN[code]
    values = load(code)[SERIES[code].value].numbers.values
    assert len(values) == rows
    assert np.isnan(values).sum() == missing
    assert np.nansum(values) == pytest.approx(total, abs=0.05)


@pytest.mark.parametrize("code", SERIES)
def test_that_the_guesses_find_time_and_value_of_every_built_in_series(code: str) -> None:
    table = load(code)
    assert guess_time(table) == SERIES[code].time
    assert guess_value(table, SERIES[code].time) == SERIES[code].value
    assert table.notes == ()


@pytest.mark.parametrize("code", SERIES)
def test_that_every_built_in_series_can_be_used_at_once(code: str) -> None:
    data = prepare(choose(load(code)), Protocol())
    assert len(data.test.y) >= 20


def test_that_every_file_is_described() -> None:
    readme = (DATA / "README.md").read_text("utf-8")
    assert {path.stem for path in DATA.glob("*.csv")} == set(SERIES)
    for code, series in SERIES.items():
        assert f"`{code}.csv`" in readme
        assert series.licence


def test_that_the_simulated_well_says_so_and_is_shut_in() -> None:
    assert "simulated" in SERIES["oil_well"].label
    rate = load("oil_well")["oil_rate"].numbers.values
    assert np.sum(rate == 0) == 11
    assert rate[-24:].mean() < 0.1 * rate[:24].mean()


def test_that_an_unknown_series_is_refused() -> None:
    with pytest.raises(RnnvizError, match="no built-in series named 'moon'"):
        load("moon")
