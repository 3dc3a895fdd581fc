"""The gap of Olah’s walk-through, measured: “the clouds are in the sky” against “I grew up in
France, … I speak fluent French”.

    the CLOUDS are in the SKY                                3 words from cue to answer
    I grew up in FRANCE [clauses] now I speak fluent FRENCH  4 + 3 n words, n clauses between

A network reads word by word and learns to guess every next word, as a language model does. Four
cues of each kind are equally frequent, so who has forgotten the cue is right in one of four.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rnnviz.core.doors import door, whole
from rnnviz.core.doors.options import any_words
from rnnviz.tasks.language.language import Symbols

NEAR = {"clouds": "sky", "fish": "sea", "trees": "forest", "cars": "street"}
FAR = {"France": "French", "Spain": "Spanish", "Italy": "Italian", "Japan": "Japanese"}
CLAUSES = ("we had dogs", "she wrote songs", "he sold bread", "they grew corn")

CHANCE = 1 / len(FAR)
NEAR_DISTANCE = 3
MOST_CLAUSES = 4  # in training
SHARE_NEAR = 0.2  # of the sentences in training


class Sentences(NamedTuple):
    """Sentences, each with its answer as its last word."""

    words: tuple[Symbols, ...]
    cues: NDArray[np.integer]  # (N,) which of the four cues each has


@door(cue=tuple(NEAR))
def near(cue: str) -> Symbols:
    """The sentence with the short gap.

    >>> " ".join(near("clouds"))
    'the clouds are in the sky'
    """
    return ("the", cue, "are", "in", "the", NEAR[cue])


@door(cue=tuple(FAR), clauses=any_words)
def far(cue: str, clauses: Sequence[str] = ()) -> Symbols:
    """The sentence with the long gap.

    >>> " ".join(far("France", ["we had dogs"]))
    'I grew up in France we had dogs now I speak fluent French'
    """
    between = [word for clause in clauses for word in clause.split()]
    return ("I", "grew", "up", "in", cue, *between, "now", "I", "speak", "fluent", FAR[cue])


@door(clauses=whole(0))
def distance(clauses: int) -> int:
    """How many words stand between the country and the language.

    >>> distance(0), distance(4)
    (4, 16)
    """
    return 4 + 3 * clauses


def vocabulary() -> Symbols:
    """All words, sorted."""
    texts = [near(cue) for cue in NEAR] + [far(cue, CLAUSES) for cue in FAR]
    return tuple(sorted({word for text in texts for word in text}))


@door(clauses=whole(0))
def far_sentences(n: int, clauses: int, rng: np.random.Generator) -> Sentences:
    """Sentences with so many clauses between, the cue and each clause drawn."""
    cues = rng.integers(len(FAR), size=n)
    filler = rng.integers(len(CLAUSES), size=(n, clauses))
    names = list(FAR)
    words = [far(names[c], [CLAUSES[k] for k in row]) for c, row in zip(cues, filler, strict=True)]
    return Sentences(tuple(words), cues)


@door()
def near_sentences(n: int, rng: np.random.Generator) -> Sentences:
    """Sentences with the short gap, the cue drawn."""
    cues = rng.integers(len(NEAR), size=n)
    return Sentences(tuple(near(list(NEAR)[c]) for c in cues), cues)


@door()
def training_sentences(n: int, rng: np.random.Generator) -> tuple[Symbols, ...]:
    """A mixture: one in five with the short gap, the others with 0 to `MOST_CLAUSES` clauses."""
    kinds = np.where(rng.random(n) < SHARE_NEAR, -1, rng.integers(MOST_CLAUSES + 1, size=n))
    made = [near_sentences(1, rng) if k < 0 else far_sentences(1, int(k), rng) for k in kinds]
    return tuple(one.words[0] for one in made)
