"""The input's part of every sum, of all steps in one product."""

from typing import Any

from .arrays import Array, linear, row


def with_restarts(p: Any, x: Array) -> Array:
    """X (T, N, I) as (T, 1, N, I) when the weights carry a leading axis of restarts."""
    missing = p.W_xh.ndim - x.ndim + 1
    return x if missing <= 0 or p.W_xh.ndim == 2 else x[:, None]


def project(p: Any, x: Array) -> Array:
    """W_xh x_t + b_h of all steps in one product: x (T, ..., I) -> (T, ..., G*H).

    The gates that read x stand first in b_h.
    """
    return linear(with_restarts(p, x), p.W_xh) + row(p.b_h[..., : p.W_xh.shape[-2]])
