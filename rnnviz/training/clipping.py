"""Clipping: a bound on the gradient, so that one steep place cannot throw the weights away.

Gradients are flat arrays (..., P), see `flat`; each restart on the leading axes is measured and
clipped by itself. Clipping bounds exploding gradients; it does nothing for vanishing ones.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np

from rnnviz.core.doors import door, positive
from rnnviz.training.flat import Array


@door(g="... P")
def global_norm(g: Array) -> Array:
    """Euclidean length of all gradients together, (...,), in float64.

    float64, since the square of a float32 overflows long before the number itself does.
    """
    wide = g.astype(np.float64, copy=False)
    return np.sqrt(np.einsum("...p,...p->...", wide, wide))


@door(g="... P", norm="...", limit=positive)
def clip_by_norm(g: Array, norm: Array, limit: float) -> Array:
    """Shorten g (..., P) of length norm (...,) to `limit` where it is longer, and no more."""
    scale = limit / np.maximum(norm, limit)
    return g * scale[..., np.newaxis].astype(g.dtype)


@door(g="... P", norm="...", limit=positive)
def clip_as_pytorch(g: Array, norm: Array, limit: float) -> Array:
    """As `clip_by_norm`, with PyTorch's limit / (norm + 1e-6): a hair under the limit.

    A gradient whose norm is within 1e-6 below the limit is shortened too. Source:
    torch.nn.utils.clip_grad_norm_.
    """
    scale = np.minimum(limit / (norm + 1e-6), 1.0)
    return g * scale[..., np.newaxis].astype(g.dtype)


# How a norm is bounded, by name.
CLIPPING: Mapping[str, Callable[[Array, Array, float], Array]] = MappingProxyType(
    {"exact": clip_by_norm, "pytorch": clip_as_pytorch}
)


@door(g="...", limit=positive)
def clip_by_value(g: Array, limit: float) -> Array:
    """Bring every entry of g into [-limit, limit]. This turns the direction of the step."""
    return np.clip(g, -limit, limit)
