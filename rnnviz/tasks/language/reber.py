"""Reber's grammar (Reber 1967) and the embedded one (Cleeremans 1989): strings by an automaton.

A string walks from node to node and writes the letter of each arc it takes; where two arcs leave a
node, a coin decides. In the embedded grammar the second letter, T or P, comes back as the last but
one, after a whole string of the plain grammar: whoever predicts it must have remembered it.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np

from rnnviz.core.doors import door
from rnnviz.core.doors.axes import Seen
from rnnviz.core.doors.values import check_kind
from rnnviz.errors import RnnvizError
from rnnviz.words import _

Arcs = Mapping[int, Mapping[str, int]]

PLAIN: Arcs = {
    0: {"B": 1},
    1: {"T": 2, "P": 3},
    2: {"S": 2, "X": 4},
    3: {"T": 3, "V": 5},
    4: {"X": 3, "S": 6},
    5: {"P": 4, "V": 6},
    6: {"E": 7},
}


LAST_BUT_ONE = 30  # a node of the embedded grammar


def automaton(name: str, grammar: Any, seen: Seen) -> Any:  # noqa: ARG001
    """A rule: a grammar each of whose nodes leads to its end, or a walk might never stop."""
    check_kind(name, grammar, Grammar)
    arcs, end = grammar
    if not _is_drawn(arcs):
        raise RnnvizError(_("The arcs must be a mapping of nodes to mappings of letters to nodes."))
    home: set[Any] = {end}
    while more := {k for k, ways in arcs.items() if home & {*ways.values()}} - home:
        home |= more
    lost = {0, *arcs, *(to for ways in arcs.values() for to in ways.values())} - home
    if lost:
        text = _("From node {node} no arcs lead to the end, node {end}; give it some that do.")
        raise RnnvizError(text.format(node=min(lost, key=str), end=end))
    return grammar


def _is_drawn(arcs: Any) -> bool:
    """Whether arcs are a mapping of nodes to mappings of letters to nodes, numbers all."""
    return isinstance(arcs, Mapping) and all(
        isinstance(ways, Mapping) and all(isinstance(letter, str) for letter in ways)
        and all(isinstance(to, int) for to in ways.values())
        for ways in arcs.values()
    )  # fmt: skip


class Grammar(NamedTuple):
    """A finite automaton; strings begin at node 0 and end at `end`, which each node leads to."""

    arcs: Arcs
    end: int

    @door(self=automaton)
    def node(self, text: str) -> int | None:
        """The node that a beginning leads to; None where it is no beginning of a string."""
        at: int | None = 0
        for letter in text:
            at = self.arcs.get(at, {}).get(letter) if at is not None else None
        return at

    @door(self=automaton)
    def following(self, text: str) -> frozenset[str]:
        """Letters that may follow a beginning; none after a whole string or a wrong one.

        >>> sorted(REBER.following("BT")), sorted(REBER.following("BTXSE")), REBER.following("BX")
        (['S', 'X'], [], frozenset())
        """
        at = self.node(text)
        return frozenset() if at is None else frozenset(self.arcs.get(at, {}))

    @door(self=automaton)
    def holds(self, text: str) -> bool:
        """Whether a text is a whole string of the grammar.

        >>> REBER.holds("BTXSE"), REBER.holds("BTXS"), EMBEDDED.holds("BTBTXSETE")
        (True, False, True)
        """
        return self.node(text) == self.end

    @door(self=automaton)
    def draw(self, rng: np.random.Generator) -> str:
        """A string, each fork of the way decided by a coin."""
        at, text = 0, ""
        while at != self.end:
            letters = sorted(self.arcs[at])
            letter = letters[int(rng.integers(len(letters)))]
            at, text = self.arcs[at][letter], text + letter
        return text


def _embedded() -> Grammar:
    """Two copies of the plain grammar, one behind T and one behind P."""
    arcs: dict[int, dict[str, int]] = {0: {"B": 1}, 1: {}, LAST_BUT_ONE: {"E": LAST_BUT_ONE + 1}}
    for letter, start in (("T", 10), ("P", 20)):
        arcs[1][letter] = start
        for node, ways in PLAIN.items():
            arcs[start + node] = {each: start + to for each, to in ways.items()}
        arcs[start + len(PLAIN)] = {letter: LAST_BUT_ONE}
    return Grammar(arcs, LAST_BUT_ONE + 1)


REBER = Grammar(PLAIN, len(PLAIN))
EMBEDDED = _embedded()


@door(grammar=automaton)
def distinct(
    grammar: Grammar, rng: np.random.Generator, count: int, longest: int = 30
) -> tuple[str, ...]:
    """That many different strings of at most `longest` letters, in the order they were drawn.

    Raises:
        RnnvizError: when the grammar has too few strings so short.
    """
    found: dict[str, None] = {}
    for _draw in range(200 * count):
        text = grammar.draw(rng)
        if len(text) <= longest:
            found[text] = None
        if len(found) == count:
            return tuple(found)
    message = _("There are fewer than {count} strings of at most {longest} letters; ask for fewer.")
    raise RnnvizError(message.format(count=count, longest=longest))
