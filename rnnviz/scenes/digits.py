"""The scene of Digits: a digit as it is read, the answers of each network, and what made them."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.core.study import Study
from rnnviz.player.payload import Scene
from rnnviz.scenes.card.card import card_arrays
from rnnviz.scenes.unroll import card, hidden_strip
from rnnviz.tasks.digits.digits import CLASSES, SIDE
from rnnviz.tasks.digits.reading import Reading
from rnnviz.tasks.sequence import Example
from rnnviz.words import _
from rnnviz.words.numbers import number

Json = dict[str, Any]
NAMES = tuple(str(c) for c in range(CLASSES))


class Read(NamedTuple):
    """One digit as it was given to the networks."""

    image: Array  # (8, 8) grey levels, 0 to 16
    order: str  # in ORDERS
    truth: int | None  # the class, where it is known


def digit_scene(
    labels: Sequence[str], readings: Sequence[Reading], digit: Read, follow: int, start: Json
) -> Scene:
    """What every network makes of one digit; the one at place `follow` is taken apart."""
    s = readings[follow].study
    views = [
        reading_view(labels, readings, digit, follow),
        why_view(labels, readings, digit, follow),
        *(answer_map(label, k) for k, label in enumerate(labels)),
        hidden_view(s, labels[follow]),
        digit_card(s, labels[follow], digit, readings[follow].asked),
    ]
    side = len(views) - 1
    return Scene(
        title=_("A digit, row by row"),
        steps=SIDE,
        views=tuple(views),
        arrays=scene_arrays(readings, digit, follow),
        modes=("forward", "backward"),
        ticks=step_names(digit.order),
        speed=1.2,
        start=start,
        options={"layout": {"columns": [list(range(side)), [side]]}},
    )


def scene_arrays(readings: Sequence[Reading], digit: Read, follow: int) -> dict[str, Array]:
    """All arrays; terms of the card's sums in single precision, what they sum to in double."""
    found = {
        name: a.astype(np.float32) if ".term" in name or name.startswith("factor.") else a
        for name, a in card_arrays(readings[follow].study).items()
    }
    found["ink"] = digit.image
    for k, r in enumerate(readings):
        found |= {
            f"p:{k}": r.p,
            f"start:{k}": r.start,
            f"answers:{k}": r.p.argmax(axis=1).astype(np.int32),
            f"why:{k}": r.why(digit.order),
        }
    return found


def step_names(order: str) -> tuple[str, ...]:
    """What each step reads: the rows or columns by their number in the picture."""
    text = _("column {n}") if order == "right" else _("row {n}")
    places = range(SIDE, 0, -1) if order == "up" else range(1, SIDE + 1)
    return tuple(text.format(n=n) for n in places)


def reading_view(
    labels: Sequence[str], readings: Sequence[Reading], digit: Read, follow: int
) -> Json:
    """The view of the picture and of the classes' probabilities, side by side."""
    names = step_names(digit.order)
    return {
        "type": "reading",
        "title": _("What each network would answer"),
        "how": _(
            "Press Play: the digit is read step by step; bars are the probabilities after what "
            "was read so far. The networks were trained to answer after the last step only: "
            "nobody asked them for the answers before it."
        ),
        "array": "ink",
        "order": digit.order,
        "caption": _caption(digit),
        "caption_back": _(
            "Of {network}: more ink in a red pixel would raise the probability of {digit}, in a "
            "blue one lower it."
        ).format(network=labels[follow], digit=readings[follow].asked),
        "classes": list(NAMES),
        "truth": digit.truth,
        "networks": [
            {
                "array": f"p:{k}",
                "initial": f"start:{k}",
                "answers": f"answers:{k}",
                "label": label,
                "settled": r.settled,
                "settled_text": _("the same from {step} on").format(step=names[r.settled]),
                "followed": k == follow,
                "why": {"array": f"why:{k}", "range": float(np.abs(r.study.back.x).max())},
            }
            for k, (label, r) in enumerate(zip(labels, readings, strict=True))
        ],
    }


def _caption(digit: Read) -> str:
    if digit.truth is None:
        return _("Your drawing, as the networks get it.")
    return _("Written as {truth}.").format(truth=digit.truth)


def why_view(labels: Sequence[str], readings: Sequence[Reading], digit: Read, follow: int) -> Json:
    """The view of d ln p / dx for each network."""
    return {
        "type": "pixels",
        "title": _("Which pixels made it say so"),
        "how": _(
            "More ink in a red pixel would raise the probability of the answer, in a blue one "
            "lower it: the exact gradient of ln p, by backpropagation through time. Squares are "
            "the digit’s ink. Press Backward to see the gradient arrive."
        ),
        "ink": "ink",
        "order": digit.order,
        "symbol": "∂ ln p / ∂x",
        "maps": [
            {
                "array": f"why:{k}",
                "label": label,
                "caption": _("why {digit}; strongest ±{most}").format(
                    digit=r.asked, most=number(float(np.abs(r.study.back.x).max()), 2)
                ),
                "range": float(np.abs(r.study.back.x).max()),
                "followed": k == follow,
            }
            for k, (label, r) in enumerate(zip(labels, readings, strict=True))
        ],
    }


def answer_map(label: str, k: int) -> Json:
    """The view of one network's probabilities over all steps."""
    return {
        "type": "strip",
        "title": _("{network}: every class at every step").format(network=label),
        "level": "student",
        "how": "" if k else _("One row a class, one column a step: brighter is more probable."),
        "array": f"p:{k}",
        "rows": list(NAMES),
        "scale": "gate",
        "range": [0, 1],
        "row_height": 13,
        "pinnable": False,
    }


def hidden_view(s: Study, label: str) -> Json:
    """The view of the hidden units of the network that is taken apart."""
    title = _("{network}: hidden units").format(network=label)
    height = max(7, min(16, 224 // s.net.hidden))
    own = {"title": title, "level": "student", "row_height": height, "pinnable": False}
    return {**hidden_strip(s), **own}


def digit_card(s: Study, label: str, digit: Read, asked: int) -> Json:
    """The card of any number of the network that is taken apart."""
    pixels = _("row {n}") if digit.order == "right" else _("pixel {n}")
    names = tuple(pixels.format(n=n) for n in range(1, SIDE + 1))
    example = Example(s.x, s.d, "cross_entropy", names, NAMES, step_names(digit.order))
    shown = card(s, example, ())
    note = _(
        "p_t is the softmax of y_t. Only the last step counts; d_t is 1 at {asked}, the answer "
        "that is explained."
    ).format(asked=asked)
    equations = {
        name: {**e, "note": note} if name in ("p", "L", "dy") else e
        for name, e in shown["equations"].items()
    }
    title = _("{network}: where a number comes from").format(network=label)
    first = {"y": equations["y"]}  # what the card shows until a number is chosen
    return {
        **shown,
        "title": title,
        "equations": first | equations,
        "editable": False,
        "opens_back": "x",
    }
