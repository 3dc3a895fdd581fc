"""Whether one forecast is better than another by more than chance: Diebold and Mariano's test.

Source: Diebold and Mariano 1995; the small-sample correction and Student's t with n - 1 degrees of
freedom are those of Harvey, Leybourne and Newbold 1997.
"""

from typing import NamedTuple

import numpy as np
from scipy.special import stdtr  # Student's t; scipy.stats takes a second to import

LEAST_ERRORS = 8  # fewer say nothing


class DM(NamedTuple):
    """A test by Diebold and Mariano: `statistic`, and the two-sided `p`; NaN where undefined.

    A statistic below 0 says that the first forecast has the smaller squared errors.
    """

    statistic: float
    p: float

    @property
    def better(self) -> bool:
        """The first forecast is better by more than chance (5 %)."""
        return self.statistic < 0 and self.p < 0.05

    @property
    def worse(self) -> bool:
        """The second forecast is better by more than chance (5 %)."""
        return self.statistic > 0 and self.p < 0.05


UNDEFINED = DM(float("nan"), float("nan"))


def diebold_mariano(one: np.ndarray, two: np.ndarray, horizon: int = 1) -> DM:
    """Compare the errors (n,) of two forecasts of the same rows, made `horizon` rows before.

    d_t = one_t^2 - two_t^2;  V = (gamma_0 + 2 sum_{k<h} gamma_k) / n;  S = mean(d) / sqrt(V);
    S is multiplied by sqrt((n + 1 - 2h + h(h-1)/n) / n). Undefined where V is not positive, as
    for two forecasts that are the same.

    >>> rng = np.random.default_rng(0)
    >>> diebold_mariano(rng.normal(size=50), 2 * rng.normal(size=50)).better
    True
    """
    n = len(one)
    with np.errstate(over="ignore", invalid="ignore"):
        d = one**2 - two**2
    if n < LEAST_ERRORS or not np.isfinite(d).all():
        return UNDEFINED
    scale = float(np.abs(d).max()) or 1.0  # squares of tiny errors would vanish
    centred = (d - d.mean()) / scale
    gamma = [float(centred[k:] @ centred[: n - k]) / n for k in range(horizon)]
    variance = (gamma[0] + 2 * sum(gamma[1:])) / n
    if variance <= 1e-24:
        return UNDEFINED
    small = (n + 1 - 2 * horizon + horizon * (horizon - 1) / n) / n
    statistic = float(d.mean() / scale / np.sqrt(variance) * np.sqrt(small))
    return DM(statistic, float(2 * stdtr(n - 1, -abs(statistic))))
