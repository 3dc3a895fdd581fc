"""What is exported says the numbers that were used, and is read back only within its limits."""

import csv
import html
import io
import json
import re
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from rnnviz.errors import RnnvizError
from rnnviz.export import method as how
from rnnviz.export import svg
from rnnviz.export.again import read_configuration
from rnnviz.export.configuration import configuration
from rnnviz.export.report import drawn, report, time_axis
from rnnviz.export.tables import part_numbers, predictions_csv, scores_csv
from rnnviz.series.compare.results import MODES, Comparison, Result, Status
from rnnviz.series.judge.proof import ranking
from rnnviz.series.measures.scores import UNDEFINED


def read_with(found: Comparison, part: str, **change: Any):
    document = json.loads(configuration(found))
    document[part] |= change
    return read_configuration(json.dumps(document))


@pytest.mark.parametrize("breaks", [[], [0], [1, 45], [90]])
def test_that_gaps_come_back_with_their_rows(found: Comparison, breaks: list[int]) -> None:
    assert read_with(found, "series", breaks=breaks)[0].breaks == tuple(breaks)


@pytest.mark.parametrize("breaks", [[-1], [91], [1.0], [True], [5, "6"]])
def test_that_a_gap_outside_of_the_rows_is_refused(found: Comparison, breaks: list[Any]) -> None:
    with pytest.raises(RnnvizError, match="damaged"):
        read_with(found, "series", breaks=breaks)


@pytest.mark.parametrize(
    "change",
    [
        {"season": 0}, {"seed": 0}, {"test": 0.001}, {"level": 0.999}, {"window": 1}, {"lr": 1e-9},
        {"season": None}, {"patience": None}, {"lr": 1}, {"anchor": True},
    ],
)  # fmt: skip
def test_that_a_protocol_is_read_up_to_its_limits(found: Comparison, change: dict) -> None:
    protocol = read_with(found, "protocol", **change)[1]
    assert protocol == replace(found.protocol, **change)


@pytest.mark.parametrize(
    "change",
    [
        {"season": -1}, {"seed": -1}, {"test": 0}, {"test": 1}, {"level": 1.0}, {"window": 0},
        {"lr": 0}, {"lr": float("inf")}, {"anchor": 1}, {"epochs": -1},
    ],
)  # fmt: skip
def test_that_a_protocol_beyond_its_limits_is_refused(found: Comparison, change: dict) -> None:
    with pytest.raises(RnnvizError, match="cannot be the"):
        read_with(found, "protocol", **change)


def told(found: Comparison) -> dict[str, str]:
    return dict(how.method(found))


def test_that_the_method_has_the_numbers_of_the_comparison(found: Comparison) -> None:
    said, split, p = told(found), found.split, found.protocol
    parts = [split.train, split.validation - split.train, split.rows - split.validation]
    assert [int(n) for n in re.findall(r"\d+", said["Rows"])] == parts
    assert f"the last {p.window} values" in said["Window"]
    scaling = said["Scaling, from the training part alone"]
    assert scaling == "logarithm, differences over 1 rows, to −1 … 1"
    assert said["Season"].startswith(f"A season has {found.season} rows: guessed")
    assert "at most 12 epochs, Adam, rate 0.01" in said["Training"]
    assert said["Errors"] == "at horizons of 1 to 4 rows"
    assert "90%" in said["Intervals"]
    assert said["Rolling origins"] == "none"
    assert "LSTM: 3" in said["Hidden units"].split(", ")
    assert "LSTM: 3, 4" in said["Seeds with a result"].split("; ")


def test_that_the_method_says_what_was_chosen_otherwise(found: Comparison) -> None:
    steps = found.transform.steps._replace(log=False, lags=())
    other = replace(
        found,
        protocol=replace(
            found.protocol, log=False, anchor=True, scaling="zscore", folds=2, match=True
        ),
        transform=replace(found.transform, steps=steps),
        season=2,
    )
    said = told(other)
    scaling = said["Scaling, from the training part alone"]
    assert scaling == "anchored on the last value, to mean 0, deviation 1"
    assert said["Season"].startswith("A season has 2 rows")
    assert told(replace(found, season=1))["Season"].startswith("No season was found")
    assert said["Rolling origins"].startswith("2, each tested")
    assert "nearest" in said["Hidden units of the others"]
    assert "the same" in told(found)["Hidden units of the others"]


def cells(page: str, label: str) -> list[str]:
    """The cells of a model's row in the table of scores."""
    row = next(r for r in re.findall(r"<tr>.*?</tr>", page, re.DOTALL) if f"<td>{label}<" in r)
    return [html.unescape(c) for c in re.findall(r"<td>(.*?)</td>", row, re.DOTALL)]


