"""Writing: a network's own text, each character drawn from its guess and read as the next one."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.core.doors import door, weights
from rnnviz.core.doors.axes import Seen
from rnnviz.core.doors.options import any_words, words
from rnnviz.core.doors.options import seeds as as_seeds
from rnnviz.core.language import one_hot, probabilities, sample
from rnnviz.core.network import Network
from rnnviz.core.readout import readout
from rnnviz.core.unroll import zero_state
from rnnviz.errors import RnnvizError
from rnnviz.tasks.language.language import Symbols, letters_of, places, visible
from rnnviz.words import _


class Written(NamedTuple):
    """One text that was written."""

    text: Symbols  # what was given, then what was drawn
    given: int  # how many symbols were given
    ended: bool  # whether the end was drawn, or the text only became too long
    chances: Array  # the probability of each symbol that was drawn, the end too


@door(start=any_words, letters=words)
def check_beginning(start: Symbols, letters: Symbols) -> None:
    """See that the network has learned every symbol of a beginning.

    Raises:
        RnnvizError: if it is empty or has an unknown symbol.
    """
    if not start:
        raise RnnvizError(_("A text needs a beginning; give its first character."))
    for symbol in start:
        if symbol not in letters:
            message = _("“{symbol}” is not among the characters it has learned: {letters}")
            shown = " ".join(map(visible, letters))
            raise RnnvizError(message.format(symbol=visible(symbol), letters=shown))


@door(net=weights.one_network, letters=letters_of, start=any_words, seeds=as_seeds)
def write(
    net: Network, letters: Symbols, start: Symbols, seeds: Sequence[int], *,
    temperature: float = 1.0, longest: int = 100,
) -> list[Written]:  # fmt: skip
    """One text for each seed, from the same beginning, all of them written side by side.

    The same seed draws the same text, whatever the others are. A text ends with the end symbol,
    or when it has `longest` symbols.

    Raises:
        RnnvizError: when the beginning has a symbol that the network has not learned.
    """
    check_beginning(start, letters)
    rngs = [np.random.default_rng(seed) for seed in seeds]
    drafts = [_Draft(list(start), []) for _seed in seeds]
    end, reads = len(letters), Reader(net, len(seeds), max(longest, len(start)))
    for symbol in start[:-1]:
        reads.next(one_hot(places((symbol,), letters), end))
    following = [places(start[-1:], letters)[0]] * len(seeds)
    while len(start) < longest and not all(draft.ended for draft in drafts):
        y = reads.next(one_hot([min(k, end - 1) for k in following], end))
        following = [int(sample(y[n], rng, temperature)) for n, rng in enumerate(rngs)]
        share = probabilities(y, temperature)
        for n, draft in enumerate(drafts):
            draft.take(following[n], share[n], letters)
        if reads.t >= longest - 1:
            break
    return [Written(tuple(d.text), len(start), d.ended, np.array(d.chances)) for d in drafts]


class _Draft:
    """A text that is being written."""

    def __init__(self, text: list[str], chances: list[float]) -> None:
        self.text, self.chances, self.ended = text, chances, False

    def take(self, k: int, share: Array, letters: Symbols) -> None:
        """Take the symbol of number k, drawn with the probabilities `share`; the last one ends."""
        if self.ended:
            return
        self.chances.append(float(share[k]))
        self.ended = k == len(letters)
        self.text += [] if self.ended else [letters[k]]


def _has_room(name: str, reader: Any, seen: Seen) -> Any:  # noqa: ARG001
    """A rule: a reader that has not read all that it can."""
    longest, seen.axes["N"], seen.axes["I"] = reader.x.shape
    if reader.t == longest:
        text = _("{n} symbols have been read, as many as it was made for; make a longer reader.")
        raise RnnvizError(text.format(n=longest))
    return reader


class Reader:
    """A network that reads N texts of at most `longest` symbols, one symbol of each at a time."""

    @door(net=weights.one_network)
    def __init__(self, net: Network, N: int, longest: int) -> None:
        """Begin, with nothing read. Raises RnnvizError when an argument cannot be used."""
        inputs = net.weights.params.W_xh.shape[-1]
        self.net, self.t, self.x, self.state = net, 0, np.zeros((longest, N, inputs)), None

    @door(self=_has_room, x="N I")
    def next(self, x: Array) -> Array:
        """Read one symbol of each text, one-hot (N, I); give the logits of what follows, (N, O).

        What the cell reads of the input is computed from the first step on, because a Clockwork
        RNN's depends on the number of the step.

        Raises:
            RnnvizError: when x does not fit, or `longest` symbols have been read.
        """
        cell, p = self.net.cell, self.net.params
        self.x[self.t] = x
        wx = cell.project(p, self.x[: self.t + 1])
        state = zero_state(cell, p, wx) if self.state is None else self.state
        step = cell.step(p, wx[self.t], state)
        self.t, self.state = self.t + 1, cell.state(step)
        return readout(self.net.weights.readout, step.h)
