"""The four stages of a step, in the words of the cell that takes it."""

from typing import Any, NamedTuple

from rnnviz.core.cells.cell import Cell
from rnnviz.core.memory import Carry
from rnnviz.scenes.gates.slots import LEAKY, hidden
from rnnviz.words import _

Json = dict[str, Any]


class Told(NamedTuple):
    """A stage: its name, what it does, and what that is in a sentence whose subject changes."""

    label: str
    note: str
    story: str


def stages(cell: Cell, kept: Carry) -> list[Json]:
    """What is kept, what is written, the new state, and what is shown of it."""
    old = f"{kept.state}_{{t-1}}"
    told = (_keeping(cell, old), _writing(cell), _new_state(kept), _showing(cell))
    keys = ("forget", "write", "update", "output")
    return [{"key": key, **one._asdict()} for key, one in zip(keys, told, strict=True)]


def _keeping(cell: Cell, old: str) -> Told:
    """What stays of the old state, and what decides it."""
    story = _("In a sentence: a new subject comes, so the gender of the old one can go.")
    match cell.code:
        case "gru" | "gru_before" | "ugrnn":
            return Told(_("Update gate"), _("z of {old} stays").format(old=old), story)
        case "gru_new" | "gru_before_new" | "mingru" | "ssm":
            return Told(_("Update gate"), _("1 − z of {old} stays").format(old=old), story)
        case "mgu":
            return Told(_("The one gate"), _("1 − f of {old} stays").format(old=old), story)
        case "lru":
            text = _("|λ| of (h, j) stays, turned by u")
            told = _("The share and the turn are the same, whatever the sentence says.")
            return Told(_("Turn and shrink"), text, told)
        case "clockwork":
            text = _("{old} stays, unless the unit ticks").format(old=old)
            return Told(_("Tick"), text, _("The clock decides, whatever the sentence says."))
        case code if code in LEAKY:
            text = _("a fixed share of {old} stays").format(old=old)
            return Told(_("Leak"), text, _("The share is the same, whatever the sentence says."))
        case "lstm_1997":
            text = _("all of {old} stays").format(old=old)
            return Told(_("Keep"), text, _("In a sentence: the gender of the old subject stays."))
    if "f" in cell.gates:
        text = _("how much of {old} stays").format(old=old)
        return Told(_("Forget"), text, story)
    text = _("{old} is read, not kept").format(old=old)
    told = _("In a sentence: the gender of the subject has to be written anew at every word.")
    return Told(_("Read"), text, told)


def _writing(cell: Cell) -> Told:
    """What is written, and how it is found."""
    made = ("{k} = tanh(a_{k})", "{k} = a_{k}")
    candidates = ("g", "n", "u")
    new = next((k for k in candidates for f in made if f.format(k=k) in cell.forward), None)
    new = new or ("u" if cell.code in (*LEAKY, "clockwork") else "h")
    text = _("what is written: {new}").format(new=f"{new}_t")
    story = _("In a sentence: the gender of the new subject is to be put in its place.")
    if "r" in cell.gates:
        return Told(_("Reset and candidate"), text, story)
    if "i" in cell.gates:
        return Told(_("Input and candidate"), text, story)
    return Told(_("Candidate") if new != "h" else _("New content"), text, story)


def _new_state(kept: Carry) -> Told:
    """How the new state is made of both."""
    update = _("kept + written = {state}")
    if kept.lifted is not None:
        update = _("kept + written + from below = {state}")
    if kept.turn is not None:
        update = _("kept + turned in + written = {state}")
    story = _("In a sentence: the old gender is dropped and the new one added.")
    return Told(_("New state"), update.format(state=f"{kept.state}_t"), story)


def _showing(cell: Cell) -> Told:
    """What the others see."""
    shown = hidden(cell)[1]
    story = _(
        "In a sentence: a verb may come next, so show whether the subject is singular or plural."
    )
    if "o" in cell.gates:
        return Told(_("Output"), _("what the others see: {h}").format(h=shown), story)
    text = _("the others see {h} itself: there is no output gate").format(h=shown)
    told = _("In a sentence: whatever is remembered of the subject is seen by all.")
    return Told(_("Shown"), text, told)
