"""What stands in each slot of the skeleton, cell by cell: the gate, its name, or what lacks."""

import ast
from typing import Any, Protocol

from rnnviz.core.cells.cell import Cell
from rnnviz.core.clamp import clampable
from rnnviz.core.equations import parse
from rnnviz.words import N_, _
from rnnviz.words.numbers import brief

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
    found = {"array": values or array, "item": array, "label": label, "name": name}
    return found | ({"inverse": True, "copy": True} if complement else {})


def fixed(values: str, label: str, name: str) -> Json:
    """A slot whose share is a number, not a gate."""
    return {"array": values, "item": None, "label": label, "name": name, "fixed": True}


def of_two(array: str, other: str, values: str) -> Json:
    """A slot whose share is a gate over the sum of two; the share cannot be held, its gate can."""
    label = f"{array} / ({array} + {other})"
    return {"array": values, "item": array, "label": label, "name": _("share"), "still": True}


def lacking(name: str, values: str | None = None) -> Json:
    """A slot that the cell lacks; `values` if its share is then constant."""
    return {"array": values, "item": None, "label": "", "name": name, "missing": name}


def slots(cell: Cell, clamped: Held | None = None) -> list[Json]:
    """The five slots of a cell: keep, write, candidate, reset, show."""
    keys = ("keep", "write", "candidate", "reset", "show")
    held = None if clamped is None else clamped.gate
    found = [
        {"key": k, **slot, **_made(cell, k, slot, held)}
        for k, slot in zip(keys, _slots(cell.code), strict=True)
    ]
    if clamped is None:
        return found
    return [
        {**slot, "clamped": f"{clamped.gate} = {brief(clamped.value)}"}
        if slot["item"] == clamped.gate
        else slot
        for slot in found
    ]


SQUASHES = {"sigmoid": "σ", "tanh": "tanh", "relu": "ReLU"}


def _made(cell: Cell, key: str, slot: Json, held: str | None) -> Json:
    """How a slot's number is made: through which function, whether from what the cell reads, and
    which gate a hand holds when it drags it (`inverse`: at one minus what is shown).
    """
    item, own = slot["item"], slot["item"] is not None and not slot.get("copy")
    squash = slot.get("squash") or (_squash(cell, item) if own else None)
    drag = item is not None and (item == held or item in clampable(cell))
    return {
        "squash": squash,
        "computed": own
        and slot.get("of", item) != held
        and (squash is not None or key == "candidate"),
        "drag": _drag(slot) if drag else None,
    }


def _drag(slot: Json) -> Json:
    """The gate that a hand holds; `still`: it can be let go of, but not dragged."""
    return {
        "gate": slot["item"],
        "inverse": slot.get("inverse", False),
        **({"still": True} if slot.get("still") else {}),
    }


def _squash(cell: Cell, item: str) -> str | None:
    """The function of a sum that a formula names for this array; None if it has none."""
    for f in (e for e in map(parse, cell.forward) if e.name == item):
        match f.node:
            case ast.Call(ast.Name(name)) if name in SQUASHES:
                return SQUASHES[name]
    return None


def _slots(code: str) -> tuple[Json, Json, Json, Json, Json]:
    new = gate("g", _("candidate"))
    out = gate("o", _("output gate"))
    no_reset, no_output = lacking(_("no reset gate")), lacking(_("no output gate"))
    match code:
        case "lstm" | "lstm_peephole" | "grid_lstm" | "grid_lstm_1":
            keep, write = gate("f", _("forget gate")), gate("i", _("input gate"))
            return keep, write, new, no_reset, out
        case "lstm_depth_gated":
            keep, write = gate("f", _("forget gate")), gate("i", _("input gate"))
            return keep, write, new, gate("k", _("depth gate")) | {"lift": "belt.lifted"}, out
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
        case "gru_new" | "gru_before_new":
            keep = gate("z", _("coupled"), complement=True, values="belt.keep")
            reset = gate("r", _("reset gate"))
            return keep, gate("z", _("update gate")), gate("n", _("candidate")), reset, no_output
        case "mgu":
            keep = gate("f", _("coupled"), complement=True, values="belt.keep")
            reset = gate("f", _("as reset")) | {"copy": True}
            return keep, gate("f", _("the one gate")), gate("n", _("candidate")), reset, no_output
    return _today(code, no_reset, no_output) or _ungated(code, no_reset, no_output)


