"""What is wrong with a lesson, line by line; everything is found before anything is said."""

from typing import NamedTuple


class Problem(NamedTuple):
    """A line of the file, counted from 1, and what is wrong there in one sentence."""

    line: int
    text: str

    def said(self, file: str) -> str:
        """As a compiler would say it.

        >>> Problem(12, "there is no “hh”").said("01-loop.md")
        '01-loop.md:12: there is no “hh”'
        """
        return f"{file}:{self.line}: {self.text}"


class Notes:
    """Problems as they are found."""

    def __init__(self) -> None:
        """None yet."""
        self.found: list[Problem] = []

    def add(self, line: int, text: str) -> None:
        """One more."""
        self.found.append(Problem(line, text))

    def in_order(self) -> tuple[Problem, ...]:
        """All of them, by line, each once."""
        return tuple(sorted(set(self.found)))
