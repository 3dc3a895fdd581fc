"""Initialisations by name: what the weights are before anything is learned.

Each scheme draws one gate's input weights, recurrent weights and bias; gates are stacked after.
The forget gate's bias and the gain of the recurrent weights are set on top of any scheme.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from .arrays import Array
from .cells.cell import Cell
from .network import Network, Weights
from .readout import Readout

Rng = np.random.Generator


class Gates(NamedTuple):
    """Freshly drawn weights of all G gates of a layer."""

    W_xh: Array  # (G*H, I)
    W_hh: Array  # (G*H, H)
    b_h: Array  # (G*H,)


def uniform(rng: Rng, bound: float, shape: tuple[int, ...]) -> Array:
    """U(-bound, bound)."""
    return rng.uniform(-bound, bound, shape)


def orthogonal_matrix(rng: Rng, n: int) -> Array:
    """A random rotation or reflection (n, n): QR of a Gaussian, signs of R made positive."""
    q, r = np.linalg.qr(rng.normal(size=(n, n)))
    return q * np.sign(np.diag(r))


def pytorch(rng: Rng, G: int, inputs: int, H: int) -> Gates:
    """PyTorch: all weights U(-1/sqrt H, 1/sqrt H); the one bias is the sum of PyTorch's two."""
    k = 1 / np.sqrt(H)
    bias = uniform(rng, k, (G * H,)) + uniform(rng, k, (G * H,))
    return Gates(uniform(rng, k, (G * H, inputs)), uniform(rng, k, (G * H, H)), bias)


def keras(rng: Rng, G: int, inputs: int, H: int) -> Gates:
    """Keras: Glorot uniform, recurrent weights with orthonormal rows over all gates, bias 0."""
    k = np.sqrt(6 / (inputs + G * H))
    q, r = np.linalg.qr(rng.normal(size=(G * H, H)))
    return Gates(uniform(rng, k, (G * H, inputs)), q * np.sign(np.diag(r)), np.zeros(G * H))


def orthogonal(rng: Rng, G: int, inputs: int, H: int) -> Gates:
    """Each gate's recurrent weights a random orthogonal matrix; bias 0."""
    W = np.concatenate([orthogonal_matrix(rng, H) for _ in range(G)])
    return Gates(uniform(rng, 1 / np.sqrt(H), (G * H, inputs)), W, np.zeros(G * H))


def identity(rng: Rng, G: int, inputs: int, H: int) -> Gates:
    """Each gate's recurrent weights the identity (IRNN: Le, Jaitly and Hinton 2015); bias 0."""
    W = np.concatenate([np.eye(H)] * G)
    return Gates(uniform(rng, 1 / np.sqrt(H), (G * H, inputs)), W, np.zeros(G * H))


def gaussian(rng: Rng, G: int, inputs: int, H: int) -> Gates:
    """Recurrent weights N(0, 1/H), spectral radius about 1 (circular law); bias 0."""
    W = rng.normal(0, 1 / np.sqrt(H), (G * H, H))
    return Gates(uniform(rng, 1 / np.sqrt(H), (G * H, inputs)), W, np.zeros(G * H))


def article(rng: Rng, G: int, inputs: int, H: int) -> Gates:
    """Article 000: all weights U(0, 1), so none is negative; bias 0."""
    return Gates(rng.uniform(size=(G * H, inputs)), rng.uniform(size=(G * H, H)), np.zeros(G * H))


SCHEMES: dict[str, Callable[[Rng, int, int, int], Gates]] = {
    "pytorch": pytorch,
    "keras": keras,
    "orthogonal": orthogonal,
    "identity": identity,
    "gaussian": gaussian,
    "article": article,
}


def chrono_bias(rng: Rng, H: int, longest: float) -> Array:
    """Forget biases ln U(1, longest - 1) (Tallec and Ollivier 2018), longest in steps."""
    return np.log(rng.uniform(1, max(longest - 1, 1 + 1e-9), H))


def _gate(cell: Cell, name: str, H: int) -> slice:
    """The rows of one gate in stacked weights."""
    k = cell.gates.index(name)
    return slice(k * H, (k + 1) * H)


def _set_forget(cell: Cell, gates: Gates, rng: Rng, forget: float | str | None, T: float) -> None:
    """Set the forget gate's bias in place: a number, or "chrono" (which also sets b_i = -b_f)."""
    if forget is None or "f" not in cell.gates:
        return
    H = gates.W_hh.shape[-1]
    if forget == "chrono":
        gates.b_h[_gate(cell, "f", H)] = b = chrono_bias(rng, H, T)
        gates.b_h[_gate(cell, "i", H)] = -b
    else:
        gates.b_h[_gate(cell, "f", H)] = forget


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
) -> Any:
    """The cell's Params, drawn from `rng` by one of `SCHEMES`.

    `gain` multiplies the recurrent weights. `forget_bias` is a number, or "chrono" for memories up
    to `longest` steps; None leaves the scheme's own (Keras: 1). With `restarts=R` every array
    has a leading axis of R independent draws.
    """
    if restarts is not None:
        draws = [
            init_params(cell, inputs, hidden, rng, scheme, None, dtype, gain, forget_bias, longest)
            for _ in range(restarts)
        ]
        return cell.Params(*(np.stack(field) for field in zip(*draws, strict=True)))
    gates = SCHEMES[scheme](rng, len(cell.gates), inputs, hidden)
    forget = 1.0 if scheme == "keras" and forget_bias is None else forget_bias
    _set_forget(cell, gates, rng, forget, longest)
    arrays = [gates.W_xh, gain * gates.W_hh, gates.b_h]
    if "b_hn" in cell.Params._fields:  # type: ignore[attr-defined]
        k = 1 / np.sqrt(hidden)
        arrays.append(uniform(rng, k, (hidden,)) if scheme == "pytorch" else np.zeros(hidden))
    return cell.Params(*(a.astype(dtype) for a in arrays))


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


def init_network(
    cell: Cell, inputs: int, hidden: int, outputs: int, rng: Rng, **options: Any
) -> Network:
    """A network with freshly drawn weights; `options` are those of `init_params`."""
    params = init_params(cell, inputs, hidden, rng, **options)
    shared = {k: options[k] for k in ("scheme", "restarts", "dtype") if k in options}
    return Network(cell, Weights(params, init_readout(outputs, hidden, rng, **shared)))
