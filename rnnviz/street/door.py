"""A link opens without the app: the one function that walks down the street, whatever the screen.

seen = open_link("http://…/gradients?cell=lstm&forget_bias=4")
seen.study.trace.h; seen.scene; seen.save("film.html")
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from rnnviz.errors import RnnvizError
from rnnviz.settings.base import Settings
from rnnviz.settings.language import LanguageSettings
from rnnviz.settings.shapes import ShapesSettings
from rnnviz.street.link import read_link
from rnnviz.street.network.stops import stops
from rnnviz.street.result.opened import Opened, Playing
from rnnviz.street.screens import (
    digits,
    gap,
    gates,
    gradients,
    home,
    language,
    pairs,
    series,
    shapes,
    train,
    unroll,
)
from rnnviz.tasks.architecture import PAIRS
from rnnviz.words import _


class Ask(NamedTuple):
    """What is asked for beside the link."""

    file: str | Path | None
    train: bool


def open_link(
    link: str, *, screen: str = "unroll", file: str | Path | None = None, train: bool = False
) -> Opened:
    """Compute all that a link shows.

    Args:
        link: a whole address, a path with its parameters ("/gates?cell=gru"), or the parameters
            alone, which are then about `screen`.
        screen: the code of a screen, such as "gradients".
        file: of “Your series” only: the path of a table, in place of the link's series.
        train: whether to train what takes longer than a moment: the models of “Your series”,
            large networks of “Language” and “Digits”, the two networks of “Shapes”.

    Raises:
        RnnvizError: with the sentence that the screen would show.
    """
    found = read_link(link, screen)
    if file is not None and found.screen.code != "series":
        raise RnnvizError(_("Only “Your series” reads a file."))
    opened = OPENERS[found.screen.code](found.settings, Ask(file, train))
    if isinstance(opened, Playing):
        opened = opened.standing(found.look)
    return opened.noted(found.notes)


def _shapes(s: ShapesSettings, ask: Ask) -> Opened:
    if s.arch not in PAIRS:
        return shapes.walk(s)
    return pairs.walk(s, pairs.learned_both(s.pairs()) if ask.train else None)


def _language(s: LanguageSettings, ask: Ask) -> Opened:
    if s.view == "gap":
        return gap.walk(s, gap.gap_of(s.gap_task(), ask=ask.train))
    return language.walk(s, language.trained_of(s.task(), ask=ask.train))


def _words(_s: Settings, _ask: Ask) -> Opened:
    raise RnnvizError(_("This page is words alone; open the link of another screen."))


# What each screen's settings, which are those of its own class, lead to.
OPENERS: dict[str, Callable[[Any, Ask], Opened]] = {
    "glossary": _words,
    "questions": _words,
    "home": lambda s, _ask: home.walk(s, stops()),
    "unroll": lambda s, _ask: unroll.walk(s, stops()),
    "gradients": lambda s, _ask: gradients.walk(s, stops()),
    "gates": lambda s, _ask: gates.walk(s, stops()),
    "shapes": _shapes,
    "language": _language,
    "digits": lambda s, ask: digits.walk(s, digits.run_of(s.plan(), ask=ask.train)),
    "train": lambda s, ask: train.walk(s, train.run_of(s, ask=ask.train)),
    "series": lambda s, ask: series.walk(s, ask.file, train=ask.train),
}
