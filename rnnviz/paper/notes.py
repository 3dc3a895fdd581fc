"""Notes for who teaches a lesson: aim, time, what students say, each card's answer, what next."""

import html
from collections.abc import Sequence

from rnnviz.lessons.answer import spoken as in_words
from rnnviz.lessons.file.lesson import Card, Lesson
from rnnviz.lessons.told import Told, told
from rnnviz.paper.parts.frame import page, plain
from rnnviz.settings.screens import SCREENS
from rnnviz.street.link import read_link
from rnnviz.words import _
from rnnviz.words.numbers import number


def notes(lessons: Sequence[Lesson], *, home: str = "", language: str = "en") -> str:
    """The notes of some lessons, each on a sheet of its own, as one HTML file.

    Raises:
        RnnvizError: if a number of a card cannot be computed.
    """
    sheets = [_sheet(lesson, home) for lesson in lessons]
    return page(_("Notes for teachers"), language, _("Print"), sheets)


def _sheet(lesson: Lesson, home: str) -> str:
    minutes = _("{n} minutes, {cards} cards").format(n=lesson.minutes, cards=len(lesson.cards))
    parts = [
        (_("Aim"), plain(lesson.aim)),
        (_("What students say"), plain(lesson.says)),
        (_("What to show next"), plain(lesson.next) + _address(lesson.link, home)),
    ]
    said = "".join(f"<dt>{html.escape(name)}</dt><dd>{text}</dd>" for name, text in parts if text)
    rows = "".join(_row(k, card) for k, card in enumerate(lesson.cards, start=1))
    head = "".join(
        f"<th>{html.escape(name)}</th>"
        for name in ("", _("Question"), _("What it is"), _("Screen"))
    )
    cards = html.escape(_("The cards"))
    return (
        f"<h1>{plain(lesson.title)}</h1>\n<p>{html.escape(minutes)}</p>\n<dl>{said}</dl>\n"
        f"<h2>{cards}</h2>\n<table><tr>{head}</tr>{rows}</table>\n"
    )


def _address(link: str, home: str) -> str:
    text = f"{home}/{link}".lstrip("/")
    return f'<br><span class="small">{html.escape(text)}</span>' if link else ""


def _row(number_: int, card: Card) -> str:
    found = told(card)
    screen = read_link(card.then).screen
    cells = [
        str(number_),
        f"<b>{plain(card.title)}</b><br>{plain(found.texts['question'])}",
        _unbroken(_parts(card, found)),
        html.escape(_(SCREENS[screen.code].label)),
    ]
    return "<tr>" + "".join(f'<td class="text">{cell}</td>' for cell in cells) + "</tr>"


def answer(card: Card, found: Told) -> str:
    """The right answer in words; of bars and curves each value behind its label."""
    return "; ".join(_parts(card, found))


def _parts(card: Card, found: Told) -> list[str]:
    """The answer, in pieces that a line does not break where they are many."""
    if card.kind not in ("bars", "curve"):
        return [in_words(card, found, found.right)]
    pairs = zip(found.labels, found.right, strict=True)
    return [_("{label}: {value}").format(label=a, value=number(b, 2)) for a, b in pairs]


def _unbroken(parts: list[str]) -> str:
    """Pieces as HTML, each on one line if there are several."""
    if len(parts) == 1:
        return plain(parts[0])
    return "; ".join(f'<span class="pair">{plain(part)}</span>' for part in parts)
