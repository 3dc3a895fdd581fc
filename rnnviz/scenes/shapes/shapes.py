"""The scene of Shapes: a network as boxes and arrows, and the tally of all its shapes."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.core.shapes import Shape
from rnnviz.player.payload import Scene
from rnnviz.scenes.shapes.numbers import Played
from rnnviz.scenes.shapes.tally import arrays_tally, weights_tally, written
from rnnviz.tasks.architecture import Plan, arrays_in, arrays_out, weights_keras, weights_torch
from rnnviz.words import N_, _

Json = dict[str, Any]
SHOWN = 6  # numbers of a vector that a box has room for
HOW = N_("For the sizes chosen above. What a change has changed says what it was.")


def shapes_scene(plan: Plan, played: Played, title: str, t: int | None = None) -> Scene:
    """The network at work on one sequence, at moment t (the last if None), and every shape."""
    lanes, links = lanes_of(plan, played), links_of(plan)
    arrays = {lane["array"]: lane.pop("numbers") for lane in lanes}
    return Scene(
        title=title,
        steps=clock_steps(plan),
        views=(
            network_view(plan, lanes, links),
            arrays_tally(_(HOW), arrays_in(plan), arrays_out(plan), learned(plan)),
            weights_tally(learned(plan), _bias(plan)),
        ),
        arrays=arrays,
        ticks=ticks(plan),
        speed=1.0,
        start={"t": at(t, clock_steps(plan))},
        options={
            "layout": {"columns": [[0, 2], [1]]},
            **({"moment": _("moment")} if plan.layers.bidirectional else {}),
        },
    )


def at(t: int | None, steps: int) -> int:
    """The moment on which a scene stands at first: the last one, unless it is told."""
    return steps - 1 if t is None else min(t, steps - 1)


def clock_steps(plan: Plan) -> int:
    """Moments of play: a layer that reads in both directions has to wait for the one below."""
    return plan.T * plan.layers.num_layers if plan.layers.bidirectional else plan.T


def ticks(plan: Plan) -> tuple[str, ...] | None:
    """Names of the moments, where they are not the steps."""
    T = plan.T
    if not plan.layers.bidirectional:
        return None
    text = _("layer {layer} →{t} ←{s}")
    return tuple(
        text.format(layer=k + 1, t=t + 1, s=T - t)
        for k in range(plan.layers.num_layers)
        for t in range(T)
    )


def lane(
    key: str, line: int, role: str, label: str, sub: list[str], numbers: Array, when: Sequence[int],
    first: int = 0, **more: Any,
) -> Json:  # fmt: skip
    """A row of boxes; `numbers` (n, K) are those of its n boxes, filled at the moments `when`."""
    shown = numbers[:, :SHOWN] if numbers.shape[1] > SHOWN + 1 else numbers
    return {
        "key": key,
        "line": line,
        "role": role,
        "label": label,
        "sub": sub,
        "array": f"lane.{key}",
        "numbers": np.ascontiguousarray(shown),
        "cells": shown.shape[1],
        "more": numbers.shape[1] - shown.shape[1],
        "when": list(when),
        "first": first,
        **more,
    }


def moments(plan: Plan, layer: int, direction: int) -> list[int]:
    """When each box of one direction of a layer is filled, in the order of time."""
    steps = list(range(plan.T))
    if not plan.layers.bidirectional:
        return steps
    return [layer * plan.T + t for t in (steps[::-1] if direction else steps)]


def lanes_of(plan: Plan, played: Played) -> list[Json]:
    """Input, every direction of every layer, and the read-out, from the bottom."""
    a, D = plan.layers, plan.layers.D
    outs = {shape.name: written(shape.size) for shape in (*arrays_in(plan), *arrays_out(plan))}
    reads = [min(pair) for pair in zip(moments(plan, 0, 0), moments(plan, 0, 1), strict=True)]
    x_label = _("x, then y") if plan.fed_back else "x"
    found = [lane("x", 0, "input", x_label, ["input", outs["input"]], played.x, reads)]
    for k, layer in enumerate(played.h):
        for d, h in enumerate(layer):
            arrow = ("→", "←")[d] if a.bidirectional else ""
            label = _("layer {k} {arrow}").format(k=k + 1, arrow=arrow).strip()
            top = k == a.num_layers - 1 and d == D - 1
            sub = ["output", outs["output"]] if top else []
            found.append(lane(f"h{k}{d}", 1 + k * D + d, "hidden", label, sub, h,
                              moments(plan, k, d)))  # fmt: skip
    return [*found, *_readouts(plan, played, outs["y"])]


def _readouts(plan: Plan, played: Played, size: str) -> list[Json]:
    """The read-out at every step, at the last, or, of both directions, both ways to read there."""
    D, line = plan.layers.D, 1 + plan.layers.num_layers * plan.layers.D
    last = plan.layers.num_layers - 1
    both = zip(moments(plan, last, 0), moments(plan, last, D - 1), strict=True)
    when = [max(pair) for pair in both]
    if plan.arch != "many_to_one":
        return [lane("y", line, "output", "y", [size], played.y["y"], when)]
    at = {"first": plan.T - 1}
    end = [max(when)]
    if D == 1:
        return [lane("y", line, "output", "y", [size], played.y["y"], end, **at)]
    wrong, right = ["output[−1]", size], [_("both ends"), size]
    return [
        lane("wrong", line, "loss", _("y of"), wrong, played.y["wrong"], when[-1:], **at),
        lane("y", line + 1, "output", _("y of"), right, played.y["y"], end, **at),
    ]


def links_of(plan: Plan) -> list[Json]:
    """The arrows: up through the layers, along time, and from the outputs back to the inputs."""
    a, N = plan.layers, plan.N
    state, out = written((N, a.hidden_size)), written((N, a.width))
    state = f"h, c {state}" if a.kind == "LSTM" else state
    found: list[Json] = []
    for k in range(a.num_layers):
        shape = written((N, a.reads(k)))
        below = [f"h{k - 1}{d}" for d in range(a.D)] if k else ["x"]
        found += _into(below, f"h{k}0", shape)
        found.append({"kind": "next", "from": f"h{k}0", "to": f"h{k}0", "shape": state})
        if a.bidirectional:
            found.append({"kind": "up", "from": below[-1], "to": f"h{k}1", "via": "branch"})
            found.append(
                {"kind": "next", "from": f"h{k}1", "to": f"h{k}1", "shape": state, "back": True}
            )
    top = [f"h{a.num_layers - 1}{d}" for d in range(a.D)]
    if plan.arch == "many_to_one" and a.bidirectional:
        return [*found, *_into(top, "wrong", out), *_both_ends(plan, top)]
    found += _into(top, "y", out)
    if plan.fed_back:
        found.append({"kind": "feedback", "from": "y", "to": "x"})
    return found


def _into(below: list[str], to: str, shape: str) -> list[Json]:
    """Arrows from all directions below into one box, joined on the way."""
    found = [{"kind": "up", "from": below[-1], "to": to, "via": "straight", "shape": shape}]
    if len(below) == 2:
        found.append({"kind": "up", "from": below[0], "to": to, "via": "join"})
    return found


def _both_ends(plan: Plan, top: list[str]) -> list[Json]:
    """Arrows of the right read-out: each direction after its whole walk."""
    return [
        {"kind": "aside", "from": top[0], "to": "y", "column": plan.T - 1},
        {"kind": "far", "from": top[1], "to": "y", "column": 0},
    ]


def ends_of(plan: Plan) -> list[Json]:
    """The states before the first step and after the last, of every direction of every layer."""
    a = plan.layers
    sub, found = written((plan.N, a.hidden_size)), []
    for k in range(a.num_layers):
        for d in range(a.D):
            place = a.D * k + d
            first, last = (f"h_0[{place}]", f"h_n[{place}]")
            sides = ("right", "left") if d else ("left", "right")
            found += [
                {"lane": f"h{k}{d}", "side": sides[0], "label": first, "sub": sub, "into": True},
                {"lane": f"h{k}{d}", "side": sides[1], "label": last, "sub": sub, "into": False},
            ]
    return found


def network_view(plan: Plan, lanes: list[Json], links: list[Json]) -> Json:
    """The picture: columns are steps, arrows carry what one step of a batch is."""
    T = plan.T
    return {
        "type": "network",
        "title": _("The network, step by step"),
        "how": _(
            "A column is a step. On an arrow stands the shape of what goes along it, for the "
            "whole batch; a box fills with the numbers of the first sequence when its step comes."
        ),
        "legend": _("Weights as first drawn; input: yearly sunspots."),
        "columns": T,
        "names": [f"t = {t + 1}" for t in range(T)],
        "lines": 1 + max(one["line"] for one in lanes),
        "lanes": lanes,
        "links": links,
        "ends": ends_of(plan),
        "focus": [t % T for t in range(clock_steps(plan))],
    }


def learned(plan: Plan) -> dict[str, Sequence[Shape]]:
    """The weights in each library."""
    return {"PyTorch": weights_torch(plan), "Keras": weights_keras(plan)}


def _bias(plan: Plan) -> str | None:
    if not plan.layers.bias:
        return None
    if plan.layers.kind == "GRU":
        return _("A GRU’s two biases are one array here. Those of r and z could be added up into "
                 "one; those of n cannot, since the reset gate acts on one of them.")  # fmt: skip
    return _("One bias a layer, where PyTorch adds two.")
