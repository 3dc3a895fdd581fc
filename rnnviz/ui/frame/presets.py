"""What a screen offers to start from: presets, each with a name and one sentence."""

from collections.abc import Callable
from typing import Any, NamedTuple

from rnnviz.settings.base import Settings


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
    """The presets by code, and the code of the one that is shown, if any."""

    presets: dict[str, Preset]
    now: str | None

    def beside(self, count: int) -> str:
        """The code of the preset so many places on, round and round; the first or last if none."""
        codes = list(self.presets)
        if self.now is None:
            return codes[0 if count > 0 else -1]
        return codes[(codes.index(self.now) + count) % len(codes)]


# From the settings of a screen to what it offers; what is offered may depend on them.
Offer = Callable[[Any], Offered]
