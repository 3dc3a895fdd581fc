r"""Encoder-decoder: one network reads a sequence, another writes one from what the first knows.

    encoder   h_j = cell(x_j, h_{j-1})                      j = 1 .. T_enc
    decoder   s_0 = h_{T_enc}                               LSTM: c too
              s_t = cell([token_{t-1}; ctx_t], s_{t-1})     token_0 = 0, no token
              y_t = W_hy s_t + b_y, or W_hy [s_t; ctx_t] + b_y

Without attention there is no ctx_t, and all that the decoder learns of the input is s_0. With it,
ctx_t is a weighted sum of all h_j, see `attention.py`, and the encoder may run in both directions;
s_0 is then the state of the reverse one, which has read x_1 last (Bahdanau 2014, without the
extra layer that it puts between).

Backward, from the last token to the first, what arrives at

    s_t        W_hy^T dy_t, and what the cell and the look of step t+1 send back
    ctx_t      the context's columns of W_xh^T da_t, and of W_hy^T dy_t where it is read out
    h_j        sum over t of what each look sends back; h_{T_enc} gets ds_0 too

token_{t-1} is the right token (teacher forcing), or the one that the decoder chose itself (free
running). A choice has no derivative: gradients of a free run hold its tokens fixed.
Source: Sutskever, Vinyals and Le 2014; Cho et al. 2014.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from ..errors import RnnvizError
from ..words import _
from .arrays import Array, Rng, Whole, stack, stack_steps
from .attention import Look, LookBack, attention_gradients, keys, look, look_backward
from .cells.cell import Cell
from .doors import door, walks, weights
from .doors.axes import Seen, result_type
from .doors.values import numbers
from .language import one_hot, sample
from .layers import Layer, LayerGradients, Run, layers_backward, run_layers
from .project import project_backward
from .readout import Readout, readout, readout_backward
from .unroll import project_step


class Seq2SeqWeights(NamedTuple):
    """All that is learned; gradients have the same type."""

    encoder: Layer  # the cell's Params: (forward,) or (forward, reverse)
    decoder: Any  # the cell's Params; W_xh reads [token; ctx]
    attention: Any  # Attention, or () where there is none
    readout: Readout  # W_hy (O, H), or (O, H + D*H) where it reads the context too


@dataclass(frozen=True)
class Seq2Seq:
    """An encoder and a decoder of one cell, with or without attention."""

    cell: Cell
    weights: Seq2SeqWeights

    @property
    def hidden(self) -> int:
        """H, the number of hidden units of the decoder and of each direction of the encoder."""
        return self.cell.hidden(self.weights.decoder)

    @property
    def tokens(self) -> int:
        """O, the number of tokens that the decoder reads and writes."""
        return len(self.weights.readout.b_y)

    @property
    def attends(self) -> bool:
        """Whether the decoder looks at the encoder's states."""
        return bool(self.weights.attention)

    @property
    def reads_context(self) -> bool:
        """Whether the readout reads ctx_t beside s_t."""
        return self.weights.readout.W_hy.shape[-1] > self.hidden

    def count(self) -> int:
        """How many numbers are learned."""
        w = self.weights
        return sum(a.size for part in (*w.encoder, w.decoder, w.attention, w.readout) for a in part)


class Decoding(NamedTuple):
    """Every number of a pass through both networks."""

    encoder: Run
    token: Array  # (T_dec, ..., O) what the decoder read: the token before, 0 at the first step
    x: Array  # (T_dec, ..., O [+ D*H]) the same with the context behind
    steps: list[Any]  # T_dec Steps of the cell
    looks: Look | None  # fields stacked over t: alpha (T_dec, T_enc, ...)
    read: Array  # (T_dec, ..., H [+ D*H]) what the readout read
    y: Array  # (T_dec, ..., O) logits

    @property
    def chosen(self) -> Whole:
        """The most probable token of every step, (T_dec, ...)."""
        return self.y.argmax(axis=-1)


class Seq2SeqGradients(NamedTuple):
    """Gradients with respect to all that was read, and on the way."""

    x: Array  # (T_enc, ..., I) dL/dx_j
    token: Array  # (T_dec, ..., O) dL/d(token read at t)
    state0: tuple[Any, ...]  # dL/d(state before each direction of the encoder)
    decoder: Any  # the cell's State stacked over time: decoder.h[t] is dL/ds_t, the total one
    back: Any  # the cell's Back stacked over time
    looks: LookBack | None  # fields stacked over t: alpha (T_dec, T_enc, ...)
    encoder: LayerGradients


def _tokens(name: str, value: Any, seen: Seen) -> Array:
    """A rule: the tokens (T_dec, ..., O) of the sequences that x holds."""
    tokens, O = numbers(name, value), seen.given["net"].tokens
    wanted = (*seen.given["x"].shape[1:-1], O)
    if tokens.shape[1:] != wanted or len(tokens) == 0:
        text = _("The tokens have the shape {shape}; give at least one step of {O} numbers each.")
        raise RnnvizError(text.format(shape=tokens.shape, O=O))
    return tokens


