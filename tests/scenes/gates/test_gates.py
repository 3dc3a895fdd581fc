"""Gates, cell by cell: ledgers add up to the state, strips have a row a unit, wires are real."""

import numpy as np
import pytest

from rnnviz.core.cells import CELLS
from rnnviz.core.init import init_network
from rnnviz.core.jacobians import step_jacobians
from rnnviz.core.memory import carry, memory_age
from rnnviz.core.study import Study, study
from rnnviz.scenes.gates.gates import gate_scene
from rnnviz.scenes.gates.slots import lit, reads, wires
from rnnviz.scenes.gates.words import (
    product_of_shares,
    span,
    step_size,
    turned,
    turning,
    weighed,
)
from rnnviz.tasks.sequence import next_value
from rnnviz.words.numbers import number, steps

VALUES = next_value(list(2.5 * np.sin(0.3 * np.arange(9))))

ELSEWHERE = ("jordan", "grid_lstm")  # which read the output, and another memory


def studied(code: str) -> Study:
    net = init_network(CELLS[code], 1, 3, 1, np.random.default_rng(4), gain=2.0)
    return study(net, VALUES.x, VALUES.d)


@pytest.mark.parametrize("code", CELLS)
def test_that_kept_and_written_and_handed_up_are_the_state(code: str) -> None:
    s = studied(code)
    scene = gate_scene(s, VALUES, "A")
    a, state = scene.arrays, "c" if "c" in s.net.cell.state_fields else "h"
    before = np.concatenate([np.zeros((1, 3)), getattr(s.trace, state)[:-1]])
    np.testing.assert_array_equal(a["belt.before"], before)
    np.testing.assert_allclose(a["belt.kept"], a["belt.keep"] * before)
    total = a["belt.kept"] + a["belt.written"] + a.get("belt.lifted", 0)
    np.testing.assert_allclose(total, getattr(s.trace, state), atol=1e-12)
    np.testing.assert_allclose(a["age"].sum(axis=1), getattr(s.trace, state), atol=1e-5)
    ledger = next(v for v in scene.views if v["type"] == "ledger")
    columns = [c["array"] for c in ledger["columns"]]
    assert ("o" in columns) == hasattr(s.trace, "o")
    assert len(columns) == len(set(columns))
    assert {"c", "h"} <= set(columns) if state == "c" else "c" not in columns
    assert ("belt.lifted" in columns) == ("belt.lifted" in a)


@pytest.mark.parametrize("code", CELLS)
def test_that_every_strip_has_a_row_a_unit_and_room_for_all_its_numbers(code: str) -> None:
    scene = gate_scene(studied(code), VALUES, "A")
    columns = scene.options["layout"]["columns"]
    assert sorted(k for column in columns for k in column) == list(range(len(scene.views)))
    for view in (v for v in scene.views if v["type"] == "strip"):
        values = scene.arrays[view["array"]]
        assert [row[-3:] for row in view["rows"]] == ["[1]", "[2]", "[3]"]
        low, high = view["range"]
        if CELLS[code].activation not in ("relu", "linear"):
            assert low <= values.min()
            assert values.max() <= high
        assert (low == 0) == (view["scale"] == "gate")
        assert 10 <= view["row_height"] <= 16


@pytest.mark.parametrize("code", CELLS)
def test_that_a_wire_is_drawn_where_the_formulas_have_it(code: str) -> None:
    cell = CELLS[code]
    drawn = wires(cell)
    read = " ".join(cell.forward)
    peeps = [wire for wire in drawn if wire.startswith("peep")]
    assert len(peeps) == sum(f"p_{k} *" in read for k in "ifo")
    assert ("depth" in drawn) == (code == "grid_lstm")
    if "coupled" in drawn:
        assert "1 - " in read or code == "clockwork"
    said = lit(cell) or ""
    assert said.startswith("Dashed") == (bool(drawn) or code in ("lstm_depth_gated", "lru"))
    new = len(cell.gates) == 1 and code not in ("rnn_leaky", "esn", "clockwork")
    assert ("Nothing is kept" in said) == (new and not drawn)
    assert ("through the output" in said) == (code == "jordan")


