"""The networks that come with the app are those that a training gives."""

import runpy
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from rnnviz.settings.digits import DigitsSettings
from rnnviz.street.screens import digits
from rnnviz.tasks.digits import kept
from rnnviz.tasks.digits.kept import FILE, PLAN, kept_run
from rnnviz.tasks.digits.training import train_digits

MAKER: dict[str, Any] = runpy.run_path(str(Path(FILE).with_name("make_digits.py")))


def test_that_the_networks_that_are_kept_are_those_that_a_training_gives() -> None:
    found, expected = MAKER["arrays_of"](kept_run()), MAKER["arrays_of"](train_digits(PLAN))
    assert list(found) == list(expected)
    for name, array in expected.items():
        if array.dtype.kind == "f":
            # Another processor adds in another order, and twenty epochs carry that on.
            np.testing.assert_allclose(found[name], array, rtol=1e-3, atol=5e-3, err_msg=name)
        else:
            np.testing.assert_array_equal(found[name], array, err_msg=name)


def test_that_a_first_visit_shows_them_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    assert DigitsSettings().plan() == PLAN == kept_run().plan
    monkeypatch.setattr(digits, "_run", None)  # whoever trained would fail
    assert digits.run_of(DigitsSettings().plan(), ask=False) is kept_run()
    assert not kept_run().stopped
    assert [n.code for n in kept_run().usable] == list(PLAN.cells)


def test_that_what_is_kept_says_all_that_a_run_says_but_how_long_it_took() -> None:
    for n in kept_run().networks:
        assert n.by_row.shape == (8, PLAN.restarts)
        assert n.loss.shape == n.val_loss.shape == (PLAN.epochs + 1, PLAN.restarts)
        assert np.isfinite(n.best_loss).all()
        assert np.isnan(n.seconds)
        assert n.weights.params[0].dtype == np.float32
    assert kept.kept_run() is kept_run()
