"""Designs: nothing is run twice, seeds share passes, and words are made from the numbers."""

import csv
import io
import json
from typing import Any

import numpy as np
import pytest

from rnnviz.errors import RnnvizError
from rnnviz.experiments.design import Design, Known
from rnnviz.experiments.found import Found, baselines, found
from rnnviz.experiments.names import axis, lines, measured, places
from rnnviz.experiments.ranks import compare
from rnnviz.experiments.recipe import Outcome, Recipe
from rnnviz.experiments.words import (
    concluded,
    diverged,
    first_lines,
    guessed,
    judged_how,
    named,
    told,
    wins,
)
from rnnviz.figures.experiments import dots
from rnnviz.settings.arguments import ARGUMENTS, argument_of
from rnnviz.settings.experiments import OWN, ExperimentSettings
from rnnviz.settings.network import NetworkSettings
from rnnviz.settings.screens import SCREENS
from rnnviz.street.result.trials import as_csv, as_json, read
from rnnviz.street.screens.experiments import shipped, walk, way_to
from rnnviz.ui.experiments.picture import plot_of
from rnnviz.words.numbers import number


def made(design: Design, values: np.ndarray, right: float = float("nan")) -> Found:
    known: Known = {}
    for i, j in design.cells():
        for k, seed in enumerate(design.seeds):
            if not np.isnan(values[i, j, k]):
                one = Outcome(seed, float(values[i, j, k]), right, 10, 0.1, "finished")
                known[design.recipe(i, j), seed] = one
    return found(design, "loss", {}, known)


def three(seeds: int) -> Design:
    base = Recipe(task="adding")
    return Design(base, "units", "lengths", (2, 4, 8), (10, 20), tuple(range(1, seeds + 1)))


def test_that_equal_work_is_equal_whatever_else_is_set() -> None:
    design = ARGUMENTS["optimisers"].settings.design()
    line = design.values.index("marquardt")
    assert len({design.recipe(line, j) for j in range(len(design.places))}) == 1
    assert len(design.runs()) == (5 * 4 + 3) * 5
    guess = ARGUMENTS["latch"].settings.with_(updates="700", rates="0.5").design().recipe(0, 0)
    assert guess == ARGUMENTS["latch"].settings.design().recipe(0, 0)


def test_that_what_is_known_is_not_run_again() -> None:
    design = three(4)
    runs = design.runs()
    assert len(runs) == len(set(runs)) == 24
    known = set(runs[:10])
    left = [(t.recipe, seed) for t in design.trials(known) for seed in t.seeds]
    assert sorted(map(repr, left)) == sorted(map(repr, runs[10:]))
    assert design.trials(set(runs)) == []


def test_that_seeds_of_tiny_networks_on_the_same_windows_share_a_pass() -> None:
    design = ARGUMENTS["restarts"].settings.design()
    assert [len(t.seeds) for t in design.trials(())] == [64, 64, 64]
    recipe = design.recipe(1, 0)
    rest = design.trials({(recipe, seed) for seed in range(1, 61)})
    assert sorted(t.seeds for t in rest if t.recipe == recipe) == [(61, 62, 63, 64)]
    assert all(len(t.seeds) == 1 for t in three(4).trials(()))


def test_that_a_line_has_a_result_before_any_has_a_second() -> None:
    seeds = [seed for _recipe, seed in three(3).runs()]
    assert seeds == sorted(seeds)


@pytest.mark.parametrize("code", ARGUMENTS)
def test_that_a_ready_made_experiment_is_known_by_its_link(code: str) -> None:
    s = ARGUMENTS[code].settings
    again, notes = ExperimentSettings.from_query(s.to_query())
    assert (again, notes) == (s, [])
    assert argument_of(again.with_(cell="gru", seed=7)) == code
    assert argument_of(again.with_(seeds=9)) is None
    design = again.design()
    assert len(lines(design)) == len(set(lines(design))) == len(design.values)
    assert len(places(design)) == len(design.places)
    assert axis(design) or design.across == "none"
    assert measured(design, s.measured())


def test_that_an_axis_that_is_already_compared_is_none() -> None:
    s = ExperimentSettings(lines="units", across="units", units="2, 4")
    assert s.axis == "none"
    assert s.design().places == ("",)
    assert not {*OWN} & {*NetworkSettings.kinds()}


