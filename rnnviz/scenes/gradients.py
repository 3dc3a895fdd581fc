"""The scene of Gradients: how large the gradient is at every step, for one network or two."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rnnviz.core.arrays import Array
from rnnviz.core.flow import (
    Rate,
    Reach,
    fitted_rate,
    gradient_by_lag,
    horizon,
    lag_share,
    norms,
    reach,
    saturated,
    step_factors,
)
from rnnviz.core.jacobians import (
    log10_singular_values,
    lyapunov_spectrum,
    step_jacobians,
)
from rnnviz.core.study import Study, study
from rnnviz.player.payload import Scene
from rnnviz.words import _

Json = dict[str, Any]
FLOOR = 1e-12


@dataclass(frozen=True)
class Flow:
    """How gradients flow in one network on one sequence of T steps.

    What a screen does not ask for is not computed. With `truncate`, losses reach only that far.
    """

    name: str
    study: Study
    truncate: int | None = None

    @cached_property
    def reach(self) -> Reach:
        """The gradient of each step's loss at each state."""
        s = self.study
        return reach(s.net.cell, self.params, s.trace, s.dh_loss, self.truncate)

    @property
    def params(self) -> Any:
        """The cell's weights as it runs with them."""
        return self.study.net.params

    @cached_property
    def norm(self) -> Array:
        """||dL/d(state_t)||, (T,)."""
        return norms(self.reach.state.sum(0))

    @cached_property
    def matrix(self) -> Array:
        """||dL_t/d(state_k)||, (T, T): row t, column k, as if every step had a loss."""
        s = self.study
        if s.counts.all():
            return norms(self.reach.state)
        every = study(s.net, s.x, s.d, "every", s.loss_name)
        return norms(reach(s.net.cell, self.params, s.trace, every.dh_loss, self.truncate).state)

    @cached_property
    def rate(self) -> Rate | None:
        """The line through log10 of the norm."""
        return fitted_rate(self.norm)

    @cached_property
    def horizon(self) -> int | None:
        """The lag at which the norm falls under 1 % of its last value."""
        return horizon(self.norm)

    @cached_property
    def by_lag(self) -> Array:
        """||part of dL/dW_hh that comes from l steps back||, (T,); W_yh where it is the loop."""
        s, loop = self.study, self.study.net.cell.loop
        parts = gradient_by_lag(s.net.cell, self.params, s.x, s.trace, self.reach)
        return np.array([np.linalg.norm(getattr(part, loop)) for part in parts])

    @property
    def share(self) -> Array:
        """Cumulative share (T,) of `by_lag`."""
        return lag_share(self.by_lag)

    @property
    def total(self) -> float:
        """||dL/dW_hh||."""
        s = self.study
        return float(np.linalg.norm(getattr(s.gradients.params, s.net.cell.loop)))

    @cached_property
    def jacobians(self) -> Array:
        """Step Jacobians (T, S, S)."""
        return step_jacobians(self.study.net.cell, self.params, self.study.trace)

    @cached_property
    def singular(self) -> Array:
        """log10 of the singular values of the product over l steps, (T, S)."""
        return log10_singular_values(self.jacobians)

    @cached_property
    def lyapunov(self) -> float:
        """The largest finite-time Lyapunov exponent, nats a step."""
        return float(lyapunov_spectrum(self.jacobians)[0])

    @property
    def blocks(self) -> list[Array]:
        """The recurrent weights (H, H) of each gate."""
        cell = self.study.net.cell
        return np.split(cell.recurrence(self.params), len(cell.stacked("W_hh")))

    @property
    def writing(self) -> Array:
        """The recurrent weights of what writes new content: g, n, or a plain RNN's own."""
        gates = self.study.net.cell.stacked("W_hh")
        return self.blocks[next((k for k, gate in enumerate(gates) if gate in "gnh"), 0)]

    @property
    def eigenvalues(self) -> NDArray[np.complexfloating]:
        """Eigenvalues of every gate's recurrent weights, (G, H)."""
        return np.stack([np.linalg.eigvals(W).astype(complex) for W in self.blocks])

    @property
    def saturated(self) -> float:
        """The share of values with |h| > 0.95."""
        return saturated(self.study.trace.h)


def flow(name: str, s: Study, truncate: int | None = None) -> Flow:
    """Measure how gradients flow in a study; with `truncate`, what is left of them."""
    return Flow(name, s, truncate)


