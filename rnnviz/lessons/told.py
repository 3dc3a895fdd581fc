"""What a card says once its formulas are worked out: its texts, and the right answer."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from rnnviz.errors import RnnvizError
from rnnviz.lessons.file.lesson import Card
from rnnviz.lessons.formula.formula import Walk, with_names
from rnnviz.lessons.formula.functions import written
from rnnviz.lessons.formula.names import Names, names_of
from rnnviz.lessons.formula.texts import filled
from rnnviz.street.door import open_link
from rnnviz.words import _
from rnnviz.words.tongue import by_language

TEXTS = ("question", "do", "happened", "why", "turn", "found", "more")
MOST_POINTS = 60
DEEPEST = 20  # names that stand for names


class Told(NamedTuple):
    """A card with its numbers.

    `right` is the right answer: the place of an option from 1, a number, or one for each bar or
    point. `labels` name the bars or points.
    """

    texts: Mapping[str, str]
    options: tuple[str, ...]
    right: tuple[float, ...]
    labels: tuple[str, ...]


class Numbers:
    """The numbers that a card's formulas look up; a link is opened when one of it is needed."""

    def __init__(self, card: Card, *, train: bool = False) -> None:
        """With `train` even what takes long is computed, and nothing is taken as held."""
        self.card, self.train, self.deep = card, train, 0
        self.lets = {let.name: let for let in card.lets}
        self.links = {"": card.link, "then": card.then, **dict(card.also)}
        self.walk = Walk(self.look, self.columns)

    def look(self, name: str) -> Any:
        """The value of a name.

        Raises:
            RnnvizError: if there is none.
        """
        let = self.lets.get(name)
        if let is None:
            link, its = self._apart(name)
            return with_names(named(self.links[link], self.train).arrays)(its)
        if let.held and not self.train:
            return float(let.held)
        if self.deep >= DEEPEST:
            raise RnnvizError(_("“{name}” stands for itself").format(name=name))
        self.deep += 1
        try:
            return self.walk.value(let.formula)
        finally:
            self.deep -= 1

    def columns(self, name: str) -> tuple[str, ...]:
        """What the last axis of an array is called."""
        link, its = self._apart(name)
        return named(self.links[link], self.train).columns.get(its, ())

    def _apart(self, name: str) -> tuple[str, str]:
        first, _dot, rest = name.partition(".")
        return (first, rest) if rest and first in self.links else ("", name)

    def text(self, formula: str, form: str = "") -> str:
        """What stands in a sentence for a formula; what is held stands as it is in the file."""
        let = self.lets.get(formula)
        if let is not None and let.held and not form:
            return let.held.replace("-", "\N{MINUS SIGN}")
        return written(self.walk.value(formula), form)

    def right(self) -> tuple[float, ...]:
        """The right answer.

        Raises:
            RnnvizError: if there is not exactly one, or its formula cannot be worked out.
        """
        if self.card.kind == "none":
            return ()
        if self.card.kind == "choose":
            met = [bool(np.all(self.walk.value(o.formula))) for o in self.card.options]
            if sum(met) != 1:
                message = _("of the answers {n} are right, and not one alone")
                raise RnnvizError(message.format(n=sum(met)))
            return (float(met.index(True) + 1),)
        found = np.asarray(self.walk.value(self.card.truth), float).ravel()
        self._fits(found)
        return tuple(map(float, found))

    def _fits(self, found: np.ndarray) -> None:
        labels, n = self.card.labels, len(found)
        if self.card.kind == "number" and n != 1:
            raise RnnvizError(_("the right answer is {n} numbers, not one").format(n=n))
        if labels and n != len(labels):
            message = _("the right answer is {n} numbers, and there are {labels} labels")
            raise RnnvizError(message.format(n=n, labels=len(labels)))
        if n > MOST_POINTS:
            raise RnnvizError(_("at most {n} points can be drawn").format(n=MOST_POINTS))


@lru_cache(maxsize=64)
def named(link: str, train: bool = False) -> Names:
    """The numbers of a link by name; they are shared, and never to be changed.

    Raises:
        RnnvizError: if the link cannot be opened.
    """
    return names_of(open_link(link, train=train))


@by_language(lru_cache(maxsize=256))
def told(card: Card) -> Told:
    """The card with its numbers.

    Raises:
        RnnvizError: if a formula cannot be worked out, in one sentence.
    """
    numbers = Numbers(card)
    right = numbers.right()
    texts = {name: filled(getattr(card, name), numbers.text).strip() for name in TEXTS}
    options = tuple(filled(option.text, numbers.text) for option in card.options)
    labels = card.labels or tuple(str(k + 1) for k in range(len(right)))
    return Told(texts, options, right, labels)