def _today(
    code: str, no_reset: Json, no_output: Json
) -> tuple[Json, Json, Json, Json, Json] | None:
    if code == "mingru":
        keep = gate("z", _("coupled"), complement=True, values="belt.keep")
        return keep, gate("z", _("update gate")), gate("n", _("candidate")), no_reset, no_output
    if code == "ssm":
        keep = gate("z", _("e^−Δ"), complement=True, values="belt.keep")
        return keep, gate("z", _("Mamba’s gate")), gate("n", _("candidate")), no_reset, no_output
    if code == "ugrnn":
        write = gate("z", _("coupled"), complement=True, values="belt.share")
        return gate("z", _("update gate")), write, gate("n", _("candidate")), no_reset, no_output
    if code == "slstm":
        keep = gate("f", _("share"), values="belt.keep") | {"label": "k", "still": True}
        write = gate("i", _("input gate")) | {"squash": "exp"}
        return keep, write, gate("g", _("candidate")), no_reset, gate("o", _("output gate"))
    if code == "lru":
        keep, write = fixed("k", "|λ| cos u", _("stays")), fixed("i", "γ", _("written"))
        turned = fixed("s", "|λ| sin u", _("turned in")) | {"lift": "belt.lifted"}
        return keep, write, gate("n", _("candidate")), turned, no_output
    if code == "janet":
        write = gate("i", _("of f’s sum")) | {"of": "f"}
        return gate("f", _("forget gate")), write, gate("g", _("candidate")), no_reset, no_output
    if code == "minlstm":
        keep, write = of_two("f", "i", "belt.keep"), of_two("i", "f", "belt.share")
        return keep, write, gate("n", _("candidate")), no_reset, no_output
    return None


def _ungated(code: str, no_reset: Json, no_output: Json) -> tuple[Json, Json, Json, Json, Json]:
    if code in LEAKY:
        keep = fixed("belt.keep", "1 − α", _("fixed share"))
        share = fixed("belt.share", "α", _("fixed share"))
        return keep, share, gate("u", _("candidate")), no_reset, no_output
    if code == "clockwork":
        keep = gate("m", _("no tick"), complement=True, values="belt.keep")
        return keep, gate("m", _("tick")), gate("u", _("candidate")), no_reset, no_output
    keep = lacking(_("no forget gate"), "belt.keep")
    share = lacking(_("no input gate"), "belt.share")
    return keep, share, gate("h", _("new state")), no_reset, no_output


LEAKY = ("rnn_leaky", "esn")  # which keep a fixed share
GRIDS = ("grid_lstm", "grid_lstm_1")  # of two layers, of one
COUPLED = {  # cells with one gate for both, and which of the two is computed from the other
    "lstm_coupled": "coupled",
    "gru": "coupled",
    "gru_before": "coupled",
    "gru_new": "coupled_back",
    "gru_before_new": "coupled_back",
    "mgu": "coupled_back",
    "mingru": "coupled_back",
    "ugrnn": "coupled",
    "ssm": "coupled_back",
    "clockwork": "coupled_back",
}
PEEPHOLES = {"f": "peep_keep", "i": "peep_write", "o": "peep_show"}


def wires(cell: Cell) -> list[str]:
    """The wires that only some cells have, and this one does."""
    if cell.code in COUPLED:
        return [COUPLED[cell.code]]
    if cell.code in GRIDS:
        return ["depth"]
    read = " ".join(cell.forward)
    return [wire for k, wire in PEEPHOLES.items() if f"p_{k} *" in read]


OWN = {  # what the wires of one cell are
    "lstm_depth_gated": N_("Dashed: the depth gate lets in the cell state of the layer below."),
    "lru": N_(
        "Dashed: what turns in from jₜ₋₁, the other half of the pair. No wire comes from hₜ₋₁: "
        "how far a step turns and shrinks is learned, and does not see the input."
    ),
    "minlstm": N_(
        "What is kept and what is written is 1 together: each gate over the sum of both. No "
        "wire comes from hₜ₋₁: gates and candidate see the input alone."
    ),
    "slstm": N_(
        "Both shares are exponentials, measured from the larger exponent m: one of the two is "
        "1. What is shown is c ÷ n, a weighted mean of all candidates so far."
    ),
    "janet": N_("One sum makes both: f = σ(a) is kept, i = σ(1 − a) is written, more than 1 − f."),
}


