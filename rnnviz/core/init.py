"""Initialisations by name: what the weights are before anything is learned.

Each scheme draws one gate's input weights, recurrent weights and bias; gates are stacked after.
The forget gate's bias and the gain of the recurrent weights are set on top of any scheme.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from ..errors import RnnvizError
from ..words import _
from .arrays import Array, Rng, split
from .biases import chrono_bias
from .cells.cell import Cell
from .doors import door
from .doors.options import forget, precision, size
from .network import Network, Weights
from .readout import Readout


class Gates(NamedTuple):
    """Freshly drawn weights of all G gates of a layer."""

    W_xh: Array  # (G*H, I)
    W_hh: Array  # (G*H, H)
    b_ih: Array  # (G*H,) the bias on the input's side
    b_hh: Array  # (G*H,) and on the state's: one bias with the first, wherever nothing is between


@door(shape=size)
def uniform(rng: Rng, bound: float, shape: tuple[int, ...]) -> Array:
    """U(-bound, bound), bound at least 0 and finite."""
    if not 0 <= bound < np.inf:
        raise RnnvizError(_("The bound is {bound}; give one of at least 0.").format(bound=bound))
    return rng.uniform(-bound, bound, shape)


@door(W_xh="G·H I", W_hh="G·H H")
def unbiased(W_xh: Array, W_hh: Array) -> Gates:
    """These weights, and biases of 0."""
    return Gates(W_xh, W_hh, np.zeros(len(W_xh)), np.zeros(len(W_xh)))


@door()
def orthogonal_matrix(rng: Rng, n: int) -> Array:
    """A random rotation or reflection (n, n): QR of a Gaussian, signs of R made positive."""
    q, r = np.linalg.qr(rng.normal(size=(n, n)))
    return q * np.sign(np.diag(r))


@door()
def pytorch(rng: Rng, G: int, inputs: int, H: int) -> Gates:
    """PyTorch: all weights and both biases U(-1/sqrt H, 1/sqrt H)."""
    k = 1 / np.sqrt(H)
    b_ih, b_hh = uniform(rng, k, (G * H,)), uniform(rng, k, (G * H,))
    return Gates(uniform(rng, k, (G * H, inputs)), uniform(rng, k, (G * H, H)), b_ih, b_hh)


@door()
def keras(rng: Rng, G: int, inputs: int, H: int) -> Gates:
    """Keras: Glorot uniform; W_hh (G*H, H) with orthonormal columns, so that the gates together
    keep a length and no single one need; bias 0.
    """
    k = np.sqrt(6 / (inputs + G * H))
    q, r = np.linalg.qr(rng.normal(size=(G * H, H)))
    return unbiased(uniform(rng, k, (G * H, inputs)), q * np.sign(np.diag(r)))


@door()
def orthogonal(rng: Rng, G: int, inputs: int, H: int) -> Gates:
    """Each gate's recurrent weights a random orthogonal matrix; bias 0."""
    W = np.concatenate([orthogonal_matrix(rng, H) for _ in range(G)])
    return unbiased(uniform(rng, 1 / np.sqrt(H), (G * H, inputs)), W)


@door()
def identity(rng: Rng, G: int, inputs: int, H: int) -> Gates:
    """Each gate's recurrent weights the identity (IRNN: Le, Jaitly and Hinton 2015); bias 0."""
    W = np.concatenate([np.eye(H)] * G)
    return unbiased(uniform(rng, 1 / np.sqrt(H), (G * H, inputs)), W)


@door()
def gaussian(rng: Rng, G: int, inputs: int, H: int) -> Gates:
    """Recurrent weights N(0, 1/H), spectral radius about 1 (circular law); bias 0."""
    W = rng.normal(0, 1 / np.sqrt(H), (G * H, H))
    return unbiased(uniform(rng, 1 / np.sqrt(H), (G * H, inputs)), W)


@door()
def article(rng: Rng, G: int, inputs: int, H: int) -> Gates:
    """The mnemonist article: all weights U(0, 1), so none is negative; bias 0."""
    return unbiased(rng.uniform(size=(G * H, inputs)), rng.uniform(size=(G * H, H)))


SCHEMES: dict[str, Callable[[Rng, int, int, int], Gates]] = {
    "pytorch": pytorch,
    "keras": keras,
    "orthogonal": orthogonal,
    "identity": identity,
    "gaussian": gaussian,
    "article": article,
}


def _biases(cell: Cell, gates: Gates, H: int) -> dict[str, Array]:
    """b_h, the sum of both; b_hn too, where the GRU's reset gate keeps n's two apart."""
    if "b_hn" not in cell.Params._fields:
        return {"b_h": gates.b_ih + gates.b_hh}
    others, b_hn = gates.b_hh.copy(), gates.b_hh[-H:]
    others[-H:] = 0
    return {"b_h": gates.b_ih + others, "b_hn": b_hn}


