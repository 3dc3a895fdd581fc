"""Named arrays with their units: what a screen computed, to be written to a file.

A unit of "1" is a pure number: values that were scaled, states, weights.
"""

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import numpy as np
import orjson

from rnnviz.core.study import Study

PURE = "1"
LOSS_UNITS = {"cross_entropy": "nat"}  # of any other loss: the square of a scaled value, so pure


class Numbers(NamedTuple):
    """One array and what it is."""

    name: str
    values: np.ndarray
    unit: str = PURE


def of_fields(prefix: str, found: Any, unit: str = PURE) -> list[Numbers]:
    """Every array of a named tuple; what is a named tuple itself goes on with a dot."""
    arrays: list[Numbers] = []
    for name, value in found._asdict().items():
        if isinstance(value, np.ndarray):
            arrays.append(Numbers(f"{prefix}.{name}", value, unit))
        elif hasattr(value, "_asdict"):
            arrays += of_fields(f"{prefix}.{name}", value, unit)
    return arrays


def of_study(s: Study, prefix: str = "") -> list[Numbers]:
    """Everything of one network on one sequence: forward, the loss, and every gradient.

    `state` is dL/d(state_t), the total one; `back` is dL/da_t of each gate; `weights` and
    `gradients` (dL/dW) have the names of the notation.
    """
    unit = LOSS_UNITS.get(s.loss_name, PURE)
    found = [
        Numbers("x", s.x),
        Numbers("d", s.d),
        *of_fields("trace", s.trace),
        Numbers("y", s.y),
        Numbers("loss", s.loss, unit),
        Numbers("dL/dy", s.dy, unit),
        Numbers("dL/dx", s.back.x, unit),
        *of_fields("dL/dstate", s.back.state, unit),
        *of_fields("dL/da", s.back.back, unit),
        *of_fields("weights", s.net.weights.params),
        *of_fields("weights", s.net.weights.readout),
        *of_fields("gradients", s.gradients.params, unit),
        *of_fields("gradients", s.gradients.readout, unit),
    ]
    return [one._replace(name=prefix + one.name) for one in found]


def real(found: Iterable[Numbers]) -> list[Numbers]:
    """The same without complex numbers: these become two arrays, `.real` and `.imag`."""
    parts: list[Numbers] = []
    for one in found:
        if np.iscomplexobj(one.values):
            parts.append(Numbers(f"{one.name}.real", np.real(one.values), one.unit))
            parts.append(Numbers(f"{one.name}.imag", np.imag(one.values), one.unit))
        else:
            parts.append(one)
    return parts


def as_json(head: Mapping[str, Any], found: Iterable[Numbers]) -> bytes:
    """All arrays as JSON, to the last digit; null stands for a number that is not finite.

    `head` comes first; under "arrays" each has its name, shape, unit and values.
    """
    arrays = [
        {
            "name": one.name,
            "shape": list(one.values.shape),
            "unit": one.unit,
            "values": _plain(one.values),
        }
        for one in real(found)
    ]
    options = orjson.OPT_SERIALIZE_NUMPY | orjson.OPT_INDENT_2
    return orjson.dumps({**head, "arrays": arrays}, option=options)


def _plain(a: np.ndarray) -> Any:
    """An array that the writer of JSON knows; times become text."""
    return np.ascontiguousarray(a) if a.ndim and a.dtype.kind in "fiu" else _texts(a).tolist()


def as_csv(found: Iterable[Numbers]) -> bytes:
    """All arrays as one table with a row for each number: name, shape, unit, index, value.

    Shape and index are written with blanks between; the index counts from 0.
    """
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(["name", "shape", "unit", "index", "value"])
    for one in real(found):
        shape = " ".join(map(str, one.values.shape))
        texts = _texts(one.values)
        for index in np.ndindex(one.values.shape):
            place = " ".join(map(str, index))
            table.writerow([one.name, shape, one.unit, place, texts[index]])
    return out.getvalue().encode()


def _texts(a: np.ndarray) -> np.ndarray:
    """Times as text; of everything else Python's own numbers, whose text is exact."""
    return a.astype(str) if a.dtype.kind == "M" else np.asarray(a.astype(object))
