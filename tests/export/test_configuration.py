"""The configuration repeats the run."""

import json
from dataclasses import replace

import numpy as np
import pytest

from rnnviz import __version__
from rnnviz.errors import RnnvizError
from rnnviz.export.again import read_configuration
from rnnviz.export.configuration import configuration
from rnnviz.series.compare.compare import compare
from rnnviz.series.compare.results import MODES, Comparison
from rnnviz.series.series import Series


def test_that_training_again_from_the_configuration_gives_the_same_predictions(
    found: Comparison,
) -> None:
    again = compare(*read_configuration(configuration(found)))
    for ours, theirs in zip(found.results, again.results, strict=True):
        assert ours.code == theirs.code
        for one, other in zip(ours.runs, theirs.runs, strict=True):
            for mode in MODES:
                np.testing.assert_array_equal(getattr(one, mode), getattr(other, mode))


def test_that_the_configuration_names_versions_seeds_and_the_file(found: Comparison) -> None:
    text = configuration(found, {"encoding": "cp1252"})
    document = json.loads(text)
    assert document["versions"]["rnnviz"] == __version__
    assert document["versions"]["numpy"] == np.__version__
    assert document["used"]["seeds"] == [3, 4]
    assert document["series"]["sha256"] == "0" * 64
    assert document["reading"] == {"encoding": "cp1252"}
    assert document["used"]["transform"]["spread"] == found.transform.spread
    assert document["used"]["split"] == found.split._asdict()


def test_that_each_key_of_the_two_upper_levels_has_a_line_set_in_by_its_level(
    found: Comparison,
) -> None:
    text = configuration(found)
    document = json.loads(text)
    lines = [(len(line) - len(line.lstrip()), line.lstrip()) for line in text.splitlines()]
    for depth, level in ((1, document), (2, document["protocol"]), (2, document["used"])):
        for key in level:
            assert any(at == 2 * depth and said.startswith(f'"{key}": ') for at, said in lines), key
    assert {at for at, _said in lines} == {0, 2, 4}


def test_that_series_and_protocol_come_back_whole(found: Comparison, hostile: Series) -> None:
    series, protocol = read_configuration(configuration(found))
    assert protocol == found.protocol
    assert (series.name, series.time_name, series.notes) == (
        found.series.name, found.series.time_name, found.series.notes,
    )  # fmt: skip
    np.testing.assert_array_equal(series.values, hostile.values)
    np.testing.assert_array_equal(series.times, hostile.times)
    assert series.times.dtype == hostile.times.dtype


FRACTIONS = {"tenths": 100_000_000, "milliseconds": 1_000_000, "nanoseconds": 1}


@pytest.mark.parametrize("step", FRACTIONS.values(), ids=FRACTIONS)
@pytest.mark.parametrize("begin", ["2020-03-01T12:00:00", "1969-12-31T23:59:59"])
def test_that_fractions_of_a_second_come_back_to_the_nanosecond(
    found: Comparison, step: int, begin: str
) -> None:
    series = found.series
    times = np.datetime64(begin, "ns") + step * np.arange(len(series))
    again, _protocol = read_configuration(
        configuration(replace(found, series=replace(series, times=times)))
    )
    np.testing.assert_array_equal(again.times, times)
    assert again.times.dtype == times.dtype


def test_that_a_fraction_beyond_the_reach_of_nanoseconds_is_refused(found: Comparison) -> None:
    document = json.loads(configuration(found))
    times = [f"{t}.5" for t in document["series"]["times"]]
    document["series"]["times"] = [times[0], "1500-01-01T00:00:00.5", *times[2:]]
    with pytest.raises(RnnvizError, match="not a configuration"):
        read_configuration(json.dumps(document))


@pytest.mark.parametrize("text", ["", "{}", "[1]", '{"format": "other"}', '{"format": 3, "x"'])
def test_that_something_else_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(RnnvizError, match="not a configuration"):
        read_configuration(text)


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("protocol",), "x"),
        (("protocol",), []),
        (("protocol", "cells"), ["lstn"]),
        (("protocol", "cells"), [["lstm"]]),
        (("protocol", "cells"), "lstm"),
        (("protocol", "window"), "12"),
        (("protocol", "window"), 0),
        (("protocol", "hidden"), 2.5),
        (("protocol", "seeds"), True),
        (("protocol", "epochs"), None),
        (("protocol", "lr"), float("nan")),
        (("protocol", "test"), 1.5),
        (("protocol", "scaling"), "none"),
        (("protocol", "missing"), ["drop"]),
        (("series",), None),
        (("series", "values"), ["a"]),
        (("series", "values"), [1.0, 2.0]),
        (("series", "values"), [10**400]),
        (("series", "times"), ["NaT"] * 90),
        (("series", "breaks"), ["3"]),
        (("series", "breaks"), [91]),
        (("series", "name"), 7),
        (("series", "notes"), [7]),
    ],
)
def test_that_a_damaged_configuration_is_refused_with_a_sentence(
    found: Comparison, place: tuple[str, ...], value: object
) -> None:
    document = json.loads(configuration(found))
    inner = document
    for key in place[:-1]:
        inner = inner[key]
    inner[place[-1]] = value
    with pytest.raises(RnnvizError, match="onfiguration"):
        read_configuration(json.dumps(document))
