"""How many rows a season has, guessed from the training part alone."""

import numpy as np

LEAST_CYCLES = 3
LEAST_CORRELATION = 0.3
DIP = 0.2  # how far the correlation falls before a season brings it up again


def guess_season(train: np.ndarray) -> int:
    """Rows of a season in training values (m,); 1 where there is none.

    The lag of the first peak of the autocorrelation (after a straight line was taken out) that is
    nearly the highest, if it is high enough and was seen for three cycles.

    >>> guess_season(np.sin(2 * np.pi * np.arange(100) / 12)), guess_season(np.arange(100.0))
    (12, 1)
    """
    m = len(train)
    if m < 2 * LEAST_CYCLES:
        return 1
    rows = np.arange(m)
    z = train - np.polyval(np.polyfit(rows, train, 1), rows)
    if np.std(z) < 1e-9 * (np.std(train) or 1.0):
        return 1
    r = autocorrelation(z, m // LEAST_CYCLES)
    inner = np.arange(2, len(r) - 1)
    peaks = inner[(r[inner] > r[inner - 1]) & (r[inner] >= r[inner + 1])]
    dips = np.minimum.accumulate(r)[peaks]  # a slow decline has peaks of noise, but no dip before
    peaks = peaks[(r[peaks] > max(LEAST_CORRELATION, 2 / np.sqrt(m))) & (r[peaks] - dips > DIP)]
    if not len(peaks):
        return 1
    return int(peaks[r[peaks] >= 0.85 * r[peaks].max()][0])


def autocorrelation(z: np.ndarray, most: int) -> np.ndarray:
    """Correlation of z (m,) with itself 0 … `most` rows later, (most + 1,)."""
    z = z - z.mean()
    power = float(z @ z) or 1.0
    return np.array([float(z[k:] @ z[: len(z) - k]) / power for k in range(most + 1)])
