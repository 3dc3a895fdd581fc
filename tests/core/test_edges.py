"""The core at its edges: the very bound of a rule, what an option is when nobody says it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.core.ar import AR, eigenvalues, fit_ar, is_stationary, lagged, limit, memory_weights
from rnnviz.core.arrays import inverse_deviation, join, sigmoid, split
from rnnviz.core.biases import chrono_bias
from rnnviz.core.cells import CELLS
from rnnviz.core.clamp import logit
from rnnviz.core.feedback import free_run
from rnnviz.core.flow import fitted_rate, horizon, missing_beyond, step_factors
from rnnviz.core.gradcheck import numerical_gradient, relative_error
from rnnviz.core.init import init_network, init_params, init_readout
from rnnviz.core.init_nets import init_attention, init_deep, init_layers, init_seq2seq
from rnnviz.core.jacobians import log10_singular_values, lyapunov_spectrum
from rnnviz.core.language import one_hot, perplexity, probabilities, sample
from rnnviz.core.losses import cross_entropy, half_square, mse
from rnnviz.core.memory import half_life
from rnnviz.core.shapes import Layers, keras_weights, torch_weights
from rnnviz.core.study import counting, gradient_check, study


def rng(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


def test_that_an_ar_on_the_unit_circle_is_not_stationary_and_tends_to_nothing() -> None:
    for b in ([1.0], [-1.0], [0.5, 0.5], [0.0, 1.0]):
        model = AR(1.0, np.array(b))
        assert not is_stationary(model)
        assert limit(model) is None
    model = AR(1.0, np.array([0.5, 0.3]))
    assert limit(model) == pytest.approx(1 / 0.2)
    sizes = np.abs(eigenvalues(AR(0.0, np.array([0.1, 0.6, -0.2]))))
    assert (np.diff(sizes) <= 1e-12).all()


@given(st.integers(1, 6), st.integers(1, 12))
def test_that_every_row_of_past_values_stands_beside_the_value_after_it(p: int, n: int) -> None:
    y = np.arange(10.0, 10.0 + p + n)
    X, after = lagged(y, p)
    assert X.shape == (n, p)
    for row, value in zip(X, after, strict=True):
        assert row.tolist() == [value - k for k in range(1, p + 1)]
    assert len(fit_ar(np.sin(np.arange(30.0)), 2).b) == 2


def test_that_a_linear_unit_remembers_by_powers_of_its_weight() -> None:
    np.testing.assert_allclose(memory_weights(3.0, -0.5, 2.0, 4), [6, -3, 1.5, -0.75])
    assert memory_weights(1.0, 0.0, 1.0, 3).tolist() == [1, 0, 0]


@given(st.integers(1, 5), st.integers(1, 4))
def test_that_gates_are_cut_and_joined_in_their_order(parts: int, hidden: int) -> None:
    a = np.arange(2.0 * parts * hidden).reshape(2, -1)
    pieces = split(a, parts)
    assert [p.shape for p in pieces] == [(2, hidden)] * parts
    for k, piece in enumerate(pieces):
        assert piece[0].tolist() == list(range(k * hidden, (k + 1) * hidden))
    np.testing.assert_array_equal(join(*pieces), a)
    assert join(np.ones(2), np.zeros((3, 1))).shape == (3, 3)


@given(st.floats(-30, 30))
def test_that_the_sigmoid_is_its_formula_and_the_logit_its_inverse(a: float) -> None:
    assert float(sigmoid(np.array(a))) == pytest.approx(1 / (1 + np.exp(-a)), rel=1e-9, abs=1e-15)
    v = 1 / (1 + np.exp(-a))
    assert logit(v) == pytest.approx(a, rel=1e-3, abs=1e-9)
    assert (logit(0.0), logit(1.0)) == (-800, 800)


@given(st.lists(st.floats(-5, 5), min_size=2, max_size=9), st.sampled_from([1e-3, 1.0, 1e100]))
def test_that_a_deviation_has_the_small_number_of_layer_norm_in_it(
    values: list[float], scale: float
) -> None:
    a = scale * np.array(values)
    expected = 1 / np.sqrt(a.var() + 1e-5)
    np.testing.assert_allclose(inverse_deviation(a), np.full(len(a), expected), rtol=1e-6)
    huge = inverse_deviation(np.array([1e300, 3e300]))  # whose squares no float holds
    np.testing.assert_allclose(huge, 1e-300, rtol=1e-6)


def test_that_the_chrono_scheme_spans_memories_of_up_to_the_longest() -> None:
    for longest in (2.0, 20.0, 500.0):
        keep = np.exp(chrono_bias(rng(), 4000, longest))
        assert keep.min() >= 1
        assert keep.max() <= longest - 1 + 1e-6
        assert keep.mean() == pytest.approx(longest / 2, rel=0.05)
    H = 2000
    p = init_params(CELLS["lstm"], 1, H, rng(), forget_bias="chrono")
    b_i, b_f = p.b_h[:H], p.b_h[H : 2 * H]
    np.testing.assert_array_equal(b_i, -b_f)
    assert 18.5 < np.exp(b_f).max() <= 19  # memories of up to 20 steps, unless said otherwise
    p = init_params(CELLS["grid_lstm"], 1, 3, rng(), forget_bias=2.5)
    stacked = dict(zip(CELLS["grid_lstm"].gates, split(p.b_h, len(CELLS["grid_lstm"].gates)),
                       strict=True))  # fmt: skip
    assert all((stacked[g] == 2.5).all() for g in ("f", "f1") if g in stacked)


@pytest.mark.parametrize("gain", [0.0, 0.5, 3.0])
def test_that_a_gain_multiplies_the_recurrent_weights_alone(gain: float) -> None:
    plain = init_params(CELLS["gru"], 2, 3, rng())
    scaled = init_params(CELLS["gru"], 2, 3, rng(), gain=gain)
    for name, a in plain._asdict().items():
        factor = gain if name == "W_hh" else 1
        np.testing.assert_allclose(getattr(scaled, name), factor * a)


def bounds(a: np.ndarray, limit: float) -> None:
    assert 0.9 * limit < np.abs(a).max() <= limit
    assert a.mean() == pytest.approx(0, abs=4 * limit / np.sqrt(3 * a.size))


def test_that_readouts_and_attention_are_drawn_within_their_bounds() -> None:
    r = init_readout(40, 25, rng())
    bounds(r.W_hy, 1 / 5)
    bounds(r.b_y, 1 / 5)
    r = init_readout(40, 25, rng(), "keras")
    bounds(r.W_hy, np.sqrt(6 / 65))
    assert not r.b_y.any()
    r = init_readout(40, 25, rng(), "article", restarts=2)
    assert r.W_hy.shape == (2, 40, 25)
    assert 0 <= r.W_hy.min() < 0.05
    assert 0.95 < r.W_hy.max() < 1
    look = init_attention(16, 25, 400, rng())
    bounds(look[0], 1 / 4)
    bounds(look[1], 1 / 5)
    bounds(look[2], 1 / 20)
    assert [a.shape for a in look] == [(400, 16), (400, 25), (400,)]


def test_that_peepholes_are_drawn_like_all_weights_of_pytorch_and_else_are_nought() -> None:
    cell = CELLS["lstm_peephole"]
    p = init_params(cell, 1, 25, rng(), restarts=40)
    names = [name for name in p._fields if name.startswith("p_")]
    assert len(names) == 3
    for name in names:
        bounds(getattr(p, name), 1 / 5)
    plain = init_params(cell, 1, 25, rng(), "orthogonal")
    assert not any(getattr(plain, name).any() for name in names)


@pytest.mark.parametrize("restarts", [None, 1, 3])
def test_that_restarts_are_not_counted_as_weights(restarts: int | None) -> None:
    one = init_deep(CELLS["gru"], 2, 3, 4, rng(), depth=2, both=True, restarts=restarts)
    sizes = [9 * (2 + 3 + 1) + 3, 9 * (6 + 3 + 1) + 3]
    assert one.count() == 2 * sum(sizes) + 4 * (6 + 1)
    plain = init_network(CELLS["gru"], 2, 3, 4, rng(), restarts=restarts)
    assert plain.count() == sizes[0] + 4 * (3 + 1)


def test_that_networks_of_parts_have_the_shapes_of_their_parts() -> None:
    layers = init_layers(CELLS["gru"], 2, 3, rng(), depth=3, both=True)
    assert [[p.W_xh.shape for p in layer] for layer in layers] == [
        [(9, 2)] * 2, [(9, 6)] * 2, [(9, 6)] * 2,
    ]  # fmt: skip
    one = init_layers(CELLS["gru"], 2, 3, rng())
    assert [len(layer) for layer in one] == [1]
    assert init_deep(CELLS["gru"], 2, 3, 4, rng(), both=True).weights.readout.W_hy.shape == (4, 6)
    assert init_deep(CELLS["gru"], 2, 3, 4, rng()).weights.readout.W_hy.shape == (4, 3)
    plain = init_seq2seq(CELLS["gru"], 2, 3, 5, rng()).weights
    assert (plain.decoder.W_xh.shape, plain.readout.W_hy.shape) == ((9, 5), (5, 3))
    looking = init_seq2seq(
        CELLS["gru"], 2, 3, 5, rng(), attention=4, both=True, reads_context=True
    ).weights
    assert (looking.decoder.W_xh.shape, looking.readout.W_hy.shape) == ((9, 11), (5, 9))
    assert [len(layers) for layers in (plain.encoder, looking.encoder)] == [1, 2]


def test_that_a_rate_needs_two_points_and_a_horizon_a_norm_below_its_share() -> None:
    rate = fitted_rate(np.array([0.0, 2.0, 1.0]))
    assert rate is not None
    assert rate.factor == pytest.approx(2.0)
    assert rate.slope == pytest.approx(-np.log10(2))
    assert rate.intercept == pytest.approx(np.log10(4))
    assert rate.half_life == np.inf
    assert fitted_rate(np.array([0.0, 2.0, 0.0])) is None
    norm = np.array([0.009, 0.01, 0.5, 1.0])
    assert horizon(norm) == 3  # under a hundredth, not at it
    assert horizon(norm, share=0.5) == 2
    assert horizon(norm[1:]) is None
    assert horizon(np.array([0.5, 0.9, 1.1, 100.0])) == 2  # a share of the last
    assert horizon(np.zeros(3)) is None
    np.testing.assert_array_equal(step_factors(np.array([1.0, 4.0, 2.0])), [0.25, 2.0])
    parts = np.array([[3.0, 0.0], [0.0, 4.0], [0.0, 8.0]])
    whole = np.hypot(3, 12)
    np.testing.assert_allclose(missing_beyond(parts), [12 / whole, 8 / whole, 0])
    assert missing_beyond(np.array([[1.0], [2.0], [-2.0]])).tolist() == [0, 2, 0]
    assert missing_beyond(np.array([[1.0], [-1.0]])).tolist() == [0, 0]
    assert np.isnan(missing_beyond(np.array([[1.0], [np.inf]]))).all()


def test_that_products_are_taken_from_the_last_step_back() -> None:
    J = rng(2).normal(size=(4, 3, 3))
    found = log10_singular_values(J)
    P = np.eye(3)
    for lag in range(4):
        P = P @ J[3 - lag]
        np.testing.assert_allclose(found[lag], np.log10(np.linalg.svd(P, compute_uv=False)))
    flat = np.stack([np.diag([1.0, d]) for d in (2e-14, 0.5e-14)])
    assert np.isnan(log10_singular_values(flat[1:])[0]).tolist() == [False, True]
    assert np.isfinite(log10_singular_values(flat[:1])[0]).all()
    spectrum = lyapunov_spectrum(np.tile(np.diag([0.5, 4.0, 1.0]), (6, 1, 1)))
    np.testing.assert_allclose(spectrum, np.log([4.0, 1.0, 0.5]), atol=1e-12)


def test_that_a_draw_falls_where_the_cumulated_probabilities_say() -> None:
    class Point(np.random.Generator):
        value = 0.0

        def uniform(self, size: tuple[int, ...]) -> np.ndarray:  # type: ignore[override]
            return np.full(size, self.value)

    y = np.log([[0.2, 0.3, 0.5]])
    for point, drawn in ((0.0, 0), (0.19, 0), (0.21, 1), (0.49, 1), (0.51, 2), (1.0, 2)):
        given = Point(np.random.PCG64(0))
        given.value = point
        assert sample(y, given).tolist() == [drawn]
    np.testing.assert_allclose(probabilities(y)[0], [0.2, 0.3, 0.5])
    assert probabilities(y, 0)[0].tolist() == [0, 0, 1]
    assert one_hot([[1], [0]], 2).tolist() == [[[0, 1]], [[1, 0]]]
    assert perplexity(np.array([np.log(2), np.log(8)])) == pytest.approx(4)
    assert perplexity(np.array([1e9])) == np.inf


def test_that_a_free_run_draws_with_seed_0_and_temperature_1_unless_told() -> None:
    net = init_network(CELLS["rnn_tanh"], 3, 4, 3, rng(5), gain=2.0)
    x = one_hot([[0], [2]], 3)
    plain = free_run(net, x, 20, "sample")
    told = free_run(net, x, 20, "sample", rng=rng(0), temperature=1.0)
    np.testing.assert_array_equal(plain.x, told.x)
    assert (plain.x != free_run(net, x, 20, "sample", rng=rng(0), temperature=9.0).x).any()
    assert plain.given == 2
    assert plain.y.shape == (22, 1, 3)
    np.testing.assert_array_equal(plain.x[:2], x)
    value = free_run(net, x, 3)
    np.testing.assert_array_equal(value.x[2:], value.y[1:-1])


def test_that_losses_are_means_halves_and_surprises() -> None:
    y, d = np.array([[1.0, 2.0, 4.0]]), np.array([[0.0, 2.0, 1.0]])
    assert mse(y, d).value[0] == pytest.approx(10 / 3)
    np.testing.assert_allclose(mse(y, d).dy, [[2 / 3, 0, 2]])
    assert half_square(y, d).value[0] == 5
    np.testing.assert_array_equal(half_square(y, d).dy, [[1, 0, 3]])
    p = np.exp(y[0]) / np.exp(y[0]).sum()
    target = np.array([[0.0, 0.25, 0.75]])
    assert cross_entropy(y, target).value[0] == pytest.approx(-(target[0] @ np.log(p)))
    np.testing.assert_allclose(cross_entropy(y, target).dy, [p - target[0]])


def test_that_a_half_life_is_nought_for_nothing_kept_and_endless_for_all() -> None:
    assert [half_life(k) for k in (-0.5, 0.0, 1.0, 1.5)] == [0, 0, np.inf, np.inf]
    assert half_life(0.25) == pytest.approx(0.5)


def test_that_a_gradient_check_looks_at_each_weight_or_at_two_hundred() -> None:
    assert counting(3, "every").tolist() == [1, 1, 1]
    assert counting(3, "last").tolist() == [0, 0, 1]
    x, d = rng(1).normal(size=(4, 2)), rng(2).normal(size=(4, 1))
    small = study(init_network(CELLS["rnn_tanh"], 2, 3, 1, rng()), x, d)
    assert gradient_check(small)[1] == small.net.count()
    assert gradient_check(small, most=7)[1] == 7
    large = study(init_network(CELLS["lstm"], 2, 8, 1, rng()), x, d)
    assert large.net.count() > 200
    error, looked = gradient_check(large)
    assert looked == 200
    assert error < 1e-6
    assert small.total == pytest.approx(float(mse(small.y, d).value.sum()))


def test_that_errors_are_relative_to_the_larger_and_small_ones_to_a_hundred_millionth() -> None:
    a, b = np.array([4.0, 1.0]), np.array([5.0, 1.0])
    assert relative_error(a, b) == relative_error(b, a) == pytest.approx(0.2)
    assert relative_error(np.array([1e-9]), np.array([0.0])) == pytest.approx(0.1)
    w = rng().normal(size=(2, 3))
    kept = w.copy()
    slope = numerical_gradient(lambda: float(np.sum(w**3)), w)
    np.testing.assert_allclose(slope, 3 * w**2, rtol=1e-6)
    np.testing.assert_array_equal(w, kept)
    seen: list[float] = []
    numerical_gradient(lambda: seen.append(float(w[0, 0])) or 0.0, w[:1, :1])
    assert seen == [pytest.approx(kept[0, 0] + 1e-6), pytest.approx(kept[0, 0] - 1e-6)]


@pytest.mark.parametrize("both", [False, True])
def test_that_keras_s_layers_are_numbered_from_one_and_read_what_lies_below(both: bool) -> None:
    a = Layers(kind="GRU", input_size=2, hidden_size=3, num_layers=3, bidirectional=both)
    found = keras_weights(a)
    ways = 2 if both else 1
    for k in (1, 2, 3):
        own = [w for w in found if f"layer {k} " in w.name]
        assert len(own) == len(found) // 3
        kernels = [w.size for w in own if w.name.endswith(" kernel") and "recurrent" not in w.name]
        assert kernels == [(2 if k == 1 else 3 * ways, 9)] * ways
    torch = torch_weights(a, "rnn.")
    for k in (0, 1, 2):
        own = [w.size for w in torch if f"weight_ih_l{k}" in w.name]
        assert own == [(9, 2 if k == 0 else 3 * ways)] * ways
