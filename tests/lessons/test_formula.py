"""Formulas look numbers up and work them out; what is anything else is refused in a sentence."""

from typing import Any

import numpy as np
import pytest

from rnnviz.errors import RnnvizError
from rnnviz.lessons.formula.formula import LONGEST, Walk, names_in, with_names
from rnnviz.lessons.formula.functions import FORMATS, FUNCTIONS, written
from rnnviz.lessons.formula.texts import filled, formulas_in, parted, without_formulas

ARRAYS: dict[str, Any] = {
    "h": np.array([[0.1, 0.2], [0.3, 0.4], [-0.5, 0.6]]),
    "p": np.array([[0.25, 0.75], [0.5, 0.5], [0.9, 0.1]]),
    "after.loss": np.array([3.0, 2.0, 1.0]),
    "set.gain": 1.5,
}
WALK = Walk(with_names(ARRAYS), lambda name: ("Z", "∎") if name == "p" else ())


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("h[1, 1]", 0.1), ("h[3, 2]", 0.6), ("h[-1, 1]", -0.5), ("h[argmax(after.loss), 2]", 0.2),
        ("sum(after.loss[2:3])", 3.0), ("sum(after.loss[:2])", 5.0), ("sum(after.loss[2:])", 3.0),
        ('p[1, "∎"]', 0.75), ("set.gain * 2", 3.0), ("-set.gain ** 2", -2.25), ("+1 - -2", 3.0),
        ("max(h)", 0.6), ("max(1, 4, 2)", 4.0), ("min(h)", -0.5), ("argmax(p[3])", 1.0),
        ("argmin(p[3])", 2.0), ("count(h > 0.25)", 3.0), ("length(row(3, 4))", 5.0),
        ("sum(lengths(h[1:1]) ** 2)", 0.05), ("horizon(row(1, 0.5, 0.02, 0.009, 0.5))", 3.0),
        ("horizon(row(1, 1))", 2.0), ("rows(h)", 3.0), ("sigmoid(0)", 0.5), ("tanh(0)", 0.0),
        ("mean(reverse(row(1, 2)) / row(1, 2))", 1.25), ("1 < 2 and not 3 < 2", True),
        ("1 > 2 or 1 == 1", True), ("mean(cumsum(row(1, 1, 1)))", 2.0), ("abs(h[3, 1])", 0.5),
        ("exp(0) + log(1) + log10(10) + sqrt(4) + round(0.4)", 4.0), ("1 != 1", False),
        ("1 >= 1", True),
    ],
)  # fmt: skip
def test_that_a_formula_comes_to_its_value(formula: str, value: float) -> None:
    assert WALK.value(formula) == pytest.approx(value)


def test_that_the_radius_is_that_of_the_largest_eigenvalue() -> None:
    walk = Walk(with_names({"W": np.array([[0.0, -2.0], [2.0, 0.0]])}))
    assert walk.value("radius(W)") == pytest.approx(2.0)


@pytest.mark.parametrize(
    "formula",
    [
        "__import__('os').system('true')", "h.__class__", "(1).__class__", "[x for x in h]",
        "lambda: 1", "open('x')", "h if 1 else p", "{1: 2}", "f'{h}'", "h[1][1]", "exp", "None",
        "True", "h @ p", "1 // 2", "1 % 2", "h := 1", "*h", "b'x'", "1j", "max(h, axis=0)",
        "h[::2]", "9 ** 9 ** 9", "2 ** 2000", "1 / 0", "log(0)", "sqrt(-1)", "unknown", "h[0, 1]",
        "h[4, 1]", "h[1, 1, 1]", "h[1.5, 1]", "h['Z', 1]", "p[1, 'Q']", "h + after.loss", "", "1 +",
        "(" * 90 + "1" + ")" * 90 + "+" + "-" * 60 + "1", "1" * (LONGEST + 1), "row(h)",
    ],
)  # fmt: skip
def test_that_anything_else_is_refused_in_a_sentence(formula: str) -> None:
    with pytest.raises(RnnvizError) as caught:
        WALK.value(formula)
    assert str(caught.value)


def test_that_a_misspelt_name_is_answered_with_those_there_are() -> None:
    with pytest.raises(RnnvizError, match=r"there is no “hh”; there are: after.loss, h, p"):
        WALK.value("hh[1]")


def test_that_names_are_found_and_functions_are_not_names() -> None:
    assert names_in("max(h[argmax(p[2])]) + after.loss[1] * set.gain") == {*ARRAYS}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_that_the_guide_names_every_function(name: str) -> None:
    from tests.lessons.test_course import GUIDE

    assert f"`{name}" in GUIDE.read_text(encoding="utf-8")


@pytest.mark.parametrize("form", ["", *FORMATS])
def test_that_every_form_writes_a_number_with_a_true_minus(form: str) -> None:
    text = written(-0.12345, form)
    assert text
    assert "-" not in text
    assert parted(f"x:{form}" if form else "x") == ("x", form)


def test_that_a_text_is_filled_and_typeset_formulas_are_left_alone() -> None:
    text = "$h_{t-1}$ is {h[1, 1]:2}, {{so}} and {p[1:2, 1]}"
    assert list(formulas_in(text)) == ["h[1, 1]:2", "p[1:2, 1]"]
    assert without_formulas("was {h[1, 1]} and 0.5") == "was  and 0.5"
    assert filled(text, lambda f, form: f"<{f}|{form}>") == (
        "$h_{t-1}$ is <h[1, 1]|2>, {so} and <p[1:2, 1]|>"
    )


def test_that_an_unknown_form_is_refused() -> None:
    with pytest.raises(RnnvizError, match="no form of a number"):
        filled("{h:9z}", lambda f, form: f + form)