def close(text: str, value: float) -> bool:
    shown = float(text.replace("−", "-").replace(",", ""))
    return shown == pytest.approx(value, rel=6e-3, abs=6e-4)


def test_that_the_table_of_the_report_has_the_numbers_of_each_model(found: Comparison) -> None:
    page = report(found, "t", "today")
    for r in found.results:
        row = cells(page, r.label)
        one = r.spread("one_step", "rmse")
        assert close(row[1], one.median)
        if len(r.good) > 1:
            low, high = row[2].split(" … ")
            assert close(low, one.low)
            assert close(high, one.high)
        else:
            assert row[2] == ""
        assert close(row[3], r.spread("one_step", "skill").median)
        assert close(row[4], r.spread("one_step", "mase").median)
        assert close(row[6], r.spread("free_run", "rmse").median)
        assert close(row[7], r.spread("free_run", "skill").median)
        assert row[8] == f"{r.parameters:,}"


def test_that_networks_and_the_last_value_are_drawn_before_the_best_others(
    found: Comparison,
) -> None:
    for mode in MODES:
        lines = drawn(found, mode)
        codes = [r.code for r in lines]
        own = [r.code for r in ranking(found.results, mode)
               if r.family == "recurrent" or r.code == "last"]  # fmt: skip
        assert codes[: len(own)] == own
        rest: list[Result] = lines[len(own) :]
        errors = [r.spread(mode, "rmse").median for r in rest]
        assert errors == sorted(errors)
        assert all(r.family != "curve" for r in rest)


def test_that_an_axis_of_time_has_both_ends_and_even_steps_between() -> None:
    x, ticks = time_axis(np.arange(101.0))
    assert x.tolist() == list(range(101))
    assert ticks == [(float(k), str(k)) for k in (0, 20, 40, 60, 80, 100)]
    days = (np.datetime64("2024-01-01") + np.arange(4)).astype("datetime64[s]")
    x, ticks = time_axis(days)
    assert np.diff(x).tolist() == [86400] * 3
    assert [text for _at, text in ticks] == [f"2024-01-0{d}" for d in (1, 2, 3, 4)]
    assert len(time_axis(np.arange(50.0), about=3)[1]) == 3


def test_that_rows_are_of_the_part_that_the_split_says(found: Comparison) -> None:
    split = found.split
    parts = part_numbers(found).tolist()
    assert parts == [0] * split.train + [1] * (split.validation - split.train) + [2] * (
        split.rows - split.validation
    )
    lines = predictions_csv(found).splitlines()
    assert len(lines) == 1 + len(found.values)
    assert lines[0].split(",")[0] == "row"
    scores = scores_csv(found).splitlines()
    assert len(scores) == 1 + 2 * sum(len(r.runs) for r in found.results)
    head = scores[0].split(",")
    shown = [line.split(",")[head.index("drawn")] for line in scores[1:]]
    assert shown.count("1") == 2 * len(found.results)


def test_that_the_dotted_line_lies_between_the_last_row_before_the_test_part_and_its_first(
    found: Comparison, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules: list[float] = []
    monkeypatch.setattr(svg, "line_chart", lambda *_, rule, **__: rules.append(rule) or "")
    report(found, "t", "today")
    x, _ticks = time_axis(found.series.times)
    cut = found.split.validation
    assert rules == [(x[cut - 1] + x[cut]) / 2] * 2


@pytest.mark.parametrize("status", ["diverged", "skipped"])
def test_that_a_model_without_a_result_has_dashes_and_no_range(
    found: Comparison, status: Status
) -> None:
    r = next(r for r in found.results if r.family == "recurrent")
    runs = tuple(
        replace(run, status=status, scores=dict.fromkeys(MODES, UNDEFINED)) for run in r.runs
    )
    lost = replace(r, runs=runs)
    results = tuple(lost if one is r else one for one in found.results)
    page = report(replace(found, results=results), "t", "today")
    row = cells(page, r.label)
    assert row[1:5] == ["–", "", "–", "–"]
    assert row[8] == "–"


def test_that_scores_name_the_hidden_units_of_networks_alone(found: Comparison) -> None:
    rows = list(csv.DictReader(io.StringIO(scores_csv(found))))
    hidden = {r.code: "" if r.hidden is None else str(r.hidden) for r in found.results}
    assert {row["model"]: row["hidden"] for row in rows} == hidden
    assert {hidden["last"], hidden["lstm"]} == {"", "3"}
    best = {
        (r.code, str(run.seed)): "" if run.best_epoch is None else str(run.best_epoch)
        for r in found.results
        for run in r.runs
    }
    assert {(row["model"], row["seed"]): row["best_epoch"] for row in rows} == best
