"""What a worksheet gives: a small network with short weights, and the first numbers it reads."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any, NamedTuple

from rnnviz.core.network import Network
from rnnviz.errors import RnnvizError
from rnnviz.paper.decimals import rounded, sigmoid, tanh
from rnnviz.settings.edits import Edit, format_edits
from rnnviz.settings.network import NetworkSettings
from rnnviz.settings.unroll import UnrollSettings
from rnnviz.street.link import read_link
from rnnviz.street.network.stops import stops
from rnnviz.words import _

STEPS, UNITS = 3, 2
SCREENS = ("unroll", "gradients", "gates")  # with one network in hand
Row = tuple[Decimal, ...]


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
        named = {"W_xh": [[w] for w in self.W_xh], "W_hh": self.W_hh, "b_h": self.b_h,
                 "W_hy": [self.W_hy], "b_y": [self.b_y]}  # fmt: skip
        edits = [
            Edit(name, place, float(value))
            for name, values in named.items()
            for place, value in _placed(values)
        ]
        return UnrollSettings(
            cell=self.cell, hidden=len(self.W_xh), trained=0, input="typed",
            typed=", ".join(map(str, (*self.x, self.d[-1]))), edits=format_edits(edits),
            where="every" if all(self.counts) else "last",
        )  # fmt: skip


def _placed(values: Any, place: tuple[int, ...] = ()) -> list[tuple[tuple[int, ...], Decimal]]:
    """Every number of nested rows, with its place."""
    if isinstance(values, Decimal):
        return [(place, values)]
    return [one for k, inner in enumerate(values) for one in _placed(inner, (*place, k))]


def given(link: str) -> Given:
    """What the worksheet of a link gives: its network, rounded, on the first numbers it reads.

    Raises:
        RnnvizError: if the link cannot be opened, or its network cannot be done by hand.
    """
    found = read_link(link)
    s = found.settings
    if found.screen.code not in SCREENS or not isinstance(s, NetworkSettings) or s.net:
        raise RnnvizError(_("A worksheet needs a link of Unroll, Gradients or Gates."))
    if s.cell not in SQUASHES or s.input == "word":
        raise RnnvizError(
            _("A worksheet is for a plain RNN (tanh, sigmoid, ReLU, linear) that reads numbers.")
        )
    small, notes = _small(s.in_hand())
    at = stops()
    example = at.example(small)
    if len(example.x) < STEPS:
        raise RnnvizError(_("A worksheet needs at least four numbers in a row."))
    numbers = _short([*example.x[:STEPS, 0], example.d[STEPS - 1, 0]])
    return _given(small, at.study(small).net, numbers, notes)


def _small(s: NetworkSettings) -> tuple[NetworkSettings, tuple[str, ...]]:
    """The network with few enough units, drawn and trained as that of the link is."""
    if s.hidden <= UNITS:
        return s, ()
    note = _("The link’s network has {n} units; it was drawn anew with {few}, from the same seed.")
    return s.with_(hidden=UNITS, edits=""), (note.format(n=s.hidden, few=UNITS),)


def _given(s: NetworkSettings, net: Network, numbers: Row, notes: tuple[str, ...]) -> Given:
    p, out = net.weights.params, net.weights.readout
    H = s.hidden
    flat = _short([*p.W_xh[:, 0], *p.W_hh.ravel(), *p.b_h, *out.W_hy[0], out.b_y[0]])
    W_hh = tuple(flat[H + k * H : H + (k + 1) * H] for k in range(H))
    rest = flat[H + H * H :]
    every = s.where == "every"
    return Given(
        s.cell, numbers[:STEPS], numbers[1 : STEPS + 1], (every, every, True), flat[:H], W_hh,
        rest[:H], rest[H : 2 * H], rest[2 * H], notes,
    )  # fmt: skip


def _short(values: list[float]) -> Row:
    """Numbers to one decimal; to two, where one that is not 0 would become it."""
    brief = tuple(rounded(float(v), 1) for v in values)
    lost = any(new == 0 and abs(old) > 0.005 for new, old in zip(brief, values, strict=True))
    return tuple(rounded(float(v), 2) for v in values) if lost else brief