def _matrices(
    cell: Cell, gates: Gates, inputs: int, outputs: int, rng: Rng, scheme: str
) -> dict[str, Array]:
    """Every matrix of the cell. Those that are not stacked of all gates are drawn by themselves,
    what reads the output or the layer below as input weights are.
    """
    H: int = gates.W_hh.shape[1]
    found: dict[str, Array] = {}
    for name in (name for name in cell.Params._fields if name.startswith("W_")):
        if name in Gates._fields and cell.stacked(name) == cell.gates:
            found[name] = getattr(gates, name)
            continue
        columns = {"W_xh": inputs, "W_yh": outputs}.get(name, H)
        own = SCHEMES[scheme](rng, len(cell.stacked(name)), columns, H)
        found[name] = own.W_hh if name == "W_hh" else own.W_xh
    return found


def _peepholes(cell: Cell, H: int, rng: Rng, scheme: str) -> dict[str, Array]:
    """Weights (H,) from the cell state to each gate that looks at it: 0, a plain LSTM, at first;
    drawn like all others under "pytorch".
    """
    names = [name for name in cell.Params._fields if name.startswith("p_")]
    k = 1 / np.sqrt(H) if scheme == "pytorch" else 0.0
    return {name: uniform(rng, k, (H,)) for name in names}


def _set_forget(cell: Cell, b_h: Array, rng: Rng, forget: float | str | None, T: float) -> None:
    """Set the bias of each forget gate in place: a number, or "chrono", with b_i = -b_f."""
    rows = dict(zip(cell.gates, split(b_h, len(cell.gates)), strict=True))  # views of b_h
    for f in () if forget is None else cell.forget_gates:
        i = {"f": "i", "f1": "i1"}.get(f)
        if forget == "chrono":
            rows[f][:] = chrono_bias(rng, len(rows[f]), T)
            if i in rows:
                rows[i][:] = -rows[f]
        else:
            rows[f][:] = forget


@door(scheme=tuple(SCHEMES), dtype=precision, forget_bias=forget)
def init_params(
    cell: Cell,
    inputs: int,
    hidden: int,
    rng: Rng,
    scheme: str = "pytorch",
    restarts: int | None = None,
    dtype: Any = np.float64,
    gain: float = 1.0,
    forget_bias: float | str | None = None,
    longest: float = 20.0,
    outputs: int = 1,
) -> Any:
    """The cell's Params, drawn from `rng` by one of `SCHEMES`.

    `gain` multiplies the recurrent weights. `forget_bias` is a number, or "chrono" for memories up
    to `longest` steps; None leaves the scheme's own (Keras: 1). With `restarts=R` every array
    has a leading axis of R independent draws. Only a cell that reads its output needs `outputs`.
    A cell that is defined by its initial weights (`Cell.scheme`) starts with those.

    >>> from rnnviz.core.cells import CELLS
    >>> p = init_params(CELLS["lstm"], 2, 3, np.random.default_rng(0), forget_bias=1.0)
    >>> p.W_xh.shape, p.W_hh.shape, p.b_h[3:6]
    ((12, 2), (12, 3), array([1., 1., 1.]))
    """
    if restarts is not None:
        one = (cell, inputs, hidden, rng, scheme, None, dtype, gain, forget_bias, longest, outputs)
        draws = [init_params(*one) for _ in range(restarts)]
        return cell.Params(*(np.stack(field) for field in zip(*draws, strict=True)))
    scheme = cell.scheme or scheme
    gates = SCHEMES[scheme](rng, len(cell.gates), inputs, hidden)
    forget = 1.0 if scheme == "keras" and forget_bias is None else forget_bias
    named = _biases(cell, gates, hidden)
    _set_forget(cell, named["b_h"], rng, forget, longest)
    named |= _matrices(cell, gates, inputs, outputs, rng, scheme)
    named |= {k: np.diag(gates.W_hh) for k in cell.Params._fields if k == "u_h"}
    named |= _peepholes(cell, hidden, rng, scheme)
    named = cell.begin(named, rng)
    named |= {name: gain * a for name, a in named.items() if name == cell.loop}
    return cell.fix(cell.Params(**{k: a.astype(dtype) for k, a in named.items()}))


@door(scheme=tuple(SCHEMES), dtype=precision)
def init_readout(
    outputs: int,
    hidden: int,
    rng: Rng,
    scheme: str = "pytorch",
    restarts: int | None = None,
    dtype: Any = np.float64,
) -> Readout:
    """W_hy (O, H) and b_y (O,): PyTorch's Linear, Glorot for "keras", U(0, 1) for "article"."""
    lead = () if restarts is None else (restarts,)
    if scheme == "article":
        W, b = rng.uniform(size=(*lead, outputs, hidden)), np.zeros((*lead, outputs))
    elif scheme == "keras":
        W = uniform(rng, np.sqrt(6 / (hidden + outputs)), (*lead, outputs, hidden))
        b = np.zeros((*lead, outputs))
    else:
        k = 1 / np.sqrt(hidden)
        W = uniform(rng, k, (*lead, outputs, hidden))
        b = uniform(rng, k, (*lead, outputs))
    return Readout(W.astype(dtype), b.astype(dtype))


@door()
def init_network(
    cell: Cell, inputs: int, hidden: int, outputs: int, rng: Rng, **options: Any
) -> Network:
    """A network with freshly drawn weights; `options` are those of `init_params`."""
    params = init_params(cell, inputs, hidden, rng, outputs=outputs, **options)
    shared = {k: options[k] for k in ("scheme", "restarts", "dtype") if k in options}
    return Network(cell, Weights(params, init_readout(outputs, hidden, rng, **shared)))
