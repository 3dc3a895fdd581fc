"""The texts of the screen Language by name: each is one lesson."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from rnnviz.core.doors import door, whole
from rnnviz.core.doors.options import any_words
from rnnviz.core.doors.values import check_choice, check_function
from rnnviz.errors import RnnvizError
from rnnviz.tasks.language import counting
from rnnviz.tasks.language.language import JOINER, Symbols, alphabet, symbols
from rnnviz.tasks.language.reber import EMBEDDED, REBER, Grammar, automaton, distinct
from rnnviz.tasks.sequence import END
from rnnviz.words import _

MOST_CHARACTERS = 600
MOST_LETTERS = 80  # different ones
OWN = "own"  # the name of a text that is typed
LONGEST_N = 10  # of the strings a^n b^n in training

# English, traditional, printed in 1797 and later; the version of about 1870.
HUMPTY = (
    "Humpty Dumpty sat on a wall,\nHumpty Dumpty had a great fall.\n"
    "All the king's horses and all the king's men\nCouldn't put Humpty together again."
)
# Li Bai (701-762), "Thoughts on a quiet night".
LI_BAI = "床前明月光，疑是地上霜。举头望明月，低头思故乡。"


@dataclass(frozen=True)
class Rule:
    """What a made-up language allows."""

    following: Callable[[str], frozenset[str]]  # letters that may follow a beginning
    holds: Callable[[str], bool]  # whether a text is a whole string

    def __post_init__(self) -> None:
        """See that there are two functions."""
        check_function("following", self.following)
        check_function("holds", self.holds)

    @door()
    def legal(self, beginning: str) -> frozenset[str]:
        """What may come next, `END` if the string is whole."""
        return frozenset({END}) if self.holds(beginning) else self.following(beginning)


@dataclass(frozen=True)
class Texts:
    """What a network is trained on, and what it is tested on."""

    trained: tuple[Symbols, ...]
    held: tuple[Symbols, ...] = ()  # never trained on
    rule: Rule | None = field(default=None, compare=False)

    @property
    def letters(self) -> Symbols:
        """The alphabet."""
        return alphabet(self.trained)


@door()
def one(text: str) -> Texts:
    """A single text."""
    return Texts((symbols(text),))


@door()
def counting_texts(most: int = LONGEST_N) -> Texts:
    """The strings a^n b^n with n up to `most`; longer ones are never trained on."""
    texts = [symbols(counting.string(n)) for n in range(1, most + 1)]
    return Texts(tuple(texts), (), Rule(counting.following, counting.holds))


@door(grammar=automaton, held=whole(0), seed=whole(0))
def grammar_texts(grammar: Grammar, train: int, held: int, seed: int) -> Texts:
    """Different strings of a grammar, drawn by the seed; the held ones are not among the others."""
    strings = distinct(grammar, np.random.default_rng(seed), train + held)
    found = [symbols(text) for text in strings]
    rule = Rule(grammar.following, grammar.holds)
    return Texts(tuple(found[:train]), tuple(found[train:]), rule)


@door()
def own(text: str, *, by_line: bool = False) -> Texts:
    """A text of one's own, or one text for each of its lines.

    Raises:
        RnnvizError: if it cannot be used.
    """
    check_text(text)
    lines = [line.strip() for line in text.splitlines()] if by_line else [text.strip()]
    return Texts(tuple(dict.fromkeys(symbols(line) for line in lines if line)))


@door()
def check_text(text: str) -> None:
    """See that a text has letters enough, and none that cannot be shown.

    Raises:
        RnnvizError: with one sentence on what to change.
    """
    signs = symbols(text.strip())
    if len(signs) < 2:
        raise RnnvizError(_("The text needs at least two characters, such as JAZZ."))
    if len(text) > MOST_CHARACTERS:
        message = _("The text has {n} characters; at most {most} can be read. Shorten it.")
        raise RnnvizError(message.format(n=len(text), most=MOST_CHARACTERS))
    if len(set(signs)) > MOST_LETTERS:
        message = _("The text has {n} different characters; at most {most} are told apart.")
        raise RnnvizError(message.format(n=len(set(signs)), most=MOST_LETTERS))
    if END in signs:
        message = _("The sign {end} stands for the end of a text; leave it out.")
        raise RnnvizError(message.format(end=END))
    check_visible(text)


@door()
def check_visible(text: str) -> None:
    """See that every character can be shown; blanks and line ends can."""
    for place, sign in enumerate(text, start=1):
        if not (sign.isprintable() or sign.isspace() or sign == JOINER):
            message = _("Character {place} cannot be shown (U+{code:04X}); delete it.")
            raise RnnvizError(message.format(place=place, code=ord(sign)))


CORPORA: dict[str, Callable[[int], Texts]] = {
    "jazz": lambda _seed: one("JAZZ"),
    "hello": lambda _seed: one("hello"),
    "counting": lambda _seed: counting_texts(),
    "reber": lambda seed: grammar_texts(REBER, 64, 32, seed),
    "embedded": lambda seed: grammar_texts(EMBEDDED, 128, 64, seed),
    "rhyme": lambda _seed: one(HUMPTY),
    "poem": lambda _seed: one(LI_BAI),
}


@door(seed=whole(0))
def texts_of(code: str, typed: str, *, by_line: bool, seed: int) -> Texts:
    """The texts of a name in `CORPORA`, or those that were typed.

    Raises:
        RnnvizError: if what was typed cannot be used.
    """
    check_choice("code", code, (*CORPORA, OWN))
    return CORPORA[code](seed) if code in CORPORA else own(typed, by_line=by_line)


@door(text=any_words)
def joined(text: Sequence[str]) -> str:
    """The symbols as a string again."""
    return "".join(text)
