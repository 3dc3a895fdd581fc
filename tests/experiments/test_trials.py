"""Trials: what they measure, that they repeat, and that they agree with what is known of them."""

import math
from dataclasses import replace

import numpy as np
import orjson
import pytest
from scipy.stats import fisher_exact

from rnnviz.errors import RnnvizError
from rnnviz.experiments.cost import cost, pace
from rnnviz.experiments.design import Design
from rnnviz.experiments.found import found
from rnnviz.experiments.guessing import MOST
from rnnviz.experiments.on_series import naive_loss
from rnnviz.experiments.recipe import SOLVED, Outcome, Recipe
from rnnviz.experiments.trial import Trial, run_trial
from rnnviz.settings.arguments import ARGUMENTS
from rnnviz.settings.experiments import ExperimentSettings
from rnnviz.street.result.trials import LINK, read
from rnnviz.street.screens.experiments import FOLDER, shipped

# Solved seeds of 5 at T = 5, 10, 20, 50, 100, measured with the same setting by another program.
LATCH = {
    "rnn_tanh": (5, 5, 3, 1, 0),
    "orthogonal": (5, 5, 5, 4, 2),
    "irnn": (5, 5, 5, 4, 3),
    "gru": (5, 5, 4, 0, 0),
    "lstm_f0": (5, 5, 0, 0, 0),
    "lstm_f1": (5, 5, 5, 0, 0),
    "lstm_f3": (5, 5, 5, 3, 0),
    "chrono": (5, 5, 5, 5, 5),
}
# Of each experiment that does not depend on the machine's speed, a run that is soon made again.
AGAIN = {
    "latch": [("guess", 100, 1), ("rnn_tanh", 5, 1), ("lstm_f1", 5, 2)],
    "own": [("rnn_tanh", 2, 1), ("lstm", 3, 2)],
}


def one(recipe: Recipe, seed: int = 1) -> Outcome:
    (outcome,) = run_trial(Trial(recipe.bare(), (seed,))).outcomes
    return outcome


def test_that_the_latch_table_agrees_with_what_was_measured_before_within_its_seeds_noise() -> None:
    design = ARGUMENTS["latch"].settings.design()
    f = found(design, "right", shipped().known, {})
    assert (f.counts == 5).all()
    for code, before in LATCH.items():
        now = f.solved[design.values.index(code)]
        for a, b in zip(before, now, strict=True):
            p = fisher_exact([[a, 5 - a], [b, 5 - b]])[1]
            assert float(p) > 0.05, (code, before, now)  # pyright: ignore[reportArgumentType]


def test_that_random_guessing_solves_every_latch_where_gradient_fails() -> None:
    design = ARGUMENTS["latch"].settings.design()
    f = found(design, "right", shipped().known, {})
    assert (f.solved[design.values.index("guess")] == 5).all()


def test_that_one_unit_is_guessed_after_some_65_draws() -> None:
    recipe = Recipe(net="guess", hidden=1, steps=100).bare()
    outcomes = run_trial(Trial(recipe, tuple(range(1, 25)))).outcomes
    draws = [outcome.updates for outcome in outcomes]
    assert all(outcome.solved for outcome in outcomes)
    assert abs(np.mean(draws) - 65) < 3 * 65 / np.sqrt(len(draws))  # geometric: spread = mean


def test_that_adding_cannot_be_guessed() -> None:
    outcome = one(Recipe(task="adding", net="guess", hidden=2, steps=5))
    assert (outcome.ended, outcome.updates) == ("unsolved", MOST)
    assert not outcome.solved


@pytest.mark.parametrize("code", AGAIN)
def test_that_a_result_that_is_shipped_is_made_again(code: str) -> None:
    body = orjson.loads((FOLDER / f"{code}.json").read_bytes())
    known = read(body, ExperimentSettings.from_query(body[LINK])[0].design())
    base = ARGUMENTS[code].settings.design()
    for net, steps, seed in AGAIN[code]:
        i, j = base.values.index(net), base.places.index(steps)
        held = known[base.recipe(i, j), seed]
        made = one(base.recipe(i, j), seed)
        assert made.right == held.right
        assert made.loss == pytest.approx(held.loss, rel=1e-3)
        assert made._replace(loss=0, seconds=0) == held._replace(loss=0, seconds=0)


def test_that_restarts_that_share_a_pass_are_what_they_are_alone() -> None:
    recipe = ARGUMENTS["restarts"].settings.design().recipe(1, 0)
    assert recipe.shared
    held = [shipped().known[recipe, seed] for seed in (1, 7)]
    together = run_trial(Trial(recipe, (1, 7, 9))).outcomes[:2]
    for known, again, seed in zip(held, together, (1, 7), strict=True):
        assert again.loss == pytest.approx(known.loss, rel=1e-3)
        assert one(recipe, seed).loss == pytest.approx(known.loss, rel=1e-3)
    naive = naive_loss("sine", 2)
    assert naive == pytest.approx(0.0103, abs=2e-4)  # as for the article's own cut


