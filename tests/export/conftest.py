"""One small comparison of a hostile series, made once."""

import numpy as np
import pytest

from rnnviz.series.compare.compare import compare
from rnnviz.series.compare.results import Comparison
from rnnviz.series.protocol.protocol import Protocol
from rnnviz.series.series import Series

NAME = "=<script>alert('1')</script> & \"rate\""
NOTE = "Line 3 reads “<img src=x onerror=alert(2)>”."


@pytest.fixture(scope="session")
def hostile() -> Series:
    """A wandering series of 90 days with a gap, whose every text is an attack."""
    rng = np.random.default_rng(5)
    values = 40 + np.cumsum(rng.normal(size=90)) + 3 * np.sin(np.arange(90.0))
    values[[20, 80]] = np.nan
    days = (np.datetime64("2024-02-01") + np.arange(90)).astype("datetime64[s]")
    return Series(NAME, values, days, "@<b>day</b>", (NOTE,), "0" * 64)


@pytest.fixture(scope="session")
def found(hostile: Series) -> Comparison:
    """Two networks from two seeds, with a logarithm and a difference."""
    p = Protocol(
        cells=("lstm", "mgu"), hidden=3, window=5, seeds=2, epochs=12, log=True, difference="step",
        horizon=4, seed=3,
    )  # fmt: skip
    return compare(hostile, p)
