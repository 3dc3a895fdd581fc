"""Every gradient that is returned, against central differences, which trust no formula."""

from typing import Any

import numpy as np
import pytest

from rnnviz.core.cells import CELLS
from rnnviz.core.losses import LOSSES
from tests.core.nets import (
    SHAPES,
    Case,
    direction_errors,
    gradient_errors,
    random_case,
    with_cell,
)

TOLERANCE = 1e-7


# Two layers have many weights: of their shapes the smallest and the one with the most axes.
LARGE = {code for code, cell in CELLS.items() if len(cell.gates) > 8}
CASES = [
    (code, shape)
    for code in CELLS
    for shape in (SHAPES if code not in LARGE else list(SHAPES)[:: len(SHAPES) - 1])
]


def errors_of(case: Case, shape: str) -> dict[str, float]:
    """Entry by entry for one sequence and for restarts, along a direction for the other shapes."""
    entries = shape in ("one sequence", "restarts on shared windows")
    return (gradient_errors if entries else direction_errors)(case, case.gradients())


@pytest.mark.parametrize("where", ["last", "every"])
@pytest.mark.parametrize(("code", "shape"), CASES)
def test_that_every_gradient_of_every_cell_and_shape_is_the_slope_of_the_loss(code, shape, where):
    case = random_case(CELLS[code], seed=3, shape=shape, where=where)
    found = errors_of(case, shape)
    assert max(found.values()) < TOLERANCE, found


@pytest.mark.parametrize("where", ["last", "every"])
@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("code", CELLS)
def test_that_every_gradient_of_every_loss_is_the_slope_of_the_loss(code, loss, where):
    case = random_case(CELLS[code], seed=3, where=where, loss=loss)
    errors = gradient_errors(case, case.gradients())
    assert max(errors.values()) < TOLERANCE, errors


@pytest.mark.parametrize("code", CELLS)
def test_that_every_gradient_array_has_the_shape_of_what_it_is_the_gradient_of(code):
    for shape in SHAPES:
        case = random_case(CELLS[code], shape=shape)
        read = case.read()
        assert {k: g.shape for k, g in case.gradients().items()} == {
            k: a.shape for k, a in read.items()
        }


@pytest.mark.parametrize("code", CELLS)
def test_that_the_check_catches_a_wrong_step_backward(code):
    cell = CELLS[code]

    def wrong(p: Any, s: Any, d: Any) -> tuple[Any, Any]:
        back, prev = cell.step_backward(p, s, d)
        return back, type(prev)(*(1.001 * field for field in prev))

    case = random_case(cell, seed=6)
    errors = gradient_errors(case, with_cell(case, step_backward=wrong).gradients())
    assert errors[cell.loop or "W_xh"] > TOLERANCE
    assert errors[f"{cell.state_fields[-1]}_0"] > TOLERANCE


@pytest.mark.parametrize(
    ("code", "weight"), [(c, w) for c, cell in CELLS.items() for w in cell.Params._fields]
)
def test_that_the_check_catches_a_wrong_entry_in_any_weight_gradient(code, weight):
    cell = CELLS[code]

    def wrong(*arguments: Any) -> Any:
        g = cell.weight_gradients(*arguments)
        bad = getattr(g, weight).copy()
        bad.flat[np.abs(bad).argmax()] *= 1.001
        return g._replace(**{weight: bad})

    case = random_case(cell, seed=3)
    computed = with_cell(case, weight_gradients=wrong).gradients()
    for errors in (gradient_errors(case, computed), direction_errors(case, computed)):
        assert [name for name, e in errors.items() if e > TOLERANCE] == [weight]


def test_that_the_check_catches_a_forgotten_factor_in_the_forget_gate():
    cell = CELLS["lstm"]

    def wrong(p: Any, s: Any, d: Any) -> tuple[Any, Any]:
        return cell.step_backward(p, s._replace(f=s.f * s.f), d)

    case = random_case(cell, seed=3)
    errors = gradient_errors(case, with_cell(case, step_backward=wrong).gradients())
    assert errors["c_0"] > TOLERANCE
