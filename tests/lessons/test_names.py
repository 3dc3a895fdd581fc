"""Formulas find the numbers of a link by name, whatever its cell."""

import numpy as np
import pytest

from rnnviz.lessons.told import named
from rnnviz.settings.tables import CELL_CODES


@pytest.mark.parametrize("cell", CELL_CODES)
def test_that_what_the_steps_add_is_named_and_adds_up_to_the_gradient(cell: str) -> None:
    arrays = named(f"unroll?cell={cell}&hidden=4&trained=0&steps=6").arrays
    steps = [name for name in arrays if name.startswith("step_")]
    assert steps
    for name in steps:
        whole = arrays[name.removeprefix("step_")]
        np.testing.assert_allclose(arrays[name].sum(axis=0), whole, rtol=0, atol=1e-12)
