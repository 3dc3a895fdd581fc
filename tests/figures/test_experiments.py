"""The picture of an experiment."""

from typing import Any

import numpy as np

from rnnviz.figures.experiments import COLOURS, Plot, apart, dots
from rnnviz.settings.experiments import MOST_LINES


def drawn(*, share: bool) -> Plot:
    values = np.array([[[0.01, 0.02]], [[0.3, 0.5]]])
    return Plot(
        ("one", "two"), ("10",), (1, 2), values, np.zeros_like(values, bool), "steps", "loss",
        share, [(0.17, "always saying 1"), (0.083, "one number known")],
    )  # fmt: skip


def test_that_the_name_of_a_level_stands_at_its_line_on_either_axis() -> None:
    for share in (False, True):
        layout: Any = dots(drawn(share=share)).layout
        lines = [shape.y0 for shape in layout.shapes if shape.type == "line"]
        notes = [note.y for note in layout.annotations]
        assert lines == [0.17, 0.083]
        assert np.allclose(notes if share else 10.0 ** np.array(notes), lines, rtol=1e-12)
        assert [note.text for note in layout.annotations] == [
            "always saying 1", "one number known",
        ]  # fmt: skip


def test_that_names_of_lines_stand_apart_in_the_order_of_their_ends() -> None:
    for ends in ([1, 1, 1, 0.5, 0.5, 0.5, 0.5], [0.02, 0.01, 0.0], [1.0], [0.3, 1.04, 1.03, 1.04]):
        wanted = np.array(ends, float)
        found = apart(wanted, [], 0.045, -0.03, 1.04)
        order = np.argsort(wanted, kind="stable")
        assert (np.diff(found[order]) >= 0.045 - 1e-12).all()
        assert found.min() >= -0.03
        assert found.max() <= 1.04 + 1e-12
    beside = apart(np.array([0.5, 0.51, 0.2]), [0.5], 0.045, 0, 1)
    assert (np.abs(beside - 0.5) >= 0.045 - 1e-5).all()


def test_that_every_line_has_a_colour_of_its_own_and_its_name_at_its_end() -> None:
    assert len(set(COLOURS)) == len(COLOURS) == MOST_LINES
    fig: Any = dots(drawn(share=False))
    names = [trace for trace in fig.data if trace.mode == "text"]
    assert [trace.text[0] for trace in names] == ["one", "two"]
    ends = np.array([trace.y[0] for trace in names])
    assert np.allclose(np.log10(ends / [0.015, 0.4]), 0, atol=0.1)  # their medians, or near
    assert [trace.textfont.color for trace in names] == COLOURS[:2]
