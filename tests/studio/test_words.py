"""Whatever is said of a run is recomputed from its numbers, over lessons, cells and rules."""

import math
import re

import numpy as np
import pytest

from rnnviz.core.losses import LOSSES
from rnnviz.core.network import Network, forward, weight_gradients
from rnnviz.studio.lesson import Lesson
from rnnviz.studio.log import diverged, log, summary, told
from rnnviz.studio.one import one_formula, one_weight, one_words
from rnnviz.studio.plan import Plan, Rule
from rnnviz.studio.plateau import plateau
from rnnviz.studio.run import DIVERGED, Run, network_at, train
from rnnviz.studio.words import update_words, weight_names
from rnnviz.training.flat import flatten
from rnnviz.words.numbers import brief, change_of, number, percent
from tests.studio.lessons import GRID, RULES, lesson, network, run

CELLS_TRIED = ("rnn_tanh", "gru")


def recomputed(one: Lesson, net: Network) -> tuple[float, np.ndarray]:
    """The loss and its gradient in every weight, by the core alone."""
    seen = forward(net, one.learn.x, one.where)
    value, dy = LOSSES[one.loss](seen.y, one.learn.y)
    weight = np.ones(value.shape) if one.learn.weight is None else one.learn.weight
    loss = float((value * weight).sum() / weight.sum())
    g = weight_gradients(net, one.learn.x, seen, dy * weight[..., None] / weight.sum())
    return loss, flatten(g)


