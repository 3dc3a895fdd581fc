"""Tasks: every target follows from its own inputs, and the baseline is what no memory scores."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnviz.core.cells import CELLS
from rnnviz.core.init import init_network
from rnnviz.core.losses import LOSSES
from rnnviz.errors import RnnvizError
from rnnviz.tasks.memory import Draw, Task, adding, copying, echo, flip_flop, order, parity
from rnnviz.tasks.memory.adding import ONE_KNOWN
from rnnviz.training import fit

QUICK = settings(max_examples=25, deadline=None, derandomize=True)
TASKS: dict[str, Task] = {
    "adding unit": adding(20, "unit"),
    "adding signed": adding(20, "signed"),
    "copying": copying(12, 4, 3),
    "echo": echo(4, 20),
    "flip-flop": flip_flop(20, 2, 0.3),
    "order": order(50),
    "order of three": order(40, 3),
    "parity": parity(6),
}


def mean_loss(task: Task, draw: Draw, answer: np.ndarray) -> tuple[float, float]:
    """The mean loss of an answer, and its standard error over sequences."""
    value = LOSSES[task.loss](answer, draw.y).value
    if value.ndim == 1:
        each = value
    elif draw.weight is None:
        each = value.mean(axis=0)
    else:
        each = (value * draw.weight).sum(axis=0) / draw.weight.sum(axis=0)
    return float(each.mean()), float(each.std() / np.sqrt(len(each)))


def without_memory(name: str, task: Task, draw: Draw) -> np.ndarray:
    """The best answer from the present input alone."""
    if name == "flip-flop":
        return draw.x
    if name.startswith("adding"):
        return np.full_like(draw.y, 1.0 if "unit" in name else 0.0)
    answer = np.zeros_like(draw.y)
    if name == "copying":  # blank up to the sign, any symbol from then on
        answer[:, :, -1] = 1e3
        answer[-3:, :, -1] = -1e3
    return answer


@pytest.mark.parametrize("name", TASKS)
def test_that_the_baseline_is_the_loss_of_the_best_answer_without_a_memory(name):
    task = TASKS[name]
    draw = task.draw(4000, np.random.default_rng(0))
    loss, error = mean_loss(task, draw, without_memory(name, task, draw))
    assert abs(loss - task.baseline) <= 4 * error + 1e-9


@pytest.mark.parametrize("convention", ["unit", "signed"])
def test_that_one_known_number_leaves_the_variance_of_the_other(convention):
    task = adding(20, convention)
    x, y, _ = task.draw(4000, np.random.default_rng(1))
    first = (x[:10, :, 0] * x[:10, :, 1]).sum(axis=0)
    e = (y[:, 0] - first - (0.5 if convention == "unit" else 0.0)) ** 2
    assert abs(e.mean() - ONE_KNOWN[convention]) <= 4 * e.std() / np.sqrt(len(e))


@QUICK
@given(st.integers(2, 60), st.sampled_from(["unit", "signed"]), st.integers(0, 99))
def test_that_the_sum_is_that_of_one_marked_number_in_each_half(T, convention, seed):
    x, y, _ = adding(T, convention).draw(5, np.random.default_rng(seed))
    low = 0 if convention == "unit" else -1
    assert x[..., 0].min() >= low
    assert x[..., 0].max() < 1
    for n in range(5):
        marked = np.flatnonzero(x[:, n, 1])
        assert len(marked) == 2
        assert marked[0] < T // 2 <= marked[1]
        assert y[n, 0] == pytest.approx(x[marked[0], n, 0] + x[marked[1], n, 0])


@QUICK
@given(st.integers(1, 30), st.integers(2, 8), st.integers(1, 6), st.integers(0, 99))
def test_that_what_is_written_after_the_sign_is_what_was_read(delay, K, m, seed):
    x, y, _ = copying(delay, K, m).draw(3, np.random.default_rng(seed))
    read, write = x.argmax(-1), y.argmax(-1)
    assert len(x) == delay + 2 * m
    np.testing.assert_array_equal(write[-m:], read[:m])
    assert (write[:-m] == K).all()
    assert [np.flatnonzero(read[:, n] == K + 1).tolist() for n in range(3)] == [[m + delay - 1]] * 3
    assert (read[:m] < K).all()
    assert (x.sum(-1) == 1).all()


@QUICK
@given(st.integers(1, 20), st.integers(1, 20), st.integers(0, 99))
def test_that_an_echo_is_the_input_of_so_many_steps_before(delay, more, seed):
    x, y, weight = echo(delay, delay + more).draw(3, np.random.default_rng(seed))
    assert weight is not None
    for t in range(delay + more):
        assert (weight[t] == (t >= delay)).all()
        if t >= delay:
            np.testing.assert_array_equal(y[t], x[t - delay])


@QUICK
@given(st.integers(20, 120), st.sampled_from([2, 3]), st.integers(0, 99))
def test_that_the_class_spells_the_marks_in_their_order(T, marks, seed):
    x, y, _ = order(T, marks).draw(8, np.random.default_rng(seed))
    letters = x.argmax(-1)
    for n in range(8):
        at = np.flatnonzero((letters[:, n] == 4) | (letters[:, n] == 5))
        assert len(at) == marks
        bits = "".join("01"[letters[t, n] - 4] for t in at)
        assert int(bits, 2) == y[n].argmax()
        assert (letters[0, n], letters[-1, n]) == (7, 6)


@QUICK
@given(st.integers(2, 12), st.integers(0, 99))
def test_that_one_bit_more_turns_the_parity(T, seed):
    x, y, _ = parity(T).draw(6, np.random.default_rng(seed))
    odd = np.logical_xor.reduce(x[:, :, 0] == 1, axis=0)
    np.testing.assert_array_equal(y.argmax(-1), odd)


@QUICK
@given(st.integers(1, 30), st.integers(1, 4), st.floats(0.05, 0.95), st.integers(0, 99))
def test_that_a_flip_flop_shows_the_last_pulse_of_each_channel(T, channels, p, seed):
    x, y, _ = flip_flop(T, channels, p).draw(3, np.random.default_rng(seed))
    for n in range(3):
        for k in range(channels):
            last = 0.0
            for t in range(T):
                last = x[t, n, k] or last
                assert y[t, n, k] == last


@pytest.mark.parametrize("name", TASKS)
def test_that_a_seed_draws_the_same_sequences_again_and_that_they_can_be_learned_from(name):
    task = TASKS[name]
    a, b = (task.draw(6, np.random.default_rng(5)) for _ in range(2))
    np.testing.assert_array_equal(a.x, b.x)
    np.testing.assert_array_equal(a.y, b.y)
    net = init_network(CELLS["gru"], task.inputs, 3, task.outputs, np.random.default_rng(0))
    h = fit(net, a.x, a.y, where=task.where, loss=task.loss, weight=a.weight, epochs=2)
    assert np.isfinite(h.loss).all()


@pytest.mark.parametrize(
    "make",
    [
        lambda: adding(1), lambda: adding(50, "both"), lambda: adding(2.5),  # pyright: ignore[reportArgumentType]
        lambda: copying(0), lambda: copying(5, 1), lambda: echo(0), lambda: echo(5, 5),
        lambda: order(10), lambda: order(50, 4), lambda: parity(1), lambda: flip_flop(0),
        lambda: flip_flop(5, 3, 1.0), lambda: flip_flop(5, 3, 0.0),
        lambda: parity(4).draw(0, np.random.default_rng(0)),
    ],
)  # fmt: skip
def test_that_what_cannot_be_drawn_is_refused_in_one_sentence(make: Callable[[], Task]):
    with pytest.raises(RnnvizError, match=r"give|choose"):
        make()
