"""The three figures below the player of Gradients, each with its line on how to read it."""

import streamlit as st

from rnnviz.figures.gradients import by_lag, eigenvalues, singular_values
from rnnviz.scenes.gradient_words import (
    clip_sentence,
    clipped,
    lag_sentence,
    names,
    product_sentence,
    radius_sentence,
    three_factors,
)
from rnnviz.scenes.gradients import Flow
from rnnviz.settings.gradients import GradientSettings
from rnnviz.ui.frame.chart import chart
from rnnviz.ui.frame.page import Page
from rnnviz.ui.gradients.clipping import clip_arrows
from rnnviz.words import _
from rnnviz.words.glossary import explained


def details(page: Page[GradientSettings], flows: list[Flow]) -> None:
    """Three tabs: what each lag teaches, the product of Jacobians, the three factors of a step.

    Only the tab that is open is computed and sent; a researcher has all three at once.
    """
    shown = {
        _("What each lag teaches"): lag_tab,
        _("Product of Jacobians"): product_tab,
        _("Factors and eigenvalues"): eigenvalue_tab,
    }
    if page.look.shows("researcher"):
        for name, draw in shown.items():
            st.subheader(name, anchor=False)
            draw(page.settings, flows)
        return
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
    c = clipped(flows[0].study, s.clip, s.clip_at)
    if s.clip != "off":
        clip_arrows(flows[0].study, s.clip, s.clip_at)
    for f in flows:
        _said(lag_sentence(f))
    if s.clip != "off":
        _said(clip_sentence(c, s.clip, s.clip_at))
    if not any(f.total > 0 for f in flows):
        return  # a chart of nothing
    shrunk = c.after / c.before if s.clip == "norm" and c.before > 0 else 1.0
    linear = on_linear_scale()
    fig = by_lag(
        names(flows), [f.by_lag for f in flows], [f.missing for f in flows], shrunk, linear=linear
    )
    chart(fig, key="by-lag")


def on_linear_scale() -> bool:
    """Whether the sizes stand on a linear axis."""
    labels = {"log": _("log"), "linear": _("linear")}
    chosen = st.segmented_control(
        _("Scale"), list(labels), format_func=labels.__getitem__, default="log", required=True,
        key="gradients.scale", label_visibility="collapsed",
    )  # fmt: skip
    return chosen == "linear"


def _said(sentence: str) -> None:
    """A sentence, its terms explained on its mark."""
    st.caption(sentence, help=explained(sentence))


def product_tab(_s: GradientSettings, flows: list[Flow]) -> None:
    """How much the steps stretch a gradient."""
    _said(product_sentence())
    chart(singular_values(names(flows), [f.singular for f in flows]), key="singular")


def eigenvalue_tab(_s: GradientSettings, flows: list[Flow]) -> None:
    """The three factors of one step back beside each other, and where the eigenvalues lie."""
    for f in flows:
        rows = [["", f.name, _("measured on")], ["---"] * 3, *map(list, three_factors(f))]
        st.markdown("\n".join(f"| {' | '.join(row)} |" for row in rows))
        _said(radius_sentence(f))
    if not any(f.eigenvalues.size for f in flows):
        return  # no recurrent weights, no eigenvalues
    fig = eigenvalues(names(flows), [f.eigenvalues for f in flows])
    chart(fig, key="eigenvalues")
