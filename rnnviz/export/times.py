"""Times as short text."""

import numpy as np


def time_text(time: object) -> str:
    """A time in few letters: a year, a month, a day, a moment, or a number.

    >>> time_text(np.datetime64("1990-01-01")), time_text(np.datetime64("1990-03-02T13:45:00"))
    ('1990', '1990-03-02T13:45')
    >>> time_text(np.float64(7.0))
    '7'
    """
    if isinstance(time, np.datetime64):
        text = str(time.astype("datetime64[m]")).removesuffix("T00:00")
        return text if "T" in text else text.removesuffix("-01").removesuffix("-01")
    return f"{time:.6g}"