@door(net=weights.seq2seq, x=walks.inputs, tokens=_tokens, state0=walks.states)
def decode(
    net: Seq2Seq,
    x: Array,
    tokens: Array | None = None,
    steps: int | None = None,
    rng: Rng | None = None,
    temperature: float = 1.0,
    state0: tuple[Any, ...] | None = None,
) -> Decoding:
    """Read x (T_enc, ..., I), then write.

    With `tokens` (T_dec, ..., O), the right ones, the decoder is forced: it reads them one step
    late. Otherwise it runs free for `steps`, as many as x has when None: it reads the most
    probable token, or one drawn by `rng` at that temperature. `state0` holds the cell's State
    before each direction of the encoder, each field (..., H); None for zeros. Raises RnnvizError
    when x or the tokens do not fit.

    >>> from rnnviz.core.cells import CELLS
    >>> from rnnviz.core.init_nets import init_seq2seq
    >>> net = init_seq2seq(CELLS["gru"], 3, 4, 5, np.random.default_rng(0), attention=2)
    >>> run = decode(net, np.ones((6, 1, 3)), steps=7)
    >>> run.y.shape, run.looks.alpha.shape
    ((7, 1, 5), (7, 6, 1))
    """
    w, run = net.weights, run_layers(net.cell, (net.weights.encoder,), x, state0)
    T = len(tokens) if tokens is not None else len(x) if steps is None else steps

    def after(t: int, h: Array) -> Array:
        return _choose(readout(w.readout, h), rng, temperature) if tokens is None else tokens[t]

    read, done, looks = _write(net, run, T, after)
    seen = stack_steps(looks) if looks else None
    h = _reads(net, stack([s.h for s in done]), seen.context if seen else None)
    return Decoding(run, read[..., : net.tokens], read, done, seen, h, readout(w.readout, h))


def _write(
    net: Seq2Seq, run: Run, T: int, after: Callable[[int, Array], Array]
) -> tuple[Array, list[Any], list[Look]]:
    """Walk the decoder through T steps; `after(t, h)` is the token that follows step t.

    Returns: What it read (T, ..., O [+ D*H]), its steps, and its looks where it attends.
    """
    w, batch = net.weights, run.output.shape[1:-1]
    k = keys(w.attention, run.output) if w.attention else run.output
    dtype = result_type(run.output, w.decoder, w.attention, w.readout)
    state, token = run.final[-1], np.zeros((*batch, net.tokens), dtype)
    read = np.zeros((T, *batch, w.decoder.W_xh.shape[-1]), dtype)
    done, looks = [], []
    for t in range(T):
        if w.attention:
            looks.append(look(w.attention, k, run.output, state.h))
        context = looks[-1].context if looks else None
        read[t] = token if context is None else _beside(token, context)
        done.append(net.cell.step(w.decoder, project_step(net.cell, w.decoder, read, t), state))
        state = net.cell.state(done[-1])
        token = after(t, _reads(net, state.h, context))
    return read, done, looks


def _reads(net: Seq2Seq, h: Array, context: Array | None) -> Array:
    """What the readout reads: s_t, or [s_t; ctx_t]."""
    return _beside(h, context) if net.reads_context and context is not None else h


def _beside(a: Array, b: Array) -> Array:
    """[a; b], on the last axis."""
    return np.concatenate([a, b], axis=-1)


def _choose(y: Array, rng: Rng | None, temperature: float) -> Array:
    """The next token as a one-hot row: the most probable one, or one that is drawn."""
    choice = y.argmax(axis=-1) if rng is None else sample(y, rng, temperature)
    return one_hot(choice, y.shape[-1]).astype(y.dtype)


@door(net=weights.seq2seq, dy=walks.like("run"))
def decode_backward(
    net: Seq2Seq, run: Decoding, dy: Array
) -> tuple[Seq2SeqWeights, Seq2SeqGradients]:
    """All gradients of a loss with derivative dy (T_dec, ..., O), through both networks."""
    w, H, O = net.weights, net.hidden, net.tokens
    d_readout, d_read = readout_backward(w.readout, run.read, dy)
    dh, d_context = d_read[..., :H], d_read[..., H:]
    d = net.cell.State(*map(np.zeros_like, net.cell.state(run.steps[-1])))
    states, backs, dx, look_backs = [], [], [], []
    for t in reversed(range(len(dy))):
        d = d._replace(h=d.h + dh[t])
        states.append(d)
        back, d = net.cell.step_backward(w.decoder, run.steps[t], d)
        backs.append(back)
        dx.append(project_backward(w.decoder, back.a))
        if run.looks is not None:
            d, look_back = _look_back(net, run, t, d, dx[-1][..., O:], d_context[t])
            look_backs.append(look_back)
    seen = stack_steps(look_backs[::-1]) if look_backs else None
    d_attention, d_output = _through_attention(net, run, seen)
    ends = [None] * (len(w.encoder) - 1) + [d]
    g = layers_backward(net.cell, (w.encoder,), run.encoder, d_output, ends)
    d_decoder = net.cell.weight_gradients(w.decoder, run.x, run.steps, backs[::-1])
    weights = Seq2SeqWeights(g.layers[0], d_decoder, d_attention, d_readout)
    back = stack_steps(backs[::-1])
    return weights, Seq2SeqGradients(
        g.x, stack(dx[::-1])[..., :O], g.state0, stack_steps(states[::-1]), back, seen, g
    )


def _look_back(
    net: Seq2Seq, run: Decoding, t: int, d: Any, through_cell: Array, through_readout: Array
) -> tuple[Any, LookBack]:
    """Send dL/dctx_t back through the look of step t: dL/d(state_{t-1}) with its part, and it."""
    a = Look(*(field[t] for field in run.looks or ()))
    dcontext = through_cell + through_readout if net.reads_context else through_cell
    back, ds = look_backward(net.weights.attention, run.encoder.output, a, dcontext)
    return d._replace(h=d.h + ds), back


def _through_attention(net: Seq2Seq, run: Decoding, seen: LookBack | None) -> tuple[Any, Any]:
    """Gradients of the attention's weights, and dL/dh_j through it."""
    if seen is None or run.looks is None:
        return (), [None] * len(run.encoder.output)
    return attention_gradients(net.weights.attention, run.encoder.output, run.looks, seen)