def gradient_scene(flows: list[Flow], title: str, ticks: tuple[str, ...] | None) -> Scene:
    """Bars that go back through time, and below them the matrix of all pairs of steps."""
    first = flows[0]
    arrays: dict[str, Array] = {"h": first.study.trace.h, "matrix": first.matrix}
    for k, f in enumerate(flows):
        arrays[f"norm{k}"] = f.norm
        arrays[f"factor{k}"] = np.append(step_factors(f.norm), np.nan)
    arrays = {name: a.astype(np.float32) for name, a in arrays.items()}
    # The norms stay in double precision: far back they are smaller than single precision holds.
    arrays |= {f"norm{k}": f.norm for k, f in enumerate(flows)}
    arrays["matrix"] = log_safe(first.matrix)
    return Scene(
        title=title,
        steps=len(first.norm),
        views=(_bars(flows), _strip(first), _matrix()),
        arrays=arrays,
        modes=("backward", "forward"),
        ticks=ticks,
        speed=8.0,
        start={"t": len(first.norm) - 1, "mode": "backward", "playing": True},
    )


def log_safe(matrix: Array) -> Array:
    """Magnitudes in single precision, those too small for it at its smallest normal number."""
    tiny = np.finfo(np.float32).tiny
    return np.where((matrix > 0) & (matrix < tiny), tiny, matrix).astype(np.float32)


def _bars(flows: list[Flow]) -> Json:
    return {
        "type": "bars",
        "title": _("Size of the gradient at each step"),
        "how": _(
            "The loss is on the right; each bar is how strongly it reaches the state of that step "
            "(h; c too where there is one, and those of a lower layer). Log scale."
        ),
        "series": [
            {
                "array": f"norm{k}",
                "label": f.name,
                "role": "gradient" if k == 0 else "hidden",
                "factors": f"factor{k}",
                "fit": _fit(f.rate),
            }
            for k, f in enumerate(flows)
        ],
        "floor": FLOOR,
        "factors": "factor0",
        "zones": True,
        "matrix": "matrix",
    }


def _fit(rate: Rate | None) -> Json | None:
    if rate is None:
        return None
    text = _("×{factor:.2g} per step back").format(factor=rate.factor)
    return {"slope": rate.slope, "intercept": rate.intercept, "label": text}


def _strip(f: Flow) -> Json:
    bounded = f.study.net.cell.activation not in ("relu", "linear")
    largest = max(1.0, float(np.nan_to_num(np.abs(f.study.trace.h)).max()))
    return {
        "type": "strip",
        "title": _("Hidden state"),
        "how": _("A dot marks a saturated unit: it lets almost no gradient through."),
        "array": "h",
        "rows": [f"h[{j + 1}]" for j in range(f.study.net.hidden)],
        "scale": "diverging",
        "range": [-1, 1] if bounded else [-largest, largest],
        "saturation": 0.95 if bounded else None,
        "pinnable": True,
    }


def _matrix() -> Json:
    return {
        "type": "matrix",
        "title": _("Which loss reaches which step"),
        "how": _(
            "Row: a loss at that step. Column: the state it reaches. Dark is lost; "
            "click a row to see it as bars."
        ),
        "array": "matrix",
        "scale": "log",
        "floor": FLOOR,
        "row_label": _("loss at step"),
        "col_label": _("state at step"),
    }


def summary(f: Flow) -> list[tuple[str, str]]:
    """The rate and the memory of a network, in words: (label, value) pairs; "–" where undefined."""
    return [
        (_("Per step back"), "–" if f.rate is None else f"×{f.rate.factor:.3g}"),
        (_("Halved every"), _half_life(f)),
        (_("Felt (above 1 %) for"), _reach_in_words(f)),
        (_("Saturated values"), f"{100 * f.saturated:.0f} %" if _bounded(f) else "–"),
    ]


def _half_life(f: Flow) -> str:
    # A half-life far longer than the sequence is a fit to noise.
    if f.rate is None or not f.rate.half_life < 100 * len(f.norm):
        return "–"
    return _("{n:.1f} steps").format(n=f.rate.half_life)


def _reach_in_words(f: Flow) -> str:
    if not f.norm[-1] > 0:
        return "–"
    if f.horizon is None:
        return _("all {n} steps").format(n=len(f.norm) - 1)
    return _("{n} steps").format(n=f.horizon - 1)


def _bounded(f: Flow) -> bool:
    return f.study.net.cell.activation not in ("relu", "linear")
