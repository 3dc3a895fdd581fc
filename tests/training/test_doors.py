"""Whatever a public function of training is given: the right answer, or one sentence."""

import importlib
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import rnnviz.training
from rnnviz.core.cells import CELLS
from rnnviz.core.doors import door
from rnnviz.core.init import init_network
from rnnviz.core.init_nets import init_deep
from rnnviz.core.network import Network
from rnnviz.errors import RnnvizError
from rnnviz.training import (
    clipping,
    fit,
    fitting,
    guessing,
    history,
    marquardt,
    optimisers,
    schedules,
)
from rnnviz.training import stopping as stops
from rnnviz.training.descent import Descent
from tests.core.doors.asked import (
    EXAMPLES,
    WRONG,
    ask_in_another_array,
    ask_nonsense,
    ask_what_does_not_fit,
)
from tests.core.doors.calls import made_whole, one_hot_rows, whole
from tests.core.doors.found import public

# What is given what a door has let in.
INSIDE = ("kernels", "passes", "run", "jacobian", "flat", "networks", "diagnosis", "checks")
INNER = {
    "fitting.check_patience",
    *(f"history.{name}" for name in (
        "columns", "summary", "closing_words", "ending", "Row.only_where")),
    *(f"marquardt.{name}" for name in ("check_size", "slope_at", "step", "squares")),
    *(f"stopping.{name}" for name in ("first", "keep_where", "exhausted")),
}  # fmt: skip
# A run in progress is its function's own; an optimiser runs at every update, and `Descent` is the
# door to it.
AT_EVERY_STEP = ("marquardt.Search", "optimisers.")
T, N, I, H, O = 5, 7, 2, 3, 4
Call = tuple[Callable[..., Any], dict[str, Any]]


def descend(weights: Any, gradients: Any, lr: float, optimiser: str, clip_norm: float | None):
    descent = Descent(weights, optimiser, clip_norm)
    norms = [descent.update(gradients, lr) for _ in range(2)]
    return [descent.theta, norms]


def problem(code: str, **other: Any) -> dict[str, Any]:
    """A network and windows, whole numbers all; those of the validation are longer, and more."""
    rng, cell = np.random.default_rng(5), CELLS[code]
    net = Network(cell, made_whole(init_network(cell, I, H, O, rng).weights, rng))
    return {
        "net": net, "x": whole(rng, T, N, I), "y": one_hot_rows(rng, N, O), "where": "last",
        "validation": (whole(rng, T + 1, N + 1, I), one_hot_rows(rng, N + 1, O)),
        "state0": cell.State(*(whole(rng, N, H) for _name in cell.state_fields)),
        "epochs": 2, "patience": 2, "snapshots": (0, 1), "on_epoch": lambda *_told: False, **other,
    }  # fmt: skip


def calls() -> dict[str, Call]:
    rng = np.random.default_rng(6)
    given_ = problem("gru") | {
        "loss": "cross_entropy", "optimiser": "keras_rmsprop", "lr": 0.25, "clip_norm": 1.0,
        "clip_value": 0.5, "clipping": "pytorch", "truncate": 2, "batch": 4,
        "weight": np.array([1.0, 0, 2, 1, 1, 3, 1]), "rng": np.random.default_rng(0),
    }  # fmt: skip
    g, norm, weights = whole(rng, 5, 3), np.arange(1.0, 6), problem("lstm")["net"].weights
    found: list[Call] = [
        (fitting.fit, given_),
        (marquardt.levenberg_marquardt, problem("lstm") | {"goal": 0.5, "mu": 0.5}),
        (history.quantiles, {"history": fit(**problem("mgu"))}),
        (clipping.global_norm, {"g": g}),
        (clipping.clip_by_norm, {"g": g, "norm": norm, "limit": 2.0}),
        (clipping.clip_as_pytorch, {"g": g, "norm": norm, "limit": 2.0}),
        (clipping.clip_by_value, {"g": g, "limit": 2.0}),
        (guessing.guesses, {"weights": 4, "rng": rng, "count": 2}),
        (optimisers.optimiser_named, {"name": "adam"}),
        (schedules.constant, {"lr": 0.5}),
        (schedules.cosine, {"lr": 0.5, "epochs": 3, "last": 0.25}),
        (schedules.step_decay, {"lr": 0.5, "every": 3, "factor": 0.5}),
        (schedules.snapshot_epochs, {"epochs": 30, "count": 4}),
        (stops.chronological_tail, {"x": whole(rng, T, N, I), "y": whole(rng, N, O), "share": 0.5}),
    ]
    named = {f"{f.__module__.removeprefix('rnnviz.training.')}.{f.__name__}": (f, arguments)
             for f, arguments in found}  # fmt: skip
    descent = {"weights": weights, "gradients": made_whole(weights, rng), "lr": 0.5,
               "optimiser": "momentum", "clip_norm": 2.0}  # fmt: skip
    both = dict.fromkeys(("descent.Descent", "descent.Descent.update"), (descend, descent))
    return {**named, **both}


CALLS = calls()
NAMES = sorted(CALLS)