def lit(cell: Cell) -> str | None:
    """What the wires are that only this cell has."""
    if cell.code in OWN:
        return _(OWN[cell.code])
    if cell.code in GRIDS:
        return _(
            "Dashed: a second memory, along depth, reads the same and makes hₜ; what this one "
            "shows, kₜ, goes to the next step."
        )
    if cell.code in COUPLED and cell.loop is None:
        return _(
            "Dashed: one gate does both; what is not kept is written. No wire comes from hₜ₋₁: the "
            "gate and the candidate see the input alone."
        )
    if cell.code in COUPLED:
        return _("Dashed: one gate does both; what is not kept is written.")
    if cell.frozen:
        return _("W_xh, W_hh and b_h stay as they were drawn: only what reads hₜ is learned.")
    if cell.loop == "W_yh":
        return _("Nothing is kept as it stands: what is remembered comes back through the output.")
    if cell.loop == "u_h":
        return _(
            "Nothing is kept as it stands, yet this is no loss of memory: each unit reads its own "
            "hₜ₋₁, through one number of u_h, and no other unit’s."
        )
    if not wires(cell) and _ungated_plain(cell):
        return _(
            "Nothing is kept as it stands, yet this is no loss of memory: hₜ₋₁ is read by the new "
            "state, through W_hh."
        )
    if wires(cell):
        return _("Dashed: the peepholes, through which the gates see the cell state itself.")
    return None


def _ungated_plain(cell: Cell) -> bool:
    """Whether the state is wholly new at every step."""
    return len(cell.gates) == 1 and cell.code not in (*LEAKY, "clockwork")


def missing(cell: Cell) -> list[str]:
    """The names of all that the cell lacks."""
    names = [slot["missing"] for slot in slots(cell) if slot.get("missing")]
    if cell.code == "lstm_peephole":
        shut = [k for k, wire in PEEPHOLES.items() if wire not in wires(cell)]
        names += [_("no peephole to {gate}").format(gate=k) for k in shut]
    return names if "c" in cell.state_fields else [*names, _("no cell state")]


def reads(cell: Cell) -> str:
    """What the gates that are drawn read."""
    if cell.loop is None:
        return "x_t"
    return {
        "jordan": "x_t, y_{t-1}",
        "lstm_depth_gated": "h¹_t, h_{t-1}",
        "grid_lstm": "n¹_t, k_{t-1}",
        "grid_lstm_1": "v_t, k_{t-1}",
    }.get(cell.code, "x_t, h_{t-1}")


def hidden(cell: Cell) -> tuple[str, str]:
    """The array of what the drawn memory shows, and how it is written."""
    return ("k", "k_t") if cell.code in GRIDS else ("h", "h_t")


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
        "v": _("v: the step size Δ"),
        "s": _("s: the share of the old state, f / (f + i)"),
        "c": _("c: cell state"),
        "h": _("h: hidden state"),
    }
    if code == "mgu":
        titles["f"] = _("f: the gate, the share of the new content")
    if code.endswith("_new") or code in ("mingru", "ssm"):
        titles["z"] = _("z: update gate, the share of the new content")
    if code == "slstm":
        titles |= {
            "k": _("k: the share of the old cell state"),
            "i": _("i: the share of the candidate"),
            "n": _("n: the sum of all weights"),
            "m": _("m: the largest exponent so far"),
        }
    if code == "lru":
        titles |= {
            "m": _("m = |λ|: the share of a pair’s length that is kept"),
            "u": _("u: the angle by which a step turns it"),
            "i": _("i = γ: the share of what is read"),
            "j": _("j: the other half of each pair"),
        }
    if code == "lstm_depth_gated":
        titles |= {"k": _("k: depth gate"), "c1": _("c¹: cell state of the layer below")}
    if code in GRIDS:
        titles |= {"k": _("k: shown to the next step"), "h": _("h: handed up to the readout")}
    return [(name, titles[name]) for name in STRIPS.get(code, "h")]


# The arrays over time of each cell.
STRIPS: dict[str, str | tuple[str, ...]] = {
    "lstm": "figoch",
    "lstm_peephole": "figoch",
    "lstm_depth_gated": ("f", "i", "g", "k", "o", "c1", "c", "h"),
    "grid_lstm": "figockh",
    "grid_lstm_1": "figockh",
    "lstm_1997": "igoch",
    "lstm_coupled": "fgoch",
    "gru": "rznh",
    "gru_before": "rznh",
    "gru_new": "rznh",
    "gru_before_new": "rznh",
    "mgu": "fnh",
    "mingru": "znh",
    "ugrnn": "znh",
    "janet": "figh",
    "ssm": "zvnh",
    "slstm": "kifgonmch",
    "lru": "muinhj",
    "minlstm": "fisnh",
    "rnn_leaky": "uh",
    "esn": "uh",
    "clockwork": "muh",
}
