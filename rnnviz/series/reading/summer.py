"""The hour that comes twice where clocks go back in autumn."""

import numpy as np

from rnnviz.words import _

HOURS = {1, 2, 3}  # of the night in which clocks go back, in Europe and North America


def autumn_hours(times: np.ndarray) -> list[str]:
    """One sentence if all repeated times lie in Sunday nights of October or November.

    >>> hours = np.array(["2020-10-25T01", "2020-10-25T02", "2020-10-25T02"], dtype="M8[s]")
    >>> len(autumn_hours(hours)), len(autumn_hours(hours[:2]))
    (1, 0)
    """
    ordered = np.sort(times[~np.isnat(times)])
    twice = ordered[1:][ordered[1:] == ordered[:-1]]
    if not len(twice) or len(twice) > 100:
        return []
    day = twice.astype("M8[D]")
    month = (twice.astype("M8[M]").astype(int) % 12 + 1).tolist()
    hour = (twice.astype("M8[h]") - day).astype(int).tolist()
    sunday = (day.astype(int) + 3) % 7 == 6
    if not sunday.all() or not set(month) <= {10, 11} or not set(hour) <= HOURS:
        return []
    note = _("Times that come twice, in the night in which clocks go back in autumn: {n}.")
    return [note.format(n=len(twice))]
