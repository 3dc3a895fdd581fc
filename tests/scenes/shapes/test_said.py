"""What Shapes says of a kind of network is what its arrays and its numbers are."""

from typing import Any

import numpy as np
import pytest

from rnnviz.core.both_ends import both_ways
from rnnviz.core.shapes import Layers
from rnnviz.scenes.shapes.numbers import play
from rnnviz.scenes.shapes.said import plan_sentence
from rnnviz.scenes.shapes.tally import written
from rnnviz.tasks.architecture import Plan, arrays_in, arrays_out, plan_of, weights_torch


def plan(arch: str, **more: Any) -> Plan:
    layers = Layers(**{"kind": "GRU", "input_size": 2, "hidden_size": 3, **more})
    return plan_of(arch, layers, 6, 4, 2)


def shapes(p: Plan) -> dict[str, tuple[int, ...]]:
    return {shape.name: tuple(shape.size) for shape in (*arrays_in(p), *arrays_out(p))}


@pytest.mark.parametrize("batch_first", [False, True])
@pytest.mark.parametrize(
    ("arch", "more", "named"),
    [
        ("many_to_many", {}, ("y",)),
        ("many_to_one", {}, ("y",)),
        ("one_to_many", {}, ("input", "y")),
        ("many_to_many", {"num_layers": 2}, ("h_n", "output")),
        ("many_to_one", {"bidirectional": True}, ("output",)),
        ("many_to_many", {"bidirectional": True, "num_layers": 3}, ("output", "h_n")),
    ],
)  # fmt: skip
def test_that_each_shape_in_a_sentence_is_that_of_the_array(
    arch: str, more: dict[str, Any], named: tuple[str, ...], batch_first: bool
) -> None:
    p = plan(arch, batch_first=batch_first, **more)
    said = plan_sentence(p)
    assert all(written(shapes(p)[name]) in said for name in named)
    assert "{" not in said


def test_that_the_numbers_of_many_to_many_are_those_that_are_learned() -> None:
    p = plan("many_to_many")
    total = sum(int(np.prod(shape.size)) for shape in weights_torch(p))
    assert f"the same {total} numbers" in plan_sentence(p)
    assert f"each of {p.T} steps" in plan_sentence(p)


def test_that_a_backward_half_is_said_to_have_read_one_step_only_where_it_has() -> None:
    for layers in (1, 2):
        p = plan("many_to_one", bidirectional=True, num_layers=layers)
        played = play(p, 1)
        reached = np.flatnonzero(both_ways(played.net, played.x).backward_last)
        alone = "has read that step alone" in plan_sentence(p)
        assert alone == (reached.tolist() == [p.T - 1])
