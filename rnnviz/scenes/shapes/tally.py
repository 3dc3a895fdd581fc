"""The tallies of Shapes: every array and every weight with its shape, and how many numbers."""

from collections.abc import Sequence
from typing import Any

from rnnviz.core.shapes import Shape, count
from rnnviz.words import _
from rnnviz.words.numbers import count as grouped

Json = dict[str, Any]
Shapes = Sequence[Shape]


def written(size: Sequence[int]) -> str:
    """A shape as Python writes it.

    >>> written((5, 8, 3)), written((4,))
    ('(5, 8, 3)', '(4,)')
    """
    return str(tuple(size))


def arrays_tally(how: str, given: Shapes, made: Shapes, learned: dict[str, Shapes]) -> Json:
    """What goes in and comes out, and how many numbers are learned in each library."""
    totals = [{"name": name, "shape": grouped(count(list(w)))} for name, w in learned.items()]
    return {
        "type": "tally",
        "title": _("Every array"),
        "how": how,
        "sections": [
            {"title": _("Goes in"), "rows": rows(given, counted=False)},
            {"title": _("Comes out"), "rows": rows(made, counted=False)},
            {"title": _("Numbers that are learned"), "rows": totals},
        ],
    }


def weights_tally(learned: dict[str, Shapes], note: str | None = None) -> Json:
    """Every weight in each library; the note stands under the last."""
    sections: list[Json] = [
        {"title": name, "rows": rows(shapes), "total": count(list(shapes))}
        for name, shapes in learned.items()
    ]
    sections[-1]["note"] = note
    return {
        "type": "tally",
        "late": True,
        "title": _("Every weight"),
        "how": _("The same network in both libraries: Keras’s matrices lie on their side."),
        "sections": sections,
    }


def rows(shapes: Shapes, *, counted: bool = True) -> list[Json]:
    """Shapes as rows of the tally; letters say what each axis is."""
    return [
        {
            "name": shape.name,
            "shape": written(shape.size),
            "axes": " × ".join(shape.axes),
            **({"count": shape.total} if counted else {}),
        }
        for shape in shapes
    ]
