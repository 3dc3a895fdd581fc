"""Arrays written as Python: the text gives back the very same numbers, to the last bit."""

import base64
import textwrap

import numpy as np

from rnnviz.core.arrays import Array

INLINE = 96  # an array with more numbers is written as the base64 of its bytes
WIDTH = 96

UNPACK = '''\
def unpack(text, *shape):
    """An array from the base64 of its float64 numbers."""
    return np.frombuffer(base64.b64decode(text), "<f8").reshape(shape).copy()
'''


def literal(a: Array) -> str:
    """An array as an expression; a large one needs `UNPACK`.

    >>> print(literal(np.array([[0.5, -1.0], [0.1, 2.0]])))
    np.array([
        [0.5, -1.0],
        [0.1, 2.0],
    ])
    """
    a = np.asarray(a, float)
    if is_packed(a):
        return _packed(a)
    if a.ndim <= 1:
        one_line = f"np.array({a.tolist()!r})"
        return one_line if len(one_line) <= WIDTH else f"np.array([\n{_row(a)}\n])"
    if a.ndim == 2 and a.shape[1] > 1:
        rows = "\n".join(_bracketed(row) for row in a)
        return f"np.array([\n{rows}\n])"
    flat = a.ravel() if a.ndim == 2 else a.reshape(len(a), -1)
    return f"{literal(flat)}.reshape{a.shape}"


def is_packed(a: Array) -> bool:
    """Whether `literal` writes the array as base64."""
    return a.size > INLINE


def _packed(a: Array) -> str:
    text = base64.b64encode(a.astype("<f8").tobytes()).decode("ascii")
    lines = "\n".join(f'    "{line}"' for line in textwrap.wrap(text, WIDTH - 6))
    return f"unpack(\n{lines},\n    {', '.join(map(str, a.shape))},\n)"


def _row(row: Array, indent: str = "    ") -> str:
    text = f"{', '.join(map(repr, row.tolist()))},"
    return textwrap.fill(
        text, WIDTH, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False
    )


def _bracketed(row: Array) -> str:
    one_line = f"    {row.tolist()!r},"
    return one_line if len(one_line) <= WIDTH else f"    [\n{_row(row, ' ' * 8)}\n    ],"
