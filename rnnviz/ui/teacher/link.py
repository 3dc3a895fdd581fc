"""The link for a class: from what a teacher chose to an address."""

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple
from urllib.parse import urlencode

from rnnviz.errors import RnnvizError
from rnnviz.lessons.library import lessons
from rnnviz.settings.look import Look
from rnnviz.settings.screens import SCREENS, Screen
from rnnviz.settings.teacher import TeacherSettings
from rnnviz.street.link import read_link
from rnnviz.ui.frame.lesson.moves import link_of
from rnnviz.ui.frame.presets import Preset
from rnnviz.words import _


class Built(NamedTuple):
    """A screen and the query that opens it as it was chosen."""

    screen: Screen
    query: dict[str, str]

    def address(self, home: str) -> str:
        """The whole address; `home` is where the app is, such as http://127.0.0.1:8501."""
        path = "" if self.screen.code == "home" else self.screen.code
        query = f"?{urlencode(self.query)}" if self.query else ""
        return f"{home.rstrip('/')}/{path}{query}"


def built(s: TeacherSettings, presets: Mapping[str, Preset]) -> Built:
    """The link that a teacher's choices come to; `presets` are those of the chosen screen.

    Raises:
        RnnvizError: if what was pasted is no link, or there is no such lesson.
    """
    screen, query = _opened(s, presets)
    look, _notes = Look.from_query(query)
    hide = {*look.hide, *s.hidden_ones, *(("seed",) if s.locked else ())}
    look = replace(
        look, level=s.at_level or look.level, present=s.large or look.present,
        hide=tuple(sorted(hide)), lang=s.tongue or look.lang,
    )  # fmt: skip
    rest = {name: value for name, value in query.items() if name not in Look.kinds()}
    seed = _seed(screen, rest) if s.locked else {}
    return Built(screen, {**rest, **seed, **look.to_query()})


def _opened(s: TeacherSettings, presets: Mapping[str, Preset]) -> tuple[Screen, dict[str, str]]:
    if s.opens == "lesson":
        lesson = lessons().get(s.course)
        if lesson is None:
            raise RnnvizError(_("There is no lesson “{name}” here.").format(name=s.course))
        return link_of(lesson, s.number)
    if s.opens == "screen":
        preset = presets.get(s.preset)
        return SCREENS[s.screen], preset.settings.to_query() if preset else {}
    found = read_link(s.address)
    return found.screen, found.settings.to_query() | found.look.to_query()


def _seed(screen: Screen, query: Mapping[str, str]) -> dict[str, str]:
    """The seed in words, even where it is the usual one: it stays what it is if that changes."""
    kinds = screen.settings.kinds()
    if "seed" not in kinds:
        return {}
    settings, _notes = screen.settings.from_query(query)
    return {"seed": kinds["seed"].write(getattr(settings, "seed"))}  # noqa: B009 - not of every screen
