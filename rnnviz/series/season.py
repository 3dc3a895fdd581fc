"""A guess at the season: how many rows until a series looks like itself again."""

from typing import NamedTuple

import numpy as np

from rnnviz.series.steps import DAY, Step

LEAST = 0.25  # a correlation that is worth a word, of a very long series
NEARLY = 0.7  # of the highest peak: then the shorter period is taken
CYCLES = 3  # a season must have been seen this often


class Season(NamedTuple):
    """`period` in rows, and the autocorrelation at that lag."""

    period: int
    strength: float


def season_of(values: np.ndarray, step: Step | None = None) -> Season | None:
    """The period of a series (N,), NaN where missing, or None if nothing returns.

    First the changes from row to row are looked at, so that a series that merely wanders shows
    none; then the values without their straight line, where a true swing is low in between. With
    the `step` in time, a period close to a day, a week or a year of rows is taken to be it. Give
    it the training part alone where the answer is used for a model.

    >>> season_of(np.sin(2 * np.pi * np.arange(120) / 12)).period
    12
    """
    values = _without_gaps(values)
    if len(values) < 2 * CYCLES + 2 or np.ptp(values) == 0:
        return None
    rows = np.arange(len(values))
    line = np.polyval(np.polyfit(rows, values, 1), rows)
    least = LEAST + 2 / np.sqrt(len(values))
    changes, levels = _correlations(np.diff(values)), _correlations(values - line)
    looks = ((changes, _after_a_dip(changes, least)), (levels, _of_a_swing(levels, least)))
    r, found = next((look for look in looks if len(look[1])), looks[0])
    if not len(found):
        return None
    period = _calendar(_shortest(r, found), r, step)
    return Season(period, float(min(1.0, r[period])))


def _without_gaps(values: np.ndarray) -> np.ndarray:
    there = np.flatnonzero(np.isfinite(values))
    if len(there) < 2:
        return np.zeros(0)
    return np.interp(np.arange(there[0], there[-1] + 1), there, values[there])


def _correlations(x: np.ndarray) -> np.ndarray:
    """Autocorrelation at lags 0 … N/3, each over its own rows, through the Fourier transform."""
    x = x - x.mean()
    total = float(x @ x)
    most = len(x) // CYCLES
    if total <= 1e-24 * len(x) or most < 2:
        return np.zeros(0)
    size = 1 << (2 * len(x)).bit_length()
    spectrum = np.abs(np.fft.rfft(x, size)) ** 2
    raw = np.fft.irfft(spectrum, size)[: most + 1]
    return raw / total * len(x) / (len(x) - np.arange(most + 1))


def _peaks(r: np.ndarray) -> np.ndarray:
    """Lags from 2 on at which the correlation is higher than beside it."""
    lag = np.arange(2, len(r) - 1)
    return lag[(r[lag] > r[lag - 1]) & (r[lag] >= r[lag + 1])] if len(lag) else lag


def _after_a_dip(r: np.ndarray, least: float) -> np.ndarray:
    """Peaks before which the correlation was at least a fifth of them below zero.

    Lag 1 does not count as a dip: the changes of mere noise are as low as -0.5 there.
    """
    found = _peaks(r)
    found = found[found > 2]
    low = np.minimum.accumulate(r[2:])
    return found[(r[found] >= least) & (low[found - 2] <= -0.2 * r[found])]


def _of_a_swing(r: np.ndarray, least: float) -> np.ndarray:
    """Peaks whose half lies clearly below zero, as in a wave."""
    found = _peaks(r)
    return found[(r[found] >= least + 0.1) & (r[found // 2] <= -0.3)]


def _shortest(r: np.ndarray, found: np.ndarray) -> int:
    """The highest peak, or the highest of the much shorter ones that are nearly as high."""
    best = int(found[np.argmax(r[found])])
    shorter = found[(found < 0.6 * best) & (r[found] >= NEARLY * r[best])]
    return _shortest(r, shorter) if len(shorter) else best


def _calendar(period: int, r: np.ndarray, step: Step | None) -> int:
    """The day, week or year that the period must mean, if one is close and nearly as high."""
    near = (c for c in _seasons(step) if abs(period - c) <= 0.08 * c and c < len(r))
    return next((c for c in near if r[c] >= NEARLY * r[period]), period)


def _seasons(step: Step | None) -> list[int]:
    """How many rows a day, a week and a year have."""
    if step is None or not step.dated:
        return []
    if step.weekdays:
        return [5, 261]
    if step.months:
        return [12 // step.months]
    found = [round(span / step.size) for span in (DAY, 7 * DAY, 365.25 * DAY)]
    return [rows for rows in found if rows > 1]
