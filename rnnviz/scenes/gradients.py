"""The scene of Gradients: how large the gradient is at every step, for one network or two."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rnnviz.core.activations import ACTIVATIONS
from rnnviz.core.arrays import Array
from rnnviz.core.flow import (
    Rate,
    Reach,
    fitted_rate,
    gradient_by_lag,
    horizon,
    missing_beyond,
    norms,
    reach,
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
from rnnviz.words.numbers import factor, number, percent

Json = dict[str, Any]
FLOOR = 1e-12
FADED = 0.01  # of the gradient at the last loss: what is below it counts as vanished
ROOM = 1e6  # from the floor to the gradient at the last step, else the floor is lowered
# Cells whose state is f(a), so that what a step multiplies by is the slope of f and W_hh alone.
PLAIN = ("rnn_tanh", "rnn_relu", "rnn_sigmoid", "rnn_linear", "irnn", "jordan", "indrnn")


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
    def behind(self) -> Array:
        """||dL_T/d(state_t)||, (T,): how far the loss of the last step alone reaches.

        With a loss at every step `norm` adds up many losses, each near its own step; how fast a
        gradient fades is seen behind one.
        """
        return norms(self.reach.state[-1])

    @cached_property
    def rate(self) -> Rate | None:
        """The line through log10 of the gradient behind the last loss."""
        return fitted_rate(self.behind)

    @cached_property
    def horizon(self) -> int | None:
        """The lag at which the gradient falls under 1 % of what it is at the last loss."""
        return horizon(self.behind, FADED)

    @cached_property
    def left(self) -> float:
        """||dL_T/d(state_1)|| / ||dL_T/d(state_T)||: what is left T-1 steps back; NaN at 0/0."""
        with np.errstate(divide="ignore", invalid="ignore"):
            return float(self.behind[0] / self.behind[-1])

    @cached_property
    def parts(self) -> Array:
        """The part of dL/d(the weights taught) that comes from l steps back, (T, n)."""
        s = self.study
        parts = gradient_by_lag(s.net.cell, self.params, s.x, s.trace, self.reach)
        return np.stack([getattr(part, self.taught).ravel() for part in parts])

    @property
    def taught(self) -> str:
        """The weights whose gradient is split by lag: W_hh, W_yh where it is the loop, and W_xh
        where no sum reads the state.
        """
        return self.study.net.cell.loop or "W_xh"

    @cached_property
    def by_lag(self) -> Array:
        """The length of each part, (T,)."""
        return norms(self.parts)

    @cached_property
    def missing(self) -> Array:
        """What of the gradient is missing if no loss reaches further back than l steps, (T,)."""
        return missing_beyond(self.parts)

    @property
    def total(self) -> float:
        """||dL/d(the weights taught)||."""
        return float(np.linalg.norm(getattr(self.study.gradients.params, self.taught)))

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
        """The recurrent weights (H, H) of each gate; none where no gate reads the state."""
        cell = self.study.net.cell
        if cell.loop is None:
            return []
        return np.split(cell.recurrence(self.params), len(cell.stacked("W_hh")))

    @property
    def writing(self) -> Array:
        """The recurrent weights of what writes new content: g, n, or a plain RNN's own."""
        gates = self.study.net.cell.stacked("W_hh")
        return self.blocks[next((k for k, gate in enumerate(gates) if gate in "gnh"), 0)]

    @property
    def eigenvalues(self) -> NDArray[np.complexfloating]:
        """Eigenvalues of every gate's recurrent weights, (G, H)."""
        H = self.study.net.hidden
        found = [np.linalg.eigvals(W).astype(complex) for W in self.blocks]
        return np.reshape(found, (len(found), H)).astype(complex)

    @property
    def slope(self) -> float | None:
        """The mean slope of the activation over all units and steps; None for cells with gates."""
        cell = self.study.net.cell
        if cell.code not in PLAIN:
            return None
        return float(ACTIVATIONS[cell.activation].slope(self.study.trace.h).mean())


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
        views=(_bars(flows, ticks), _strip(flows), _matrix(flows)),
        arrays=arrays,
        modes=("backward", "forward"),
        ticks=ticks,
        speed=8.0,
        start={"t": len(first.norm) - 1, "mode": "backward", "playing": True},
    )


def floor_of(flows: list[Flow]) -> float:
    """Where the axis of sizes ends: as far below the gradient at the last step as below 1.

    Twelve decades below 1 as long as the gradient at the last step has its own zones in sight.
    """
    ends = [float(f.norm[-1]) for f in flows]
    least = min((end for end in ends if end > 0 and np.isfinite(end)), default=1.0)
    if least >= FLOOR * ROOM:
        return FLOOR
    return float(max(10.0 ** np.floor(np.log10(least)) * FLOOR, np.finfo(np.float64).tiny))