@pytest.mark.parametrize(
    "s",
    [
        ExperimentSettings(networks=()),
        ExperimentSettings(lines="biases"),
        ExperimentSettings(lines="units", units="1,2,3,4,5,6,7,8", seeds=64),
        ExperimentSettings(task="order"),
    ],
)
def test_that_an_experiment_that_cannot_be_run_says_why(s: ExperimentSettings) -> None:
    with pytest.raises(RnnvizError, match=r"\.$"):
        s.design().check()


@pytest.mark.parametrize(
    "written", ["", "1, 1", "0", "2.5", "x", ", ".join(map(str, range(2, 30)))]
)
def test_that_a_list_is_checked(written: str) -> None:
    with pytest.raises(RnnvizError):
        ExperimentSettings().with_(units=written)


def test_that_three_seeds_are_said_to_tell_nothing() -> None:
    design = Design(Recipe(task="adding"), "units", "none", (2, 4), ("",), (1, 2, 3))
    f = made(design, np.array([[[1.0, 2, 3]], [[7.0, 8, 9]]]))
    assert told(f) == "The best median is 2.00, of 2 units; the worst 8.00, of 4 units."
    assert concluded(f) == (
        "Nothing can be concluded of who is better: from 3 seeds the smallest p that can come out "
        "is 0.10."
    )


def test_that_what_lies_apart_is_said_and_noise_is_not() -> None:
    rng = np.random.default_rng(3)
    values = rng.uniform(1, 2, (3, 2, 8))
    values[2] /= 10
    f = made(three(8), values)
    pairs = compare(f.judged)
    assert [v.apart for v in pairs] == [False, True, True]
    assert concluded(f).endswith("8 units is better than all others.")
    assert concluded(f).startswith("2 of 3 pairs are told apart")
    assert wins(f, pairs) == [set(), set(), {0, 1}]
    same = made(three(8), rng.uniform(1, 2, (3, 2, 8)))
    assert not any(v.apart for v in compare(same.judged))
    assert concluded(same).startswith("No pair of them is told apart")
    two = concluded(walk(ARGUMENTS["own"].settings).found)
    assert two.startswith("The two are told apart by the seeds. ")
    assert judged_how(walk(ARGUMENTS["own"].settings).found).startswith(
        "How it was judged: exact rank test over all places, 5"
    )
    assert judged_how(made(three(2), rng.uniform(1, 2, (3, 2, 2)))) == ""  # nothing could be
    assert two.endswith("LSTM is better than RNN (tanh).")
    place = f.medians[:, 1]
    assert told(f).startswith(f"T = 20: the best median is {place[2]:.3f}, of 8 units; the worst")


def test_that_guessing_is_explained_by_its_own_draws() -> None:
    f = walk(ARGUMENTS["latch"].settings).found
    draws = [
        o.updates for o in f.outcomes[list(f.design.values).index("guess")].ravel() if o.solved
    ]
    assert len(draws) == 25
    assert f"after {min(draws)} to {max(draws)} draws" in guessed(f)
    assert guessed(walk(ARGUMENTS["adding"].settings).found) == ""


def test_that_nothing_is_said_before_there_is_a_result() -> None:
    f = made(three(2), np.full((3, 2, 2), np.nan))
    assert told(f) == "No line has a result yet."
    assert concluded(f) == "Nothing can be concluded before every line has results."
    assert diverged(f) == ""


def test_that_one_line_alone_is_told_by_its_spread() -> None:
    design = Design(Recipe(task="adding"), "units", "none", (2,), ("",), tuple(range(1, 6)))
    f = made(design, np.arange(1.0, 6).reshape(1, 1, 5))
    assert concluded(f) == "From 5 seeds: 1.00 to 5.00; half of them lie between 2.00 and 4.00."


def test_that_optimisers_are_told_each_at_its_own_best_rate() -> None:
    f = walk(ARGUMENTS["optimisers"].settings).found
    best = f.medians.min(axis=1)
    names = lines(f.design)
    assert told(f) == (
        f"Each at its own best rate: the best median is {number(best.min())}, of "
        f"{names[best.argmin()]}; the worst {number(best.max())}, of {names[best.argmax()]}."
    )


