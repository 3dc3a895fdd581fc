"""The settings of the page of a class vote: the room, and the card that may be asked."""

from dataclasses import dataclass

from rnnviz.room.codes import check_code
from rnnviz.settings.base import text, whole
from rnnviz.settings.landing import LandingSettings
from rnnviz.settings.said import MOST_CARDS, check_lesson
from rnnviz.words import N_


@dataclass(frozen=True, kw_only=True)
class VoteSettings(LandingSettings):
    """A room by its code, never by its key; and which card of which lesson is asked when it opens.

    Without a lesson the question is one's own.
    """

    room: str = text("", 12, N_("Room"), check=check_code)
    of: str = text("", 40, N_("Lesson"), check=check_lesson)
    which: int = whole(1, 1, MOST_CARDS, N_("Card"))
