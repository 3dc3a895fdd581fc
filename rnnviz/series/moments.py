"""Times as a person reads them: all times of one series as finely as its step asks for."""

import numpy as np

from rnnviz.series.steps import DAY, Step


def moment(time: object, step: Step | None) -> str:
    """A date as finely as the step asks for, or a position.

    >>> moment(np.datetime64("1950-02-01T00:00:00"), None)
    '1950-02-01'
    >>> moment(np.float64(7.0), None)
    '7'
    """
    if not isinstance(time, np.datetime64):
        return f"{time:.10g}"
    text = str(time.astype("datetime64[s]")).replace("T", " ")
    fraction = str(time).partition(".")[2].rstrip("0")
    if fraction:
        return f"{text}.{fraction}"
    if step is not None and step.months and text.endswith("-01 00:00:00"):
        return text[:4] if step.months == 12 and text[5:7] == "01" else text[:7]
    clock = text.removesuffix(":00")
    return clock if step is not None and step.size < DAY else clock.removesuffix(" 00:00")