def log_safe(matrix: Array) -> Array:
    """Magnitudes in single precision, those too small for it at its smallest normal number."""
    tiny = np.finfo(np.float32).tiny
    return np.where((matrix > 0) & (matrix < tiny), tiny, matrix).astype(np.float32)


def _how(ticks: tuple[str, ...] | None) -> str:
    """How to read the bars, and what the names below them are, where steps have names."""
    how = _(
        "The loss is at the right. Each mark is the size of the gradient of the loss at the "
        "state of that step (h; c too where there is one, and those of a lower layer). Dotted: "
        "the slope of the largest Lyapunov exponent λ₁, of the direction that grows most."
    )
    if not ticks:
        return how
    named = _(
        "Below each mark stands the name of what was read there: {first} at t = 1, {last} at "
        "t = {n}."
    )
    return f"{how} {named.format(first=ticks[0], last=ticks[-1], n=len(ticks))}"


def _bars(flows: list[Flow], ticks: tuple[str, ...] | None) -> Json:
    return {
        "type": "bars",
        "title": _("Size of the gradient at each step"),
        "how": _how(ticks),
        "series": [
            {
                "array": f"norm{k}",
                "label": f.name,
                "role": "gradient" if k == 0 else "hidden",
                "factors": f"factor{k}",
                "fit": _fit(f, alone=len(flows) == 1),
                "exponent": _exponent(f, alone=len(flows) == 1),
            }
            for k, f in enumerate(flows)
        ],
        "axes": {"x": _("time step"), "y": _("size of the gradient")},
        "floor": floor_of(flows),
        "factors": "factor0",
        "zones": {"share": FADED, "below": percent(FADED), "above": factor(1 / FADED)},
        "matrix": "matrix",
    }


def _fit(f: Flow, *, alone: bool) -> Json | None:
    """The line through the bars, where they lie on one; of many losses, that behind the last.

    A network that is not `alone` has a short name for it: the legend is one line.
    """
    if f.rate is None or not f.rate.fits:
        return None
    text = _("fitted: {factor} per step back") if alone else _("fitted: {factor}")
    if f.study.counts[:-1].any():
        text = _("behind the last loss alone: {factor} per step back")
    label = text.format(factor=factor(f.rate.factor))
    return {"slope": f.rate.slope, "intercept": f.rate.intercept, "label": label}


def _exponent(f: Flow, *, alone: bool) -> Json | None:
    """The line that the largest Lyapunov exponent gives, from the bar of the last step on; none
    where every direction is lost for good.
    """
    last = float(f.norm[-1])
    if not (np.isfinite(f.lyapunov) and 0 < last < np.inf):
        return None
    slope = -f.lyapunov / np.log(10)
    text = _("λ₁ = {exponent}: {factor} per step back") if alone else _("λ₁: {factor}")
    label = text.format(exponent=number(f.lyapunov), factor=factor(float(np.exp(f.lyapunov))))
    intercept = np.log10(last) - slope * (len(f.norm) - 1)
    return {"slope": float(slope), "intercept": float(intercept), "label": label}


def _of_first(flows: list[Flow], title: str) -> str:
    """The title of a view that shows the first network; beside a second it says so."""
    if len(flows) < 2:
        return title
    return _("{title}: {name}").format(title=title, name=flows[0].name)


def _strip(flows: list[Flow]) -> Json:
    f = flows[0]
    cell = f.study.net.cell
    bounded = cell.activation not in ("relu", "linear")
    squashed = cell.code in PLAIN and cell.activation == "tanh"
    largest = max(1.0, float(np.nan_to_num(np.abs(f.study.trace.h)).max()))
    return {
        "type": "strip",
        "title": _of_first(flows, _("Hidden state")),
        "level": "student",
        "how": _(
            "A dot marks a saturated unit, |h| > 0.95: the slope of tanh is below 0.1 there, so "
            "less than a tenth of the gradient passes."
        ) if squashed else "",
        "array": "h",
        "rows": [f"h[{j + 1}]" for j in range(f.study.net.hidden)],
        "scale": "diverging",
        "range": [-1, 1] if bounded else [-largest, largest],
        "saturation": 0.95 if squashed else None,
        "pinnable": True,
    }  # fmt: skip


def _matrix(flows: list[Flow]) -> Json:
    return {
        "type": "matrix",
        "title": _of_first(flows, _("Which loss reaches which step")),
        "level": "student",
        "how": _(
            "Row: a loss at that step. Column: the state that it reaches. Dark: hardly anything "
            "arrives. Click a row to see it in the chart above."
        ),
        "array": "matrix",
        "scale": "log",
        "floor": floor_of(flows),
        "row_label": _("loss at step"),
        "col_label": _("state at step"),
    }
