"""What a network reads and leaves behind, at a door: inputs, states, traces, gradients."""

from typing import Any

import numpy as np

from ...errors import RnnvizError
from ...words import _
from ..arrays import Array, stack_steps
from .axes import Seen, misfit, needed, shaped
from .values import numbers
from .weights import check_fields, without_restarts


def inputs(name: str, x: Any, seen: Seen) -> Array:
    """Inputs (T, ..., I) of at least one step, with the axes that the weights need.

    "..." is then what every state has in front of H: the restarts, and the axes of x.
    """
    x = numbers(name, x)
    I, lead = seen.axes["I"], seen.lead
    if x.shape[-1:] != (I,):
        text = _("{name} has {n} inputs a step, but W_xh reads {I}: give it the shape (T, ..., I).")
        raise RnnvizError(text.format(name=name, n=x.shape[-1] if x.ndim else 0, I=I))
    if x.ndim < 2 + len(lead):
        text = _("{name} has {n} axes, but the weights need {m}: give it the shape {shape}.")
        shape = "(T, N, I)" if lead else "(T, I)"
        raise RnnvizError(text.format(name=name, n=x.ndim, m=2 + len(lead), shape=shape))
    if len(x) == 0:
        text = _("{name} has no steps: give a sequence of at least one.")
        raise RnnvizError(text.format(name=name))
    between = x.shape[1:-1]
    if lead:
        between = (*lead, *between) if len(between) == 1 else (*lead, *between[1:])
    fits = not lead or (x.ndim == 3) or (x.ndim == 4 and x.shape[1] in {1, *lead})
    if not fits or 0 in between or not (seen.agree("T", len(x)) and seen.agree("...", between)):
        raise RnnvizError(misfit(name, x.shape, needed("T ... I", seen)))
    return x


def unbatched(name: str, x: Any, seen: Seen) -> Array:
    """Inputs (T, I) of one sequence, for weights without restarts."""
    seen.axes["..."] = ()
    without_restarts(seen)
    return inputs(name, x, seen)


def state(name: str, value: Any, seen: Seen) -> Any:
    """A State of the cell, each field (..., H)."""
    cell = cell_of(seen)
    _check_type(name, value, cell.State, cell)
    return _with_fields(name, value, dict.fromkeys(cell.state_fields, "... H"), seen)


def states(name: str, value: Any, seen: Seen) -> Any:
    """A State, or None, for every direction of every layer, in PyTorch's order."""
    n = sum(map(len, seen.given["layers"]))
    if not isinstance(value, tuple | list) or hasattr(value, "_fields") or len(value) != n:
        text = _("{given} states were given; these layers have {n}, one for each direction.")
        given = len(value) if isinstance(value, tuple | list) else 0
        raise RnnvizError(text.format(given=given, n=n))
    return [None if s is None else state(f"{name}[{k}]", s, seen) for k, s in enumerate(value)]


def masks(name: str, value: Any, seen: Seen) -> Any:
    """A dropout mask for every layer but the last, each of the shape of its output."""
    n = len(seen.given["layers"]) - 1
    if not isinstance(value, tuple | list) or len(value) != n:
        text = _("{given} dropout masks were given; give {n}, one between each two layers.")
        given = len(value) if isinstance(value, tuple | list) else 0
        raise RnnvizError(text.format(given=given, n=n))
    return tuple(shaped(f"{name}[{k}]", m, "T ... D·H", seen) for k, m in enumerate(value))


def trace(name: str, value: Any, seen: Seen) -> Any:
    """The cell's Step stacked over time; a list of steps is stacked."""
    stacked = isinstance(value, list) and len(value) > 0
    return _trace(name, stack_steps(steps(name, value, seen)) if stacked else value, seen)


def _trace(name: str, value: Any, seen: Seen) -> Any:
    cell, p = cell_of(seen), seen.given.get("p")
    _check_type(name, value, cell.Step, cell)
    H = shaped(f"{name}.h", value.h, "T ... H", seen).shape[-1]
    widths = _widths(cell, p) if p is not None else {}
    found = []
    for k, a in value._asdict().items():
        n = np.shape(a)[-1:] or (0,)
        own = widths.get(k, n[0] if n[0] % H == 0 or cell.loop == "W_yh" else H)
        found.append(_wide(f"{name}.{k}", a, own, seen))
    same = all(a is b for a, b in zip(found, value, strict=True))
    return value if same else type(value)(*found)


def _wide(name: str, a: Any, width: int, seen: Seen) -> Array:
    """A field of a trace of that width."""
    a = numbers(name, a)
    if a.shape != (seen.axes["T"], *seen.axes["..."], width):  # pyright: ignore[reportGeneralTypeIssues]
        raise RnnvizError(misfit(name, a.shape, needed(f"T ... {width}", seen)))
    return a


def _widths(cell: Any, p: Any) -> dict[str, int]:
    """How many numbers each field of a Step has, found by one step from nothing."""
    one = type(p)(*(a[(0,) * (p.b_h.ndim - 1)] for a in p))
    x = np.zeros((1, one.W_xh.shape[-1]))
    zero = cell.State(*(np.zeros(cell.hidden(one)) for _name in cell.state_fields))
    with np.errstate(all="ignore"):
        step = cell.step(one, cell.project(one, x)[0], zero)
    return {k: a.shape[-1] for k, a in step._asdict().items()}


