"""Weights at a door: those of a cell, of a readout, and of whole networks.

The lengths of the axes H, I and O, and the restarts, are known when they have passed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from ...errors import RnnvizError
from ...words import _
from .axes import Seen, fields, misfit, needed
from .values import numbers


@cache
def _shapes(stacked: tuple[tuple[str, int], ...]) -> dict[str, tuple[int, str]]:
    """Of each weight, the blocks of H rows (0 for O rows, -1 for a vector of O) and its columns."""
    columns = {"W_xh": "I", "W_yh": "O"}
    rows = dict(stacked)
    found = {k: (n, columns.get(k, "H")) for k, n in rows.items() if k.startswith("W_")}
    vectors = {k: (n, "") for k, n in rows.items() if not k.startswith("W_")}
    shared = {"W_hy": (0, "H"), "b_y": (0, "")}  # Jordan's, of the readout
    return found | vectors | {k: v for k, v in shared.items() if k in rows}


def _blocks(cell: Any, names: tuple[str, ...]) -> tuple[tuple[str, int], ...]:
    """How many blocks of H numbers each weight holds."""
    one = {"b_hn": 1} | {k: 1 for k in names if k.startswith("p_")}
    return tuple((k, one.get(k) or len(cell.stacked(k))) for k in names)


def params(name: str, p: Any, seen: Seen, cell: Any, *, bound: bool = True) -> Any:
    """The weights of a cell, as it runs with them: its Params, or with the readout's bound in."""
    kind = getattr(cell.module, "Bound", cell.Params) if bound else cell.Params
    if not isinstance(p, kind):
        text = _("{name} is of type {type}; give the {kind} of the cell {cell}: {fields}.")
        raise RnnvizError(
            text.format(
                name=name, type=type(p).__name__, kind=kind.__name__, cell=cell.label,
                fields=", ".join(kind._fields),
            )
        )  # fmt: skip
    arrays = [numbers(f"{name}.{k}", a) for k, a in zip(kind._fields, p, strict=True)]
    b_h = arrays[kind._fields.index("b_h")]
    G = len(cell.gates)
    if not 1 <= b_h.ndim <= 2 or b_h.size == 0 or b_h.shape[-1] % G:
        raise RnnvizError(misfit(f"{name}.b_h", b_h.shape, f"({G} · H,)"))
    seen.axes["*R"], H = b_h.shape[:-1], b_h.shape[-1] // G
    seen.agree("H", H)
    for k, a in zip(kind._fields, arrays, strict=True):
        _check(f"{name}.{k}", a.shape, _shapes(_blocks(cell, kind._fields))[k], seen, H)
    same = all(a is b for a, b in zip(arrays, p, strict=True))
    return p if same else kind(*arrays)


def _check(name: str, size: tuple[int, ...], shape: tuple[int, str], seen: Seen, H: int) -> None:
    """See that a weight has its blocks of rows, and the columns that the others leave it."""
    blocks, columns = shape
    lead, own = seen.lead, size[len(seen.lead) :]
    fits = size[: len(lead)] == lead and len(own) == (2 if columns else 1) and 0 not in own
    if fits:
        fits = seen.agree("O", own[0]) if blocks == 0 else own[0] == blocks * H
    if fits and columns:
        fits = own[1] == H if columns == "H" else seen.agree(columns, own[1])
    if not fits:
        rows = f"{blocks * H}" if blocks else needed("O", seen)[1:-2]
        last = (str(H) if columns == "H" else needed(columns, seen)[1:-2],) if columns else ()
        wanted = ", ".join((*map(str, lead), rows, *last))
        raise RnnvizError(misfit(name, size, f"({wanted})"))


def readout(name: str, r: Any, seen: Seen, reads: str = "H") -> Any:
    """W_hy (O, H) and b_y (O,), both with the restarts of the cell's weights."""
    check_fields(name, r, ("W_hy", "b_y"))
    return fields(name, r, {"W_hy": f"*R O {reads}", "b_y": "*R O"}, seen)


def check_fields(name: str, value: Any, wanted: tuple[str, ...]) -> None:
    """See that a value is a named tuple of these fields."""
    if getattr(value, "_fields", None) != wanted:
        text = _("{name} is of type {type}; give a named tuple of {fields}.")
        given = type(value).__name__
        raise RnnvizError(text.format(name=name, type=given, fields=", ".join(wanted)))


def layers(name: str, value: Any, seen: Seen, cell: Any) -> Any:
    """Layers of one cell, each in one or in two directions; what the last puts out is D·H wide."""
    if cell.loop == "W_yh":
        text = _("{cell} reads the network's output, which a layer below has not; take another.")
        raise RnnvizError(text.format(cell=cell.label))
    if not isinstance(value, tuple) or not value or not all(map(_is_layer, value)):
        text = _("{name} must be a tuple of layers, each (forward,) or (forward, reverse).")
        raise RnnvizError(text.format(name=name))
    found, D = [], len(value[0])
    for k, layer in enumerate(value):
        if len(layer) != D:
            text = _("Layer {k} has another number of directions than layer 0; give it {D}.")
            raise RnnvizError(text.format(k=k, D=D))
        own = Seen(seen.given, {k: v for k, v in seen.axes.items() if k in {"H", "*R"}})
        if k:
            own.axes["I"] = D * own.length("H")
        found.append(tuple(params(f"{name}[{k}]", p, own, cell, bound=False) for p in layer))
        seen.axes = own.axes | seen.axes  # I is what the first layer reads
    seen.given["directions"], seen.given["layers"] = D, value
    same = all(a is b for new, old in zip(found, value, strict=True) for a, b in _pairs(new, old))
    return value if same else tuple(found)


