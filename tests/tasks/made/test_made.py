"""Series that are computed: right at known points; a formula that cannot be says why."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnviz.errors import RnnvizError
from rnnviz.tasks.made import formula, mackey_glass, sine, sines
from rnnviz.tasks.made.formula import FUNCTIONS, LONGEST
from rnnviz.tasks.made.mackey_glass import slope

GOOD = {
    "sin(0.2*t)": lambda t: math.sin(0.2 * t),
    "sin(0.2·t) − t/100": lambda t: math.sin(0.2 * t) - t / 100,
    "t^2 - 2*t": lambda t: t * t - 2 * t,
    "exp(-t/50) * cos(2*π*t/12)": lambda t: math.exp(-t / 50) * math.cos(math.pi * t / 6),
    "abs(t - 20) + sqrt(t) + log(t + e)": lambda t: (
        abs(t - 20) + math.sqrt(t) + math.log(t + math.e)
    ),
    "t % 7 + tanh(t) + floor(t/3)": lambda t: t % 7 + math.tanh(t) + t // 3,
    "-(-(+t))": lambda t: t,
}
BAD = (
    "", " ", "2t", "t t", "t.real", "t[0]", "[t]", "'a'*9", "f'{t}'", "(lambda: t)()", "t < 3",
    "t if t else 1", "1j*t", "True*t", "~t", "t and t", "sin", "sin(sin)", "sin()", "sin(t, t)",
    "sin(t, out=t)", "sin(*t)", "x", "os", "__import__('os')", "sin.__class__(t)", "open(t)",
    "t=3", "t; t", "t\n+1", "t\x00", "9**9**9**9", "1/t", "log(t)", "sqrt(-t)", "exp(t^3)", "7",
    "(" * 60, "-" * LONGEST + "t", "not t", "t@t", "t//2", "t<<2", "{t}", "print(t)",
)  # fmt: skip


@pytest.mark.parametrize("text", GOOD)
def test_that_a_formula_gives_the_numbers_that_it_says(text: str) -> None:
    wanted = [GOOD[text](float(t)) for t in range(60)]
    np.testing.assert_allclose(formula(text, 60), wanted, rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("text", BAD)
def test_that_a_formula_that_cannot_be_is_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(RnnvizError) as error:
        formula(text)
    assert str(error.value).endswith(".")
    assert len(str(error.value)) < 130


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.text(alphabet="t0123456789.+-*/^%()e_,=[]'\"ins xp\\:{}@~<>", max_size=40))
def test_that_whatever_is_typed_gives_finite_numbers_or_one_sentence(text: str) -> None:
    try:
        values = formula(text, 20)
    except RnnvizError as error:
        assert str(error)
    else:
        assert np.isfinite(values).all()
        assert np.ptp(values) > 0


@pytest.mark.parametrize("text", ["t" + "**t" * 39, "sin(" * 23 + "t" + ")" * 23, "-" * 119 + "t"])
def test_that_the_longest_formula_comes_to_an_end(text: str) -> None:
    try:
        assert len(formula(text, 400)) == 400
    except RnnvizError as error:
        assert "no finite value" in str(error)


def test_that_no_function_of_a_formula_writes_into_t() -> None:
    assert set(FUNCTIONS) == {"sin", "cos", "tan", "tanh", "exp", "log", "sqrt", "abs", "sign",
                              "floor"}  # fmt: skip
    np.testing.assert_allclose(formula("sin(t) * 0 + t", 9), np.arange(9.0))


def test_that_sines_are_what_they_say() -> None:
    t = np.arange(50)
    np.testing.assert_array_equal(sine(50), np.sin(0.2 * t))
    np.testing.assert_allclose(
        sines(50) * 3, np.sin(0.2 * t) + np.sin(0.311 * t) + np.sin(0.42 * t), atol=1e-15
    )


def test_that_mackey_glass_obeys_its_equation_and_forgets_nothing_soon() -> None:
    x = mackey_glass(400)
    t = np.arange(20, 398)
    slopes = (x[t - 2] - 8 * x[t - 1] + 8 * x[t + 1] - x[t + 2]) / 12
    wanted = [slope(x[k], x[k - 17]) for k in t]
    np.testing.assert_allclose(slopes, wanted, atol=3e-3)
    other = mackey_glass(400, start=1.2001)
    apart = np.abs(x - other)
    assert apart[:50].max() < 0.1 * np.ptp(x)
    assert apart[-150:].max() > 2 * apart[:50].max()
    assert slope(1.0, 1.0) == 0