@pytest.mark.parametrize("code", ARGUMENTS)
def test_that_every_ready_made_experiment_is_shipped_whole(code: str) -> None:
    design = ARGUMENTS[code].settings.design()
    design.check()
    assert set(design.runs()) <= set(shipped().known)
    assert shipped().made[code]


def test_that_a_stop_is_heeded_and_nothing_half_done_is_kept() -> None:
    sine = Recipe(task="sine", steps=2, hidden=1)
    for recipe in (Recipe(), Recipe(net="guess", task="adding"), sine):
        found = run_trial(Trial(recipe.bare(), (1, 2)), lambda _share: True)
        assert found.stopped
        assert found.outcomes == ()


def test_that_equal_time_ends_when_it_is_over() -> None:
    for task in ("sine", "latch"):
        outcome = one(Recipe(task=task, steps=2 if task == "sine" else 5, seconds=0.05, hidden=1))
        assert outcome.ended == "finished"
        assert outcome.updates > 0
        assert outcome.seconds >= 0.05


def test_that_a_run_that_diverges_has_no_loss_and_counts_as_the_worst() -> None:
    wild = Recipe(task="adding", net="rnn_linear", hidden=4, steps=5, lr=1e200, updates=50)
    outcome = one(wild)
    assert outcome.ended == "diverged"
    assert math.isnan(outcome.loss)
    design = Design(wild, "rates", "none", (1e200, 0.01), ("",), (1,))
    calm = Outcome(1, 0.1, 0.5, 50, 0.1, "finished")
    known = {(design.recipe(0, 0), 1): outcome, (design.recipe(1, 0), 1): calm}
    f = found(design, "loss", {}, known)
    assert f.ranked[:, 0, 0].tolist() == [math.inf, 0.1]
    assert found(design, "right", {}, known).ranked[:, 0, 0].tolist() == [0.0, 0.5]


def test_that_what_is_solved_is_not_told_apart_by_a_last_answer() -> None:
    design = Design(Recipe(), "units", "none", (4, 8), ("",), (1,))
    known = {
        (design.recipe(i, 0), 1): Outcome(1, 0.1, right, 50, 0.1, "finished")
        for i, right in enumerate((SOLVED, 1.0))
    }
    assert found(design, "right", {}, known).judged.ravel().tolist() == [SOLVED, SOLVED]


@pytest.mark.parametrize(
    "recipe",
    [
        Recipe(task="order", steps=5),
        Recipe(task="sine", net="guess"),
        Recipe(task="latch", optimiser="marquardt"),
        Recipe(task="adding", optimiser="lbfgs"),
        Recipe(task="order", optimiser="cma"),
        Recipe(task="sine", optimiser="cma", hidden=32),
        Recipe(task="sine", optimiser="marquardt", net="mgu"),
        Recipe(task="digits", optimiser="sgd"),
        Recipe(task="digits", net="chrono"),
    ],
)
def test_that_what_cannot_be_run_is_one_sentence(recipe: Recipe) -> None:
    with pytest.raises(RnnvizError, match=r"\.$"):
        run_trial(Trial(recipe, (1,)))


def test_that_the_time_grows_with_the_work_and_follows_the_machine() -> None:
    assert cost(Recipe(steps=100)) > cost(Recipe(steps=20)) > 0
    assert cost(Recipe(net="lstm_peephole")) > cost(Recipe(net="lstm")) > cost(Recipe())
    assert cost(Recipe(task="sine", seconds=0.5).bare(), 4) == 2.0
    twice = Outcome(1, 0.0, 1.0, 300, 2 * cost(Recipe()), "finished")
    assert pace([(Recipe(), twice)]) == pytest.approx(2)
    assert pace([]) == 1.0


@pytest.mark.parametrize("optimiser", ["lbfgs", "cma"])
def test_that_a_search_keeps_the_epoch_with_the_lowest_loss_where_it_is_chosen(
    optimiser: str,
) -> None:
    r = Recipe(task="sine", net="rnn_tanh", hidden=1, steps=2, optimiser=optimiser, updates=20)
    (once,) = run_trial(Trial(r.bare(), (3,))).outcomes
    (again,) = run_trial(Trial(r.bare(), (3,))).outcomes
    (begun,) = run_trial(Trial(replace(r, updates=1), (3,))).outcomes
    assert once._replace(seconds=0) == again._replace(seconds=0)
    assert once.ended == "finished"
    assert 1 < once.updates <= 20
    assert once.loss < begun.loss
    assert run_trial(Trial(r, (3,)), lambda _share: True).stopped
