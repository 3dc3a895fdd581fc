"""One writing of numbers: here, and in the player's format.js."""

import json
import subprocess

import numpy as np
import pytest

from rnnviz.words.numbers import at_least, at_most, brief, decade, factor, number, percent
from tests.test_javascript import NODE, ROOT

SCRIPT = """
import { brief, decade, factor, number, percent } from "./rnnviz/player/frontend/drawing/format.js";
const { values, shares, exponents } = JSON.parse(process.argv[1]);
console.log(JSON.stringify({
  number: [1, 2, 3, 4].map((digits) => values.map((v) => number(v, { digits }))),
  brief: values.map((v) => brief(v)),
  factor: values.map((v) => factor(Math.abs(v))),
  percent: [0, 1, 2].map((digits) => shares.map((s) => percent(s, { digits }))),
  decade: exponents.map(decade),
}));
"""


def test_that_the_player_writes_every_number_as_python_does() -> None:
    rng = np.random.default_rng(0)
    sizes = rng.normal(size=1500) * 10.0 ** rng.uniform(-20, 20, 1500)
    near = rng.normal(size=1500) * 10.0 ** rng.uniform(-4, 6, 1500)
    corners = [0, 1, -1, 0.125, 0.5, 2.5, 9.995, 99.95, 0.001, 0.00099999, 99999.7, 1e5, 1e-12]
    values = [*map(float, (*sizes, *near)), *map(float, corners), *(-float(c) for c in corners)]
    shares = [*map(float, rng.uniform(0, 1, 500)), 0, 1, 0.005, 0.0049, 0.995, 0.9949, 1e-9, 0.125]
    asked = {"values": values, "shares": shares, "exponents": list(range(-30, 31))}
    command = [str(NODE), "--input-type=module", "-e", SCRIPT, json.dumps(asked)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    theirs = json.loads(done.stdout)
    assert theirs["number"] == [[number(v, d) for v in values] for d in (1, 2, 3, 4)]
    assert theirs["brief"] == [brief(v) for v in values]
    assert theirs["factor"] == [factor(abs(v)) for v in values]
    assert theirs["percent"] == [[percent(s, d) for s in shares] for d in (0, 1, 2)]
    assert theirs["decade"] == [decade(e) for e in asked["exponents"]]


@pytest.mark.parametrize("share", [1e-6, 0.004, 0.2, 0.5, 0.996, 1 - 1e-6])
@pytest.mark.parametrize("digits", [0, 1, 2])
def test_that_a_share_never_reads_as_nothing_or_all_unless_it_is(share: float, digits: int) -> None:
    text = percent(share, digits)
    digits_said = float(text.strip("<> %"))
    assert 0 < digits_said < 100
    assert text[0] in "<>" or abs(digits_said - 100 * share) <= 0.5 * 10.0**-digits + 1e-12


def test_that_what_is_no_number_is_said_in_words() -> None:
    assert [number(v) for v in (np.nan, np.inf, -np.inf)] == [
        "not a number", "overflow", "negative overflow",
    ]  # fmt: skip


RAISED = str.maketrans("−⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "--0123456789")


def value_of(text: str) -> float:
    return float(text.translate(RAISED).replace("×10", "e"))


@pytest.mark.parametrize("digits", [1, 2, 3, 4])
def test_that_at_most_is_never_below_and_at_least_never_above_and_both_are_near(
    digits: int,
) -> None:
    rng = np.random.default_rng(0)
    sizes = rng.normal(size=1000) * 10.0 ** rng.uniform(-12, 12, 1000)
    for value in map(float, (*sizes, 0.0473, 0.0996, 99999.7, 0.00099999, 1.0, -1.0, 1234.5)):
        most, least = value_of(at_most(value, digits)), value_of(at_least(value, digits))
        dust = 1e-11 * abs(value)
        assert least - dust <= value <= most + dust
        assert most - least <= 1.001 * 10.0 ** (1 - digits) * abs(value) + dust
        assert value_of(number(value, digits)) in (most, least)
