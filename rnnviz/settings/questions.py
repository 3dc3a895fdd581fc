"""The settings of the page of questions: what is looked for, and what lies open."""

from dataclasses import dataclass

from rnnviz.settings.base import choices, text
from rnnviz.settings.landing import LandingSettings
from rnnviz.words import N_
from rnnviz.words.questions import QUESTIONS


@dataclass(frozen=True, kw_only=True)
class QuestionSettings(LandingSettings):
    """Questions: in the address, so that whoever comes back finds the page as it was left."""

    search: str = text("", 80, N_("Search"))
    opened: tuple[str, ...] = choices(
        ("radius",), tuple(QUESTIONS), len(QUESTIONS), N_("Open questions")
    )
