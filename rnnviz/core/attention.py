r"""Additive attention: at every step the decoder looks at all states of the encoder, by weight.

    u_tj     = tanh(W_s s_{t-1} + W_h h_j)       j = 1 .. T_enc
    e_tj     = v^T u_tj                          how well state j fits what is asked for
    alpha_tj = softmax over j of e_tj            weights that sum to 1
    ctx_t    = sum_j alpha_tj h_j                what the decoder reads beside the last token

Backward, with dctx = dL/dctx_t:

    dalpha_j = dctx . h_j
    de_j     = alpha_j (dalpha_j - sum_k alpha_k dalpha_k)
    dm_j     = de_j v * (1 - u_j^2)              at the sum inside tanh
    ds_{t-1} = W_s^T sum_j dm_j
    dh_j     = alpha_j dctx + W_h^T dm_j

and dv = sum de_j u_j, dW_s = sum_j dm_j s_{t-1}^T, dW_h = sum dm_j h_j^T. Source: Bahdanau, Cho
and Bengio 2014; no bias, as there.
"""

from typing import NamedTuple

import numpy as np

from .arrays import Array, linear, linear_transposed, outer_sum
from .doors import door, weights
from .doors.weights import tuples


class Attention(NamedTuple):
    """Weights of the attention; gradients have the same type."""

    W_s: Array  # (A, H) reads the decoder's last state
    W_h: Array  # (A, D*H) reads each of the encoder's states
    v: Array  # (A,)


class Look(NamedTuple):
    """Every number of one look at the encoder's states."""

    s_prev: Array  # (..., H) the decoder's state that asks
    u: Array  # (T_enc, ..., A)
    e: Array  # (T_enc, ...) scores
    alpha: Array  # (T_enc, ...) weights, with a sum of 1
    context: Array  # (..., D*H)


class LookBack(NamedTuple):
    """What the gradient is at the numbers of one look."""

    context: Array  # (..., D*H) dL/dctx_t
    alpha: Array  # (T_enc, ...) dL/dalpha
    e: Array  # (T_enc, ...) dL/de
    m: Array  # (T_enc, ..., A) dL/d(the sum inside tanh)


LOOK = tuples(
    {"s_prev": "... H", "u": "J ... A", "e": "J ...", "alpha": "J ...", "context": "... D·H"}
)
LOOKS = tuples({
    "s_prev": "T ... H", "u": "T J ... A", "e": "T J ...", "alpha": "T J ...",
    "context": "T ... D·H",
})  # fmt: skip
LOOK_BACKS = tuples({
    "context": "T ... D·H", "alpha": "T J ...", "e": "T J ...", "m": "T J ... A",
})  # fmt: skip


@door(p=weights.attention, h="J ... D·H")
def keys(p: Attention, h: Array) -> Array:
    """W_h h_j of all encoder states h (T_enc, ..., D*H), which no step of the decoder changes."""
    return linear(h, p.W_h)


@door(p=weights.attention, h="J ... D·H", k="J ... A", s_prev="... H")
def look(p: Attention, k: Array, h: Array, s_prev: Array) -> Look:
    """One look from the state s_prev (..., H) at h (T_enc, ..., D*H) with its `keys` k.

    >>> p = Attention(np.ones((1, 1)), np.ones((1, 1)), np.array([2.0]))
    >>> h = np.array([[0.5], [0.5], [-0.5]])
    >>> look(p, keys(p, h), h, np.zeros(1)).alpha.round(3)
    array([0.464, 0.464, 0.073])
    """
    u = np.tanh(linear(s_prev, p.W_s) + k)
    e = u @ p.v
    alpha = np.exp(e - e.max(axis=0))
    alpha = alpha / alpha.sum(axis=0)
    return Look(s_prev, u, e, alpha, np.einsum("j...,j...d->...d", alpha, h))


@door(p=weights.attention, h="J ... D·H", a=LOOK, dcontext="... D·H")
def look_backward(p: Attention, h: Array, a: Look, dcontext: Array) -> tuple[LookBack, Array]:
    """The same look backward: what arrives at its numbers, and dL/ds_{t-1}."""
    dalpha = np.einsum("...d,j...d->j...", dcontext, h)
    de = a.alpha * (dalpha - (a.alpha * dalpha).sum(axis=0))
    dm = de[..., None] * p.v * (1 - a.u * a.u)
    return LookBack(dcontext, dalpha, de, dm), linear_transposed(dm.sum(axis=0), p.W_s)


@door(p=weights.attention, h="J ... D·H", looks=LOOKS, backs=LOOK_BACKS)
def attention_gradients(
    p: Attention, h: Array, looks: Look, backs: LookBack
) -> tuple[Attention, Array]:
    """Gradients of the weights, and dL/dh (T_enc, ..., D*H), from all looks stacked over t."""
    dm, dk = backs.m.sum(axis=1), backs.m.sum(axis=0)
    dv = np.tensordot(backs.e, looks.u, axes=backs.e.ndim)
    dh = np.einsum("tj...,t...d->j...d", looks.alpha, backs.context) + linear_transposed(dk, p.W_h)
    return Attention(outer_sum(dm, looks.s_prev, p.W_s), outer_sum(dk, h, p.W_h), dv), dh
