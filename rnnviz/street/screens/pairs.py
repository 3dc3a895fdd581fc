"""Shapes, encoder-decoder and attention: two networks, as far as trained, write for one string."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.core.seq2seq import Decoding, Seq2Seq
from rnnviz.scenes.shapes.pairs.pairs import pairs_scene, translate
from rnnviz.scenes.shapes.pairs.plan import PairPlan
from rnnviz.settings.shapes import ShapesSettings
from rnnviz.street.result.numbers import Numbers, of_fields
from rnnviz.street.result.opened import Playing
from rnnviz.tasks.pairs.compare import PairComparison, compare_pairs, right_answer
from rnnviz.tasks.pairs.learn import LearnedPairs, PairSettings, data_of, untrained
from rnnviz.tasks.pairs.pairs import TASKS
from rnnviz.words import _

EXAMPLES = 3  # strings of the test part that are offered

# One of the two networks, what it computed for the string, and what it wrote.
Wrote = tuple[Seq2Seq, Decoding, str]


@dataclass(frozen=True, kw_only=True, repr=False)
class Pairs(Playing):
    """An encoder-decoder on one string; beside it the same with, or without, attention.

    Attributes:
        text: the string that is read.
        plan: the sizes of the one that plays.
        wrote: both networks by whether they attend, with what they computed and wrote.
        found: both trainings; None as long as the weights are as first drawn.
    """

    settings: ShapesSettings
    text: str
    plan: PairPlan
    wrote: dict[bool, Wrote]
    found: PairComparison | None

    @property
    def network(self) -> Seq2Seq:
        """The network that plays."""
        return self.wrote[attends(self.settings)][0]

    @property
    def decoding(self) -> Decoding:
        """Everything that it computed."""
        return self.wrote[attends(self.settings)][1]

    def numbers(self) -> list[Numbers]:
        """What was read, the states of both halves, the outputs, the looks, and all weights.

        `encoder.h.1` are the states of the encoder's reverse direction.
        """
        run, w = self.decoding, self.network.weights
        halves = list(enumerate(zip(run.encoder.steps[0], w.encoder, strict=True)))
        return [
            Numbers("x", run.encoder.x[0]),
            *(Numbers(f"encoder.h.{d}", _states(steps)) for d, (steps, _p) in halves),
            Numbers("decoder.token", run.token),
            Numbers("decoder.h", _states(run.steps)),
            Numbers("y", run.y),
            *([] if run.looks is None else of_fields("attention", run.looks)),
            *(one for d, (_s, p) in halves for one in of_fields(f"weights.encoder.{d}", p)),
            *of_fields("weights.decoder", w.decoder),
            *(of_fields("weights.attention", w.attention) if w.attention else []),
            *of_fields("weights", w.readout),
        ]


def _states(steps: list[Any]) -> Array:
    return np.stack([step.h for step in steps])


def attends(s: ShapesSettings) -> bool:
    """Whether the network that plays has attention."""
    return s.arch == "attention"


def examples(s: PairSettings) -> tuple[str, ...]:
    """The first strings of the test part, none of which is in the training part."""
    return data_of(s)[1].sources[:EXAMPLES]


learned_both = lru_cache(maxsize=4)(compare_pairs)


def learned(found: PairComparison, attending: bool) -> LearnedPairs:
    """One of the two trainings."""
    return found.attending if attending else found.plain


def write(s: ShapesSettings, found: PairComparison | None, text: str, attending: bool) -> Wrote:
    """One network, as far as it is trained, and what it writes for the string.

    Raises:
        RnnvizError: when the string cannot be read.
    """
    asked = s.pairs()
    if found is not None:
        net = learned(found, attending).network()
    else:
        net = untrained(asked if attending else replace(asked, attention=0))
    return net, *translate(net, TASKS[s.task], text)


def pair_plan(s: ShapesSettings, text: str, attending: bool) -> PairPlan:
    """The sizes for this string, in a batch as large as in training."""
    task, p = TASKS[s.task], s.pairs()
    right = right_answer(task, text)
    return PairPlan(
        kind={"lstm": "LSTM", "gru": "GRU"}.get(p.cell, "RNN"),
        nonlinearity="relu" if p.cell == "rnn_relu" else "tanh",
        reads=len(task.reads), writes=len(task.writes), hidden=p.hidden,
        units=p.attention if attending else 0, both=p.both,
        T_in=len(text), T_out=len(right if right is not None else text) + 1, N=p.batch,
    )  # fmt: skip


def walk(
    s: ShapesSettings,
    found: PairComparison | None = None,
    offered: Callable[[PairSettings], tuple[str, ...]] = examples,
) -> Pairs:
    """From settings, and what was learned so far, to the scene; `offered` may keep what it gives.

    Raises:
        RnnvizError: when the string cannot be read.
    """
    text = s.phrase.strip() or offered(s.pairs())[0]
    wrote = {attending: write(s, found, text, attending) for attending in (True, False)}
    plan = pair_plan(s, text, attends(s))
    net, run, written = wrote[attends(s)]
    scene = pairs_scene(plan, net, text, run, written, trained=found is not None)
    notes = () if found else (_("Not trained yet: its weights are as first drawn."),)
    return Pairs(
        settings=s, text=text, plan=plan, wrote=wrote, found=found, scene=scene, notes=notes
    )
