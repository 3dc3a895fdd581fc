"""What a room is asked: a question, two to five answers, and the experiment that settles it."""

import json
from typing import NamedTuple

from rnnviz.errors import RnnvizError
from rnnviz.words import _

LONGEST = 1200  # characters of a question
LONGEST_ANSWER = 240
LONGEST_LINK = 2000
FEWEST, MOST = 2, 5


class Question(NamedTuple):
    """A question as Markdown.

    `link` opens the experiment; `lesson` and `card` say which card of which lesson it is, if any;
    `right` is the place of the right answer from 0, where it is known.
    """

    text: str
    options: tuple[str, ...]
    link: str = ""
    lesson: str = ""
    card: int = 0
    right: int | None = None

    @property
    def unknown(self) -> int:
        """What stands for “I do not know” in a vote: the place behind the last answer."""
        return len(self.options)

    def checked(self) -> "Question":
        """The same.

        Raises:
            RnnvizError: if it is not one that can be asked.
        """
        if not self.text.strip():
            raise RnnvizError(_("A question is missing: write one, or choose a card."))
        if not FEWEST <= len(self.options) <= MOST:
            message = _("A question has {low} to {high} answers, each on a line, not {n}.")
            raise RnnvizError(message.format(low=FEWEST, high=MOST, n=len(self.options)))
        if len(set(self.options)) < len(self.options):
            raise RnnvizError(_("Two of the answers are the same."))
        _short(self.text, LONGEST, _("The question"))
        for option in self.options:
            _short(option, LONGEST_ANSWER, _("An answer"))
        _short(self.link, LONGEST_LINK, _("The link"))
        return self

    def written(self) -> str:
        """As one text."""
        return json.dumps(self._asdict())


def read_question(text: str) -> Question:
    """The question that was written."""
    found = json.loads(text)
    return Question(**{**found, "options": tuple(found["options"])})


def _short(text: str, most: int, what: str) -> None:
    if len(text) > most:
        message = _("{what} has {n} signs; at most {most} can be shown.")
        raise RnnvizError(message.format(what=what, n=len(text), most=most))
