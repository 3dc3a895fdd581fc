"""What the keyboard does in every player: one list, for the page of words and for “?”."""

from typing import NamedTuple

from rnnviz.words import _


class Key(NamedTuple):
    """One or two keys and what they do."""

    names: tuple[str, ...]
    text: str


KEYS: tuple[Key, ...] = (
    Key((_("Space"),), _("play, or pause")),
    Key(("→", "←"), _("one step later, one step earlier")),
    Key((_("Shift + →"), _("Shift + ←")), _("one phase within a step, where there are phases")),
    Key((_("Home"), _("End")), _("to the first step, to the last step")),
    Key((_("Tab"),), _("to the next thing that can be chosen; Enter chooses it")),
    Key((_("Esc"),), _("closes what is open")),
    Key(("?",), _("shows or hides this list")),
)
