"""Links in what somebody pasted: one a line, whatever stands around them."""

import re
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import urlencode

from rnnviz.errors import RnnvizError
from rnnviz.settings.look import Look
from rnnviz.street.link import Found, read_link
from rnnviz.words import _

MOST = 40  # links that are read at once
LONGEST = 20_000  # signs of what is pasted
AROUND = "<>()[]{}\"'“”‘’«»,;.!*`|"
LIKE = re.compile(r"https?://\S+|\S*/\w+/?(?:\?\S*)?|\w+\?\S+", re.IGNORECASE)


class Pasted(NamedTuple):
    """A line: what was found, or one sentence on why nothing was."""

    line: int
    found: Found | None
    problem: str = ""

    @property
    def link(self) -> str:
        """The link in its shortest form; empty where there is none."""
        return of_found(self.found) if self.found else ""


def pasted(text: str) -> list[Pasted]:
    r"""Every link in a text, each once, and a sentence for every line without one.

    >>> two = pasted("Ann: http://localhost:8501/gates?cell=gru, thanks\n\nno link here")
    >>> [(one.line, one.link, one.problem) for one in two]
    [(1, 'gates?cell=gru', ''), (3, '', 'Line 3 holds no link to a screen.')]
    """
    lines = enumerate(text[:LONGEST].splitlines(), start=1)
    found = [one for number, line in lines if line.strip() for one in _line(number, line)]
    links = {one.link: one for one in reversed(found) if one.found}  # of two, the first stays
    once = [one for one in found if not one.found or links[one.link] is one]
    if len(links) <= MOST:
        return once
    message = _("At most {n} links are shown; the others are left out.").format(n=MOST)
    return [*[one for one in once if one.found][:MOST], Pasted(0, None, message)]


def _line(number: int, line: str) -> list[Pasted]:
    read, problem = [], _("Line {n} holds no link to a screen.").format(n=number)
    for match in LIKE.finditer(line):
        try:
            read.append(Pasted(number, read_link(match[0].strip(AROUND))))
        except RnnvizError as error:
            problem = _("Line {n}: {problem}").format(n=number, problem=error)
    return read or [Pasted(number, None, problem)]


def of_found(found: Found) -> str:
    """A link in its shortest form, without what belongs to who made it: lesson, level, present."""
    look = Look(t=found.look.t, mode=found.look.mode, pick=found.look.pick, tab=found.look.tab)
    return written(found.screen.code, found.settings.to_query() | look.to_query())


def written(code: str, query: Mapping[str, str]) -> str:
    """A path with its parameters, as `read_link` takes it."""
    path = "/" if code == "home" else code
    return f"{path}?{urlencode(query)}" if query else path
