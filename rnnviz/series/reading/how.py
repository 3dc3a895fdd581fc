"""How a file is to be read: every guess, and what a person said instead."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Reading:
    """How to read a file; "auto" and 0 mean guess. A finished table holds the answers.

    `names` is the line of the file on which the names begin, `names_lines` how many they take;
    `pattern` is how dates are written (dd.MM.yy), "" to leave it to `dates`; `above` and `below`
    are lines to skip; `missing` are signs for "missing", apart by "|".
    """

    encoding: str = "auto"
    delimiter: str = "auto"
    decimal: str = "auto"
    header: str = "auto"
    dates: str = "auto"
    pattern: str = ""
    shape: str = "auto"
    unit: str = "auto"
    missing: str = "auto"
    order: str = "auto"
    names: int = 0
    names_lines: int = 0
    above: int = 0
    below: int = 0
    sheet: str | None = None

    @property
    def signs(self) -> frozenset[str]:
        """The signs for "missing" that somebody named."""
        named = self.missing if self.missing not in ("auto", "none") else ""
        return frozenset(sign.strip() for sign in named.split("|") if sign.strip())


AUTOMATIC = Reading()
