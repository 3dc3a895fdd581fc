"""What could be done about cells that cannot be read, how many rows it takes, what is offered.

Cells that are all written in one way are a way of writing that is not known, and no slips: leaving
such rows out would take every October or every midnight. That is never offered.
"""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

LEAST = 3  # cells of one form that are a pattern
SHARE = 0.5  # of the cells that cannot be read
MOST_LEFT = 0.2  # of all rows, or of the range of time, may be left out in one click


class Remedy(NamedTuple):
    """`rows` of `of` cannot be read; `pattern` is one of them where most are written alike.

    `span` is the share of the range of time that they take, None where no time was read.
    """

    rows: int
    of: int
    pattern: str
    span: float | None = None

    @property
    def offered(self) -> bool:
        """Whether leaving them out, or counting them as missing, may be offered."""
        most = max(self.rows / self.of, self.span or 0)
        return not self.pattern and most <= MOST_LEFT


def remedy(cells: Sequence[str], of: int, span: float | None = None) -> Remedy | None:
    """What is known of the cells that cannot be read, None if there are none.

    >>> remedy(["oops"], 40).offered, remedy(["32.1.20", "33.1.20", "34.1.20"], 40).offered
    (True, False)
    """
    if not cells:
        return None
    forms = Counter(_form(cell) for cell in cells)
    form, count = forms.most_common(1)[0]
    alike = count >= LEAST and count >= SHARE * len(cells) and "9" in form
    words = Counter(cell for cell in cells if any(map(str.isalpha, cell)))
    several = len(words) >= LEAST and not any("9" in f for f in forms) and _even(words)
    pattern = next((c for c in cells if _form(c) == form), "") if alike or several else ""
    return Remedy(len(cells), of, pattern, span)


def _form(cell: str) -> str:
    """The cell with 9 for each run of digits and a for each run of letters."""
    signs = ["9" if c.isdigit() else "a" if c.isalpha() else c for c in cell[:60]]
    return "".join(c for i, c in enumerate(signs) if i == 0 or c != signs[i - 1])


def _even(words: Counter[str]) -> bool:
    """Different words that all come about equally often, as names of months do."""
    counts = words.values()
    return max(counts) <= 2 * min(counts) and min(counts) >= 2
