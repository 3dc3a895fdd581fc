"""What the worksheet of a word gives: a small plain RNN, and the letters that it reads."""

from itertools import islice
from typing import NamedTuple

from rnnviz.core.network import Network
from rnnviz.paper.parts.asked import STEPS, Row, edits, short, small
from rnnviz.paper.rnn.given import SQUASHES, UNITS, Squash
from rnnviz.settings.edits import format_edits
from rnnviz.settings.network import NetworkSettings
from rnnviz.settings.unroll import UnrollSettings
from rnnviz.tasks.sequence import next_letter
from rnnviz.words import _


class Given(NamedTuple):
    """The givens of T letters: I different ones are read, O = I + 1 can come next."""

    cell: str
    word: str
    inputs: tuple[str, ...]  # (I,)
    outputs: tuple[str, ...]  # (O,) the last is the end of the word
    read: tuple[int, ...]  # (T,) the place of each step's letter among the inputs
    follows: tuple[int, ...]  # (T,) the place of the letter that follows among the outputs
    W_xh: tuple[Row, ...]  # (H, I)
    W_hh: tuple[Row, ...]  # (H, H)
    b_h: Row
    W_hy: tuple[Row, ...]  # (O, H)
    b_y: Row
    notes: tuple[str, ...] = ()

    @property
    def squash(self) -> Squash:
        """How its units are squashed."""
        return SQUASHES[self.cell]

    def settings(self) -> UnrollSettings:
        """The very same network on the very same word, as Unroll shows it to all digits."""
        every = edits(W_xh=self.W_xh, W_hh=self.W_hh, b_h=self.b_h, W_hy=self.W_hy, b_y=self.b_y)
        return UnrollSettings(
            cell=self.cell, hidden=len(self.b_h), trained=0, input="word", word=self.word,
            edits=format_edits(every), where="every",
        )  # fmt: skip


def given(s: NetworkSettings) -> Given:
    """The network of a word, rounded, on its first letters."""
    word, notes = s.word.strip()[:STEPS].strip(), ()
    if word != s.word:
        said = _("Of the word {word} the first {n} letters are read: {first}.")
        notes = (said.format(word=s.word, n=STEPS, first=word),)
        s = s.with_(word=word, edits="")
    found = small(s, UNITS)
    return _given(found.settings, found.net, (*notes, *found.notes))


def _given(s: NetworkSettings, net: Network, notes: tuple[str, ...]) -> Given:
    p, out = net.weights
    example = next_letter(s.word)
    arrays = (p.W_xh, p.W_hh, p.b_h, out.W_hy, out.b_y)
    flat = iter(short([float(v) for array in arrays for v in array.ravel()]))
    rows = [tuple(islice(flat, array.size)) for array in arrays]
    W_xh, W_hh, W_hy = (_wrapped(rows[k], arrays[k].shape[1]) for k in (0, 1, 3))
    return Given(
        s.cell, s.word, tuple(example.inputs), tuple(example.outputs),
        tuple(int(k) for k in example.x.argmax(1)), tuple(int(k) for k in example.d.argmax(1)),
        W_xh, W_hh, rows[2], W_hy, rows[4], notes,
    )  # fmt: skip


def _wrapped(numbers: Row, across: int) -> tuple[Row, ...]:
    """Numbers in a row as rows of some across."""
    return tuple(numbers[k : k + across] for k in range(0, len(numbers), across))
