"""What stands in each slot of the skeleton, cell by cell: the gate, its name, or what lacks."""

from typing import Any, Protocol

from rnnviz.words import _

Json = dict[str, Any]


class Held(Protocol):
    """A gate held at a number."""

    @property
    def gate(self) -> str:
        """Which one."""
        ...

    @property
    def value(self) -> float:
        """At what."""
        ...


def gate(array: str, name: str, *, complement: bool = False, values: str | None = None) -> Json:
    """A slot with a gate of the cell; with `complement` it shows one minus the gate."""
    label = f"1 − {array}" if complement else array
    return {"array": values or array, "item": array, "label": label, "name": name}


def fixed(values: str, label: str, name: str) -> Json:
    """A slot whose share is a number, not a gate."""
    return {"array": values, "item": None, "label": label, "name": name, "fixed": True}


def lacking(name: str, values: str | None = None) -> Json:
    """A slot that the cell lacks; `values` if its share is then constant."""
    return {"array": values, "item": None, "label": "", "name": name, "missing": name}


def slots(code: str, clamped: Held | None = None) -> list[Json]:
    """The five slots of a cell: keep, write, candidate, reset, show."""
    keys = ("keep", "write", "candidate", "reset", "show")
    found = [{"key": k, **slot} for k, slot in zip(keys, _slots(code), strict=True)]
    if clamped is None:
        return found
    return [
        {**slot, "clamped": f"{clamped.gate} = {clamped.value:g}"}
        if slot["item"] == clamped.gate
        else slot
        for slot in found
    ]


def _slots(code: str) -> tuple[Json, Json, Json, Json, Json]:
    new = gate("g", _("candidate"))
    out = gate("o", _("output gate"))
    no_reset, no_output = lacking(_("no reset gate")), lacking(_("no output gate"))
    match code:
        case "lstm" | "lstm_peephole":
            keep, write = gate("f", _("forget gate")), gate("i", _("input gate"))
            return keep, write, new, no_reset, out
        case "lstm_1997":
            keep = lacking(_("no forget gate"), "belt.keep")
            return keep, gate("i", _("input gate")), new, no_reset, out
        case "lstm_coupled":
            write = gate("f", _("coupled"), complement=True, values="belt.share")
            return gate("f", _("forget gate")), write, new, no_reset, out
        case "gru" | "gru_before":
            write = gate("z", _("coupled"), complement=True, values="belt.share")
            reset = gate("r", _("reset gate"))
            return gate("z", _("update gate")), write, gate("n", _("candidate")), reset, no_output
        case "mgu":
            keep = gate("f", _("coupled"), complement=True, values="belt.keep")
            reset = gate("f", _("as reset"))
            return keep, gate("f", _("the one gate")), gate("n", _("candidate")), reset, no_output
    return _ungated(code, no_reset, no_output)


def _ungated(code: str, no_reset: Json, no_output: Json) -> tuple[Json, Json, Json, Json, Json]:
    if code == "rnn_leaky":
        keep = fixed("belt.keep", "1 − α", _("fixed share"))
        share = fixed("belt.share", "α", _("fixed share"))
        return keep, share, gate("u", _("candidate")), no_reset, no_output
    if code == "clockwork":
        keep = gate("m", _("no tick"), complement=True, values="belt.keep")
        return keep, gate("m", _("tick")), gate("u", _("candidate")), no_reset, no_output
    keep = lacking(_("no forget gate"), "belt.keep")
    share = lacking(_("no input gate"), "belt.share")
    return keep, share, gate("h", _("new state")), no_reset, no_output


def wires(code: str) -> list[str]:
    """The wires that only some cells have, and this one does."""
    return {
        "lstm_peephole": ["peep_keep", "peep_write", "peep_show"],
        "lstm_coupled": ["coupled"],
        "gru": ["coupled"],
        "gru_before": ["coupled"],
        "mgu": ["coupled"],
        "clockwork": ["coupled"],
    }.get(code, [])


def lit(code: str) -> str | None:
    """What the wires are that only this cell has."""
    if code == "lstm_peephole":
        return _("Dashed: the peepholes, through which the gates see the cell state itself.")
    if "coupled" in wires(code):
        return _("Dashed: one gate does both; what is not kept is written.")
    return None


def gate_names(code: str) -> list[tuple[str, str]]:
    """The arrays over time that are worth a strip, with their titles."""
    titles = {
        "f": _("f: forget gate"),
        "i": _("i: input gate"),
        "g": _("g: candidate"),
        "o": _("o: output gate"),
        "r": _("r: reset gate"),
        "z": _("z: update gate, the share of the old state"),
        "n": _("n: candidate"),
        "u": _("u: candidate"),
        "m": _("m: 1 where the unit ticks"),
        "c": _("c: cell state"),
        "h": _("h: hidden state"),
    }
    if code == "mgu":
        titles["f"] = _("f: the gate, the share of the new content")
    names = {
        "lstm": "figoch",
        "lstm_peephole": "figoch",
        "lstm_1997": "igoch",
        "lstm_coupled": "fgoch",
        "gru": "rznh",
        "gru_before": "rznh",
        "mgu": "fnh",
        "rnn_leaky": "uh",
        "clockwork": "muh",
    }.get(code, "h")
    return [(name, titles[name]) for name in names]
