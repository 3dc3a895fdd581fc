"""The scene of an encoder-decoder: it reads a string, then writes one, and looks where to look."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from rnnviz.core.seq2seq import Decoding, Seq2Seq, decode
from rnnviz.core.shapes import Shape
from rnnviz.player.payload import Scene
from rnnviz.scenes.shapes.pairs.plan import (
    PairPlan,
    pair_arrays_in,
    pair_arrays_out,
    pair_weights_keras,
    pair_weights_torch,
)
from rnnviz.scenes.shapes.shapes import at, lane
from rnnviz.scenes.shapes.tally import arrays_tally, weights_tally, written
from rnnviz.tasks.pairs.pairs import PairTask, spell
from rnnviz.tasks.sequence import END
from rnnviz.words import _

Json = dict[str, Any]
NOTHING = "·"  # the token before the first


def translate(net: Seq2Seq, task: PairTask, text: str) -> tuple[Decoding, str]:
    """Read a string and write, running free, up to `END` or to a little more than was read.

    Raises:
        RnnvizError: when the string has a character that the task does not know.
    """
    x = spell(text, task.reads)
    most = len(text) + 5
    letters = [task.writes[k] for k in decode(net, x, steps=most).chosen]
    steps = letters.index(END) + 1 if END in letters else most
    return decode(net, x, steps=steps), "".join(letters[:steps])


def pairs_scene(
    p: PairPlan, net: Seq2Seq, read: str, run: Decoding, wrote: str, t: int | None = None,
    *, trained: bool = True,
) -> Scene:  # fmt: skip
    """The network at work on one string, at moment t; with attention, the map beside it."""
    lanes = pair_lanes(p, read, run, wrote)
    arrays = {one["array"]: one.pop("numbers") for one in lanes}
    views = [pair_view(p, lanes, read, wrote)]
    how = _("For a batch of {n}, as it is trained. What a change has changed says what it was.")
    arrays_in, arrays_out = pair_arrays_in(p), pair_arrays_out(p)
    side = [arrays_tally(how.format(n=p.N), arrays_in, arrays_out, pair_learned(p))]
    if run.looks is not None:
        v = net.weights.attention.v
        arrays |= {
            "alpha": run.looks.alpha,
            "e": run.looks.e,
            "terms": (v * run.looks.u).astype(np.float32),
        }
        side = [attention_view(p, read, wrote, trained=trained), *side]
    views += [*side, weights_tally(pair_learned(p))]
    n = len(side)
    return Scene(
        title=_("A string is read, then one is written"),
        steps=len(read) + len(wrote),
        views=tuple(views),
        arrays=arrays,
        ticks=(
            *(_("read {letter}").format(letter=c) for c in read),
            *(_("write {letter}").format(letter=c) for c in wrote),
        ),
        speed=1.0,
        start={"t": len(read) if t is None else at(t, len(read) + len(wrote))},  # first written
        options={"layout": {"columns": [[0, n + 1], list(range(1, n + 1))]}},
    )


def pair_lanes(p: PairPlan, read: str, run: Decoding, wrote: str) -> list[Json]:
    """What is read, the encoder; what was written, context, the decoder, what is written."""
    T, D = len(read), 2 if p.both else 1
    writing = range(T, T + len(wrote))
    seen = [min(t, T - 1 - t) if p.both else t for t in range(T)]
    sizes = {s.name: [written(s.size)] for s in (*pair_arrays_in(p), *pair_arrays_out(p))}
    none = np.zeros((T + len(wrote), 0))
    found = [lane("x", 0, "input", _("read x"), sizes["x"], none[:T], seen, symbols=list(read))]
    for d, steps in enumerate(run.encoder.steps[0]):
        arrow = ("→", "←")[d] if p.both else ""
        when = [T - 1 - t if d else t for t in range(T)]
        sub = ["h", *sizes["h"]] if d == D - 1 else []
        numbers = np.stack([s.h for s in steps])
        found.append(
            lane(f"h{d}", 1 + d, "hidden", _("encoder {d}").format(d=arrow).strip(), sub, numbers,
                 when)
        )  # fmt: skip
    right: Json = {"first": T, "side": "right"}
    tokens = [NOTHING, *wrote[:-1]]
    found.append(
        lane("token", 0, "input", _("token"), sizes["tokens"], none[T:], writing, symbols=tokens,
             **right)
    )  # fmt: skip
    s = np.stack([step.h for step in run.steps])
    found.append(lane("s", 1, "hidden", _("decoder s"), sizes["s"], s, writing, **right))
    if run.looks is not None:
        found.append(
            lane("context", 2, "hidden", _("context"), sizes["context"], run.looks.context,
                 writing, **right)
        )  # fmt: skip
    top = 3 if run.looks is not None or p.both else 2
    y = lane("y", top, "output", _("write y"), sizes["y"], none[T:], writing, symbols=list(wrote),
             **right)  # fmt: skip
    return [*found, y]


def pair_links(p: PairPlan) -> list[Json]:
    """The arrows, with the shape of what goes along each."""
    N = p.N
    state = written((N, p.hidden))
    state = f"h, c {state}" if p.kind == "LSTM" else state
    token = written((N, p.writes))
    found: list[Json] = [
        {"kind": "up", "from": "x", "to": "h0", "via": "straight", "shape": written((N, p.reads))},
        {"kind": "next", "from": "h0", "to": "h0", "shape": ""},
        {"kind": "up", "from": "token", "to": "s", "via": "straight", "shape": token},
        {"kind": "next", "from": "s", "to": "s", "shape": ""},
        {"kind": "feedback", "from": "y", "to": "token", "quiet": True},
    ]
    if p.both:
        found += [
            {"kind": "up", "from": "x", "to": "h1", "via": "branch"},
            {"kind": "next", "from": "h1", "to": "h1", "shape": "", "back": True},
            {"kind": "under", "from": "h1", "to": "s"},
        ]
    else:
        found.append({"kind": "over", "from": "h0", "to": "s", "shape": state})
    if p.attends:
        context = written((N, p.width))
        found += [
            {"kind": "attend", "from": "h1" if p.both else "h0", "to": "context", "array": "alpha"},
            {"kind": "down", "from": "context", "to": "s", "shape": context},
        ]
    past = "past" if p.attends or p.both else "straight"
    return [
        *found,
        {"kind": "up", "from": "s", "to": "y", "via": past, "shape": written((N, p.hidden))},
    ]


def pair_view(p: PairPlan, lanes: list[Json], read: str, wrote: str) -> Json:
    """The picture: the string that is read on the left, the one that is written on the right."""
    T, columns = len(read), len(read) + len(wrote)
    how = _(
        "First the encoder reads, letter by letter; then the decoder writes, and reads what it "
        "wrote (dashed). All that it knows of the string came over in one state."
    )
    if p.attends:
        how = _(
            "First the encoder reads, letter by letter; then the decoder writes, and reads what "
            "it wrote (dashed). Before each letter it looks back: a thick line is a large weight."
        )
    return {
        "type": "network",
        "title": _("Encoder and decoder, step by step"),
        "how": how,
        "legend": _("The first numbers of each state."),
        "columns": columns,
        "names": [str(t + 1) for t in range(T)] + [str(t + 1) for t in range(len(wrote))],
        "lines": 1 + max(one["line"] for one in lanes),
        "lanes": lanes,
        "links": pair_links(p),
        "ends": [],
        "focus": list(range(columns)),
    }


def attention_view(p: PairPlan, read: str, wrote: str, *, trained: bool = True) -> Json:
    """The map: a row for each letter that is written, a column for each that was read."""
    return {
        "type": "attention",
        "title": _("Where it looks") if trained else _("Where it looks, untrained"),
        "how": _("A row is a letter that is written, a column one that was read. Click a cell to "
                 "see where its weight comes from."),
        "array": "alpha",
        "score": "e",
        "terms": "terms",
        "read": list(read),
        "written": list(wrote),
        "first": len(read),
        "units": p.units,
    }  # fmt: skip


def pair_learned(p: PairPlan) -> dict[str, Sequence[Shape]]:
    """The weights in each library."""
    return {"PyTorch": pair_weights_torch(p), "Keras": pair_weights_keras(p)}
