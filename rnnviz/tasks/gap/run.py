"""The gap as an experiment: several cells, several seeds, one budget, accuracy by distance."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.core.cells import CELLS
from rnnviz.core.doors import door, fields_of, positive, whole
from rnnviz.core.doors.options import some_of
from rnnviz.core.doors.options import words as as_words
from rnnviz.core.doors.values import check_choice
from rnnviz.core.init import init_network
from rnnviz.core.language import one_hot
from rnnviz.core.network import Network, Weights, forward
from rnnviz.core.study import Study, study
from rnnviz.tasks.gap.gap import (
    FAR,
    NEAR,
    Sentences,
    distance,
    far_sentences,
    near_sentences,
    training_sentences,
    vocabulary,
)
from rnnviz.tasks.language.language import Symbols, places
from rnnviz.tasks.sequence import Example
from rnnviz.training import fit
from rnnviz.training.diagnosis import one_restart
from rnnviz.training.flat import tree_map
from rnnviz.training.history import DIVERGED, STOPPED

TRAINED_ON = 384  # sentences
TESTED_ON = 200  # for each distance
BATCH = 32
TESTED_CLAUSES = (0, 1, 2, 3, 4, 5, 6, 8, 10, 12)


@dataclass(frozen=True)
class GapTask:
    """The budget, the same for every cell."""

    cells: tuple[str, ...] = ("rnn_tanh", "gru", "lstm")
    hidden: int = 24
    epochs: int = 80
    seeds: int = 3
    lr: float = 0.03
    seed: int = 1


TASK = fields_of(
    GapTask, cells=some_of(tuple(CELLS)), epochs=whole(0), lr=positive, seed=whole(0)
)  # fmt: skip


class GapProgress(NamedTuple):
    """How far the experiment has come."""

    done: int  # cells
    total: int
    cell: str
    epoch: int
    epochs: int
    seconds: float


@dataclass(frozen=True)
class GapResult:
    """Share of right answers, of each seed."""

    task: GapTask
    distances: tuple[int, ...]  # words between cue and answer
    near: Mapping[str, Array]  # by cell: (R,) the sentences with the short gap
    far: Mapping[str, Array]  # by cell: (D, R)
    parameters: Mapping[str, int]
    weights: Mapping[str, Weights]  # by cell: of the first seed, in double precision
    stopped: bool
    seconds: float


OnProgress = Callable[[Any], Any]


@door(task=TASK)
def gap(task: GapTask, on_progress: OnProgress | None = None) -> GapResult:
    """Train every cell and measure it; a stop keeps the cells that were finished."""
    began, words = time.monotonic(), vocabulary()
    text = training_sentences(TRAINED_ON, np.random.default_rng(task.seed))
    found = GapResult(task, tuple(map(distance, TESTED_CLAUSES)), {}, {}, {}, {}, False, 0.0)
    for done, code in enumerate(task.cells):

        def report(epoch: int, _loss: Any, _held: Any, done: int = done, code: str = code) -> bool:
            seconds = time.monotonic() - began
            now = GapProgress(done, len(task.cells), code, epoch, task.epochs, seconds)
            return bool(on_progress is not None and on_progress(now))

        net, ended = trained(task, code, text, words, report)
        if ended == STOPPED:
            found = replace(found, stopped=True)
            break
        if ended != DIVERGED:
            found = measured(found, code, net, words)
    return replace(found, seconds=time.monotonic() - began)


def trained(
    task: GapTask, code: str, text: tuple[Symbols, ...], words: Symbols, report: Any
) -> tuple[Network, str]:
    """All seeds of one cell, side by side, and how the training ended."""
    rng = np.random.default_rng(task.seed)
    net = init_network(
        CELLS[code], len(words), task.hidden, len(words), rng, restarts=task.seeds, dtype=np.float32
    )
    x, d, weight = encoded(text, words)
    history = fit(
        net, x, d, weight=weight, where="every", loss="cross_entropy", lr=task.lr,
        epochs=task.epochs, batch=BATCH, rng=np.random.default_rng(task.seed), on_epoch=report,
    )  # fmt: skip
    return history.net, history.stopped


def encoded(texts: tuple[Symbols, ...], words: Symbols) -> tuple[Array, Array, Array]:
    """Words one-hot (T, N, V), the next words, and the weight (T, N): 0 behind the last word."""
    T = max(map(len, texts)) - 1
    x = np.zeros((T, len(texts), len(words)), np.float32)
    d, weight = np.zeros_like(x), np.zeros((T, len(texts)), np.float32)
    for n, text in enumerate(texts):
        rows = one_hot(places(text, words), len(words))
        x[: len(rows) - 1, n], d[: len(rows) - 1, n] = rows[:-1], rows[1:]
        weight[: len(rows) - 1, n] = 1
    return x, d, weight


def measured(found: GapResult, code: str, net: Network, words: Symbols) -> GapResult:
    """The result with one more cell."""
    rng = np.random.default_rng(found.task.seed + 1)  # other sentences than in training
    near = accuracy(net, near_sentences(TESTED_ON, rng), tuple(NEAR.values()), words)
    far = [
        accuracy(net, far_sentences(TESTED_ON, k, rng), tuple(FAR.values()), words)
        for k in TESTED_CLAUSES
    ]
    return replace(
        found,
        near={**found.near, code: near},
        far={**found.far, code: np.stack(far)},
        parameters={**found.parameters, code: net.count()},
        weights={**found.weights, code: first_seed(net)},
    )


def first_seed(net: Network) -> Weights:
    """The weights of the first restart, in double precision, to be looked at."""
    return tree_map(lambda a: a.astype(np.float64), one_restart(net, 0).weights)


@door(sentence=as_words)
def read_sentence(found: GapResult, code: str, sentence: Symbols) -> tuple[Study, Example]:
    """Everything that is computed while the first seed of a cell reads a sentence."""
    check_choice("code", code, tuple(found.weights))
    words = vocabulary()
    rows = one_hot(places(sentence, words), len(words))
    ticks = tuple(sentence[:-1])
    one = Example(rows[:-1], rows[1:], "cross_entropy", words, words, ticks)
    net = Network(CELLS[code], found.weights[code])
    return study(net, one.x, one.d, loss="cross_entropy"), one


def accuracy(net: Network, test: Sentences, answers: Symbols, words: Symbols) -> Array:
    """Share of the sentences, of one length, whose answer is the likeliest word of all; (R,)."""
    x, _d, _weight = encoded(test.words, words)
    y = forward(net, x[:, np.newaxis], "last").y
    right = np.array(places(answers, words))[test.cues]
    return np.mean(y.argmax(axis=-1) == right, axis=-1)
