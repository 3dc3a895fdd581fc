"""How many rows a season has: of the training part for the models, of all rows for the audit."""

from typing import NamedTuple

import numpy as np

from rnnviz.series.steps import DAY, Step
from rnnviz.words import _

LEAST_CYCLES = 3
LEAST_CORRELATION = 0.3
DIP = 0.2  # how far the correlation falls before a season brings it up again


def guess_season(train: np.ndarray, step: Step | None = None) -> int:
    """Rows of a season in training values (m,); 1 where there is none.

    The lag of the first peak of the autocorrelation (after a straight line was taken out) that is
    nearly the highest, if it is high enough and was seen for three cycles. With the `step` in
    time, a period close to a day, a week or a year of rows is taken to be it.

    >>> guess_season(np.sin(2 * np.pi * np.arange(100) / 12)), guess_season(np.arange(100.0))
    (12, 1)
    """
    m = len(train)
    if m < 2 * LEAST_CYCLES:
        return 1
    z = without_line(train)
    if np.std(z) < 1e-9 * (np.std(train) or 1.0):
        return 1
    r = autocorrelation(z, m // LEAST_CYCLES)
    inner = np.arange(2, len(r) - 1)
    peaks = inner[(r[inner] > r[inner - 1]) & (r[inner] >= r[inner + 1])]
    dips = np.minimum.accumulate(r)[peaks]  # a slow decline has peaks of noise, but no dip before
    peaks = peaks[(r[peaks] > max(LEAST_CORRELATION, 2 / np.sqrt(m))) & (r[peaks] - dips > DIP)]
    if not len(peaks):
        return 1
    period = _summit(r, int(peaks[r[peaks] >= 0.85 * r[peaks].max()][0]))
    near = (c for c in _seasons(step) if abs(period - c) <= 0.08 * c and c < len(r))
    return next((c for c in near if r[c] >= 0.7 * r[period]), period)


def _summit(r: np.ndarray, peak: int) -> int:
    """The lag in the middle of a broad hump of r: noise has many peaks on its slopes.

    Where the hump of r, smoothed, is highest within a quarter of the `peak`, and from there the
    vertex of the parabola through its upper third.
    """
    half = peak // 16
    if not half:
        return peak
    smooth = np.convolve(r, np.ones(2 * half + 1) / (2 * half + 1), "same")
    low, high = peak - peak // 5, min(len(r) - half, peak + peak // 4)
    if high <= low:
        return peak
    top = low + int(np.argmax(smooth[low:high]))
    lags = np.arange(max(2, top - top // 6), min(len(r), top + top // 6 + 1))
    bend, slope, _height = np.polyfit(lags - top, r[lags], 2)
    vertex = top - slope / (2 * bend) if bend < 0 else top
    return int(np.clip(round(vertex), lags[0], lags[-1]))


def without_line(values: np.ndarray) -> np.ndarray:
    """Values (m,) without the straight line through them."""
    rows = np.arange(len(values))
    return values - np.polyval(np.polyfit(rows, values, 1), rows)


def autocorrelation(z: np.ndarray, most: int) -> np.ndarray:
    """Correlation of z (m,) with itself 0 … `most` rows later, (most + 1,).

    Each lag is divided by the size of the two stretches that it compares. Divided by the size of
    all of z, as is often done, far lags come out too small and peaks too near. Through the Fourier
    transform: 100,000 rows in a few hundredths of a second.
    """
    z, m = z - z.mean(), len(z)
    size = 1 << (2 * m).bit_length()
    together = np.fft.irfft(np.abs(np.fft.rfft(z, size)) ** 2, size)[: most + 1]
    power = np.r_[0.0, np.cumsum(z**2)]
    lags = np.arange(most + 1)
    sizes = np.sqrt(np.maximum(power[m - lags] * (power[m] - power[lags]), 0))
    return np.divide(together, sizes, out=np.zeros(most + 1), where=sizes > 1e-12 * power[m])


class Season(NamedTuple):
    """`period` in rows, and the autocorrelation at that lag (a straight line taken out)."""

    period: int
    strength: float


def season_of(values: np.ndarray, step: Step | None = None) -> Season | None:
    """The season of a whole series (N,), NaN where missing, or None if nothing returns.

    >>> season_of(np.sin(2 * np.pi * np.arange(120) / 12)).period
    12
    """
    values = _without_gaps(values)
    period = guess_season(values, step)
    if period == 1:
        return None
    return Season(period, float(autocorrelation(without_line(values), period)[period]))


def season_sentence(season: int, step: Step | None, *, by_hand: bool) -> str:
    """The season that the models use, and where it comes from.

    >>> season_sentence(12, None, by_hand=False)
    'A season has 12 rows: guessed from the training part alone.'
    """
    if season < 2:
        return _("No season was found in the training part, so seasonal naive is left out.")
    text = _("A season has {n} rows: guessed from the training part alone.")
    if by_hand:
        text = _("A season has {n} rows: set by hand.")
    elif season in _seasons(step):
        text = _("A season has {n} rows: guessed from the training part alone, and the calendar’s.")
    return text.format(n=season)


def _without_gaps(values: np.ndarray) -> np.ndarray:
    there = np.flatnonzero(np.isfinite(values))
    if len(there) < 2:
        return np.zeros(0)
    return np.interp(np.arange(there[0], there[-1] + 1), there, values[there])


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
