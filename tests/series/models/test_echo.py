"""The echo state network: only its readout is fitted, and it forecasts what it should."""

from dataclasses import replace

import numpy as np
import pytest
from sklearn.linear_model import Ridge

from rnnviz.series.audit.ready import choose
from rnnviz.series.compare.runs import measured
from rnnviz.series.models.echo import RIDGES, draw, echo_state, fit_readout, states, stream
from rnnviz.series.protocol.protocol import Prepared, Protocol, prepare
from rnnviz.series.reading.builtin import load
from rnnviz.series.series import Series


def series_of(values: np.ndarray, breaks: tuple[int, ...] = ()) -> Series:
    return Series("made", values, np.arange(float(len(values))), "t", (), "0" * 64, breaks)


def mackey_glass(rows: int = 2000, per_row: int = 10) -> np.ndarray:
    """dx/dt = 0.2 x(t - 17) / (1 + x(t - 17)^10) - 0.1 x, by Euler's method, after 300 rows."""
    x = np.full((rows + 300 + 17) * per_row + 1, 1.2)
    for t in range(17 * per_row, len(x) - 1):
        late = x[t - 17 * per_row]
        x[t + 1] = x[t] + (0.2 * late / (1 + late**10) - 0.1 * x[t]) / per_row
    return x[::per_row][-rows:]


def test_that_mackey_glass_is_foretold_as_well_as_is_known_of_such_networks() -> None:
    data = prepare(series_of(mackey_glass()), Protocol())
    for seed in (1, 2, 3):
        known = echo_state(data, seed, units=100, radius=1.25, leak=0.3)
        ours = echo_state(data, seed)
        errors = [
            measured(data, Protocol(), m, seed, 0.0).scores["one_step"] for m in (known, ours)
        ]
        assert errors[0].rmse < 0.0031
        assert errors[1].rmse < 0.001
        assert errors[1].skill > 0.99


def test_that_only_the_readout_is_fitted_by_ridge_regression() -> None:
    rng = np.random.default_rng(0)
    h, held = rng.normal(size=(80, 6)), rng.normal(size=(30, 6))
    z, held_z = h @ np.arange(6.0) + rng.normal(size=80), held @ np.arange(6.0)
    found = fit_readout(h, z, held, held_z)
    fits = [Ridge(alpha=a).fit(h, z) for a in RIDGES]
    best = min(fits, key=lambda m: float(np.mean((m.predict(held) - held_z) ** 2)))
    np.testing.assert_allclose(found.W_hy, best.coef_, rtol=1e-6)
    assert found.b_y == pytest.approx(float(best.intercept_))
    assert echo_state(sunspots(), 1).parameters == 101


def sunspots(**how: object) -> Prepared:
    return prepare(choose(load("sunspots")), replace(Protocol(), **how))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "how", [{}, {"anchor": True}, {"difference": "step"}, {"difference": "season", "season": 11}]
)
def test_that_a_forecast_uses_nothing_behind_its_origin_and_feeds_itself(
    how: dict[str, object],
) -> None:
    data = sunspots(**how)
    model, origin = echo_state(data, 3), 200
    path = model.forecast(data.values, np.array([origin]), 5)[0]
    other = data.values.copy()
    other[origin + 1 :] = 1e3
    np.testing.assert_allclose(model.forecast(other, np.array([origin]), 5)[0], path, rtol=1e-9)
    other[origin + 1 : origin + 4] = path[:3]
    fed = model.forecast(other, np.array([origin + 3]), 2)[0]
    np.testing.assert_allclose(fed, path[3:], rtol=1e-6)


def test_that_the_state_begins_anew_behind_a_gap() -> None:
    values = np.sin(np.arange(120.0))
    data = prepare(series_of(values, breaks=(50,)), Protocol(window=4))
    z, begins = stream(data.transform, data.series.breaks, data.values)
    reservoir = draw(20, np.random.default_rng(0))
    whole = states(reservoir, z, begins)
    alone = states(reservoir, z[50:], begins[50:])
    np.testing.assert_array_equal(whole[50:], alone)
    assert begins.nonzero()[0].tolist() == [0, 50]


def test_that_the_same_seed_gives_the_same_network_and_another_seed_another() -> None:
    data = sunspots()
    one, two, three = (echo_state(data, s).forecast(data.values, np.array([150]), 3)
                       for s in (1, 1, 2))  # fmt: skip
    np.testing.assert_array_equal(one, two)
    assert not np.allclose(one, three)


def test_that_no_forecast_is_made_from_a_past_that_is_too_short() -> None:
    data = sunspots()
    path = echo_state(data, 1).forecast(data.values, np.array([data.width - 2, data.width - 1]), 2)
    assert np.isnan(path[0]).all()
    assert np.isfinite(path[1]).all()
