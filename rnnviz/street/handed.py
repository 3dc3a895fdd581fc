"""What a link that was handed in shows: its picture, what was chosen, and how well it does."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from rnnviz.errors import RnnvizError
from rnnviz.player.payload import Scene
from rnnviz.settings.differences import differences
from rnnviz.street.door import open_link
from rnnviz.street.link import read_link
from rnnviz.street.result.opened import Opened, Playing
from rnnviz.street.screens.train import Train
from rnnviz.words import _
from rnnviz.words.tongue import by_language

SHOWN = 6  # of what was chosen


class Figure(NamedTuple):
    """One number, and what it is."""

    label: str
    value: float


class Seen(NamedTuple):
    """What a link shows.

    Attributes:
        scene: the first picture of its screen; None where nothing plays.
        chosen: what differs from how the screen opens, in words.
        more: how much else does.
        figure: the loss, where the screen has one.
        said: what could not be used in the link, or why it shows nothing.
    """

    scene: Scene | None
    chosen: tuple[str, ...]
    more: int
    figure: Figure | None
    said: tuple[str, ...] = ()


@by_language(lru_cache(maxsize=64))
def seen(link: str) -> Seen:
    """Open a link; what cannot be shown is said. The result is shared, and never to be changed."""
    found = read_link(link)
    chosen = tuple(differences(type(found.settings)(), found.settings))
    short, more = chosen[:SHOWN], max(len(chosen) - SHOWN, 0)
    try:
        opened = open_link(link)
        figure = figure_of(opened)
    except RnnvizError as error:
        return Seen(None, short, more, None, (str(error),))
    scene = first_picture(opened.scene) if isinstance(opened, Playing) else None
    return Seen(scene, short, more, figure, opened.unused)


def first_picture(scene: Scene) -> Scene:
    """A scene with its first view alone, and of its numbers those that it draws."""
    options = {k: value for k, value in scene.options.items() if k not in ("layout", "ahead")}
    return replace(scene, views=scene.views[:1], options=options)


def figure_of(opened: Opened) -> Figure | None:
    """The loss of what a link shows: at the last epoch of a training, else over all steps."""
    losses = [one.values for one in opened.numbers() if one.name == "loss"]
    if not losses or losses[0].ndim != 1:
        return None
    if isinstance(opened, Train):
        return Figure(_("Loss after the last epoch"), float(losses[0][-1]))
    return Figure(_("Loss, all steps together"), float(losses[0].sum()))


def ordered(links: Sequence[str], order: str) -> list[str]:
    """Links as they came, or by "screen", or by "loss", the smallest first.

    >>> ordered(["unroll?cell=gru", "gates", "unroll"], "screen")
    ['gates', 'unroll', 'unroll?cell=gru']
    """
    if order == "screen":
        return sorted(links)
    if order == "loss":
        figures = {link: seen(link).figure for link in links}
        return sorted(links, key=lambda link: _rank(figures[link]))
    return list(links)


def _rank(figure: Figure | None) -> tuple[bool, str, float]:
    """Losses of one kind beside each other; what has none comes last."""
    return (True, "", 0.0) if figure is None else (False, figure.label, figure.value)
