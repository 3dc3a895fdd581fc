"""The three figures below the player of Gradients, each with its line on how to read it."""

import numpy as np
import streamlit as st

from rnnviz.core.jacobians import largest_singular_value, spectral_radius
from rnnviz.core.study import Study
from rnnviz.figures.gradients import by_lag, eigenvalues, singular_values
from rnnviz.scenes.gradients import Flow
from rnnviz.settings.gradients import GradientSettings
from rnnviz.training.clipping import clip_by_norm, clip_by_value, global_norm
from rnnviz.ui.frame.page import Page
from rnnviz.words import _


def details(page: Page[GradientSettings], flows: list[Flow]) -> None:
    """Three tabs: what each lag teaches, the product of Jacobians, the eigenvalues.

    Only the tab that is open is computed and sent.
    """
    shown = {
        _("What each lag teaches"): lag_tab,
        _("Product of Jacobians"): product_tab,
        _("Eigenvalues"): eigenvalue_tab,
    }
    key, names = "gradients.details", list(shown)
    st.session_state[key] = names[min(page.look.tab, len(names)) - 1]

    def take() -> None:
        page.look_at(tab=names.index(st.session_state[key]) + 1)

    for tab, draw in zip(st.tabs(names, key=key, on_change=take), shown.values(), strict=True):
        if tab.open:
            with tab:
                draw(page.settings, flows)


def lag_tab(s: GradientSettings, flows: list[Flow]) -> None:
    """Which steps back teach the recurrent weights, and what clipping leaves of it."""
    before, after = clipped_norms(flows[0].study, s.clip, s.clip_at)
    st.caption(lag_sentence(flows[0]))
    if s.clip != "off":
        st.caption(clip_sentence(before, after))
    factor = after / before if s.clip == "norm" and before > 0 else 1.0
    fig = by_lag(names(flows), [f.by_lag for f in flows], [f.share for f in flows], factor)
    st.plotly_chart(fig, key="by-lag")


def product_tab(_s: GradientSettings, flows: list[Flow]) -> None:
    """How much the steps stretch a gradient."""
    st.caption(product_sentence(flows[0]))
    st.plotly_chart(singular_values(names(flows), [f.singular for f in flows]), key="singular")


def eigenvalue_tab(_s: GradientSettings, flows: list[Flow]) -> None:
    """Where the eigenvalues of the recurrent weights lie."""
    st.caption(radius_sentence(flows[0]))
    fig = eigenvalues(names(flows), [f.eigenvalues for f in flows])
    st.plotly_chart(fig, key="eigenvalues")


def names(flows: list[Flow]) -> list[str]:
    """What the networks are called."""
    return [f.name for f in flows]


def clipped_norms(s: Study, clip: str, limit: float) -> tuple[float, float]:
    """The length of the whole dL/dW before and after clipping."""
    flat = np.concatenate([a.ravel() for a in (*s.gradients.params, *s.gradients.readout)])
    before = global_norm(flat)
    if clip == "norm":
        return float(before), float(global_norm(clip_by_norm(flat, before, limit)))
    if clip == "value":
        return float(before), float(global_norm(clip_by_value(flat, limit)))
    return float(before), float(before)


def lag_sentence(f: Flow) -> str:
    """How near the loss most of the weights' gradient comes from."""
    if not f.share[-1] > 0:
        return _("The recurrent weights get no gradient at all.")
    steps = int(np.searchsorted(f.share, 0.8)) + 1
    text = _(
        "{name}: 80 % of the gradient of the recurrent weights comes from the last {n} of {T} "
        "steps. Its total size, {total:.2g}, does not tell you that."
    )
    return text.format(name=f.name, n=steps, T=len(f.share), total=f.total)


def clip_sentence(before: float, after: float) -> str:
    """What clipping does, and what it does not."""
    text = _(
        "Clipping changes the size of the whole gradient of the weights from {before:.2g} to "
        "{after:.2g}: hollow bars before, full bars after. What came back through time, in the "
        "player above, is the same."
    )
    return text.format(before=before, after=after)


def product_sentence(f: Flow) -> str:
    """How to read the fan of singular values."""
    text = _(
        "How much the steps between stretch a gradient at most (thick), typically, and at least. "
        "Below the dotted line it shrinks. {name}: largest Lyapunov exponent {exponent:.2f}, "
        "a factor of {factor:.2f} per step."
    )
    return text.format(name=f.name, exponent=f.lyapunov, factor=float(np.exp(f.lyapunov)))


def radius_sentence(f: Flow) -> str:
    """What the eigenvalues say, and what they do not."""
    text = _(
        "{name}: spectral radius {radius:.2f}, largest singular value {stretch:.2f}. Outside the "
        "circle a linear network would explode; tanh and gates multiply by slopes below 1 as well."
    )
    return text.format(
        name=f.name, radius=spectral_radius(f.writing), stretch=largest_singular_value(f.writing)
    )
