"""Formulas as data: how they are cut into terms and factors, and what they evaluate to."""

import numpy as np
import pytest

from rnnviz.core.equations import Names, evaluate, parse

W = np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0], [7.0, 8.0]])
VALUES = {("h", -1): np.array([0.5, -1.0]), ("f", 0): np.array([2.0, 3.0])}
NAMES = Names(
    lambda name, shift: VALUES[name, shift], {"W_hh": W, "b_h": np.ones(4)}, lambda _W: ("i", "f")
)


def value(expression):
    return evaluate(parse(f"out = {expression}").node, NAMES).tolist()


def test_that_a_gate_names_its_rows_of_a_stacked_weight():
    assert value("W_hh[i] @ h_prev") == [1 * 0.5 - 2, 3 * 0.5 - 4]
    assert value("W_hh[f] @ h_prev") == [5 * 0.5 - 6, 7 * 0.5 - 8]


def test_that_a_transpose_is_a_transpose():
    assert value("W_hh[f].T @ f") == [5 * 2 + 7 * 3, 6 * 2 + 8 * 3]


def test_that_signs_powers_and_functions_are_those_of_python():
    assert value("(1 - f**2) * h_prev + b_h[i]") == [(1 - 4) * 0.5 + 1, (1 - 9) * -1.0 + 1]
    assert value("relu(h_prev) - step(h_prev)") == [0.5 - 1, 0]
    np.testing.assert_allclose(
        value("tanh(f) * sigmoid(f)"), np.tanh([2, 3]) / (1 + np.exp([-2.0, -3]))
    )


def test_that_terms_keep_their_signs():
    terms = parse("out = a - b * c + d").terms
    assert [(t.sign, [f.array for f in t.factors]) for t in terms] == [
        (1, ["a"]),
        (-1, ["b", "c"]),
        (1, ["d"]),
    ]


def test_that_factors_know_their_weight_gate_transpose_and_step():
    (term,) = parse("dh = W_hh[f].T @ da_f_next").terms
    (f,) = term.factors
    assert (f.kind, f.weight, f.gate, f.transpose, f.array, f.shift) == (
        "matvec",
        "W_hh",
        "f",
        True,
        "da_f",
        1,
    )


@pytest.mark.parametrize(
    "formula", ["out = f / 2", "out = -f", "out = open(f)", "out = f.real", "out = [f]"]
)
def test_that_a_formula_may_hold_nothing_but_its_few_operations(formula):
    with pytest.raises((ValueError, KeyError)):
        evaluate(parse(formula).node, NAMES)
