"""The curve fit of article 000: its axis of time, and the quarter of rows it is tested on."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from rnnviz.series.compare import article


@pytest.mark.parametrize("shuffle", [False, True])
@pytest.mark.parametrize("n", [8, 21, 40])
def test_that_time_runs_from_minus_one_to_one_and_a_quarter_of_it_is_tested(
    n: int, shuffle: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Any] = []
    asked: list[np.ndarray] = []

    def curve(x: np.ndarray, y: np.ndarray, *_recipe: object) -> Any:
        seen.append((x[:, 0], y))
        return SimpleNamespace(predict=lambda x: asked.append(x[:, 0]) or x[:, 0])

    monkeypatch.setattr(article, "curve", curve)
    time = np.linspace(-1, 1, n)
    data: Any = SimpleNamespace(values=time + 0.5, spread=3.0)
    assert article.time_error(data, 1, shuffle=shuffle) == pytest.approx(3.0 * 0.5)
    (x, y), (tested,) = seen[0], asked
    assert len(tested) == n // 4
    np.testing.assert_allclose(y - x, 0.5)
    every = np.concatenate([x, tested])
    np.testing.assert_allclose(np.sort(every), time, atol=1e-12)
    assert np.array_equal(every, np.sort(every)) == (not shuffle)
