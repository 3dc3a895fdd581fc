"""Whatever a public function of the core is given: the right number, or one sentence."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import rnnviz.core
from rnnviz.errors import RnnvizError
from tests.core.doors.asked import (
    EXAMPLES,
    SEALED,
    ask_in_another_array,
    ask_nonsense,
    ask_what_does_not_fit,
    leaves,
    numbers,
    with_leaf,
)
from tests.core.doors.calls import calls
from tests.core.doors.found import public

# Inside of the doors: what runs at every step is given what a door has let in.
INSIDE = ("arrays", "project", "equations", "learning", "doors")
OF_A_CELL = {"step", "step_backward", "weight_gradients", "project", "given", "fix", "bind",
             "begin", "unbind", "flip", "flip_last"}  # fmt: skip
INNER = {"unroll.project_step"}  # and the methods of Cell, which every step runs too

CODES = ("lstm", "gru", "jordan", "clockwork", "rnn_layernorm", "lstm_depth_gated", "grid_lstm_1")


def at_every_step(name: str) -> bool:
    """Whether it is what a cell consists of."""
    room, *_rooms, last = name.split(".")
    return name in INNER or ".Cell." in name or (room == "cells" and last in OF_A_CELL)


PUBLIC = {k: f for k, f in public(rnnviz.core, INSIDE).items() if not at_every_step(k)}
NAMES = sorted(PUBLIC)


def test_that_every_public_function_and_method_has_a_door_and_a_call_here() -> None:
    assert set(calls("lstm")) == set(NAMES)
    assert [name for name, f in PUBLIC.items() if not hasattr(f, "__wrapped__")] == []


@pytest.mark.parametrize("name", NAMES)
@EXAMPLES
@given(data=st.data())
def test_that_the_same_numbers_in_another_array_give_the_same_answer_or_a_sentence(name, data):
    ask_in_another_array(*calls(data.draw(st.sampled_from(CODES)))[name], data)


@pytest.mark.parametrize("name", NAMES)
@EXAMPLES
@given(data=st.data())
def test_that_an_array_that_does_not_fit_the_others_is_refused(name, data):
    ask_what_does_not_fit(*calls(data.draw(st.sampled_from(CODES)))[name], data)


@pytest.mark.parametrize("name", NAMES)
def test_that_what_is_no_number_and_no_name_is_refused_in_a_sentence(name) -> None:
    ask_nonsense(*calls("lstm")[name])


@pytest.mark.parametrize("name", NAMES)
def test_that_an_unknown_option_is_refused(name) -> None:
    f, arguments = calls("lstm")[name]
    with pytest.raises((RnnvizError, TypeError)):
        f(**arguments, no_such_option=1)


@pytest.mark.parametrize("code", CODES)
def test_that_answers_have_the_type_in_which_weights_and_inputs_meet(code) -> None:
    for name in ("unroll.unroll", "bptt.bptt", "network.forward", "network.backward",
                 "study.study", "feedback.free_run", "layers.run_layers", "deep.forward",
                 "seq2seq.decode", "flow.reach", "jacobians.step_jacobians"):  # fmt: skip
        f, arguments = calls(code)[name]
        for path, a in list(leaves(arguments)):
            arguments = with_leaf(arguments, path, a.astype(np.float32))
        sealed = any(isinstance(a, SEALED) for a in arguments.values())
        kinds = {a.dtype for a in numbers(f(**arguments)) if a.dtype.kind == "f"}
        assert sealed or kinds == {np.dtype(np.float32)}, (name, kinds)
