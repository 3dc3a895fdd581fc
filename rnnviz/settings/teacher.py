"""The settings of the teachers' page: which of its three things is open, and what a link holds."""

from dataclasses import dataclass

from rnnviz.settings.base import choice, choices, flag, text, whole
from rnnviz.settings.landing import LandingSettings
from rnnviz.settings.look import HIDABLE, LEVELS
from rnnviz.settings.said import MOST_CARDS, check_lesson
from rnnviz.words import N_
from rnnviz.words.tongue import languages, name_of

VIEWS = {"link": N_("A link"), "notes": N_("Notes"), "sheet": N_("Worksheet")}
OPENS = {"lesson": N_("A lesson"), "screen": N_("A screen"), "address": N_("A link I copied")}
SCREENS = ("unroll", "gradients", "train", "gates", "shapes", "language", "series", "dynamics",
           "experiments", "batches", "digits")  # fmt: skip
LANGUAGES = {"": N_("As the browser"), **{code: name_of(code) for code in languages()}}
LEVEL = {"": N_("As it is"), **LEVELS}
EXAMPLE = "unroll?series=sine&hidden=2&trained=0&where=every"  # a worksheet of any link, at first


@dataclass(frozen=True, kw_only=True)
class TeacherSettings(LandingSettings):
    """For teachers: a link for a class, notes, and worksheets."""

    view: str = choice("link", tuple(VIEWS), N_("What for"), show=VIEWS.__getitem__)
    opens: str = choice("lesson", tuple(OPENS), N_("It opens"), show=OPENS.__getitem__)
    course: str = text("01-loop", 40, N_("Lesson"), check=check_lesson)
    number: int = whole(1, 1, MOST_CARDS, N_("Card"))
    screen: str = choice("unroll", SCREENS, N_("Screen"))
    preset: str = text("", 40, N_("Preset"))
    address: str = text(EXAMPLE, 2000, N_("A link I copied"))
    at_level: str = choice("", tuple(LEVEL), N_("Level"), show=LEVEL.__getitem__)
    large: bool = flag(False, N_("Presented"))
    locked: bool = flag(False, N_("Lock the seed"))
    hidden_ones: tuple[str, ...] = choices(
        (), tuple(HIDABLE), len(HIDABLE), N_("Leave out controls"), show=HIDABLE.__getitem__
    )
    tongue: str = choice("", tuple(LANGUAGES), N_("Language"), show=LANGUAGES.__getitem__)
