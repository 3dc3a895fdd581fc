"""A link opens without the app: the one function that walks down the street, whatever the screen.

seen = open_link("http://…/gradients?cell=lstm&forget_bias=4")
seen.study.trace.h; seen.scene; seen.save("film.html")
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from rnnviz.errors import RnnvizError
from rnnviz.settings.base import Settings
from rnnviz.settings.language import LanguageSettings
from rnnviz.settings.network import NetworkSettings
from rnnviz.settings.shapes import ShapesSettings
from rnnviz.street.dynamics import dynamics
from rnnviz.street.link import Found, language_of, read_link
from rnnviz.street.network.carried import Carried, settle
from rnnviz.street.network.saved import carried_of, read
from rnnviz.street.network.stops import stops
from rnnviz.street.result.opened import Opened, Playing
from rnnviz.street.screens import (
    batches,
    digits,
    experiments,
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
from rnnviz.words.tongue import speaking, spoken


class Ask(NamedTuple):
    """What is asked for beside the link."""

    file: str | Path | None
    train: bool
    carried: Carried | None = None


def open_link(
    link: str,
    *,
    screen: str = "unroll",
    file: str | Path | None = None,
    train: bool = False,
    network: str | Path | None = None,
    lang: str | None = None,
) -> Opened:
    """Compute all that a link shows.

    Args:
        link: a whole address, a path with its parameters ("/gates?cell=gru"), or the parameters
            alone, which are then about `screen`.
        screen: the code of a screen, such as "gradients".
        file: of “Your series” only: the path of a table, in place of the link's series.
        train: whether to train what takes longer than a moment: the models of “Your series”,
            large networks of “Language” and “Digits”, the two networks of “Shapes”.
        network: of Unroll, Gradients and Gates: the path of a file that “Save this network” made,
            whose network is shown in place of the link's.
        lang: the code of the language that it speaks, such as "zh"; the link's unless given.

    Raises:
        RnnvizError: with the sentence that the screen would show.
    """
    with speaking(lang or language_of(link) or spoken()):
        opened = _opened(link, screen, Ask(file, train), network)
        return replace(opened, language=spoken())


def _opened(link: str, screen: str, ask: Ask, network: str | Path | None) -> Opened:
    """What a link shows, in the language in force."""
    found = read_link(link, screen)
    if ask.file is not None and found.screen.code != "series":
        raise RnnvizError(_("Only “Your series” reads a file."))
    settings, carried = (found.settings, None) if network is None else _saved(found, network)
    opened = OPENERS[found.screen.code](settings, ask._replace(carried=carried))
    if isinstance(opened, Playing):
        opened = opened.standing(found.look)
    return opened.noted(found.notes)


def _saved(found: Found, network: str | Path) -> tuple[Settings, Carried]:
    """The settings of a screen with the network of a file, and that network."""
    settings = found.settings
    if not isinstance(settings, NetworkSettings) or not settings.shows_carried:
        raise RnnvizError(_("A saved network opens on Unroll, Gradients and Gates."))
    try:
        data = Path(network).read_bytes()
    except OSError as error:
        message = _("The file {file} cannot be read.")
        raise RnnvizError(message.format(file=network)) from error
    carried = carried_of(read(data))
    named = settings.with_(net=carried.token(), at=None, edits="", learned=0)
    return settle(named, carried)[0], carried


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
    "about": _words,
    "glossary": _words,
    "hand_in": _words,
    "lessons": _words,
    "questions": _words,
    "quiz": _words,
    "teacher": _words,
    "vote": _words,
    "batches": lambda s, _ask: batches.walk(s),
    "home": lambda s, _ask: home.walk(s, stops()),
    "unroll": lambda s, ask: unroll.walk(s, stops(ask.carried)),
    "gradients": lambda s, ask: gradients.walk(s, stops(ask.carried)),
    "gates": lambda s, ask: gates.walk(s, stops(ask.carried)),
    "shapes": _shapes,
    "language": _language,
    "digits": lambda s, ask: digits.walk(s, digits.run_of(s.plan(), ask=ask.train)),
    "train": lambda s, ask: train.walk(s, train.run_of(s, ask=ask.train)),
    "dynamics": lambda s, ask: dynamics.walk(s, dynamics.run_for(s, ask=ask.train)),
    "experiments": lambda s, ask: experiments.walk(s, train=ask.train),
    "series": lambda s, ask: series.walk(s, ask.file, train=ask.train),
}
