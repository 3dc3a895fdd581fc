"""A link to a screen and its settings; nothing in it is trusted."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

from rnnviz.errors import RnnvizError
from rnnviz.settings.base import Settings
from rnnviz.settings.look import Look
from rnnviz.settings.screens import SCREENS, Screen
from rnnviz.street.network.carried import settle
from rnnviz.words import _
from rnnviz.words.tongue import nearest

Query = Mapping[str, Sequence[str]]


class Found(NamedTuple):
    """What a link is about, and a sentence for everything in it that cannot be used."""

    screen: Screen
    settings: Settings
    look: Look
    notes: tuple[str, ...]


def read_link(link: str, screen: str = "unroll") -> Found:
    """Read a whole address, a path with its parameters, or the parameters alone.

    `screen` is the code of the screen that parameters alone are about.

    >>> found = read_link("http://localhost:8501/gradients?cell=lstm&hidden=many")
    >>> found.screen.code, found.settings.to_query(), found.notes
    ('gradients', {'cell': 'lstm'}, ('“Hidden units” in the link is not a whole number from 1 to
    16; the default is used.',))
    >>> read_link("?cell=gru").screen.code, read_link("http://localhost:8501").screen.code
    ('unroll', 'home')

    Raises:
        RnnvizError: if it names no screen.
    """
    code, query = split_link(link, screen)
    if code not in SCREENS:
        message = _("There is no screen “{code}”; choose one of: {known}.")
        raise RnnvizError(message.format(code=code[:40], known=", ".join(SCREENS)))
    found = SCREENS[code]
    settings, notes = found.settings.from_query(query)
    look, unseen = Look.from_query(query)
    settled, lost = settle(settings, None)
    return Found(found, settled, look, (*notes, *unseen, *lost))


def split_link(link: str, screen: str) -> tuple[str, Query]:
    """The code of a screen and the parameters, both unchecked.

    >>> split_link("/gates?cell=gru&t=3", "unroll"), split_link("gates", "unroll")
    (('gates', {'cell': ['gru'], 't': ['3']}), ('gates', {}))
    >>> split_link("cell=gru", "unroll")
    ('unroll', {'cell': ['gru']})

    Raises:
        RnnvizError: if it is no address.
    """
    text = link.strip()
    if "=" in text and "?" not in text and "/" not in text.split("=", 1)[0]:
        text = f"?{text}"
    try:
        parts = urlsplit(text)
        query = parse_qs(parts.query, keep_blank_values=True, max_num_fields=1000)
    except ValueError as error:
        message = _("“{link}” is not an address that can be read.")
        raise RnnvizError(message.format(link=text[:80])) from error
    code = parts.path.rstrip("/").rpartition("/")[2]
    if not code:
        code = "home" if parts.netloc or parts.path else screen
    return code, query


def language_of(link: str) -> str | None:
    """The language that a link names, if it is one of ours.

    >>> language_of("gates?cell=gru&lang=zh"), language_of("gates?lang=xx"), language_of("gates")
    ('zh', None, None)

    Raises:
        RnnvizError: if it is no address.
    """
    _code, query = split_link(link, "")
    return nearest(query.get("lang", [""])[-1])
