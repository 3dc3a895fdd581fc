"""Texts whose next letter is asked for after each one."""

from functools import partial

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.studio.lesson import Lesson, Picture
from rnnviz.studio.lessons.memory import AGAIN
from rnnviz.tasks.language.counting import string
from rnnviz.tasks.language.language import Batch, Symbols, batch, example, symbols
from rnnviz.tasks.language.reber import EMBEDDED, distinct
from rnnviz.tasks.language.texts import LONGEST_N, Texts, texts_of
from rnnviz.tasks.memory.task import Draw
from rnnviz.words import N_, _

CORPUS = {"counting": "counting", "reber": "embedded", "jazz": "jazz", "hello": "hello"}
STRINGS = 128  # of an epoch, where each has its own
LONGER = 5  # how many longer strings a^n b^n are kept aside
SIMPLY = N_("guessing from the last letter alone")


def text_lesson(code: str, seed: int) -> Lesson:
    """The texts of one of `CORPUS`, the longest of those kept aside in the picture.

    Of a single word nothing is kept aside: it is shown as it was learned.
    """
    texts = _texts(code, seed)
    letters, held = texts.letters, texts.held or texts.trained
    held = tuple(sorted(held, key=len, reverse=True))
    learn, aside = batch(texts.trained, letters), batch(held, letters)
    p = after_each(learn)
    with np.errstate(divide="ignore"):
        logs = np.where(learn.d > 0, np.log(learn.x @ p), 0).sum(axis=-1)
    baseline = -float(np.average(logs, weights=learn.weight))
    shown = _picture(held[0], letters, p)
    one = example(held[0], letters)
    again = partial(_strings_again, letters, held, seed) if code == "reber" else None
    return Lesson(code, "cross_entropy", "every", Draw(*learn), Draw(*aside), baseline,
                  _(SIMPLY), shown, "text", (one.inputs, one.outputs), again)  # fmt: skip


def _strings_again(letters: Symbols, held: tuple[Symbols, ...], seed: int, epoch: int) -> Draw:
    """An epoch's own strings of the embedded grammar, none of those that are kept aside."""
    rng = np.random.default_rng([seed, AGAIN, epoch])
    strings = map(symbols, distinct(EMBEDDED, rng, STRINGS + len(held)))
    new = [one for one in strings if one not in held]
    return Draw(*batch(new[:STRINGS], letters))


def _texts(code: str, seed: int) -> Texts:
    found = texts_of(CORPUS[code], "", by_line=False, seed=seed)
    if code != "counting":
        return found
    longer = (symbols(string(n)) for n in range(LONGEST_N + 1, LONGEST_N + 1 + LONGER))
    return Texts(found.trained, tuple(longer), found.rule)


def after_each(some: Batch) -> Array:
    """How often each letter, or the end, comes after each letter: shares (I, O) of each row."""
    counts = np.einsum("tni,tno,tn->io", *some)
    return counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)


def _picture(text: Symbols, letters: Symbols, p: Array) -> Picture:
    """One text: the probability of the right letter after each."""
    one = example(text, letters)
    right = one.d.argmax(1)
    simple = p[one.x.argmax(1), right][:, None]
    return Picture(one.x[:, None], np.ones_like(simple), simple, right, one.ticks, True)