def test_that_every_public_function_and_method_has_a_call_here() -> None:
    found = {
        name
        for name in public(rnnviz.training, INSIDE)
        if name == "optimisers.optimiser_named" or not name.startswith(AT_EVERY_STEP)
    }
    assert found - INNER == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
@EXAMPLES
@given(data=st.data())
def test_that_the_same_numbers_in_another_array_give_the_same_answer_or_a_sentence(name, data):
    ask_in_another_array(*CALLS[name], data)


@pytest.mark.parametrize("name", NAMES)
@EXAMPLES
@given(data=st.data())
def test_that_an_array_that_does_not_fit_the_others_is_refused(name, data):
    ask_what_does_not_fit(*CALLS[name], data)


@pytest.mark.parametrize("name", NAMES)
def test_that_what_is_no_number_and_no_name_is_refused_in_a_sentence(name) -> None:
    ask_nonsense(*CALLS[name])


@pytest.mark.parametrize("name", NAMES)
def test_that_an_unknown_option_is_refused(name) -> None:
    f, arguments = CALLS[name]
    with pytest.raises((RnnvizError, TypeError)):
        f(**arguments, no_such_option=1)


@pytest.mark.parametrize("kind", dict.fromkeys(map(type, optimisers.NAMED.values())), ids=str)
def test_that_constants_of_an_optimiser_out_of_their_range_are_refused(kind) -> None:
    numbers = [name for name in vars(kind()) if name not in {"keras", "nesterov"}]
    for name in numbers:
        for wrong in [each for each in WRONG if not isinstance(each, float) or each != 2.5]:
            with pytest.raises(RnnvizError, match=f"^{name} is"):
                kind(**{name: wrong})
        if name != "eps":
            with pytest.raises(RnnvizError, match="just under 1"):
                kind(**{name: 1.0})
            assert kind(**{name: 0}) is not None


def test_that_gradients_of_another_network_are_refused() -> None:
    weights, other = problem("lstm")["net"].weights, problem("gru")["net"].weights
    with pytest.raises(RnnvizError, match="gradients has 6 arrays; the weights have 5"):
        Descent(weights).update(other, 0.5)
    with pytest.raises(RnnvizError, match=r"gradients\.W_xh has the shape \(9, 2\); it must be"):
        Descent(weights).update(problem("gru_before")["net"].weights, 0.5)


def test_that_restarts_that_have_all_diverged_have_no_quantiles() -> None:
    h = fit(**problem("gru"))
    with pytest.raises(RnnvizError, match="Every restart has diverged"):
        history.quantiles(replace(h, best_loss=np.full(3, np.inf)))


@pytest.mark.parametrize("goal", [-1e-9, float("nan"), "low", None])
def test_that_a_goal_that_no_loss_can_reach_is_refused(goal) -> None:
    with pytest.raises(RnnvizError, match=r"goal is .*give a number of at least 0"):
        marquardt.levenberg_marquardt(**problem("rnn_tanh"), goal=goal)


@pytest.mark.parametrize("code", ["mgu", "lstm"])
def test_that_a_longer_training_asks_at_no_more_doors(code, monkeypatch) -> None:
    asked = []
    checked = importlib.import_module(door.__module__)
    real = checked._check
    monkeypatch.setattr(checked, "_check", lambda *given: (asked.append(1), real(*given)))
    counts = []
    for epochs in (1, 9):
        given_ = problem(code, epochs=epochs, batch=2)
        asked.clear()
        fit(**given_)
        counts.append(len(asked))
    assert counts[0] == counts[1] > 0


def test_that_what_a_training_calls_back_is_asked_at_its_doors() -> None:
    nonsense: Any = "no numbers"

    def wrong(*_told: Any) -> None:
        clipping.global_norm(nonsense)

    with pytest.raises(RnnvizError, match="g is of type str"):
        fit(**problem("gru", on_epoch=wrong))


def test_that_a_deep_network_is_refused_a_state_in_one_sentence() -> None:
    rng = np.random.default_rng(0)
    deep = init_deep(CELLS["gru"], I, H, O, rng, depth=2)
    with pytest.raises(RnnvizError, match="Only a network of one layer can start from a state"):
        fit(**problem("gru", net=deep))


@pytest.mark.parametrize("code", [c for c in CELLS if c in marquardt.checks.KERNELS])
def test_that_levenberg_marquardt_starts_from_a_state_as_fit_does(code) -> None:
    net = init_network(CELLS[code], I, H, O, np.random.default_rng(1))
    given_ = problem(code, net=net, validation=None, patience=None)
    found = marquardt.levenberg_marquardt(**given_)
    slow = fit(**{**given_, "epochs": 0})
    np.testing.assert_allclose(found.loss[0], slow.loss[0], rtol=1e-12)
    np.testing.assert_allclose(found.grad_norm[0], slow.grad_norm[0], rtol=1e-10)
    from_zeros = marquardt.levenberg_marquardt(**{**given_, "state0": None})
    assert found.loss[-1] < found.loss[0] != from_zeros.loss[0]