def steps(name: str, value: Any, seen: Seen) -> Any:
    """A list of the cell's Steps, of one shape all."""
    cell = cell_of(seen)
    if not isinstance(value, list | tuple) or hasattr(value, "_fields") or not value:
        text = _("{name} must be a list of steps, at least one; see unroll_steps.")
        raise RnnvizError(text.format(name=name))
    for s in value:
        _check_type(f"{name}[0]", s, cell.Step, cell)
    h, *others = (np.shape(s.h) for s in value)
    seen_all = seen.agree("T", len(value)) and seen.agree("...", h[:-1]) and seen.agree("H", h[-1])
    if not seen_all or any(other != h for other in others):
        wanted = needed("T ... H", seen)
        raise RnnvizError(misfit(name, (len(value), *h), wanted))
    return value


def passed(name: str, value: Any, seen: Seen) -> Any:
    """A rule: a forward pass of the network given, with its steps."""
    steps(f"{name}.steps", value.steps, seen)
    return value


def walk(name: str, value: Any, seen: Seen) -> Any:
    """A trace, or a list of steps."""
    return (steps if isinstance(value, list) else trace)(name, value, seen)


def at_outputs(name: str, value: Any, seen: Seen, axis: str = "H") -> Any:
    """dL/dh_t of each step, (T, ..., H); in a list, None where nothing reads the output."""
    if not isinstance(value, list | tuple) or not any(a is None for a in value):
        return shaped(name, value, f"T ... {axis}", seen)
    if len(value) != seen.axes["T"]:
        raise RnnvizError(misfit(name, (len(value),), needed(f"T ... {axis}", seen)))
    one = f"... {axis}"
    return [
        None if a is None else shaped(f"{name}[{t}]", a, one, seen) for t, a in enumerate(value)
    ]


def at_layers(name: str, value: Any, seen: Seen) -> Any:
    """As `at_outputs`, of the last layer's output (T, ..., D·H)."""
    return at_outputs(name, value, seen, "D·H")


def like(run: str) -> Any:
    """A rule for dL/dy, shaped as the outputs y of the forward pass given under that name."""

    def rule(name: str, value: Any, seen: Seen) -> Array:
        dy, y = numbers(name, value), seen.given[run].y
        if dy.shape != y.shape:
            raise RnnvizError(misfit(name, dy.shape, str(y.shape)))
        return dy

    return rule


def cell_of(seen: Seen) -> Any:
    """The cell that was given, by itself or in a network."""
    return seen.given["cell"] if "cell" in seen.given else seen.given["net"].cell


def _check_type(name: str, value: Any, kind: type, cell: Any) -> None:
    if not isinstance(value, kind):
        text = _("{name} is of type {type}; give a {kind} of the cell {cell}.")
        given, kind_name = type(value).__name__, kind.__name__
        raise RnnvizError(text.format(name=name, type=given, kind=kind_name, cell=cell.label))


def _with_fields(name: str, value: Any, shapes: dict[str, str], seen: Seen) -> Any:
    check_fields(name, value, tuple(shapes))
    found = [shaped(f"{name}.{k}", getattr(value, k), s, seen) for k, s in shapes.items()]
    same = all(a is b for a, b in zip(found, value, strict=True))
    return value if same else type(value)(*found)


def one_trace(name: str, value: Any, seen: Seen) -> Any:
    """A rule: the trace of one sequence, (T, H), by weights without restarts."""
    seen.axes["..."] = ()
    without_restarts(seen)
    return trace(name, value, seen)


def states_in_time(name: str, value: Any, seen: Seen) -> Any:
    """A rule: the cell's State stacked over time."""
    cell = cell_of(seen)
    _check_type(name, value, cell.State, cell)
    return _with_fields(name, value, dict.fromkeys(cell.state_fields, "T ... H"), seen)


def sums(name: str, value: Any, seen: Seen) -> Any:
    """A rule: what the gradient is at the sums, stacked over time as those of the trace."""
    a = numbers(f"{name}.a", getattr(value, "a", None))
    wanted = seen.given["trace"].a.shape
    if a.shape != wanted:
        raise RnnvizError(misfit(f"{name}.a", a.shape, str(wanted)))
    return value if a is value.a else value._replace(a=a)


def any_state(name: str, value: Any, seen: Seen) -> Any:
    """A rule: a State of whichever cell, its fields of one shape."""
    if not getattr(value, "_fields", ()):
        text = _("{name} is of type {type}; give the State of a cell.")
        raise RnnvizError(text.format(name=name, type=type(value).__name__))
    return _with_fields(name, value, dict.fromkeys(value._fields, "... H"), seen)


def read(name: str, value: Any, seen: Seen) -> Array:
    """A rule: what a readout reads, (..., H), or (..., R, N, H) beside restarts."""
    return _beside(name, value, "... H", seen)


def read_in_time(name: str, value: Any, seen: Seen) -> Array:
    """A rule: what a readout reads at T steps."""
    return _beside(name, value, "T ... H", seen)


def written_in_time(name: str, value: Any, seen: Seen) -> Array:
    """A rule: dL/dy of T steps."""
    return _beside(name, value, "T ... O", seen)


def _beside(name: str, value: Any, shape: str, seen: Seen) -> Array:
    """An array with the restarts of the weights in front of its rows."""
    a = shaped(name, value, shape, seen)
    if seen.lead and (a.ndim < 3 or a.shape[-3] not in {1, *seen.lead}):
        wanted = needed(shape.replace("...", "..., *R N").replace(",", ""), seen)
        raise RnnvizError(misfit(name, a.shape, wanted))
    return a
