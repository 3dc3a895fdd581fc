"""Predictions and scores as CSV: read back they are the numbers of the comparison."""

import io
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from rnnviz.export.tables import predictions_csv, safe, scores_csv
from rnnviz.series.compare.bands import band
from rnnviz.series.compare.results import MODES, Comparison
from rnnviz.series.measures.scores import Scores


def read(text: str) -> pd.DataFrame:
    return pd.read_csv(io.StringIO(text))


def test_that_predictions_read_back_are_the_same_to_the_last_bit(found: Comparison) -> None:
    table = read(predictions_csv(found))
    np.testing.assert_array_equal(table["actual"], found.series.values)
    np.testing.assert_array_equal(table["used"], found.values)
    for result in found.results:
        for run in result.good:
            several = result.family not in ("baseline", "linear")
            name = f"{result.code}.seed{run.seed}" if several else result.code
            for mode in MODES:
                np.testing.assert_array_equal(table[f"{name}.{mode}"], getattr(run, mode))


def test_that_intervals_are_those_of_the_run_that_is_drawn(found: Comparison) -> None:
    table, run = read(predictions_csv(found)), found["lstm"].shown
    for mode in MODES:
        low, high = band(found, run, mode)
        np.testing.assert_array_equal(table[f"lstm.seed{run.seed}.{mode}.low"], low)
        np.testing.assert_array_equal(table[f"lstm.seed{run.seed}.{mode}.high"], high)
    ends = [name for name in table if name.startswith("lstm") and name.endswith(".low")]
    assert len(ends) == len(MODES)


def test_that_every_row_has_its_time_and_its_part(found: Comparison) -> None:
    table = read(predictions_csv(found))
    times = pd.to_datetime(table.iloc[:, 1]).to_numpy()
    np.testing.assert_array_equal(times, found.series.times)
    split = found.split
    parts = table["part"].to_list()
    assert parts.count("training") == split.train
    assert parts.count("validation") == split.validation - split.train
    assert parts[split.train - 1 : split.train + 1] == ["training", "validation"]


@pytest.mark.parametrize(
    "name", ["row", "part", "actual", "used", "lstm.seed3.one_step", "", "time"]
)
def test_that_a_column_of_times_keeps_its_place_whatever_its_name(
    found: Comparison, name: str
) -> None:
    named = replace(found, series=replace(found.series, time_name=name))
    before, after = predictions_csv(found).splitlines(), predictions_csv(named).splitlines()
    assert after[1:] == before[1:]
    head = after[0].split(",")
    assert len(set(head)) == len(head)
    assert head[1].startswith(name or "time")


def test_that_scores_read_back_are_the_same_and_what_is_undefined_is_empty(
    found: Comparison,
) -> None:
    table = read(scores_csv(found)).set_index(["model", "seed", "mode"])
    for result in found.results:
        for run in result.runs:
            for mode in MODES:
                row = table.loc[(result.code, run.seed, mode)]
                shown = row[list(Scores._fields)].astype(float)
                np.testing.assert_array_equal(shown, run.scores[mode])
                assert row["drawn"] == (run is result.shown)
    assert np.isnan(table.loc[("last", 3, "one_step"), "best_epoch"])


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+A1", "-A1", "−A1", "@SUM(A1)", "＝1", "＋1", "－1", "﹣1", "＠A1", "﹦1", "  =1"],
)
def test_that_no_cell_of_a_file_is_taken_for_a_formula(text: str) -> None:
    assert safe(text) == f"'{text}"


@pytest.mark.parametrize("control", ["\t", "\r", "\n", "\x00", "\x0b", "\x85", "\u200b", "\u202e"])
def test_that_no_control_character_of_a_name_gets_into_a_cell_or_hides_a_formula(
    control: str,
) -> None:
    assert safe(f"a{control}b") == "a b"
    assert safe(f"{control}=x") == "' =x"


def test_that_text_of_a_file_stands_in_one_cell_and_is_no_formula(found: Comparison) -> None:
    head = read(predictions_csv(found)).columns
    assert head[1] == "'@<b>day</b>"
    assert not [name for name in head if name.startswith(("=", "+", "-", "@"))]
