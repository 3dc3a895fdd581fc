"""Settings to example: the sequence that a network reads, with its targets."""

from functools import cache
from typing import Any

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.errors import RnnvizError
from rnnviz.series.audit.ready import choose
from rnnviz.series.moments import moment
from rnnviz.series.reading.builtin import load
from rnnviz.series.segments import longest_run
from rnnviz.series.steps import Step, step_of
from rnnviz.settings.network import NetworkSettings
from rnnviz.settings.typed import parse_numbers, parse_word
from rnnviz.street.network.carried import Carried, number, unknown
from rnnviz.tasks.sequence import (
    Example,
    next_letter,
    next_scaled_value,
    next_value,
    scaled,
)


@cache  # a handful of built-in files, read once
def series_values(code: str) -> tuple[Array, tuple[str, ...]]:
    """The longest stretch without gaps of a built-in series, scaled to [-1, 1], and its dates."""
    series = choose(load(code))
    first, last = longest_run(np.isfinite(series.values))
    step = step_of(series.times)
    dates = [_date(t, step, k) for k, t in enumerate(series.times[first:last], start=1)]
    values = scaled(series.values[first:last])
    values.flags.writeable = False  # they are shared
    return values, tuple(dates)


def _date(time: Any, step: Step | None, number: int) -> str:
    """A time as short text; what is neither a date nor a year is the number of its step."""
    dated = isinstance(time, np.datetime64) or 1000 <= time == round(time)
    return moment(time, step) if dated else str(number)


def example_of(s: NetworkSettings, carried: Carried | None = None) -> Example:
    """The sequence that the settings describe, with its targets; one of `carried` if they name it.

    Raises:
        RnnvizError: if what was typed cannot be used, or the carried network is not given.
    """
    if s.net:
        if carried is None:
            raise RnnvizError(unknown())
        return carried.examples.example(number(s, carried))
    if s.input == "word":
        return next_letter(parse_word(s.word))
    if s.input == "typed":
        return next_value(parse_numbers(s.typed))
    values, dates = series_values(s.series)
    n = min(s.steps + 1, len(values))
    return next_scaled_value(list(values[-n:]), dates[-n:])


FEWEST = 10  # windows that are worth training on


def training_windows(s: NetworkSettings, example: Example) -> tuple[Array, Array]:
    """What a network is trained on, x (T, N, I) and d (T, N, O).

    Of a built-in series every window that ends before the shown one begins, so that what is shown
    was never seen; where those would be fewer than `FEWEST`, every window there is.
    """
    if s.input != "series":
        return example.x[:, None], example.d[:, None]
    values, _dates = series_values(s.series)
    n = len(example.x) + 1
    past = values[:-n] if len(values) >= 2 * n + FEWEST - 1 else values
    windows = np.lib.stride_tricks.sliding_window_view(past, n).T[..., None]
    return windows[:-1], windows[1:]


def never_seen(s: NetworkSettings, example: Example) -> bool:
    """Whether the windows of the training leave out all that is shown."""
    rows = len(series_values(s.series)[0]) if s.input == "series" else 0
    return rows >= 2 * (len(example.x) + 1) + FEWEST - 1
