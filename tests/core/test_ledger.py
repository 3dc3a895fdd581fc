"""The ledger computes everything a second time, from the printed formulas alone, and agrees."""

import ast
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given

from rnnviz.core.bptt import bptt
from rnnviz.core.cells import CELLS
from rnnviz.core.equations import FUNCTIONS, name_and_shift, parse
from rnnviz.core.ledger import disagreement, equations, ledger, named_arrays, shifted
from rnnviz.core.readout import readout, readout_backward
from rnnviz.core.unroll import unroll
from tests.core.nets import QUICK, cells, lengths, random_network, seeds, sizes

TOLERANCE = 1e-12


def both(cell, seed=0, T=6, inputs=2, hidden=3, outputs=2):
    """The ledger of a random network, and what the core computes, by the same names."""
    rng = np.random.default_rng(seed)
    net = random_network(cell, rng, inputs, hidden, outputs)
    p, r = net.params, net.weights.readout
    x, dy = rng.normal(size=(T, inputs)), rng.normal(size=(T, outputs))
    trace = unroll(cell, p, x)
    _, dh = readout_backward(r, trace.h, dy)
    g = bptt(cell, p, x, trace, dh)
    computed = named_arrays(cell, trace, g.back, g.state)
    computed |= {"dx": g.x, "y": readout(r, trace.h), "dh_loss": dh}
    return ledger(cell, p, r, x, dy), computed, (p, r, x, dy)


@QUICK
@given(cells, seeds, lengths, sizes, sizes, sizes)
def test_that_the_formulas_give_what_the_core_computes(code, seed, T, inputs, hidden, outputs):
    book, computed, _ = both(CELLS[code], seed, T, inputs, hidden, outputs)
    assert disagreement(book, computed) < TOLERANCE


@pytest.mark.parametrize("code", CELLS)
def test_that_nothing_the_core_computes_is_left_without_a_formula(code):
    book, computed, _ = both(CELLS[code])
    # tanh(c_t) stands as a factor of its own in the formula of h.
    assert {name for name in computed if not name.startswith("tanh_")} <= set(book.values)


@pytest.mark.parametrize("code", CELLS)
def test_that_every_formula_defines_a_number_card_can_show(code):
    cell = CELLS[code]
    names = set(equations(cell))
    sums = {"a"} if len(cell.gates) == 1 else {f"a_{k}" for k in cell.gates}
    gates = set() if len(cell.gates) == 1 else set(cell.gates)
    assert sums | gates | set(cell.state_fields) | {"y"} <= names
    assert {f"d{name}" for name in sums | set(cell.state_fields)} | {"dx", "dh_loss"} <= names


@pytest.mark.parametrize("code", CELLS)
def test_that_every_name_in_a_formula_is_known(code):
    cell = CELLS[code]
    book, _, (p, r, _, _) = both(cell)
    weights = {**p._asdict(), **r._asdict()}
    for equation in equations(cell).values():
        for factor in (f for term in equation.terms for f in term.factors):
            assert factor.kind in {"matvec", "bias", "value", "computed"}
            assert not factor.weight or factor.weight in weights
            assert factor.gate is None or factor.gate in cell.gates
            assert not factor.array or factor.array in book.values
            if factor.kind == "computed":
                nodes = [n for n in ast.walk(factor.node) if isinstance(n, ast.Name)]
                names = {name_and_shift(n.id)[0] for n in nodes}
                assert names <= set(book.values) | set(FUNCTIONS)


@pytest.mark.parametrize("code", CELLS)
def test_that_the_formulas_of_a_cell_use_every_weight_it_has(code):
    cell = CELLS[code]
    text = " ".join(e.code for e in equations(cell).values())
    for name in cell.Params._fields:
        assert name in text


@pytest.mark.parametrize("code", CELLS)
def test_that_the_terms_of_every_formula_add_up_to_its_value(code):
    book, _, _ = both(CELLS[code])
    for name, terms in book.terms.items():
        np.testing.assert_allclose(sum(terms), book.values[name], rtol=0, atol=TOLERANCE)
        assert all(term.shape == book.values[name].shape for term in terms)


