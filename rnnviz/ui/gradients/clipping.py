"""The whole gradient before and after clipping, as two arrows and in a sentence."""

import numpy as np
import streamlit as st

from rnnviz.core.arrays import Array
from rnnviz.core.study import Study
from rnnviz.figures.clipping import clipping_arrows
from rnnviz.training.clipping import clip_by_norm, clip_by_value, global_norm
from rnnviz.ui.frame.chart import chart
from rnnviz.words import _
from rnnviz.words.numbers import number


def clip_arrows(s: Study, clip: str, limit: float) -> None:
    """Draw both arrows; nothing where there is no gradient to clip."""
    before, after = both(s, clip, limit)
    if not (np.isfinite(before).all() and before.any()):
        return
    st.caption(turned_sentence(before, after))
    fig = clipping_arrows(
        float(global_norm(before)), float(global_norm(after)), angle(before, after)
    )
    chart(fig, key="clipping")


def both(s: Study, clip: str, limit: float) -> tuple[Array, Array]:
    """dL/dW of all weights, flat, before and after clipping "norm" or "value"."""
    flat = np.concatenate([a.ravel() for part in s.gradients for a in part])
    if clip == "norm":
        return flat, clip_by_norm(flat, global_norm(flat), limit)
    return flat, clip_by_value(flat, limit)


def angle(a: Array, b: Array) -> float:
    """The angle between two vectors, in radians; 0 if one is 0.

    >>> round(float(np.degrees(angle(np.array([1.0, 0.0]), np.array([3.0, 3.0])))), 6)
    45.0
    """
    length = np.linalg.norm(a)
    if length == 0:
        return 0.0
    along = float(a @ b) / length
    across = float(np.linalg.norm(b - along / length * a))
    if across <= 1e-12 * np.linalg.norm(b):  # what rounding leaves is no turn
        across = 0.0
    return float(np.arctan2(across, along))


def turned_sentence(before: Array, after: Array) -> str:
    """How long the gradient is before and after, and by how much it has turned."""
    if np.array_equal(before, after):
        text = _("The gradient of all {n} weights has the length {size}: nothing is clipped.")
        return text.format(n=before.size, size=number(float(global_norm(before))))
    degrees = np.degrees(angle(before, after))
    lengths = (number(float(global_norm(one))) for one in (before, after))
    sizes = {"n": before.size, **dict(zip(("before", "after"), lengths, strict=True))}
    if degrees < 0.05:
        text = _(
            "Clipping shortens the gradient of all {n} weights from {before} to {after} "
            "and keeps its direction."
        )
        return text.format(**sizes)
    text = _(
        "Clipping shortens the gradient of all {n} weights from {before} to {after} and "
        "turns it by {degrees:.1f}°: the largest entries are cut, the small ones are not."
    )
    return text.format(**sizes, degrees=degrees)
