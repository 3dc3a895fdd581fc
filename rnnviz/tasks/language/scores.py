"""What a network has understood of a made-up language: legal letters, whole strings, counting."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rnnviz.core.doors import door, weights
from rnnviz.core.doors.options import texts as as_texts
from rnnviz.core.doors.options import words
from rnnviz.core.network import Network, forward
from rnnviz.tasks.language import counting
from rnnviz.tasks.language.language import Symbols, batch, letters_of, symbols
from rnnviz.tasks.language.texts import Rule, joined
from rnnviz.tasks.language.writing import write
from rnnviz.tasks.sequence import END


class Legal(NamedTuple):
    """Shares from 0 to 1."""

    letters: float  # of steps at which the likeliest symbol is one that may follow
    strings: float  # of strings that are right at every step


@door(texts=as_texts, letters=words)
def legal_map(texts: Sequence[Symbols], letters: Symbols, rule: Rule) -> NDArray[np.bool_]:
    """Give (T, N, O): whether a symbol may follow at that step of that string."""
    outputs = (*letters, END)
    longest = max(map(len, texts))
    found = np.zeros((longest, len(texts), len(outputs)), bool)
    for n, text in enumerate(texts):
        for t in range(len(text)):
            may = rule.legal(joined(text[: t + 1]))
            found[t, n] = [symbol in may for symbol in outputs]
    return found


@door(net=weights.one_network, letters=letters_of, texts=as_texts)
def legal(net: Network, letters: Symbols, texts: Sequence[Symbols], rule: Rule) -> Legal:
    """How often the likeliest next symbol is a legal one; texts shorter than a window."""
    x, _d, weight = batch(texts, letters)
    guess = forward(net, x).y.argmax(axis=-1)
    may = np.take_along_axis(legal_map(texts, letters, rule), guess[..., np.newaxis], -1)[..., 0]
    right, read = may & (weight > 0), weight > 0
    return Legal(float(right.sum() / read.sum()), float(np.mean(right.sum(0) == read.sum(0))))


@door(net=weights.one_network, letters=letters_of)
def counts_to(net: Network, letters: Symbols, most: int = 60) -> int:
    """The largest n such that a^k b^k is right for every k up to n, as far as it can be known.

    Right: from the first b on, the likeliest symbol is b until there are as many, then the end.
    """
    texts = [symbols(counting.string(n)) for n in range(1, most + 1)]
    x, d, weight = batch(texts, letters, 2 * most)  # each read whole
    right = forward(net, x).y.argmax(axis=-1) == d.argmax(axis=-1)
    from_b = x[..., letters.index("b")] > 0
    good = (right | ~from_b | (weight == 0)).all(axis=0)
    return int(np.argmin(good)) if not good.all() else most


@door(net=weights.one_network, letters=letters_of, start=words)
def legal_share(
    net: Network, letters: Symbols, start: Symbols, rule: Rule, temperature: float, *,
    count: int = 200, longest: int = 60,
) -> float:  # fmt: skip
    """The share of written strings that are whole strings of the language."""
    texts = write(net, letters, start, range(count), temperature=temperature, longest=longest)
    return float(np.mean([one.ended and rule.holds(joined(one.text)) for one in texts]))
