"""What the scenes of Dynamics are made of: axes, layers, and families of pictures."""

from typing import Any, NamedTuple

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.dynamics.fixed import Points, rotation, time_constant
from rnnviz.words import _

Json = dict[str, Any]


class Dial(NamedTuple):
    """The values that a slider of the page can stand at; a picture lies ready for each."""

    name: str
    low: float
    step: float
    values: Array  # (F,)
    at: int  # where it stands

    @property
    def json(self) -> Json:
        """For the player."""
        count = len(self.values)
        return {
            "dial": self.name,
            "low": self.low,
            "step": self.step,
            "count": count,
            "at": self.at,
        }


def dial(name: str, value: float, low: float, high: float, step: float) -> Dial:
    """A slider's values; the one where it stands is exact, even between two of its steps.

    >>> found = dial("w", 1.53, 1.0, 2.0, 0.5)
    >>> found.values.tolist(), found.at
    ([1.0, 1.53, 2.0], 1)
    """
    values = low + step * np.arange(round((high - low) / step) + 1)
    values = np.round(values, 10)
    at = int(np.abs(values - value).argmin())
    values[at] = value
    return Dial(name, low, step, values, at)


def axis(label: str, low: float, high: float, *, log: bool = False) -> Json:
    """An axis; of a logarithmic one the values are powers of ten."""
    return {"label": label, "low": float(low), "high": float(high), "log": log}


def room(values: Array, share: float = 0.06) -> tuple[float, float]:
    """From the lowest to the highest finite value, with a margin."""
    finite = values[np.isfinite(values)]
    low, high = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 1.0)
    margin = share * (high - low) or 0.5
    return low - margin, high + margin


def plane(
    title: str, how: str, height: int, x: Json, y: Json, layers: list[Json], **more: Any
) -> Json:
    """A view of type plane."""
    return {
        "type": "plane",
        "title": title,
        "how": how,
        "height": height,
        "x": x,
        "y": y,
        "layers": layers,
        **more,
    }


def padded(arrays: list[Array], fill: float = np.nan) -> Array:
    """Arrays (n_k, ...) of unequal length as one (F, n, ...), filled up."""
    most = max(1, *(len(a) for a in arrays))
    out = np.full((len(arrays), most, *arrays[0].shape[1:]), fill)
    for k, a in enumerate(arrays):
        out[k, : len(a)] = a
    return out


def single(a: Array) -> Array:
    """In single precision: what is drawn needs no more; what does not fit is not drawn."""
    with np.errstate(over="ignore"):
        return a.astype(np.float32)


def layer(kind: str, array: str, role: str, label: str = "", **more: Any) -> Json:
    """A layer of a plane; without a label it is not in the legend."""
    own = {"array": array} if array else {}
    return {"kind": kind, **own, "role": role, "label": label, **more}


def trail(array: str, role: str, label: str = "", **more: Any) -> Json:
    """A line that grows with the steps of the player."""
    return layer("line", array, role, label, **{"grow": 1, **more})


def course(array: str, role: str, label: str, **more: Any) -> Json:
    """A value over time, which grows with the steps of the player, of each of a family."""
    return trail(array, role, label, family=True, over=0, **more)


def of_points(found: list[Points], prefix: str = "points") -> dict[str, np.ndarray]:
    """What is known of the fixed points of a family, and the eigenvalues of all of them."""
    values = padded([np.stack([p.eigenvalues.real, p.eigenvalues.imag], -1) for p in found])
    F, P, S = values.shape[:3]
    kinds = padded([p.kind.astype(float) for p in found], 0)
    first = padded([p.eigenvalues[:, 0].astype(complex).view(float).reshape(-1, 2) for p in found])
    leading = first[..., 0] + 1j * first[..., 1]
    return {
        f"{prefix}.kind": kinds.astype(np.uint8),
        f"{prefix}.q": padded([p.q for p in found]),
        f"{prefix}.size": np.abs(leading),
        f"{prefix}.time": time_constant(leading),
        f"{prefix}.turn": rotation(leading),
        f"{prefix}.eigenvalues": single(values.reshape(F, P * S, 2)),
        f"{prefix}.owner": np.repeat(kinds, S, axis=1).astype(np.uint8),
    }


def columns(prefix: str = "points") -> list[Json]:
    """What is said of each fixed point beside where it is."""
    return [
        {"label": _("q"), "array": f"{prefix}.q"},
        {"label": _("largest |λ|"), "array": f"{prefix}.size"},
        {"label": _("time constant"), "array": f"{prefix}.time"},
        {"label": _("turns a step"), "array": f"{prefix}.turn"},
    ]


def eigen_plane(found: list[Points], family: list[Json], prefix: str = "points") -> Json:
    """The eigenvalues of all fixed points beside the unit circle."""
    sizes = [float(np.abs(p.eigenvalues).max()) for p in found if p.eigenvalues.size]
    most = min(max(1.3, 1.1 * max(sizes, default=1.0)), 8.0)
    layers = [
        layer("circle", "", "target", _("|λ| = 1")),
        layer(
            "points",
            f"{prefix}.eigenvalues",
            "hidden",
            _("eigenvalues"),
            score=f"{prefix}.owner",
            family=True,
            size=4,
        ),
    ]
    how = _(
        "Inside the circle a difference shrinks along it, outside it grows; open: of a point "
        "that is not stable."
    )
    real, imaginary = axis(_("real part"), -most, most), axis(_("imaginary part"), -most, most)
    return plane(_("Eigenvalues"), how, 250, real, imaginary, layers, equal=True, family=family)
