"""The scene of Gates: one skeleton for every cell, its gates over time, and the age of its memory.

A skeleton has five slots: how much is kept, how much is written, the candidate, what the candidate
reads of the past, and what is shown. A cell fills some; the others are greyed and say what lacks.
"""

from typing import Any, NamedTuple

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.core.ledger import shifted
from rnnviz.core.memory import Carry, carry
from rnnviz.core.study import Study
from rnnviz.player.payload import Scene
from rnnviz.scenes.card.card import card_arrays
from rnnviz.scenes.card.notation import lettered
from rnnviz.scenes.gates.slots import gate_names, hidden, lit, missing, reads, slots, wires
from rnnviz.scenes.gates.stages import stages
from rnnviz.scenes.unroll import card
from rnnviz.tasks.sequence import Example
from rnnviz.words import _

Json = dict[str, Any]


SHARES = ("m", "i", "s")  # from 0 to 1 too, where they are no gates with sums of their own
SIGNED = ("g", "n", "u", "c", "c1", "h")
UNBOUNDED = ("relu", "linear")  # functions
MEAN = ("k", "n", "m")  # of a cell whose output is a mean: a share, and two without an end


class Clamped(NamedTuple):
    """A gate that is held at a number."""

    gate: str
    value: float


def gate_scene(
    s: Study,
    example: Example,
    title: str,
    clamped: Clamped | None = None,
    before: Study | None = None,
    start: Json | None = None,
    unit: int = 0,
) -> Scene:
    """One cell at work; `before` is the same network without the clamp, drawn as a ghost."""
    kept = carry(s.net.cell, s.trace)
    arrays = gate_arrays(s, kept)
    if before is not None:
        arrays |= {"ghost_h": before.trace.h, "ghost": getattr(before.trace, kept.state)}
    ghost = before is not None
    views = [
        skeleton(s, kept, clamped, unit),
        ledger_view(s, kept, unit, ghost),
        age_view(s, kept, unit),
        shown_view(s, unit, ghost),
        *strips(s),
        {**card(s, example, ()), "editable": False, "opens": kept.state},
    ]
    side = len(views) - 1
    return Scene(
        title=title,
        steps=len(s.x),
        views=tuple(views),
        arrays=arrays,
        ticks=example.ticks,
        speed=0.8,
        start=start or {},
        options={"layout": {"columns": [list(range(side)), [side]]}},
    )


def gate_arrays(s: Study, kept: Carry) -> dict[str, Array]:
    """All arrays of the screen; the terms of the card and the ages in single precision."""
    before = shifted({"s": getattr(s.trace, kept.state)}, "s", -1)
    found = {
        name: a.astype(np.float32) if ".term" in name or name.startswith("factor.") else a
        for name, a in card_arrays(s).items()
    }
    return found | {
        "h0": np.zeros(s.net.hidden),
        "x0": s.x[:, 0],
        "y0": s.y[:, 0],
        "d0": s.d[:, 0],
        "belt.before": before,
        "belt.keep": np.array(kept.keep),
        "belt.share": np.array(kept.share),
        "belt.new": kept.new,
        "belt.kept": kept.keep * before,
        "belt.written": kept.share * kept.new,
        **({} if kept.lifted is None else {"belt.lifted": kept.lifted}),
        "age": kept.age.astype(np.float32),
    }


def skeleton(s: Study, kept: Carry, clamped: Clamped | None, unit: int) -> Json:
    """The view of the cell at one step, for one unit."""
    cell, filled = s.net.cell, slots(s.net.cell, clamped)
    return {
        "type": "gates",
        "title": _("Inside the cell: {cell}").format(cell=_(cell.label)),
        "how": _how(filled),
        "array": kept.state,
        "state": kept.state,
        "before": "belt.before",
        "kept": "belt.kept",
        "written": "belt.written",
        **_shown_through(s),
        "lifted": None if kept.lifted is None else "belt.lifted",
        "lifted_name": _lifted(kept),
        "hidden": hidden(cell)[0],
        "hidden_label": hidden(cell)[1],
        "reads": reads(cell),
        "input": "x" if s.x.shape[1] == 1 and reads(cell).startswith("x") else None,
        "slots": filled,
        "wires": wires(cell),
        "lit": lit(cell),
        "missing": missing(cell),
        "cell_state": kept.state == "c",
        "follow": followed(s),
        "hidden_units": s.net.hidden,
        "unit": unit,
        "micro": stages(s.net.cell, kept),
    }


def _shown_through(s: Study) -> Json:
    """What stands between the cell state and the output gate: tanh, or n that it is divided by."""
    if hasattr(s.trace, "q"):
        return {"tanh": "q", "squash": "÷ n"}
    return {"tanh": "tanh_c" if hasattr(s.trace, "tanh_c") else None, "squash": "tanh"}


def _how(filled: list[Json]) -> str:
    """What can be done with the cell."""
    if any(slot["drag"] and not slot.get("still") for slot in filled):
        return _(
            "One unit at one step. A slider’s fill is its gate’s value: drag it to hold the gate "
            "there, in every unit. Click any number to see where it comes from."
        )
    return _("One unit at one step. Click any number to see where it comes from.")


