"""The picture of an experiment."""

from typing import Any

import numpy as np

from rnnviz.figures.experiments import Plot, dots


def drawn(*, share: bool) -> Plot:
    values = np.array([[[0.01, 0.02]], [[0.3, 0.5]]])
    return Plot(
        ("one", "two"), ("10",), (1, 2), values, np.zeros_like(values, bool), "steps", "loss",
        share, [(0.17, "always saying 1"), (0.083, "one number known")],
    )  # fmt: skip


def test_that_the_name_of_a_level_stands_at_its_line_on_either_axis() -> None:
    for share in (False, True):
        layout: Any = dots(drawn(share=share)).layout
        lines = [shape.y0 for shape in layout.shapes]
        notes = [note.y for note in layout.annotations]
        assert lines == [0.17, 0.083]
        assert np.allclose(notes if share else 10.0 ** np.array(notes), lines, rtol=1e-12)
        assert [note.text for note in layout.annotations] == [
            "always saying 1", "one number known",
        ]  # fmt: skip
