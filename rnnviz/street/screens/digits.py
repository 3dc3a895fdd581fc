"""Digits: trained networks read one digit, from the data set or drawn by hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rnnviz.core.arrays import Array
from rnnviz.core.network import Network
from rnnviz.core.study import Study
from rnnviz.errors import RnnvizError
from rnnviz.scenes.digits import Read, digit_scene
from rnnviz.settings.digits import DigitsSettings, label
from rnnviz.street.result.numbers import Numbers, of_study
from rnnviz.street.result.opened import Playing
from rnnviz.street.result.training import must_be_asked
from rnnviz.tasks.digits.digits import SIDE, grey_levels, parse_drawing, sequences
from rnnviz.tasks.digits.kept import PLAN, kept_run
from rnnviz.tasks.digits.reading import Reading, read
from rnnviz.tasks.digits.training import Plan, Run, train_digits

AT_ONCE = 1.5 * Plan().work()  # what is trained without being asked: a few seconds


@dataclass(frozen=True, kw_only=True, repr=False)
class Digits(Playing):
    """One digit, as every network reads it.

    Attributes:
        run: the trained networks.
        image: (8, 8) grey levels, 0 to 16.
        truth: the digit's class, where it is known.
        readings: what each usable network makes of it.
    """

    settings: DigitsSettings
    run: Run
    image: Array
    truth: int | None
    readings: Sequence[Reading]

    @property
    def study(self) -> Study:
        """The study of the network that is taken apart."""
        return self.readings[followed(self.settings, self.run)].study

    @property
    def network(self) -> Network:
        """The network that is taken apart."""
        return self.study.net

    def numbers(self) -> list[Numbers]:
        """The picture, every network's answers and reasons, how it learned, and one study."""
        found = [Numbers("image", self.image, "grey level, 0 to 16")]
        for n, r in zip(self.run.usable, self.readings, strict=True):
            found += [
                Numbers(f"{n.code}.p", r.p),
                Numbers(f"{n.code}.why", r.why(self.settings.order), "nat"),
                Numbers(f"{n.code}.training.loss", n.loss, "nat"),
                Numbers(f"{n.code}.training.val_loss", n.val_loss, "nat"),
                Numbers(f"{n.code}.training.val_accuracy", n.val_accuracy),
                Numbers(f"{n.code}.test.right", n.by_row),
            ]
        return found + of_study(self.study)


def run_of(plan: Plan, *, ask: bool) -> Run:
    """The trained networks; the last ones are kept. What takes long is trained if `ask`.

    Raises:
        RnnvizError: when it takes long and was not asked for.
    """
    if plan == PLAN:
        return kept_run()
    if plan.work() > AT_ONCE and not ask:
        raise must_be_asked()
    return _run(plan)


_run = lru_cache(maxsize=4)(train_digits)


def chosen_image(s: DigitsSettings, run: Run) -> tuple[Array, int | None]:
    """The grey levels (8, 8) of the digit that is read, and its class where it is known."""
    if s.source == "drawn":
        return grey_levels(parse_drawing(s.drawing)), None
    return digit_of(s, run)


def digit_of(s: DigitsSettings, run: Run) -> tuple[Array, int]:
    """The test digit of the settings, with its class."""
    place = min(s.digit, len(run.test.labels)) - 1
    return run.test.images[place], int(run.test.labels[place])


def readings(run: Run, image: Array, asked: int | None) -> list[Reading]:
    """How every usable network reads a digit."""
    x = sequences(image[None], run.plan.order, run.plan.ink)[:, 0]
    return [read(n.net, x, asked) for n in run.usable]


def names(run: Run) -> list[str]:
    """What the usable networks are called."""
    return [label(n.code) for n in run.usable]


def followed(s: DigitsSettings, run: Run) -> int:
    """The place, from 0, of the network that is taken apart."""
    return min(s.follow, len(run.usable)) - 1


def walk(s: DigitsSettings, run: Run) -> Digits:
    """From settings and trained networks to the scene.

    Raises:
        RnnvizError: if every network diverged.
    """
    if not run.usable:
        raise RnnvizError(run.networks[0].message)
    image, truth = chosen_image(s, run)
    found = readings(run, image, None if s.about == "answer" else int(s.about))
    start = {"t": SIDE - 1}
    digit = Read(image, s.order, truth)
    scene = digit_scene(names(run), found, digit, followed(s, run), start)
    return Digits(settings=s, run=run, image=image, truth=truth, readings=found, scene=scene)
