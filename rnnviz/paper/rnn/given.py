"""What a worksheet gives: a small network with short weights, and the first numbers it reads."""

from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

from rnnviz.core.network import Network
from rnnviz.paper.parts.asked import STEPS, Row, edits, short, small
from rnnviz.paper.parts.decimals import sigmoid, tanh
from rnnviz.settings.edits import format_edits
from rnnviz.settings.network import NetworkSettings
from rnnviz.settings.unroll import UnrollSettings

UNITS = 2


class Squash(NamedTuple):
    """How a unit is squashed: h of a, the slope from h, and both as formulas."""

    of: Callable[[Decimal], Decimal]
    slope: Callable[[Decimal], Decimal]
    formula: str
    slope_formula: str


SQUASHES = {
    "rnn_tanh": Squash(tanh, lambda h: 1 - h * h, "tanh(a_t)", "(1 − h_{t}²)"),
    "rnn_sigmoid": Squash(
        sigmoid, lambda h: h * (1 - h), "σ(a_t) = 1 / (1 + e⁻ᵃ)", "h_t (1 − h_t)"
    ),
    "rnn_relu": Squash(
        lambda a: max(a, Decimal(0)), lambda h: Decimal(int(h > 0)), "max(0, a_t)", "[h_t > 0]"
    ),
    "rnn_linear": Squash(lambda a: a, lambda h: Decimal(1), "a_t", "1 ·"),  # noqa: ARG005 - it is 1
}


class Given(NamedTuple):
    """The givens; `x` (T,) are read, `d` (T,) the targets of the steps whose loss `counts`."""

    cell: str
    x: Row
    d: Row
    counts: tuple[bool, ...]
    W_xh: Row  # (H,)
    W_hh: tuple[Row, ...]  # (H, H)
    b_h: Row
    W_hy: Row  # (H,)
    b_y: Decimal
    notes: tuple[str, ...] = ()

    @property
    def squash(self) -> Squash:
        """How its units are squashed."""
        return SQUASHES[self.cell]

    def settings(self) -> UnrollSettings:
        """The very same network on the very same numbers, as Unroll shows it to all digits."""
        every = edits(
            W_xh=[[w] for w in self.W_xh], W_hh=self.W_hh, b_h=self.b_h, W_hy=[self.W_hy],
            b_y=[self.b_y],
        )  # fmt: skip
        return UnrollSettings(
            cell=self.cell, hidden=len(self.W_xh), trained=0, input="typed",
            typed=", ".join(map(str, (*self.x, self.d[-1]))), edits=format_edits(every),
            where="every" if all(self.counts) else "last",
        )  # fmt: skip


def given(s: NetworkSettings) -> Given:
    """What the worksheet of a plain RNN gives: its network, rounded, on the first numbers it reads.

    Raises:
        RnnvizError: if it reads too few numbers.
    """
    found = small(s, UNITS)
    return _given(found.settings, found.net, found.numbers, found.notes)


def _given(s: NetworkSettings, net: Network, numbers: Row, notes: tuple[str, ...]) -> Given:
    p, out = net.weights.params, net.weights.readout
    H = s.hidden
    flat = short([*p.W_xh[:, 0], *p.W_hh.ravel(), *p.b_h, *out.W_hy[0], out.b_y[0]])
    W_hh = tuple(flat[H + k * H : H + (k + 1) * H] for k in range(H))
    rest = flat[H + H * H :]
    every = s.where == "every"
    return Given(
        s.cell, numbers[:STEPS], numbers[1 : STEPS + 1], (every, every, True), flat[:H], W_hh,
        rest[:H], rest[H : 2 * H], rest[2 * H], notes,
    )  # fmt: skip
