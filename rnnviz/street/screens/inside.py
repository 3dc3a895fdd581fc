"""A kept epoch of Train on Unroll, Gradients and Gates: in the address, or as a carried network."""

from dataclasses import dataclass

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.core.losses import LOSSES
from rnnviz.core.network import Network, forward
from rnnviz.core.study import counting
from rnnviz.export.model import Model, of_inputs
from rnnviz.settings.network import NetworkSettings
from rnnviz.street.network.carried import Carried
from rnnviz.street.network.packed import packed
from rnnviz.street.screens.train import Train, described
from rnnviz.studio.lesson import Lesson
from rnnviz.tasks.memory.task import Draw
from rnnviz.tasks.sequence import Example
from rnnviz.words import _
from rnnviz.words.numbers import number


@dataclass(frozen=True)
class LessonExamples:
    """The sequences of a lesson, those that were learned from first, then those kept aside."""

    lesson: Lesson
    net: Network
    name: str

    def __len__(self) -> int:
        """How many there are."""
        return self.lesson.learn.x.shape[1] + self.lesson.held.x.shape[1]

    def example(self, k: int) -> Example:
        """One of them; what is not asked for has the network's own output as its target."""
        learned = self.lesson.learn.x.shape[1]
        draw, at = (self.lesson.learn, k) if k < learned else (self.lesson.held, k - learned)
        end = length(draw, at)
        x = draw.x[:end, at]
        d = np.broadcast_to(draw.y[at], (end, draw.y.shape[-1])) if draw.y.ndim == 2 else \
            draw.y[:end, at]  # fmt: skip
        if draw.weight is not None:
            d = np.where(draw.weight[:end, at, None] > 0, d, forward(self.net, x).y)
        inputs, outputs = self.lesson.names
        ticks = tuple(str(t + 1) for t in range(end))
        if self.lesson.kind == "text":
            ticks = tuple(inputs[c] for c in x.argmax(1))
        elif k == learned and self.lesson.picture.of_steps:
            ticks = self.lesson.picture.ticks
        return Example(x, np.array(d), self.lesson.loss, inputs, outputs, ticks)

    def sentence(self, k: int, y: Array) -> str:
        """The loss on it, and whether it was learned from."""
        one = self.example(k)
        value = LOSSES[one.loss](y, one.d).value[counting(len(y), self.lesson.where) > 0]
        text = _("Its mean loss on this sequence is {loss}; it was never learned from.")
        if k < self.lesson.learn.x.shape[1]:
            text = _("Its mean loss on this sequence is {loss}; it was learned from.")
        elif self._learned(one.x):
            text = _("Its mean loss on this sequence is {loss}; the same one was learned from.")
        return text.format(loss=number(float(value.mean())))

    def _learned(self, x: Array) -> bool:
        draw = self.lesson.learn
        return any(np.array_equal(draw.x[: length(draw, n), n], x) for n in range(draw.x.shape[1]))

    def model(self, net: Network) -> Model:
        """The network, with the first sequence that was kept aside."""
        held = self.lesson.held
        return of_inputs(net, self.name, held.x[: length(held, 0), 0])


def length(draw: Draw, at: int) -> int:
    """How many steps of a sequence there are; those behind its end were filled up."""
    if draw.weight is None or draw.y.ndim == 2:
        return len(draw.x)
    return int(np.flatnonzero(draw.weight[:, at])[-1]) + 1


def carried_of(seen: Train, k: int) -> Carried:
    """The network of a kept epoch, k from 0, with the sequences of its lesson."""
    s, lesson, net = seen.settings, seen.lesson, seen.at(k)
    epoch = seen.run.frames[k].epoch
    name = _("{what} Epoch {n}.").format(what=described(s, lesson), n=epoch)
    learned = lesson.learn.x.shape[1]
    text = _("Sequence: up to {n}, those for learning")
    return Carried(
        net=net, examples=LessonExamples(lesson, net, name), where=lesson.where, name=name,
        first=learned, example_label=text.format(n=learned), home="train",
        query=s.to_query() | {"t": str(k + 1)}, identity=f"{s.to_query()} {epoch}",
    )  # fmt: skip


def in_address(target: NetworkSettings, seen: Train, k: int) -> NetworkSettings | None:
    """The settings of another screen with the epoch's weights in them; None if they have no room.

    An address holds few weights, and of the lessons only the built-in series.
    """
    s, text = seen.settings, packed(seen.at(k))
    if s.task != "series" or not text:
        return None
    plain = NetworkSettings()
    return target.with_(
        cell=s.cell, hidden=s.hidden, seed=s.seed, scheme=s.scheme, gain=1.0, forget_bias=None,
        input="series", series=s.series, steps=s.length, where=seen.lesson.where, edits="", net="",
        at=None, periods=plain.periods, sizes=plain.sizes, first_tick=plain.first_tick,
        grid_layers=plain.grid_layers, peepholes=plain.peepholes,
        z=plain.z, learned=0, trained=plain.trained, weights=text,
    )  # fmt: skip