@pytest.mark.parametrize("code", CELLS)
def test_that_the_factors_of_every_term_multiply_to_the_term(code):
    cell = CELLS[code]
    book, _, (p, r, _, _) = both(cell)
    weights = {**cell.fix(p)._asdict(), **r._asdict()}
    for name, equation in equations(cell).items():
        for term, value in zip(equation.terms, book.terms[name], strict=True):
            product = float(term.sign) * np.ones_like(value)
            for f in term.factors:
                product = product * factor_value(f, book, weights, cell)
            np.testing.assert_allclose(product, value, rtol=0, atol=TOLERANCE)


def factor_value(f, book, weights, cell):
    """What a number card multiplies for this factor."""
    if f.kind == "computed":
        return book.factors[f.code]
    if f.kind == "value":
        return shifted(book.values, f.array, f.shift)
    W = weights[f.weight]
    if f.gate is not None:
        gates = cell.stacked(f.weight)
        W = np.split(W, len(gates))[gates.index(f.gate)]
    if f.kind == "bias":
        return W
    return shifted(book.values, f.array, f.shift) @ (W if f.transpose else W.T)


PLANTED = [
    (code, side, k)
    for code, cell in CELLS.items()
    for side in ("forward", "backward")
    for k in range(len(getattr(cell, side)))
]


@pytest.mark.parametrize(("code", "side", "k"), PLANTED)
def test_that_a_wrong_formula_is_caught(code, side, k):
    cell = CELLS[code]
    _, computed, (p, r, x, dy) = both(cell)
    formulas = list(getattr(cell, side))
    name, expression = formulas[k].split(" = ", 1)
    formulas[k] = f"{name} = 0.001 + 1.001 * (0 + {expression})"  # a gradient may be 0
    wrong = replace(cell, **{side: tuple(formulas)})
    assert disagreement(ledger(wrong, p, r, x, dy), computed) > 1e-6


@pytest.mark.parametrize("code", CELLS)
@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_that_a_number_that_is_not_finite_on_one_side_is_caught(code, bad):
    book, computed, _ = both(CELLS[code])
    computed["h"] = computed["h"].copy()
    computed["h"][2, 1] = bad
    assert disagreement(book, computed) == np.inf


def test_that_the_same_overflow_on_both_sides_is_agreement():
    book, computed, _ = both(CELLS["rnn_tanh"])
    for arrays in (book.values, computed):
        arrays["h"] = arrays["h"].copy()
        arrays["h"][2] = [np.inf, -np.inf, np.nan]
    assert disagreement(book, computed) < TOLERANCE


def test_that_the_cell_state_of_an_lstm_gets_its_gradient_from_the_next_step_and_from_h():
    cell = CELLS["lstm"]
    book, computed, (p, r, x, dy) = both(cell)
    trace = unroll(cell, p, x)
    g = bptt(cell, p, x, trace, readout_backward(r, trace.h, dy)[1])
    through_h = computed["dh"] * trace.o * (1 - np.tanh(trace.c) ** 2)
    np.testing.assert_allclose(book.values["dc"], g.state.c + through_h, rtol=0, atol=TOLERANCE)
    np.testing.assert_allclose(book.terms["dc"][0], g.state.c, rtol=0, atol=TOLERANCE)


def test_that_shifted_arrays_are_zero_where_there_is_no_step():
    values = {"h": np.array([[1.0], [2.0], [3.0]])}
    assert shifted(values, "h", -1).ravel().tolist() == [0, 1, 2]
    assert shifted(values, "h", 1).ravel().tolist() == [2, 3, 0]
    assert shifted(values, "h", 0) is values["h"]


@pytest.mark.parametrize("code", CELLS)
def test_that_every_formula_parses_into_terms_and_factors(code):
    for formula in (*CELLS[code].forward, *CELLS[code].backward):
        equation = parse(formula)
        assert equation.terms
        assert all(term.factors for term in equation.terms)
        assert ast.unparse(equation.node) in ast.unparse(ast.parse(formula))