@pytest.mark.parametrize("cell", CELLS_TRIED)
@pytest.mark.parametrize(("code", "rule"), GRID)
def test_that_the_five_sentences_of_an_update_hold(code: str, rule: str, cell: str) -> None:
    found, one, start = run(code, rule, cell=cell), lesson(code), network(code, cell)
    names, r = weight_names(start), RULES[rule]
    for frame in found.frames[:: max(1, len(found.frames) // 4)]:
        loss, g = recomputed(one, network_at(start, frame))
        norm, k = float(np.linalg.norm(g)), frame.update.place
        assert abs(g[k]) == pytest.approx(np.abs(g).max(), rel=1e-9)
        read, compare, back, bound, change = update_words(found, frame, one, start)
        T, N = one.learn.x.shape[:2]
        many = "One sequence" if N == 1 else f"{N} sequences"
        assert read.text.startswith(f"{many} of {T} steps, with the same {len(g)} weights")
        off = percent(math.exp(-loss), 1) if one.loss == "cross_entropy" else number(loss**0.5)
        assert f" {off} " in compare.text
        assert f"the loss is {number(loss)}" in compare.text
        assert compare.text.endswith(f"For {one.simply} it is {number(one.baseline)}.")
        assert back.text == (
            f"Through {T} steps, back to the weights: the gradient is {number(norm)} long, and "
            f"largest in {names[k]}, {number(g[k])}."
        )
        check_bound(bound.text, r, g, norm)
        assert f"at rate {brief(r.lr)} " in change.text
        assert f" {names[k]} from " in change.text
        if frame.epoch < found.epochs:
            then = found.rows[frame.epoch + 1].loss
            told = change_of(loss, then)
            assert told.endswith("less" if then < loss else "more")
            assert change.text.endswith(f"The loss is then {number(then)}, {told}.")
        else:
            diverges = found.ended == DIVERGED
            assert ("there is no loss after it" if diverges else "ends before that") in change.text


def check_bound(text: str, rule: Rule, g: np.ndarray, norm: float) -> None:
    if rule.clip == "off":
        assert text == f"No bound is set: all {number(norm)} of it counts."
    elif rule.clip == "norm" and norm > rule.clip_at:
        assert text == (
            f"{number(norm)} is above the bound of {brief(rule.clip_at)}: all of it is multiplied "
            f"by {number(rule.clip_at / norm)}."
        )
    elif rule.clip == "norm":
        assert text.startswith(f"{number(norm)} is within the bound of {brief(rule.clip_at)}")
    elif np.abs(g).max() > rule.clip_at:
        left = np.linalg.norm(np.clip(g, -rule.clip_at, rule.clip_at))
        assert text == (
            f"Entries beyond ±{brief(rule.clip_at)} are cut to it: of {number(norm)}, "
            f"{number(float(left))} are left."
        )
    else:
        assert text.startswith(f"No entry is beyond ±{brief(rule.clip_at)}")


@pytest.mark.parametrize(("code", "rule"), GRID)
def test_that_the_update_of_any_weight_is_the_one_that_was_made(code: str, rule: str) -> None:
    found, one, start, r = run(code, rule), lesson(code), network(code), RULES[rule]
    kept = {f.epoch: f for f in found.frames}
    for frame in found.frames[:3]:
        _loss, g = recomputed(one, network_at(start, frame))
        for place in (0, len(g) // 2, len(g) - 1):
            seen = one_weight(found, frame, one, start, place)
            assert seen.gradient == pytest.approx(g[place], rel=1e-9, abs=1e-15)
            if frame.epoch + 1 in kept:
                after = kept[frame.epoch + 1].theta[place]  # in single precision
                assert seen.after == pytest.approx(float(after), rel=1e-6, abs=1e-7)
            if r.optimiser == "sgd":
                assert seen.change == pytest.approx(-r.lr * seen.bounded, rel=1e-5)
            text = one_words(seen, r, found.rows[frame.epoch].lr)
            assert text.startswith(f"{seen.name} is {number(seen.before, 5)}; the loss has the ")
            assert text.endswith(f" adds {number(seen.change)}: {number(seen.after, 5)}.")
            assert ("the bound leaves" in text) == (seen.bounded != seen.gradient)


@pytest.mark.parametrize("flavour", ["pytorch", "keras"])
@pytest.mark.parametrize("name", ["sgd", "momentum", "nesterov", "rmsprop", "adam"])
def test_that_the_formula_of_an_optimiser_gives_what_it_adds(name: str, flavour: str) -> None:
    rule, eta, g = Rule(name, flavour, 0.1), 0.1, 0.7
    text = one_formula(rule)
    first, *means = text.removeprefix(r"w \leftarrow w ").split(r",\quad ")
    optimiser = rule.named()
    change, _memory = optimiser.step(np.array([g]), optimiser.start(np.zeros(1)), eta, 1)
    values = {"g": g, "eta": eta, "sqrt": math.sqrt, "m": 0.0, "v": 0.0}
    for mean in means:  # all begin at 0
        its, _arrow, made = mean.partition(r" \leftarrow ")
        values[its] = python(made, values)
    if name == "adam":  # the hats: divided by what the means lack after one update
        values |= {"m": values["m"] / 0.1, "v": values["v"] / 0.001}
    assert python(first, values) == pytest.approx(float(change[0]), rel=1e-3)


def python(latex: str, values: dict[str, object]) -> float:
    """A formula of `one_formula`, computed."""
    text = re.sub(r"\\frac\{(.*?)\}\{(.*)\}", r"(\1)/(\2)", latex.replace(r"\hat ", ""))
    text = text.replace(r"\sqrt{", "sqrt(").replace("}", ")").replace("^2", "**2")
    text = text.replace(r"\eta", "eta").replace(r"\,(", "*(").replace("+\\,", "+")
    return float(eval(re.sub(r"\\,", "*", text), {}, dict(values)))


def test_that_weights_are_named_as_everywhere() -> None:
    names = weight_names(network("order"))
    assert names[:2] == ["W_xh[1, 1]", "W_xh[1, 2]"]
    assert names[-1] == "b_y[4]"
    assert len(set(names)) == network("order").count()


@pytest.mark.parametrize(("code", "rule"), GRID)
def test_that_every_entry_of_the_log_holds(code: str, rule: str) -> None:
    found, one = run(code, rule, 150), lesson(code)
    loss, norm = found.column("loss"), found.column("norm")
    entries = log(found, one)
    assert entries
    for epoch, text in entries:
        if match := re.match(r"Epoch (\d+): gradient (\S+), ", text):
            assert int(match[1]) == epoch
            assert match[2] == number(norm[epoch])
            assert found.rows[epoch].clipped
        elif match := re.match(r"Epochs (\d+) to (\d+): gradient up to (\S+), ", text):
            first, last = int(match[1]), int(match[2])
            assert all(row.clipped for row in found.rows[first : last + 1])
            assert not any(row.clipped for row in found.rows[last + 1 : last + 2])
            assert match[3] == number(norm[first : last + 1].max())
        elif "more than 1 % under" in text:
            assert loss[epoch] < 0.99 * one.baseline <= loss[:epoch].min(initial=np.inf)
            assert f"loss {number(loss[epoch])}," in text
        elif match := re.match(r"Epochs (\d+) to (\d+): the loss stood near (\S+); by epoch", text):
            level = loss[int(match[1]) : int(match[2]) + 1]
            assert level.min() >= 0.9 * level.max()
            assert match[3] == number(level.mean())
        elif "went too far" in text:
            assert loss[epoch] >= 2 * loss[epoch - 1]
            assert f"from {number(loss[epoch - 1])} to {number(loss[epoch])}" in text
        else:
            assert text == (diverged(found) if found.ended == DIVERGED else summary(found, one))


@pytest.mark.parametrize(("code", "rule"), GRID)
def test_that_the_summary_holds(code: str, rule: str) -> None:
    found, one = run(code, rule), lesson(code)
    text = told(found, one)
    if found.ended == DIVERGED:
        assert text.endswith(diverged(found))
        assert f"Epoch {len(found.rows)}: " in text
        assert f"the gradient {number(found.rows[-1].norm)}" in text
        return
    first, last = found.rows[0].loss, found.rows[-1].loss
    assert f"Loss {number(first)} → {number(last)} after 60 epochs" in text
    better = last < 0.99 * one.baseline
    assert ("no better than" in text) == (not better)
    assert (f"{percent(last / one.baseline, 1)} of what" in text) == better
    assert (f"{number(found.frames[-1].held)} on " in text) == better


def test_that_a_plateau_and_its_fall_are_where_they_are() -> None:
    curve = np.concatenate([np.linspace(2, 1, 10), np.full(60, 1.0), np.full(40, 0.3)])
    found = plateau(curve)
    assert found is not None
    assert (found.last, found.fallen, found.level) == (69, 70, pytest.approx(1.0, abs=0.01))
    assert curve[found.first] <= 1 / 0.9
    assert plateau(np.concatenate([curve[:70], np.linspace(1, 0.6, 200)])) is None
    assert plateau(np.exp(-np.arange(100) / 10)) is None
    assert plateau(np.ones(100)) is None


def test_that_a_change_on_the_way_is_told() -> None:
    rules = ((0, Rule()), (10, Rule(lr=0.001)), (20, Rule("sgd", clip="norm", clip_at=2.0)))
    found = train(network("sine"), lesson("sine"), Plan(rules, 30))
    texts = [text for _epoch, text in log(found, lesson("sine"))]
    assert "Epoch 10: from here on rate 0.001, no bound." in texts
    assert "Epoch 20: from here on Gradient descent (PyTorch), rate 0.02, bound 2." in texts


def test_that_a_divergence_names_what_overflowed_or_how_high_the_loss_was() -> None:
    for found in (run(code, "too far", cell="rnn_relu") for code in ("sine", "adding", "echo")):
        assert isinstance(found, Run)
        text = diverged(found)
        assert (f"{found.why} is beyond" in text) if found.why else "10,000 times" in text
