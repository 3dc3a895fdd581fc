"""What names a piece of work: other data or settings never show what was trained for these."""

from dataclasses import replace

import numpy as np
import pytest

from rnnviz.series.audit.repairs import Repairs, repair
from rnnviz.series.compare.compare import compare
from rnnviz.series.compare.results import Comparison
from rnnviz.series.protocol.protocol import Protocol
from rnnviz.series.series import Series
from rnnviz.settings.series import SeriesSettings
from rnnviz.ui.frame.page import Page
from rnnviz.ui.series.inside import carry
from rnnviz.ui.series.run import ARTICLE, key_of, work

P = Protocol(window=4, hidden=2, seeds=1, epochs=1)


def with_a_gap() -> Series:
    """A hundred days of a wave, and two of them absent."""
    days = np.delete(np.arange(102), [40, 41])
    times = np.datetime64("2020-01-01", "s") + days * np.timedelta64(1, "D")
    return Series("y", np.sin(0.3 * days), times, "day", (), "the same file")


def keys(series: Series, p: Protocol) -> dict[object, str]:
    return {name: key for name, (key, _call) in work(series, p, article=True).items()}


def test_that_each_way_with_gaps_is_trained_and_shown_by_itself() -> None:
    ignored, cut = (repair(with_a_gap(), Repairs(gaps=how)) for how in ("ignore", "segments"))
    assert np.array_equal(ignored.values, cut.values)  # they differ in what windows may straddle
    assert not set(keys(ignored, P).values()) & set(keys(cut, P).values())
    assert key_of(ignored, P) != key_of(cut, P)


def test_that_a_comparison_with_other_notes_is_put_together_anew() -> None:
    assert key_of(with_a_gap(), P) != key_of(with_a_gap().noted("Said."), P)


def test_that_a_carried_network_is_told_by_the_gaps_its_windows_stop_at() -> None:
    found = compare(with_a_gap(), P)
    cut: Comparison = replace(found, series=replace(found.series, breaks=(40,)))
    page = Page("series", SeriesSettings)
    result = found["rnn_tanh"]
    one, two = (carry(page, c, result, result.shown, "") for c in (found, cut))
    assert len(one.examples) > len(two.examples)
    assert one.token() != two.token()


@pytest.mark.parametrize("change", [{"window": 6}, {"hidden": 5}, {"seeds": 2}, {"seed": 2}])
def test_that_the_article_is_run_anew_with_every_setting_that_it_uses(
    change: dict[str, int],
) -> None:
    series = with_a_gap()
    assert keys(series, P)[ARTICLE] != keys(series, replace(P, **change))[ARTICLE]


def test_that_the_article_is_kept_when_only_other_settings_change() -> None:
    longer = replace(P, epochs=9, seeds=5, cells=("lstm",))
    three = replace(P, seeds=3)
    assert keys(with_a_gap(), longer)[ARTICLE] == keys(with_a_gap(), three)[ARTICLE]
