import numpy as np
import pytest

from rnnviz.errors import RnnvizError
from rnnviz.tasks.sequence import END, next_letter, next_value, scaled


def test_that_each_value_is_asked_to_predict_the_next():
    e = next_value([1.0, 2.0, 4.0, 8.0])
    assert e.x.ravel().tolist() == [1, 2, 4]
    assert e.d.ravel().tolist() == [2, 4, 8]
    assert e.ticks == ("1", "2", "3")


@pytest.mark.parametrize("values", [[], [1.0], [1.0, 2.0]])
def test_that_too_few_values_are_refused_in_one_sentence(values):
    with pytest.raises(RnnvizError, match="at least 3 are needed"):
        next_value(values)


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_that_a_value_that_is_not_finite_is_named(bad):
    with pytest.raises(RnnvizError, match="Value 2 is not a finite number"):
        next_value([1.0, bad, 3.0])


def test_that_the_letters_of_jazz_need_memory():
    e = next_letter("JAZZ")
    assert e.inputs == ("J", "A", "Z")
    assert [e.outputs[k] for k in e.d.argmax(1)] == ["A", "Z", "Z", END]
    assert (e.x[2] == e.x[3]).all()
    assert (e.d[2] != e.d[3]).any()


def test_that_scaling_maps_the_range_to_minus_one_and_one_and_a_constant_to_zero():
    assert scaled(np.array([5.0, 7.0, 6.0])).tolist() == [-1, 1, 0]
    assert scaled(np.array([5.0, 5.0])).tolist() == [0, 0]
