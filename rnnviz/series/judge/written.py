"""Numbers of a comparison as they stand in sentences and tables."""

import numpy as np

from rnnviz.series.compare.results import Mode, Result


def number(value: float) -> str:
    """Three significant digits, or a dash for what is undefined.

    >>> number(1234.5), number(0.012345), number(float("nan"))
    ('1,230', '0.0123', '–')
    """
    if not np.isfinite(value):
        return "–"
    if value and not 1e-4 <= abs(value) < 1e7:
        return f"{value:.2e}".replace("-", "−")
    rounded = float(f"{value:.3g}")
    digits = max(0, 2 - int(np.floor(np.log10(abs(rounded)))) if rounded else 2)
    return f"{rounded:,.{digits}f}".replace("-", "−")


def spread_text(r: Result, mode: Mode, score: str = "rmse") -> str:
    """A median with its range, or the one number there is: “1.20 [1.10, 1.40]”."""
    s = r.spread(mode, score)
    if len(r.good) < 2 or not np.isfinite(s.median):
        return number(s.median)
    return f"{number(s.median)} [{number(s.low)}, {number(s.high)}]"


def chance(p: float) -> str:
    """A probability as it is written in a sentence.

    >>> chance(0.0312), chance(1e-9)
    ('p = 0.031', 'p < 0.001')
    """
    return "p < 0.001" if p < 0.001 else f"p = {p:.2g}"
