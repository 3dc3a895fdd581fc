"""The network in hand: from a screen's settings to a sequence, weights and everything computed."""

from dataclasses import replace
from typing import Any

import numpy as np
import streamlit as st

from rnnviz.core.arrays import Array
from rnnviz.core.init import init_network
from rnnviz.core.network import Network, Weights
from rnnviz.core.study import Study, study
from rnnviz.errors import RnnvizError
from rnnviz.series.audit.missing import longest_run
from rnnviz.series.moments import moment
from rnnviz.series.reading.builtin import load
from rnnviz.series.ready import choose
from rnnviz.series.steps import Step, step_of
from rnnviz.settings.edits import Edit, apply_edits, parse_edits
from rnnviz.settings.network import NetworkSettings
from rnnviz.settings.typed import parse_numbers, parse_word
from rnnviz.tasks.sequence import (
    Example,
    next_letter,
    next_scaled_value,
    next_value,
    scaled,
)
from rnnviz.training import fit
from rnnviz.ui.network import in_hand
from rnnviz.ui.network.cell_options import as_written, cell_of, same_drawn
from rnnviz.words import _


@st.cache_data(max_entries=16, show_spinner=False)
def series_values(code: str) -> tuple[Array, tuple[str, ...]]:
    """The longest stretch without gaps of a built-in series, scaled to [-1, 1], and its dates."""
    series = choose(load(code))
    first, last = longest_run(np.isfinite(series.values))
    step = step_of(series.times)
    dates = [_date(t, step, k) for k, t in enumerate(series.times[first:last], start=1)]
    return scaled(series.values[first:last]), tuple(dates)


def _date(time: Any, step: Step | None, number: int) -> str:
    """A time as short text; what is neither a date nor a year is the number of its step."""
    dated = isinstance(time, np.datetime64) or 1000 <= time == round(time)
    return moment(time, step) if dated else str(number)


def example_of(s: NetworkSettings) -> Example:
    """The sequence that the settings describe, with its targets.

    Raises:
        RnnvizError: if what was typed cannot be used.
    """
    if s.net:
        carried, k = in_hand.network_and_number(s)
        return carried.examples.example(k)
    if s.input == "word":
        return next_letter(parse_word(s.word))
    if s.input == "typed":
        return next_value(parse_numbers(s.typed))
    values, dates = series_values(s.series)
    n = min(s.steps + 1, len(values))
    return next_scaled_value(list(values[:n]), dates[:n])


def training_windows(s: NetworkSettings, example: Example) -> tuple[Array, Array]:
    """What a network is trained on, x (T, N, I) and d (T, N, O): of a series every window."""
    if s.input != "series":
        return example.x[:, None], example.d[:, None]
    values, _dates = series_values(s.series)
    windows = np.lib.stride_tricks.sliding_window_view(values, len(example.x) + 1).T[..., None]
    return windows[:-1], windows[1:]


def network_of(s: NetworkSettings, example: Example) -> Network:
    """The network before any edit: as the seed draws it, then trained for the epochs asked for.

    Raises:
        RnnvizError: if the training diverges.
    """
    net = init_network(
        cell_of(s),
        example.x.shape[1],
        s.hidden,
        example.d.shape[1],
        np.random.default_rng(s.seed),
        scheme=s.scheme,
        gain=s.gain,
        forget_bias=s.forget_bias,
        longest=len(example.x),
    )
    if s.trained == 0:
        return net
    x, d = training_windows(s, example)
    target = d[-1] if s.where == "last" else d
    history = fit(net, x, target, where=s.where, loss=example.loss, epochs=s.trained, lr=0.02)
    if history.stopped == "diverged":
        raise RnnvizError(history.message)
    return history.net


@in_hand.cached
def unedited(s: NetworkSettings) -> Network:
    """The network without edits, computed once for each settings; never to be changed.

    Raises:
        RnnvizError: as `example_of` and `network_of` do.
    """
    if s.net:
        return in_hand.network_and_number(s)[0].net
    return network_of(s, example_of(s))


def edited(net: Network, edits: tuple[Edit, ...]) -> tuple[Network, list[Edit]]:
    """The network with weights set by hand, and the edits that fit none of its weights."""
    p, r = net.weights
    arrays, unfit = apply_edits({**p._asdict(), **r._asdict()}, edits)
    weights = Weights(
        net.cell.fix(type(p)(*(arrays[k] for k in p._fields))),
        type(r)(*(arrays[k] for k in r._fields)),
    )
    return Network(net.cell, weights), unfit


@in_hand.cached
def study_of(s: NetworkSettings, truncate: int | None = None, loudness: float = 1.0) -> Study:
    """Everything computed of the network in hand; never to be changed, since it is shared.

    Raises:
        RnnvizError: if the input cannot be used, the session does not have the network, or the
            numbers leave what a computer can hold.
    """
    example = example_of(s)
    net, _unfit = edited(unedited(same_drawn(replace(s, edits=""))), parse_edits(s.edits))
    net = as_written(net, s)
    with np.errstate(all="ignore"):  # overflow is looked for below, and explained
        result = study(net, loudness * example.x, example.d, s.where, example.loss, truncate)
    _refuse_overflow(result)
    return result


def _refuse_overflow(s: Study) -> None:
    for name, a in (("h", s.trace.h), ("∂L/∂h", s.back.state.h), ("y", s.y)):
        bad = np.flatnonzero(~np.isfinite(a).all(axis=1))
        if len(bad):
            message = _(
                "{name} overflows at step {t}: the numbers grow beyond what a computer can hold. "
                "Choose a smaller gain, fewer steps, or a bounded activation such as tanh."
            )
            raise RnnvizError(message.format(name=name, t=int(bad[0]) + 1))
