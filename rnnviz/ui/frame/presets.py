"""What a screen offers to start from: presets, each with a name and one sentence."""

from collections.abc import Callable
from typing import Any, NamedTuple

from rnnviz.settings.base import Settings
from rnnviz.settings.differences import differences
from rnnviz.words import _, listed

MOST = 3  # differences that still make a sentence


class Preset(NamedTuple):
    """A name, the settings of the whole screen, and what is to be seen, in one sentence or two."""

    label: str
    settings: Settings
    look: str | Callable[[], str] = ""  # made from the numbers only when it is shown
    view: str = ""  # the type of the player's view that the sentence is about, if not the first

    def said(self) -> str:
        """The sentence.

        Raises:
            RnnvizError: if the numbers that it is made from cannot be computed.
        """
        return self.look() if callable(self.look) else self.look


class Offered(NamedTuple):
    """The presets by code, the code of the one that is shown, if any, and of the one left last."""

    presets: dict[str, Preset]
    now: str | None
    left: str | None = None

    def beside(self, count: int) -> str:
        """The code of the preset so many places on, round and round; the first or last if none.

        Where one was changed, its place is kept.
        """
        codes, here = list(self.presets), self.now or self.left
        if here is None:
            return codes[0 if count > 0 else -1]
        return codes[(codes.index(here) + count) % len(codes)]

    def changed(self, settings: Settings) -> str:
        """Which preset was changed, and how; nothing where none was, or hardly any of it is left.

        >>> from rnnviz.settings.gradients import GradientSettings
        >>> seen = Offered({"a": Preset("Plain", GradientSettings())}, None, "a")
        >>> seen.changed(GradientSettings(gain=1.45))
        'Changed from “Plain”: Gain 1 → 1.45.'
        """
        if self.now is not None or self.left is None:
            return ""
        preset = self.presets[self.left]
        found = differences(preset.settings, settings)
        if len(found) > MOST:
            return ""
        text = _("Changed from “{preset}”: {changes}.")
        return text.format(preset=preset.label, changes=listed(found, "; "))


# From the settings of a screen to what it offers; what is offered may depend on them.
Offer = Callable[[Any], Offered]
