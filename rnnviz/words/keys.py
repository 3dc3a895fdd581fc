"""What the keyboard does in every player: one list, for the page of words and for “?”."""

from typing import NamedTuple

from rnnviz.words import N_


class Key(NamedTuple):
    """One or two keys and what they do."""

    names: tuple[str, ...]
    text: str


KEYS: tuple[Key, ...] = (
    Key((N_("Space"),), N_("play, or pause")),
    Key(("→", "←"), N_("one step later, one step earlier")),
    Key((N_("Shift + →"), N_("Shift + ←")), N_("one phase within a step, where there are phases")),
    Key((N_("Home"), N_("End")), N_("to the first step, to the last step")),
    Key((N_("Tab"),), N_("to the next thing that can be chosen; Enter chooses it")),
    Key((N_("Esc"),), N_("closes what is open")),
    Key(("?",), N_("shows or hides this list")),
)
