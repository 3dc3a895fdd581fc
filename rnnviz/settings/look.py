"""What is looked at on a screen, as against what is computed: the same on every screen."""

import re
from dataclasses import dataclass
from typing import Any

from rnnviz.errors import RnnvizError
from rnnviz.settings.base import Settings, choice, choices, flag, text, whole
from rnnviz.settings.said import LONGEST, MOST_CARDS, check_lesson, check_said
from rnnviz.words import N_, _
from rnnviz.words.tongue import languages

LEVELS = {"look": N_("First look"), "student": N_("Student"), "researcher": N_("Researcher")}
MEANINGS = {  # what each opens
    "look": N_("One picture, few controls"),
    "student": N_("All pictures, more controls"),
    "researcher": N_("Everything at once"),
}
# Controls that a link may leave out, so that a class has fewer of them before its eyes.
HIDABLE = {"seed": N_("Seed"), "cell": N_("Cell"), "hidden": N_("Hidden units"),
           "trained": N_("Epochs trained"), "gain": N_("Gain"), "loudness": N_("Input loudness"),
           "scheme": N_("Initial weights"), "forget_bias": N_("Forget bias"), "input": N_("Input"),
           "series": N_("Series"), "steps": N_("Steps"), "where": N_("Loss")}  # fmt: skip
PLACE = ("t", "mode", "pick")  # written by the player itself, without the server
MODES = {"": N_("As the screen opens"), "forward": N_("Forward"), "backward": N_("Backward")}

# An array, the step if the number belongs to one, and its place in the array: h.7.2, W_hh..1.3
PICK = re.compile(r"[A-Za-z]\w{0,39}\.(?:[1-9]\d{0,3})?(?:\.[1-9]\d{0,3}){0,3}")


def check_pick(pick: str) -> None:
    """Refuse what does not name one number of an array.

    Raises:
        RnnvizError: if it does not.
    """
    if pick and not PICK.fullmatch(pick):
        raise RnnvizError(
            _("The link names a number in a way that cannot be read; none is chosen.")
        )


@dataclass(frozen=True, kw_only=True)
class Look(Settings):
    """The level, where the player stands, and the lesson: all is counted from 1, as shown.

    >>> Look(t=7, mode="backward", pick="h.7.2").item()
    {'array': 'h', 't': 6, 'index': [1]}
    >>> Look(pick="W_hh..1.3").item()
    {'array': 'W_hh', 't': None, 'index': [0, 2]}
    """

    level: str = choice("look", tuple(LEVELS), N_("Level"), show=lambda code: _(LEVELS[code]))
    present: bool = flag(False, N_("Present"))
    tab: int = whole(1, 1, 9, N_("Tab"))
    t: int | None = whole(None, 1, 10_000, N_("Step"), optional=True)
    mode: str = choice("", tuple(MODES), N_("Direction"), show=lambda code: _(MODES[code]))
    pick: str = text("", 64, N_("Chosen number"), check=check_pick)
    lesson: str = text("", 40, N_("Lesson"), check=check_lesson)
    card: int = whole(1, 1, MOST_CARDS, N_("Card"))
    said: str = text("", LONGEST, N_("Answers"), check=check_said)
    hide: tuple[str, ...] = choices((), tuple(HIDABLE), len(HIDABLE), N_("Controls left out"))
    lang: str = choice("", ("", *languages()), N_("Language"))  # "": the browser's

    def item(self) -> dict[str, Any] | None:
        """The chosen number as the player names it, with steps and places from 0; None if none."""
        if not self.pick:
            return None
        array, t, *places = self.pick.split(".")
        step = int(t) - 1 if t else None
        return {"array": array, "t": step, "index": [int(place) - 1 for place in places]}

    def start(self) -> dict[str, Any]:
        """Where the player is to stand; only what differs from how the screen opens."""
        start: dict[str, Any] = {}
        if self.t is not None or self.mode:
            start["playing"] = False
        if self.t is not None:
            start["t"] = self.t - 1
        if self.mode:
            start["mode"] = self.mode
        if self.pick:
            start["pick"] = self.item()
        return start

    def elsewhere(self) -> "Look":
        """What of it goes along to another screen, or to other settings: not the place."""
        return Look(
            level=self.level, present=self.present,
            lesson=self.lesson, card=self.card, said=self.said, lang=self.lang, hide=self.hide,
        )  # fmt: skip

    def shows(self, level: str) -> bool:
        """Whether what belongs to a level lies open on the level that is chosen."""
        codes = list(LEVELS)
        return codes.index(self.level) >= codes.index(level)
