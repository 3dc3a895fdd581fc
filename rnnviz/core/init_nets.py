"""First weights of networks that are made of several parts, all drawn from one Generator."""

from typing import Any

import numpy as np

from .arrays import Rng
from .attention import Attention
from .cells.cell import Cell
from .deep import DeepNetwork, DeepWeights
from .doors import door, whole
from .doors.options import precision
from .init import init_params, init_readout, uniform
from .layers import Layers
from .seq2seq import Seq2Seq, Seq2SeqWeights


@door()
def init_layers(
    cell: Cell,
    inputs: int,
    hidden: int,
    rng: Rng,
    depth: int = 1,
    both: bool = False,
    **options: Any,
) -> Layers:
    """The weights of `depth` layers, in both directions or forward alone, drawn in PyTorch's order.

    Above the first, a layer reads what the one below puts out. `options` are those of
    `init_params`.
    """
    D = 2 if both else 1
    reads = [inputs] + [D * hidden] * (depth - 1)
    return tuple(
        tuple(init_params(cell, n, hidden, rng, **options) for _direction in range(D))
        for n in reads
    )


@door()
def init_deep(
    cell: Cell,
    inputs: int,
    hidden: int,
    outputs: int,
    rng: Rng,
    depth: int = 1,
    both: bool = False,
    **options: Any,
) -> DeepNetwork:
    """A deep network with freshly drawn weights, as `init_layers`, and a readout of its D*H."""
    layers = init_layers(cell, inputs, hidden, rng, depth, both, **options)
    reads = hidden * (2 if both else 1)
    return DeepNetwork(cell, DeepWeights(layers, init_readout(outputs, reads, rng, **_of(options))))


@door(dtype=precision)
def init_attention(
    hidden: int, reads: int, units: int, rng: Rng, dtype: Any = np.float64
) -> Attention:
    """Attention of A units over states of `reads` numbers: each array a Linear of PyTorch's."""
    W_s = uniform(rng, hidden**-0.5, (units, hidden))
    W_h = uniform(rng, reads**-0.5, (units, reads))
    v = uniform(rng, units**-0.5, (units,))
    return Attention(*(a.astype(dtype) for a in (W_s, W_h, v)))


@door(attention=whole(0))
def init_seq2seq(
    cell: Cell,
    inputs: int,
    hidden: int,
    tokens: int,
    rng: Rng,
    attention: int = 0,
    both: bool = False,
    reads_context: bool = False,
    **options: Any,
) -> Seq2Seq:
    """An encoder that reads `inputs` and a decoder of `tokens`, drawn from `rng`.

    `attention` is its number of units A, 0 for none; `both` lets the encoder run in both
    directions (without attention, nothing reads its forward one); `reads_context` lets the
    readout see the context too. `options` are those of `init_params`, but for restarts, which an
    encoder-decoder has none of.
    """
    (encoder,) = init_layers(cell, inputs, hidden, rng, 1, both, **options)
    context = len(encoder) * hidden if attention else 0
    decoder = init_params(cell, tokens + context, hidden, rng, **options)
    dtype = options.get("dtype", np.float64)
    looks = init_attention(hidden, context, attention, rng, dtype) if attention else ()
    reads = hidden + (context if reads_context else 0)
    out = init_readout(tokens, reads, rng, **_of(options))
    return Seq2Seq(cell, Seq2SeqWeights(encoder, decoder, looks, out))


def _of(options: dict[str, Any]) -> dict[str, Any]:
    """The options of `init_params` that `init_readout` has too."""
    return {k: options[k] for k in ("scheme", "restarts", "dtype") if k in options}
