"""Settings at their boundaries: the last weight that a link holds, the first epoch of a branch."""

import numpy as np
import pytest

from rnnviz.errors import RnnvizError
from rnnviz.settings.packed import MOST, pack, unpack
from rnnviz.settings.shapes import CELLS, ShapesSettings
from rnnviz.settings.train import TrainSettings


def test_that_a_link_holds_as_many_weights_as_it_says_and_not_one_more() -> None:
    values = np.linspace(-1, 1, MOST + 1)
    np.testing.assert_allclose(unpack(pack(values[:MOST])), values[:MOST], rtol=1e-6)
    with pytest.raises(RnnvizError, match=f"1 to {MOST} weights"):
        unpack(pack(values))


def test_that_rectified_units_are_those_of_the_rectified_cell_alone() -> None:
    found = {code: ShapesSettings(cell=code).layers().nonlinearity for code in CELLS}
    assert {code for code, name in found.items() if name == "relu"} == {"rnn_relu"}


@pytest.mark.parametrize("epoch", [1, 5, 40])
def test_that_a_branch_keeps_the_rate_before_its_epoch(epoch: int) -> None:
    s = TrainSettings(epochs=100, lr=0.01)
    branch = s.changed_from(epoch, lr=0.5)
    assert (branch.epochs, branch.lr, branch.later) == (epoch, 0.01, f"{epoch}.lr=0.5")
    again = s.changed_from(0, lr=0.5)
    assert (again.epochs, again.lr, again.later) == (0, 0.5, "")