def ledger_view(s: Study, kept: Carry, unit: int, ghost: bool) -> Json:
    """The view of what was kept and what was written at every step, for one unit."""
    state = kept.state
    below = (
        []
        if kept.lifted is None
        else [{"array": "belt.lifted", "label": _lifted(kept), "role": "output"}]
    )
    lines = [{"array": state, "label": f"{state}ₜ", "role": "target"}]
    if ghost:
        lines.append({"array": "ghost", "label": _("without the clamp"), "role": "ghost"})
    return {
        "type": "ledger",
        "title": _("The conveyor’s ledger") if state == "c" else _("The state’s ledger"),
        "how": _ledger_how(kept),
        "array": "belt.kept",
        "stack": [
            {"array": "belt.kept", "label": _("kept"), "role": "hidden"},
            {"array": "belt.written", "label": _("written"), "role": "input"},
            *below,
        ],
        "lines": lines,
        "columns": [{"array": a, "label": label} for a, label in _columns(s, kept)],
        "follow": followed(s),
        "unit": unit,
        "hidden_units": s.net.hidden,
    }


def _lifted(kept: Carry) -> str:
    """What another memory hands over, in two words."""
    return _("from below") if kept.turn is None else _("turned in")


def _ledger_how(kept: Carry) -> str:
    """What adds up to the new state."""
    if kept.turn is not None:
        return _("Each step: what stays of h, plus what turns in from j, plus what is written.")
    if kept.lifted is not None:
        return _("Each step: kept, plus written, plus what the depth gate lets in from below.")
    return _("Each step: what is kept of the old state, plus what is written, is the new one.")


def _columns(s: Study, kept: Carry) -> list[tuple[str, str]]:
    """Arrays of the ledger's table, from the old state to what is shown, with their names."""
    state = kept.state
    return [
        ("belt.before", f"{state}ₜ₋₁"),
        ("belt.keep", _("× keep")),
        ("belt.kept", _("= kept")),
        ("belt.share", _("write share")),
        ("belt.new", _("× candidate")),
        ("belt.written", _("= written")),
        *([] if kept.lifted is None else [("belt.lifted", f"+ {_lifted(kept)}")]),
        (state, f"{state}ₜ"),
        *([("o", "oₜ")] if hasattr(s.trace, "o") else []),
        *([("h", "hₜ")] if state != "h" else []),
    ]


def age_view(s: Study, kept: Carry, unit: int) -> Json:
    """The view of what every past step still contributes to the state now, for one unit."""
    text = _(
        "What each past step still contributes to {state} now: what it wrote, times every keep "
        "factor since. The bars add up to {state} exactly."
    )
    if kept.turn is not None:
        text = _(
            "What each past step still contributes to {state} now: what it wrote, turned and "
            "shrunk at every step since. The bars add up to {state} exactly."
        )
    return {
        "type": "age",
        "title": _("Memory age"),
        "how": text.format(state=f"{kept.state}ₜ"),
        "array": "age",
        "state": kept.state,
        "label": f"{kept.state}ₜ",
        "follow": followed(s),
        "unit": unit,
        "hidden_units": s.net.hidden,
    }


def shown_view(s: Study, unit: int, ghost: bool) -> Json:
    """The view of what one unit shows to the others, and showed without the clamp."""
    lines = [{"array": "h", "label": "hₜ", "role": "hidden"}]
    if ghost:
        lines.append({"array": "ghost_h", "label": _("without the clamp"), "role": "ghost"})
    return {
        "type": "ledger",
        "title": _("What the unit shows"),
        "level": "student",
        "how": _("The dashed line is the same network before the gate was clamped.")
        if ghost
        else _("The unit’s output over time."),
        "array": "h",
        "height": 96,
        "stack": [],
        "lines": lines,
        "columns": [{"array": one["array"], "label": one["label"]} for one in lines],
        "follow": followed(s),
        "unit": unit,
        "hidden_units": s.net.hidden,
    }


def followed(s: Study) -> list[str]:
    """Arrays (T, H) a click on which chooses the unit."""
    T_H = s.trace.h.shape
    return [name for name, a in s.trace._asdict().items() if a.shape == T_H]


def strips(s: Study) -> list[Json]:
    """All units over time: gates from 0 to 1, candidate and states around 0."""
    found = []
    for name, label in gate_names(s.net.cell.code):
        a = getattr(s.trace, name)
        mean = name in MEAN and hasattr(s.trace, "q")
        share = name in (*s.net.cell.gates, *SHARES) and name not in SIGNED
        signed = name != "k" if mean else not share
        endless = name != "k" if mean else name in ("c", "c1")
        bounded = not endless and s.net.cell.activation not in UNBOUNDED
        limit = 1.0 if bounded else max(1.0, float(np.abs(a).max()))
        found.append(
            {
                "type": "strip",
                "title": label,
                "level": "student",
                "array": name,
                "rows": [f"{lettered(name)}[{j + 1}]" for j in range(s.net.hidden)],
                "scale": "diverging" if signed else "gate",
                "range": [-limit, limit] if signed else [0, 1],
                "row_height": max(10, min(16, 96 // s.net.hidden)),
                "pinnable": False,
            }
        )
    return found
