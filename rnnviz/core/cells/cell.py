"""What every cell consists of, so that one `unroll` and one `bptt` serve them all."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

import numpy as np

from ..arrays import Array
from ..project import project


@dataclass(frozen=True)
class Cell:
    """A recurrent cell: one step forward, the same step backward, and the formulas of both.

    `step(p, wx, prev)` takes wx = W_xh x_t + b_h, which `unroll` computes for all steps in one
    product. `step_backward(p, s, d)` takes d = dL/d(state_t) and returns what arrives at the
    pre-activations (its first field, `a`, belongs to wx) and dL/d(state_{t-1}).
    `weight_gradients(p, x, steps, backs)` sums over time, in one product a weight; steps and backs
    are lists, or stacked.
    A cell that reads the network's output shares the readout's weights: `bind(p, readout)` gives
    the params that the functions above take, `unbind` splits their gradients again.
    `begin(named, rng)` gives the weights that a scheme drew, by name, as the cell starts with them.
    `forward` and `backward` hold the step's formulas in the notation of `equations.py`; the
    number card shows them, and a test evaluates them against `step` and `step_backward`.
    """

    code: str
    label: str
    module: ModuleType
    Params: type[Any]
    State: type[Any]
    step: Callable[[Any, Array, Any], Any]
    step_backward: Callable[[Any, Any, Any], tuple[Any, Any]]
    weight_gradients: Callable[..., Any]
    gates: tuple[str, ...]
    forward: tuple[str, ...]
    backward: tuple[str, ...]
    activation: str = "tanh"
    rows: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # see `stacked`
    loop: str | None = "W_hh"  # the weights through which sums read the step before, if they do
    forget: str | None = None  # the gate of the share kept, whose bias is the forget bias
    scheme: str | None = None  # the initial weights that define the cell, if any do
    begin: Callable[[dict[str, Array], Any], dict[str, Array]] = lambda named, _rng: named
    frozen: bool = False  # its weights stay as they were drawn: only the readout learns
    options: Mapping[str, Any] = field(default_factory=dict)  # what was chosen within the cell
    project: Callable[[Any, Array], Array] = project  # wx of all steps, from the params and x
    fix: Callable[[Any], Any] = lambda p: p  # the params with what must be 0 set to 0
    given: Callable[[Any, int], dict[str, Array]] = lambda _p, _T: {}  # arrays formulas start from
    bind: Callable[[Any, Any], Any] = lambda p, _readout: p
    unbind: Callable[[Any], tuple[Any, Any]] = lambda g: (g, None)  # params', and the readout's

    @property
    def state_fields(self) -> tuple[str, ...]:
        """Names of the arrays that are carried from step to step: ("h",) or ("h", "c")."""
        return self.State._fields

    @property
    def Step(self) -> type[Any]:
        """The named tuple that `step` gives; a cell made from another one has that one's."""
        old = self.options.get("old")
        return self.module.Step if old is None else old.Step

    def state(self, step: Any) -> Any:
        """The part of a Step that the next step reads."""
        return self.State(*(getattr(step, name) for name in self.state_fields))

    def hidden(self, p: Any) -> int:
        """H, the number of hidden units of these parameters."""
        return p.b_h.shape[-1] // len(self.gates)

    @property
    def forget_gates(self) -> tuple[str, ...]:
        """The gates whose bias is a forget bias: they are the share of the old that is kept.

        An MGU's f is none: it is the share of new content.
        """
        if self.forget is not None:
            return (self.forget,)
        return tuple(k for k in ("f", "f1") if k in self.gates and "c" in self.state_fields)

    def stacked(self, weight: str) -> tuple[str, ...]:
        """The gates whose rows are stacked in a weight: all of them, unless `rows` says other."""
        return self.rows.get(weight, self.gates)

    def recurrence(self, p: Any) -> Array:
        """The matrices (G*H, H) that take the state before to each gate; p is bound.

        None at all, (0, H), where no gate reads the state.
        """
        if self.loop is None:
            return np.zeros((0, self.hidden(p)))
        W = getattr(p, self.loop)
        if W.ndim == 1:
            return np.diag(W)
        return W @ p.W_hy if self.loop == "W_yh" else W
