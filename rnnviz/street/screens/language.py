"""Language: a trained network reads a text, or writes one."""

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from rnnviz.core.language import probabilities
from rnnviz.core.network import Network
from rnnviz.core.study import Study, study
from rnnviz.errors import RnnvizError
from rnnviz.player.payload import Scene
from rnnviz.scenes.language import reading_scene, writing_scene
from rnnviz.settings.language import LanguageSettings
from rnnviz.street.result.numbers import Numbers, of_study
from rnnviz.street.result.opened import Playing
from rnnviz.street.result.training import must_be_asked
from rnnviz.tasks.language.language import Symbols, example, symbols
from rnnviz.tasks.language.texts import Texts
from rnnviz.tasks.language.training import Task, Trained, train
from rnnviz.tasks.language.writing import Written, write
from rnnviz.tasks.sequence import Example
from rnnviz.words import _

AT_ONCE = 20_000  # steps of a plain RNN that take less than half a second
SHOWN = 200  # symbols of a long text: more would make the page heavy

Asked = tuple[Symbols, int, int]  # how a text begins, the seed of its draws, how long it may be


@dataclass(frozen=True, kw_only=True, repr=False)
class Language(Playing):
    """A network on the text that it reads, or wrote.

    Attributes:
        trained: the training, with the weights of several epochs.
        written: the text that it wrote; None where it reads one.
    """

    settings: LanguageSettings
    trained: Trained
    example: Example
    study: Study
    written: Written | None = None

    @property
    def network(self) -> Network:
        """The network at the epoch that is shown."""
        return self.study.net

    def numbers(self) -> list[Numbers]:
        """Everything of its study, the probabilities of the next symbol, and how it learned."""
        wrote, t = self.written, self.settings.temperature
        drawn = [] if wrote is None else [Numbers("q", probabilities(self.study.y, t))]
        return [
            *of_study(self.study),
            Numbers("p", probabilities(self.study.y)),
            *drawn,
            Numbers("training.loss", self.trained.loss, "nat"),
        ]


def trained_of(task: Task, *, ask: bool) -> Trained:
    """The trained network; the last ones are kept. What takes long is trained if `ask`.

    Raises:
        RnnvizError: when it diverges, or takes long and was not asked for.
    """
    if task.work > AT_ONCE and not ask:
        raise must_be_asked()
    return _train(task)


_train = lru_cache(maxsize=8)(train)


def shown_epoch(s: LanguageSettings, found: Trained) -> int:
    """The kept epoch that is nearest to the one asked for."""
    wanted = found.epochs if s.at is None else s.at
    return min(sorted(found.weights), key=lambda epoch: (abs(epoch - wanted), epoch))


def shown_among(texts: Texts) -> tuple[Symbols, ...]:
    """The texts to choose from: those never trained on, where there are any."""
    return texts.held or texts.trained


def shown_text(s: LanguageSettings, texts: Texts) -> Symbols:
    """The text that is read: n, a string of the grammar, or a line."""
    if s.source == "counting":
        return symbols("a" * s.shown + "b" * s.shown)
    among = shown_among(texts)
    return among[min(s.shown, len(among)) - 1]


class Read(NamedTuple):
    """A text that is read."""

    scene: Scene
    study: Study
    example: Example


def reading(found: Trained, epoch: int, text: Symbols) -> Read:
    """A text that is read by the network of an epoch."""
    s, one = studied(found, epoch, text)
    return Read(reading_scene(s, one, _("A network reads a text")), s, one)


def studied(found: Trained, epoch: int, text: Symbols) -> tuple[Study, Example]:
    """Everything that is computed while the network of an epoch reads a text to its end.

    Of a long text the first `SHOWN` symbols are read.

    Raises:
        RnnvizError: if the numbers leave what a computer can hold.
    """
    one = first(example(text, found.letters), SHOWN)
    with np.errstate(all="ignore"):  # overflow is looked for, and explained
        s = study(found.net(epoch), one.x, one.d, loss="cross_entropy")
    if not (np.isfinite(s.y).all() and np.isfinite(s.trace.h).all()):
        raise RnnvizError(
            _("The numbers overflow while it reads this text; choose a bounded cell such as tanh.")
        )
    return s, one


def first(one: Example, steps: int) -> Example:
    """The first steps of an example."""
    return one._replace(x=one.x[:steps], d=one.d[:steps], ticks=one.ticks[:steps])


def asked_of(s: LanguageSettings, texts: Texts) -> Asked:
    """What is to be written, whatever the temperature."""
    return symbols(s.start) or texts.trained[0][:1], s.draw, s.longest


class Wrote(NamedTuple):
    """A text that is written."""

    scene: Scene
    study: Study
    example: Example
    text: Written


def writing(found: Trained, asked: Asked, temperature: float) -> Wrote:
    """A text that is written at a temperature."""
    one = written(found, asked, temperature)
    s, read_back = studied_writing(found, one)
    scene = writing_scene(s, read_back, _("A network writes a text"), one, temperature)
    return Wrote(scene, s, read_back, one)


def written(found: Trained, asked: Asked, temperature: float) -> Written:
    """The text that a beginning, a seed and a temperature give."""
    start, draw, longest = asked
    longest = max(longest, len(start) + 1)
    return write(
        found.net(), found.letters, start, [draw], temperature=temperature, longest=longest
    )[0]


def studied_writing(found: Trained, one: Written) -> tuple[Study, Example]:
    """Everything that was computed while a text was written, each draw as the target."""
    if one.ended:
        return studied(found, found.epochs, one.text)
    s, whole = studied(found, found.epochs, one.text)
    part = first(whole, len(one.text) - 1)  # the last symbol was drawn, and not read
    return study(s.net, part.x, part.d, loss="cross_entropy"), part


def walk(s: LanguageSettings, found: Trained) -> Language:
    """From settings and a trained network to the scene of what it reads or writes.

    Raises:
        RnnvizError: if the text cannot be used, or the numbers overflow.
    """
    texts = s.texts()
    if s.view == "write":
        scene, seen, one, text = writing(found, asked_of(s, texts), s.temperature)
    else:
        scene, seen, one = reading(found, shown_epoch(s, found), shown_text(s, texts))
        text = None
    return Language(settings=s, trained=found, example=one, study=seen, written=text, scene=scene)