def test_that_a_ghost_is_the_network_before_the_clamp() -> None:
    s, before = studied("lstm"), studied("lstm")
    scene = gate_scene(s, VALUES, "A", before=before)
    np.testing.assert_array_equal(scene.arrays["ghost"], before.trace.c)
    np.testing.assert_array_equal(scene.arrays["ghost_h"], before.trace.h)
    assert "ghost" not in gate_scene(s, VALUES, "A").arrays


@pytest.mark.parametrize("code", CELLS)
def test_that_the_gradient_is_read_off_gates_that_do_not_see_the_state(code: str) -> None:
    s = studied(code)
    said = product_of_shares(s)
    blind = "W_hh" not in " ".join(s.net.cell.forward) and s.net.cell.loop is None
    assert (said is not None) == (blind and code != "lru")
    assert ("h_{t-1}" not in reads(s.net.cell)) == (blind or code in ELSEWHERE)
    assert any("no wire comes from" in text.lower() for text in [lit(s.net.cell) or ""]) == blind
    told = step_size(s)
    assert (told is not None) == (code == "ssm")
    if told:
        assert f"Of the old state {span(np.exp(-s.trace.v))} is kept" in told
        assert f"z = {span(1 - np.exp(-s.trace.v))} is written" in told
    if said:
        J = step_jacobians(s.net.cell, s.net.params, s.trace)
        total = np.diagonal(np.linalg.multi_dot(J[:0:-1]))
        assert ", ".join(number(float(one), 2) for one in total) in said


def test_that_what_an_slstm_says_of_its_mean_is_its_newest_weight_of_all() -> None:
    s = studied("slstm")
    k = carry(s.net.cell, s.trace)
    weights = memory_age(k.keep, k.share)[-1]
    newest = span(weights[-1] / weights.sum(axis=0))
    assert "a mean of all 8 candidates, each with a weight of its own" in weighed(s)
    assert f"its candidate has {newest} of the whole weight" in weighed(s)
    assert weighed(s).endswith("equal weights would give it 13 %.")
    skeleton = gate_scene(s, VALUES, "A").views[0]
    assert (skeleton["tanh"], skeleton["squash"]) == ("q", "÷ n")
    np.testing.assert_allclose(s.trace.q, s.trace.c / s.trace.n)


def test_that_what_an_lru_says_of_its_turns_is_its_eigenvalues() -> None:
    s = studied("lru")
    J = step_jacobians(s.net.cell, s.net.params, s.trace)[-1]
    eigenvalues = np.linalg.eigvals(J)
    up = np.sort_complex(eigenvalues[eigenvalues.imag > 0])
    own = np.sort_complex((s.trace.k + 1j * s.trace.s)[-1])
    np.testing.assert_allclose(up, own, rtol=1e-10)
    told = turning(s) or ""
    lengths = np.abs(own)
    assert f"keeps {span(lengths)} of the length" in told
    for one in (s.trace.k + 1j * s.trace.s)[-1]:
        assert number(float(np.degrees(np.angle(one))), 2) in told
        assert number(float(np.abs(one) ** 7), 2) in told
    slowest = s.trace.m[-1].argmax()
    assert turned(s).startswith(f"Unit {slowest + 1} forgets slowest")
    assert f"half is left after {steps(np.log(0.5) / np.log(lengths.max()))}" in turned(s)
    assert f"every {steps(2 * np.pi / s.trace.u[-1, slowest])} with" in turned(s)
    skeleton, ledger = gate_scene(s, VALUES, "A").views[:2]
    assert skeleton["lifted_name"] == "turned in"
    assert "turns in from j" in ledger["how"]
