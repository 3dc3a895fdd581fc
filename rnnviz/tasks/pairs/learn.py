"""Training of an encoder-decoder on pairs of strings, and how well it writes when it runs free.

Training forces the decoder with the right tokens and clips the gradient; the score is made on
strings it has not seen, with the decoder reading what it wrote itself.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from rnnviz.core.arrays import Array, Whole
from rnnviz.core.cells import CELLS
from rnnviz.core.doors import door, fields_of, positive, weights, whole
from rnnviz.core.doors.axes import Seen, shaped
from rnnviz.core.doors.values import check_kind, classes
from rnnviz.core.init_nets import init_seq2seq
from rnnviz.core.losses import cross_entropy
from rnnviz.core.seq2seq import Seq2Seq, Seq2SeqWeights, decode, decode_backward
from rnnviz.tasks.pairs.pairs import TASKS, Pairs, make_pairs, written
from rnnviz.training.descent import Descent
from rnnviz.training.networks import learned
from rnnviz.training.schedules import cosine
from rnnviz.words import _

MEASURED = 20  # how often the score is made in one training


@dataclass(frozen=True)
class PairSettings:
    """All that a training depends on."""

    task: str = "reverse"
    length: int = 8
    cell: str = "gru"
    hidden: int = 24
    attention: int = 16  # units A; 0 for none
    both: bool = False  # the encoder runs in both directions; only attention reads both
    reads_context: bool = False  # the readout reads the context too
    examples: int = 2000
    tests: int = 200
    updates: int = 400
    batch: int = 64
    lr: float = 0.01
    clip_norm: float = 1.0
    seed: int = 1


SETTINGS = fields_of(
    PairSettings, task=tuple(TASKS), length=whole(1, 30), cell=tuple(CELLS), hidden=whole(1, 256),
    attention=whole(0, 256), updates=whole(0), lr=positive, clip_norm=positive, seed=whole(0),
)  # fmt: skip


class Score(NamedTuple):
    """How a free-running decoder does on strings that it has not seen."""

    update: int  # after how many updates
    loss: float  # cross-entropy a token, forced with the right tokens, in nats
    tokens: float  # share of tokens that are right, running free
    strings: float  # share of strings that are right from end to end, running free
    example: tuple[str, str, str]  # the first: read, to be written, written


@dataclass(frozen=True)
class LearnedPairs:
    """A training that has ended. It can be pickled; `network` builds the network again."""

    settings: PairSettings
    weights: Seq2SeqWeights
    loss: Array  # (updates,) of each batch, a token, in nats
    norm: Array  # (updates,) length of the gradient before it was clipped
    scores: tuple[Score, ...]  # at the start, along the way, and at the end
    stopped: bool = False
    message: str = ""  # why it ended early, if it did

    def network(self) -> Seq2Seq:
        """The trained network."""
        return Seq2Seq(CELLS[self.settings.cell], self.weights)


OnProgress = Callable[[Score], Any]


@door(s=SETTINGS)
def data_of(s: PairSettings) -> tuple[Pairs, Pairs]:
    """The pairs for training and for testing; the same settings give the same."""
    length = TASKS[s.task].fixed or s.length
    return make_pairs(s.task, length, s.examples, s.tests, np.random.default_rng([s.seed, 0]))


@door(s=SETTINGS)
def untrained(s: PairSettings) -> Seq2Seq:
    """The network before training; the same settings give the same."""
    task = TASKS[s.task]
    return init_seq2seq(
        CELLS[s.cell], len(task.reads), s.hidden, len(task.writes),
        np.random.default_rng([s.seed, 1]), s.attention, s.both, s.reads_context,
    )  # fmt: skip


@door(s=SETTINGS)
def train_pairs(s: PairSettings, on_progress: OnProgress | None = None) -> LearnedPairs:
    """Train with Adam on batches, the rate falling along half a cosine.

    `on_progress` is given each `Score`; when it gives True, training stops and keeps what it has.

    Raises:
        RnnvizError: when a setting cannot be used.
    """
    train, test = data_of(s)
    net, rate = untrained(s), cosine(s.lr, s.updates, s.lr / 20)
    descent, batches = Descent(net.weights, clip_norm=s.clip_norm), _batches(s, train.x.shape[1])
    losses, norms, scores, stopped = [], [], [], False
    with np.errstate(all="ignore"):  # an overflow is found by looking, and explained
        for k in range(s.updates + 1):
            before, net = net, Seq2Seq(net.cell, descent.weights)
            if k % max(1, s.updates // MEASURED) == 0 or k == s.updates:
                scores.append(score(net, s.task, test, k))
                stopped = bool(on_progress and on_progress(scores[-1])) and k < s.updates
            if stopped or k == s.updates:
                break
            loss, gradients = batch_gradients(net, train, next(batches))
            losses.append(loss)
            norms.append(descent.update(learned(net.cell, gradients), rate(k)))
            if not np.isfinite(norms[-1]):
                return _diverged(s, before, losses, norms, scores)
    curves = np.array(losses), np.array(norms)
    return LearnedPairs(s, net.weights, *curves, tuple(scores), stopped)


def _diverged(
    s: PairSettings, before: Seq2Seq, losses: list[float], norms: list[float], scores: list[Score]
) -> LearnedPairs:
    """What is left of a training that overflowed: all up to the update before."""
    finite = [one for one in scores if np.isfinite(one.loss)]
    text = _("Training diverged at update {k}: lower the learning rate.")
    message, curves = text.format(k=len(norms) - 1), (np.array(losses[:-1]), np.array(norms[:-1]))
    return LearnedPairs(s, before.weights, *curves, tuple(finite), message=message)


def _pairs(name: str, value: Any, seen: Seen) -> Pairs:
    """A rule: pairs that the network given can read and write."""
    check_kind(name, value, Pairs)
    x = shaped(f"{name}.x", value.x, "T_in N I", seen)
    return value._replace(x=x, d=shaped(f"{name}.d", value.d, "T_out N O", seen))


def _picked(name: str, value: Any, seen: Seen) -> Whole:
    """A rule: numbers of some of the pairs given."""
    return classes(name, shaped(name, value, "B", seen), seen.length("N"))


@door(net=weights.seq2seq, pairs=_pairs, pick=_picked)
def batch_gradients(net: Seq2Seq, pairs: Pairs, pick: Whole) -> tuple[float, Seq2SeqWeights]:
    """Mean loss a token of the picked pairs, and its gradient, forced with the right tokens."""
    d = pairs.d[:, pick]
    run = decode(net, pairs.x[:, pick], d)
    value, dy = cross_entropy(run.y, d)
    gradients, _rest = decode_backward(net, run, dy / value.size)
    return float(value.mean()), gradients


@door(net=weights.seq2seq, task=tuple(TASKS), test=_pairs, update=whole(0))
def score(net: Seq2Seq, task: str, test: Pairs, update: int = 0) -> Score:
    """How the network does on the test pairs."""
    forced = decode(net, test.x, test.d)
    free = decode(net, test.x, steps=len(test.d))
    texts = written(TASKS[task], free.chosen)
    right = [a == b for a, b in zip(texts, test.targets, strict=True)]
    return Score(
        update,
        float(cross_entropy(forced.y, test.d).value.mean()),
        float((free.chosen == test.d.argmax(axis=-1)).mean()),
        float(np.mean(right)),
        (test.sources[0], test.targets[0], texts[0]),
    )


def _batches(s: PairSettings, n: int) -> Iterator[Whole]:
    """Which pairs each update sees: all of them once, shuffled, and again."""
    rng = np.random.default_rng([s.seed, 2])
    while True:
        order = rng.permutation(n)
        yield from (order[a : a + s.batch] for a in range(0, n, s.batch))
