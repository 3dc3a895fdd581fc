"""Texts as a network reads them: characters one-hot, each with the next one to be guessed.

A text is a tuple of symbols, mostly characters; after the last one comes `END`. Texts of unequal
length are trained side by side: what lies behind the end of a shorter one has the weight 0. Long
texts are cut into windows that overlap; a symbol is scored in one window only, the one in which
more has been read before it.
"""

import unicodedata
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.core.doors import door, whole
from rnnviz.core.doors.axes import Seen
from rnnviz.core.doors.options import texts as as_texts
from rnnviz.core.doors.options import words
from rnnviz.core.language import one_hot
from rnnviz.errors import RnnvizError
from rnnviz.tasks.sequence import END, Example
from rnnviz.words import _

Symbols = tuple[str, ...]

WINDOW = 150  # symbols of a window
OVERLAP = 50  # of them only read, not scored, in all windows but the first

JOINER = "\u200d"
SKIN_TONES = range(0x1F3FB, 0x1F400)


@door()
def symbols(text: str) -> Symbols:
    """The characters of a text as a person counts them: accents and joined signs are one.

    >>> symbols("née"), symbols("ne\u0301e") == symbols("née")
    (('n', 'é', 'e'), True)
    """
    found: list[str] = []
    for sign in unicodedata.normalize("NFC", text):
        joined = unicodedata.category(sign)[0] == "M" or sign == JOINER or ord(sign) in SKIN_TONES
        if found and (joined or found[-1].endswith(JOINER)):
            found[-1] += sign
        else:
            found.append(sign)
    return tuple(found)


@door(texts=as_texts)
def alphabet(texts: Sequence[Symbols]) -> Symbols:
    """All symbols of the texts, in the order of their code points.

    >>> alphabet([("b", "a"), ("b", "c")])
    ('a', 'b', 'c')
    """
    return tuple(sorted({symbol for text in texts for symbol in text}))


def letters_of(name: str, value: Any, seen: Seen) -> Symbols:
    """A rule: the alphabet of the network given, which reads it and writes it and `END`."""
    found = words(name, value, seen)
    if not (seen.agree("I", len(found)) and seen.agree("O", len(found) + 1)):
        text = _("{name} has {n} symbols; the network reads {I} and writes {O}, the end too.")
        I, O = seen.length("I"), seen.length("O")
        raise RnnvizError(text.format(name=name, n=len(found), I=I, O=O))
    return found


class Window(NamedTuple):
    """A piece of a text that is read from a state of zero, and from where on it is scored."""

    first: int
    last: int  # the symbol after the piece
    scored: int


@door(overlap=whole(0))
def windows(length: int, window: int = WINDOW, overlap: int = OVERLAP) -> list[Window]:
    """Cut a text of `length` symbols so that each guess is scored exactly once.

    >>> windows(7, window=4, overlap=2)
    [Window(first=0, last=4, scored=0), Window(first=2, last=6, scored=4), Window(first=4, last=7, scored=6)]
    """  # noqa: E501
    if overlap >= window:
        text = _("The overlap is {overlap} symbols; it must be less than the window’s {window}.")
        raise RnnvizError(text.format(overlap=overlap, window=window))
    found = [Window(0, min(window, length), 0)]
    while found[-1].last < length:
        end = found[-1].last
        found.append(Window(end - overlap, min(end - overlap + window, length), end))
    return found


class Batch(NamedTuple):
    """Windows of texts side by side, as `fit` takes them."""

    x: Array  # (T, N, I) the symbols read, one-hot; zeros behind the end
    d: Array  # (T, N, O) the symbol to be guessed
    weight: Array  # (T, N) 1 where a guess is scored, else 0


@door(texts=as_texts, letters=words, window=whole(1))
def batch(texts: Sequence[Symbols], letters: Symbols, window: int = WINDOW) -> Batch:
    """All windows of all texts, filled up to the longest one."""
    overlap = min(OVERLAP, window - 1)
    pieces = [(text, one) for text in texts for one in windows(len(text), window, overlap)]
    T, N = max(w.last - w.first for _text, w in pieces), len(pieces)
    x, d = np.zeros((T, N, len(letters))), np.zeros((T, N, len(letters) + 1))
    weight = np.zeros((T, N))
    for n, (text, w) in enumerate(pieces):
        length = w.last - w.first
        whole = example(text, letters)
        x[:length, n], d[:length, n] = whole.x[w.first : w.last], whole.d[w.first : w.last]
        weight[w.scored - w.first : length, n] = 1
    return Batch(x, d, weight)


@door(text=words, letters=words)
def example(text: Symbols, letters: Symbols) -> Example:
    """One text from its first symbol to its end.

    >>> e = example(("h", "i"), ("h", "i"))
    >>> e.x.argmax(1).tolist(), [e.outputs[k] for k in e.d.argmax(1)]
    ([0, 1], ['i', '∎'])
    """
    classes = places(text, letters)
    shown, outputs = tuple(map(visible, letters)), (*map(visible, letters), END)
    following = [*classes[1:], len(letters)]
    x, d = one_hot(classes, len(letters)), one_hot(following, len(outputs))
    return Example(x, d, "cross_entropy", shown, outputs, tuple(map(visible, text)))


@door(text=words, letters=words)
def places(text: Symbols, letters: Symbols) -> list[int]:
    """The number of each symbol in the alphabet. Raises RnnvizError when it has it not."""
    number = {letter: k for k, letter in enumerate(letters)}
    for symbol in text:
        if symbol not in number:
            message = _("“{symbol}” is not in the alphabet: {letters}")
            shown = " ".join(map(visible, letters))
            raise RnnvizError(message.format(symbol=visible(symbol), letters=shown))
    return [number[symbol] for symbol in text]


@door()
def visible(symbol: str) -> str:
    """The symbol, or a sign for one that cannot be seen.

    >>> visible("a"), visible(" "), visible(chr(10))
    ('a', '␣', '↵')
    """
    return {" ": "␣", "\n": "↵"}.get(symbol, symbol if symbol.strip() else "␣")
