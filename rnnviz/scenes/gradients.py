"""The scene of Gradients: how large the gradient is at every step, for one network or two."""

from typing import Any, NamedTuple

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
    largest_singular_value,
    lyapunov_spectrum,
    product_singular_values,
    spectral_radius,
    step_jacobians,
)
from rnnviz.core.study import Study, study
from rnnviz.player.payload import Scene
from rnnviz.words import _

Json = dict[str, Any]
FLOOR = 1e-12


class Flow(NamedTuple):
    """What the Gradients screen shows of one network on one sequence of T steps."""

    name: str
    study: Study
    norm: Array  # (T,) ||dL/d(state_t)||
    matrix: Array  # (T, T) ||dL_t/d(state_k)||, row t, column k, as if every step had a loss
    rate: Rate | None
    horizon: int | None
    by_lag: Array  # (T,) ||part of dL/dW_hh that comes from l steps back||
    share: Array  # (T,) cumulative share of by_lag
    total: float  # ||dL/dW_hh||
    singular: Array  # (T, S) log10 singular values of the product of l step Jacobians
    lyapunov: float  # largest finite-time Lyapunov exponent, nats a step
    eigenvalues: NDArray[np.complexfloating]  # (G, H), of each gate's recurrent weights
    radius: float  # spectral radius of the recurrent weights (of the candidate in gated cells)
    stretch: float  # their largest singular value
    saturated: float  # share of |h| > 0.95


def flow(name: str, s: Study, truncate: int | None = None) -> Flow:
    """Measure how gradients flow in a study; with `truncate`, what is left of them."""
    cell, p = s.net.cell, s.net.weights.params
    r = reach(cell, p, s.trace, s.dh_loss, truncate)
    J = step_jacobians(cell, p, s.trace)
    norm = norms(r.state.sum(0))
    by_lag = _by_lag(s, r)
    blocks = np.split(p.W_hh, len(cell.gates))
    main = blocks[_candidate(cell.gates)]
    return Flow(
        name=name,
        study=s,
        norm=norm,
        matrix=norms(reach(cell, p, s.trace, every_step(s).dh_loss, truncate).state),
        rate=fitted_rate(norm),
        horizon=horizon(norm),
        by_lag=by_lag,
        share=lag_share(by_lag),
        total=float(np.linalg.norm(s.gradients.params.W_hh)),
        singular=product_singular_values(J),
        lyapunov=float(lyapunov_spectrum(J)[0]),
        eigenvalues=np.stack([np.linalg.eigvals(W).astype(complex) for W in blocks]),
        radius=spectral_radius(main),
        stretch=largest_singular_value(main),
        saturated=saturated(s.trace.h),
    )


def every_step(s: Study) -> Study:
    """The same network on the same sequence with a loss at every step."""
    return s if s.counts.all() else study(s.net, s.x, s.d, "every", s.loss_name)


def _candidate(gates: tuple[str, ...]) -> int:
    """Which gate writes new content: g of an LSTM, n of a GRU, the only one of an RNN."""
    return next((k for k, gate in enumerate(gates) if gate in ("g", "n", "h")), 0)


def _by_lag(s: Study, r: Reach) -> Array:
    parts = gradient_by_lag(s.net.cell, s.net.weights.params, s.x, s.trace, r)
    return np.array([np.linalg.norm(part.W_hh) for part in parts])


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
            "The loss is on the right; each bar is how strongly it reaches that step. Log scale."
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
