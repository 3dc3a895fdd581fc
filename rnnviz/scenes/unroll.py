"""The scene of Unroll: the unrolled network, its hidden states, and the card of any number."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.core.study import Study, gradient_check
from rnnviz.player.payload import Scene
from rnnviz.scenes.card.card import card_arrays, card_equations
from rnnviz.scenes.card.learning import learning_note, parameters
from rnnviz.scenes.card.notation import lettered
from rnnviz.tasks.sequence import Example
from rnnviz.words import _
from rnnviz.words.numbers import number

Json = dict[str, Any]
LARGEST_WEIGHT = 1000  # that a person may set
TOLERANCE = 1e-12  # of the recomputation, relative
GRADIENT_TOLERANCE = 1e-5  # of finite differences, relative


class Change(NamedTuple):
    """One weight that was set by hand."""

    array: str
    place: tuple[int, ...]  # which of its numbers
    old: float
    new: float


def unroll_scene(
    s: Study,
    example: Example,
    title: str,
    before: Study | None = None,
    changes: Sequence[Change] = (),
    start: Json | None = None,
) -> Scene:
    """Everything of one network on one sequence, to be played forward and backward.

    `before` is the same study before the last change by hand; its states are drawn as ghosts.
    """
    arrays = scene_arrays(s)
    if before is not None:
        arrays |= {"ghost_h": before.trace.h, "ghost_y": before.y}
    views = [
        diagram(s, example, before is not None),
        hidden_strip(s),
        lines(example),
        card(s, example, changes),
    ]
    used = [v for v in views if v]
    side = len(used) - 1
    return Scene(
        title=title,
        steps=len(s.x),
        views=tuple(used),
        arrays=arrays,
        modes=("forward", "backward"),
        ticks=example.ticks,
        speed=1.0,
        start=start or {},
        options={
            "layout": {"columns": [list(range(side)), [side]]},
            "ahead": int(reads_on(example)),
        },
    )


def scene_arrays(s: Study) -> dict[str, Array]:
    """All arrays; the terms of sums travel in single precision, what they sum to in double."""
    arrays = {
        name: single(a) if ".term" in name or name.startswith("factor.") else a
        for name, a in card_arrays(s).items()
    }
    series = {"x0": s.x[:, 0], "y0": s.y[:, 0], "d0": s.d[:, 0]}
    return {**arrays, **series, "h0": np.zeros(s.net.hidden)}


def single(a: Array) -> Array:
    """In single precision, unless a number is too large for it.

    >>> single(np.array([0.1, 2.0])).dtype, single(np.array([1e300])).dtype
    (dtype('float32'), dtype('float64'))
    """
    held = np.abs(a).max(initial=0) <= np.finfo(np.float32).max
    return a.astype(np.float32) if held else a


def diagram(s: Study, example: Example, ghost: bool) -> Json:
    """The view of the unrolled network."""
    plain = len(s.net.cell.gates) == 1
    has_cell = "c" in s.net.cell.state_fields
    loop = s.net.cell.loop
    return {
        "type": "diagram",
        "title": _("The network, unrolled in time"),
        "how": _how(s),
        "rows": {
            "x": "x",
            "h": "h",
            "y": "y",
            "loss": "L",
            "target": "d",
            "c": "c" if has_cell else None,
            "counts": "counts",
        },
        "weights": [
            {"array": "W_xh", "from": "x", "to": "h", "label": "W_xh"},
            *([] if loop is None else [_loop(loop)]),
            {"array": "W_hy", "from": "h", "to": "y", "label": "W_hy"},
        ],
        "loop_from": "y" if loop == "W_yh" else "h",
        "reads_state": loop is not None,
        "gates": upper_gates(s),
        "labels": {"x": list(example.inputs), "y": list(example.outputs)},
        "initial": "h0",
        "micro": _micro_steps(plain),
        "squash": {"array": "a", "kind": s.net.cell.activation} if plain else None,
        "backward": {
            "h": "dh",
            "from_loss": "dh_loss",
            "from_next": "dh.next",
            "x": "dx",
            "y": "dy",
            "c": "dc" if has_cell else None,
        },
        "ghost": {"h": "ghost_h", "y": "ghost_y"} if ghost else None,
    }


def _loop(weight: str) -> Json:
    """The weights between the state of the step before and this one."""
    return {"array": weight, "from": "h_prev", "to": "h", "label": weight}


def upper_gates(s: Study) -> list[Json] | None:
    """Of a cell of two layers, the gates of the upper one along time; None: draw all gates."""
    gates = s.net.cell.gates
    if not any(gate[-1].isdigit() for gate in gates):
        return None
    shown = [gate for gate in gates if len(gate) == 1 and gate != "v"]
    return [{"array": gate, "label": gate} for gate in shown]


def _how(s: Study) -> str:
    """What is to be known before reading the diagram."""
    said = [_("Each column is one time step; the same weights are used in every column.")]
    if s.net.cell.loop == "W_yh":
        said.append(_("What returns is the output."))
    if s.net.cell.loop is None:
        said.append(_("No gate reads h: the state goes straight on, a share of it kept."))
    if upper_gates(s) is not None:
        said.append(_("Of the two layers the upper one is drawn; the formulas below have both."))
    if s.net.cell.code in ("grid_lstm", "grid_lstm_1"):
        said.append(_("h goes to the output alone; what returns is k, which is not drawn."))
    if not s.counts.all():
        said.append(
            _("Here only the loss of the last step counts; the other targets are not scored.")
        )
    said.append(
        _("Backward is backpropagation through time: it starts at the loss and walks back.")
    )
    return " ".join(said)


def _micro_steps(plain: bool) -> list[Json]:
    labels = [
        ("input", _("input")),
        ("products", _("products")),
        ("sum", _("sum")),
        ("squash", _("activation") if plain else _("gates")),
        ("state", _("state")),
        ("output", _("output")),
        ("loss", _("loss")),
    ]
    return [{"key": key, "label": label} for key, label in labels]


def hidden_strip(s: Study) -> Json:
    """The view of all hidden units over time."""
    bounded = s.net.cell.activation not in ("relu", "linear")
    largest = max(1.0, float(np.abs(s.trace.h).max()))
    return {
        "type": "strip",
        "title": _("Hidden state"),
        "how": _("One row a unit, one column a step: what the network remembers."),
        "array": "h",
        "rows": [f"h[{j + 1}]" for j in range(s.net.hidden)],
        "scale": "diverging",
        "range": [-1, 1] if bounded else [-largest, largest],
        "saturation": 0.95 if bounded else None,
        "pinnable": True,
    }


def reads_on(example: Example) -> bool:
    """Whether each target is the input of the next step: then outputs are about the next step."""
    return example.loss != "cross_entropy" and np.array_equal(example.x[1:, 0], example.d[:-1, 0])


def lines(example: Example) -> Json:
    """The view of values over time, each at the time that it is about; none for letters."""
    if example.loss == "cross_entropy":
        return {}
    ahead = reads_on(example)
    target = {"array": "d0", "label": _("target"), "role": "target"}
    how = _(
        "Each output stands at the step that it is about: the next one, whose input is its target."
    )
    return {
        "type": "lines",
        "title": _("What comes, and what the network expected"),
        "how": " ".join([how, example.note]) if ahead else example.note,
        "height": 120,
        "series": [
            {"array": "x0", "label": _("input"), "role": "input", **_if(ahead, last="d0")},
            {**target, **_if(ahead, unseen=True)},
            {"array": "y0", "label": _("output"), "role": "output", **_if(ahead, shift=1)},
        ],
    }


def _if(holds: bool, **more: Any) -> Json:
    return more if holds else {}


def card(s: Study, example: Example, changes: Sequence[Change]) -> Json:
    """The view of one number at a time."""
    return {
        "type": "card",
        "title": _("Where a number comes from"),
        "equations": card_equations(s),
        "symbols": {"x": "x_t", "d": "d_t", "zero": "0"}
        | {f"{name}0": f"{lettered(name)}_0" for name in s.net.cell.state_fields},
        "parameters": parameters(s),
        "learning": learning_note(s),
        "gates": list(s.net.cell.gates),
        "stacks": stacks(s),
        "labels": {"x": list(example.inputs), "y": list(example.outputs)},
        "editable": True,
        "limits": [-LARGEST_WEIGHT, LARGEST_WEIGHT],
        "edits": [
            {"array": c.array, "index": list(c.place), "old": c.old, "new": c.new} for c in changes
        ],
        "badge": badge(s),
    }


def stacks(s: Study) -> Json:
    """The gates whose rows stand one below the other in a weight, as they are written."""
    cell = s.net.cell
    names = [name for name in cell.Params._fields if name.startswith("W_") or name == "b_h"]
    return {
        name: [lettered(gate) for gate in cell.stacked(name)]
        for name in names
        if len(cell.stacked(name)) > 1
    }


def badge(s: Study) -> Json:
    """What the two checks of all shown numbers give."""
    difference = s.disagreement()
    error, n = gradient_check(s)
    ok = difference <= TOLERANCE and error <= GRADIENT_TOLERANCE
    text = _(
        "All numbers recomputed from the formulas shown: largest difference {difference}. "
        "Gradients of {n} weights checked by nudging each: largest relative error {error}."
    )
    return {
        "ok": ok,
        "text": text.format(difference=number(difference, 1), n=n, error=number(error, 1)),
    }
