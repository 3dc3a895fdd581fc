"""From a link to a network that is small enough, with weights that are short enough."""

from decimal import Decimal
from typing import Any, NamedTuple

from rnnviz.core.network import Network
from rnnviz.errors import RnnvizError
from rnnviz.paper.parts.decimals import rounded
from rnnviz.settings.edits import Edit
from rnnviz.settings.network import NetworkSettings
from rnnviz.street.link import read_link
from rnnviz.street.network.stops import stops
from rnnviz.words import _

STEPS = 3
SCREENS = ("unroll", "gradients", "gates")  # with one network in hand
Row = tuple[Decimal, ...]


class Small(NamedTuple):
    """A small network, the numbers it reads first, and what is to be said of how it was made."""

    settings: NetworkSettings
    net: Network
    numbers: Row  # three that are read, and the one that comes next
    notes: tuple[str, ...]


def asked(link: str) -> NetworkSettings:
    """The settings of the network that a link opens.

    Raises:
        RnnvizError: if the link cannot be opened, or opens no network by itself.
    """
    found = read_link(link)
    s = found.settings
    if found.screen.code not in SCREENS or not isinstance(s, NetworkSettings) or s.net:
        raise RnnvizError(_("A worksheet needs a link of Unroll, Gradients or Gates."))
    return s.in_hand()


def small(s: NetworkSettings, units: int) -> Small:
    """The network with few enough units, drawn and trained as that of the link is.

    Raises:
        RnnvizError: if it reads too few numbers.
    """
    notes: tuple[str, ...] = ()
    if s.hidden > units:
        said = _(
            "The link’s network has {n} units; it was drawn anew with {few}, from the same seed."
        )
        notes = (said.format(n=s.hidden, few=units),)
        s = s.with_(hidden=units, edits="")
    at = stops()
    example = at.example(s)
    if len(example.x) < STEPS and s.input != "word":
        raise RnnvizError(_("A worksheet needs at least four numbers in a row."))
    numbers = short([*example.x[:STEPS, 0], example.d[min(STEPS, len(example.d)) - 1, 0]])
    return Small(s, at.study(s).net, numbers, notes)


def short(values: list[float]) -> Row:
    """Numbers to one decimal; to two, where one that is not 0 would become it."""
    brief = tuple(rounded(float(v), 1) for v in values)
    lost = any(new == 0 and abs(old) > 0.005 for new, old in zip(brief, values, strict=True))
    return tuple(rounded(float(v), 2) for v in values) if lost else brief


def placed(values: Any, place: tuple[int, ...] = ()) -> list[tuple[tuple[int, ...], Decimal]]:
    """Every number of nested rows, with its place."""
    if isinstance(values, Decimal):
        return [(place, values)]
    return [one for k, inner in enumerate(values) for one in placed(inner, (*place, k))]


def edits(**arrays: Any) -> list[Edit]:
    """Edits that set every number of some weights, given as nested rows."""
    return [
        Edit(name, place, float(value))
        for name, values in arrays.items()
        for place, value in placed(values)
    ]