def _pairs(a: tuple[Any, ...], b: tuple[Any, ...]) -> Iterator[tuple[Any, Any]]:
    return zip(a, b, strict=True)


def _is_layer(layer: Any) -> bool:
    return isinstance(layer, tuple) and not hasattr(layer, "_fields") and len(layer) in {1, 2}


def network(name: str, net: Any, seen: Seen) -> Any:
    """A cell with its Params and a readout; they share their restarts."""
    w = net.weights
    check_fields(f"{name}.weights", w, ("params", "readout"))
    p = params(f"{name}.weights.params", w.params, seen, net.cell, bound=False)
    r = readout(f"{name}.weights.readout", w.readout, seen)
    same = p is w.params and r is w.readout
    return net if same else replace(net, weights=type(w)(p, r))


def without_restarts(seen: Seen) -> None:
    """See that the weights that have been seen are those of one network."""
    if seen.lead:
        raise RnnvizError(_("The weights carry restarts; give those of one network."))


def one_network(name: str, net: Any, seen: Seen) -> Any:
    """A network without restarts."""
    found = network(name, net, seen)
    without_restarts(seen)
    return found


def deep(name: str, net: Any, seen: Seen) -> Any:
    """Layers, and a readout of the D·H numbers that the last one puts out."""
    w = net.weights
    check_fields(f"{name}.weights", w, ("layers", "readout"))
    found = layers(f"{name}.weights.layers", w.layers, seen, net.cell)
    seen.axes["D·H"] = width(seen)
    r = readout(f"{name}.weights.readout", w.readout, seen, "D·H")
    same = found is w.layers and r is w.readout
    return net if same else replace(net, weights=type(w)(found, r))


def width(seen: Seen) -> int:
    """D·H, what the last layer puts out."""
    return seen.given["directions"] * seen.length("H")


def seq2seq(name: str, net: Any, seen: Seen) -> Any:
    """An encoder, a decoder that reads [token; ctx], attention or none, and a readout."""
    w, cell = net.weights, net.cell
    check_fields(f"{name}.weights", w, ("encoder", "decoder", "attention", "readout"))
    (encoder,) = layers(f"{name}.weights.encoder", (w.encoder,), seen, cell)
    seen.axes["D·H"] = width(seen)
    looks = w.attention and attention(f"{name}.weights.attention", w.attention, seen)
    own = Seen(seen.given, {k: seen.axes[k] for k in ("H", "*R")})
    decoder = params(f"{name}.weights.decoder", w.decoder, own, cell, bound=False)
    reads = numbers(f"{name}.weights.readout.W_hy", w.readout.W_hy).shape[-1:]
    H, context = seen.length("H"), seen.length("D·H") if looks else 0
    seen.axes["H+D·H"] = H + context if reads == (H + context,) else H
    r = readout(f"{name}.weights.readout", w.readout, seen, "H+D·H")
    tokens = r.W_hy.shape[-2] + context
    if seen.lead or own.axes["I"] != tokens:
        wanted = f"({decoder.W_xh.shape[-2]}, {tokens})"
        raise RnnvizError(misfit(f"{name}.weights.decoder.W_xh", decoder.W_xh.shape, wanted))
    new = type(w)(encoder, decoder, looks, r)
    same = all(a is b for a, b in zip(new, w, strict=True))
    return net if same else replace(net, weights=new)


def attention(name: str, p: Any, seen: Seen) -> Any:
    """W_s (A, H), W_h (A, D·H) and v (A,)."""
    check_fields(name, p, ("W_s", "W_h", "v"))
    return fields(name, p, {"W_s": "A H", "W_h": "A D·H", "v": "A"}, seen)


def tuples(shapes: Mapping[str, str]) -> Any:
    """A rule for a named tuple whose fields have these shapes, in the order of its fields."""

    def rule(name: str, value: Any, seen: Seen) -> Any:
        check_fields(name, value, tuple(shapes))
        return fields(name, value, dict(shapes), seen)

    return rule


def of_cell(name: str, p: Any, seen: Seen) -> Any:
    """A rule: the weights with which the cell given runs."""
    return params(name, p, seen, seen.given["cell"])


def either_of_cell(name: str, p: Any, seen: Seen) -> Any:
    """A rule: weights of the cell given, with or without those of a readout bound in."""
    cell = seen.given["cell"]
    return params(name, p, seen, cell, bound=not isinstance(p, cell.Params))


def of_layers(name: str, value: Any, seen: Seen) -> Any:
    """A rule: layers of the cell given."""
    found = layers(name, value, seen, seen.given["cell"])
    seen.axes["D·H"] = width(seen)
    return found