def test_that_the_latch_says_who_solves_it_from_how_many_seeds() -> None:
    f = walk(ExperimentSettings(networks=("chrono", "lstm_f0", "lstm_f3"))).found
    assert f.solved[:, -1].tolist() == [5, 0, 1]
    assert told(f) == (
        "T = 100: solved from 5 of 5 seeds by LSTM (chrono); 1 of 5 seeds by LSTM (forget bias 3); "
        "none of 5 by LSTM (forget bias 0)."
    )


def test_that_many_lines_are_counted_in_the_sentence_and_named_beside_the_picture() -> None:
    f = walk(ARGUMENTS["latch"].settings).found
    solved, runs = f.solved[:, -1], f.counts[:, -1]
    assert len(solved) == 9
    assert told(f) == (
        f"T = 100: of 9 lines {(solved == runs).sum()} solve it from every seed, "
        f"{((solved > 0) & (solved < runs)).sum()} from some, {(solved == 0).sum()} from none."
    )
    assert all(name in named(f) for name in lines(f.design))
    few = walk(ExperimentSettings(networks=("chrono", "lstm_f0", "lstm_f3"))).found
    assert named(few) == ""


def test_that_a_first_look_draws_one_line_of_those_that_fare_alike() -> None:
    f = walk(ARGUMENTS["latch"].settings).found
    first = first_lines(f)
    assert first is not None
    courses = [tuple(course) for course in f.solved.tolist()]
    assert len({courses[i] for i in first}) == len(first) == len(set(courses)) < 9
    data: Any = dots(plot_of(f, few=True)).data
    drawn = {int(t.legendgroup) for t in data if t.visible is True}
    assert drawn == {*first}
    whole: Any = dots(plot_of(f)).data
    assert {t.visible for t in whole} == {True}
    assert first_lines(walk(ARGUMENTS["optimisers"].settings).found) is None


def test_that_baselines_are_those_of_the_task() -> None:
    assert [b.loss for b in baselines(three(1))] == pytest.approx([1 / 6, 1 / 12])
    (level,) = baselines(Design(Recipe(task="parity"), "units", "none", (2,), ("",), (1,)))
    assert level.loss == pytest.approx(np.log(2))


def test_that_what_is_taken_along_holds_every_run_and_the_link_that_repeats_it() -> None:
    s = ARGUMENTS["own"].settings
    f = walk(s).found
    body = json.loads(as_json(f, s.to_query()))
    assert ExperimentSettings.from_query(body["settings"]) == (s, [])
    back = read(body, s.design())
    assert {run: one._replace(right=0) for run, one in back.items()} == {
        run: shipped().known[run]._replace(right=0) for run in s.design().runs()
    }
    rows = list(csv.DictReader(io.StringIO(as_csv(f).decode())))
    assert len(rows) == 24
    assert rows[0]["line"] == "RNN (tanh)"
    assert rows[0]["place"] == "T = 2"
    assert float(rows[0]["loss"]) == f.outcomes[0, 0, 0].loss


def test_that_a_run_leads_to_the_screen_where_one_like_it_is_watched() -> None:
    recipe = Recipe(task="adding", net="lstm_f1", hidden=4, steps=10, lr=0.02).bare()
    way = way_to(recipe, 7)
    assert way is not None
    query = way.settings.to_query()
    assert (way.screen, query["seed"], query["cell"], query["forget_bias"]) == (
        "train", "7", "lstm", "1.0",
    )  # fmt: skip
    again, notes = SCREENS["train"].settings.from_query(query)
    assert (again, notes) == (way.settings, [])
    digits = way_to(Recipe(task="digits", net="gru", order="up"), 3)
    assert digits is not None
    assert digits.settings.to_query()["order"] == "up"
    guessed = way_to(Recipe(net="guess"), 1)
    assert guessed is not None
    assert guessed.settings.to_query()["optimiser"] == "guessing"
    assert "one network is drawn at a time" in guessed.note
    assert way_to(Recipe(hidden=64), 1) is None
    for code in ("marquardt", "lbfgs", "cma"):
        searched = way_to(Recipe(task="sine", optimiser=code), 1)
        assert searched is not None
        assert searched.settings.to_query()["optimiser"] == code
        assert SCREENS["train"].settings.from_query(searched.settings.to_query())[1] == []
