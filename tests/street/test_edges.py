"""The street at its edges: the last edit, the last step before a loss is lost, the last window."""

import re
from itertools import count

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rnnviz.core.losses import LOSSES
from rnnviz.core.study import study
from rnnviz.errors import RnnvizError
from rnnviz.settings.edits import Edit, format_edits
from rnnviz.settings.network import NetworkSettings
from rnnviz.settings.screens import SCREENS
from rnnviz.street.link import read_link
from rnnviz.street.network.changes import without_last_edit
from rnnviz.street.network.example import (
    FEWEST,
    example_of,
    never_seen,
    series_values,
    training_windows,
)
from rnnviz.street.network.learning import learn
from rnnviz.street.network.network import network_of

PLACES = st.sampled_from([("W_hh", (0, 1)), ("W_hh", (1, 0)), ("W_xh", (0, 0)), ("b_h", (1,))])
EDITS = st.lists(PLACES, unique=True).map(
    lambda places: [Edit(name, place, 0.5 + k) for k, (name, place) in enumerate(places)]
)


@given(EDITS)
def test_that_undo_takes_the_last_edit_and_no_other(edits: list[Edit]) -> None:
    s: NetworkSettings | None = NetworkSettings(edits=format_edits(edits))
    for left in range(len(edits) - 1, -1, -1):
        assert s is not None
        s = without_last_edit(s)
        assert s == NetworkSettings(edits=format_edits(edits[:left]))
    assert s is not None
    assert without_last_edit(s) is None


@example("abcdefgh" * 6)
@given(st.text("abcdefgh", min_size=1, max_size=60))
def test_that_a_screen_that_is_none_is_named_by_its_first_forty_letters(code: str) -> None:
    with pytest.raises(RnnvizError) as refused:
        read_link(f"http://localhost:8501/{code}")
    said = re.search("“(.*)”", str(refused.value))
    assert said
    assert said[1] == code[:40]
    assert all(known in str(refused.value) for known in SCREENS)


def test_that_all_that_a_link_gets_wrong_is_noted() -> None:
    notes = read_link("/unroll?hidden=many&t=never").notes
    assert len(notes) == 2
    assert read_link("/unroll?hidden=3&t=2").notes == ()


@pytest.mark.parametrize("series", ["nile", "sine"])  # an even number of rows, and an odd one
def test_that_what_is_shown_is_kept_from_training_as_long_as_enough_is_left(series: str) -> None:
    values = len(series_values(series)[0])
    turns = (values - FEWEST + 1) // 2
    for steps in range(turns - 3, turns + 4):
        s = NetworkSettings(series=series, steps=steps)
        seen = example_of(s)
        shown, windows = len(seen.x) + 1, training_windows(s, seen)[0].shape[1]
        apart = values - 2 * shown + 1  # windows of that length before what is shown
        assert never_seen(s, seen) == (apart >= FEWEST)
        assert windows == (apart if apart >= FEWEST else values - shown + 1)


@pytest.mark.parametrize("loss_at", ["last", "every"])
def test_that_the_step_at_which_the_loss_is_lost_is_named(loss_at: str) -> None:
    s = NetworkSettings(
        cell="rnn_linear", hidden=2, steps=6, trained=0, rate=10.0, gain=3, where=loss_at
    )
    shown = example_of(s)
    found = learn(network_of(s, shown), shown, loss_at, s)
    for n in count(1):
        try:
            found = learn(network_of(s, shown), shown, loss_at, s.with_(learned=n))
        except RnnvizError as lost:
            assert f"After {n} steps of size 10 " in str(lost)
            break
        assert len(found.losses) == n + 1
        assert np.isfinite(found.losses).all()
    with np.errstate(all="ignore"):
        last = study(found.net, shown.x, shown.d, loss_at, shown.loss)
    assert np.isfinite(last.total)
    assert set(LOSSES) >= {shown.loss}
