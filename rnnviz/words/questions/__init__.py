"""Questions that people ask of recurrent networks, and what a network on a screen answers.

The numbers of an answer are those of its link; a test opens the link and makes them again.

>>> QUESTIONS["sharing"].answer
'No. The network of this link has 19 weights over 12 steps, and 19 over 100: every step uses the
same ones.'
"""

from collections.abc import Mapping

from rnnviz.words import N_, _
from rnnviz.words.questions.beliefs import BELIEFS
from rnnviz.words.questions.forecasts import FORECASTS
from rnnviz.words.questions.gates import GATES
from rnnviz.words.questions.gradients import GRADIENTS
from rnnviz.words.questions.learning import LEARNING
from rnnviz.words.questions.question import Question
from rnnviz.words.questions.shapes import SHAPES
from rnnviz.words.questions.texts import TEXTS

# The questions by their matter, in the order of the page.
MATTERS: Mapping[str, Mapping[str, Question]] = {
    N_("True or false?"): BELIEFS,
    N_("Shapes and counts"): SHAPES,
    N_("Cells and gates"): GATES,
    N_("Gradients"): GRADIENTS,
    N_("Learning"): LEARNING,
    N_("Text and attention"): TEXTS,
    N_("Forecasts"): FORECASTS,
}

QUESTIONS: Mapping[str, Question] = {
    code: q for matter in MATTERS.values() for code, q in matter.items()
}


def asked(words: str) -> dict[str, Question]:
    """The questions that hold every one of some words, whatever their case; all if there is none.

    >>> list(asked("clip vanish"))
    ['clipping']
    """
    return {code: q for code, q in QUESTIONS.items() if _holds(q, words)}


def _holds(q: Question, words: str) -> bool:
    text = f"{_(q.belief)} {q.answer}".casefold()
    return all(word in text for word in words.casefold().split())


__all__ = ["MATTERS", "QUESTIONS", "Question", "asked"]
