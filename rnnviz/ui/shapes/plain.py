"""Recurrent layers on Shapes: the picture, both ways to read out, the code."""

import numpy as np
import streamlit as st

from rnnviz.core.both_ends import EndReach, both_ways
from rnnviz.figures.shapes import reach_figure
from rnnviz.scenes.shapes.numbers import Played, play
from rnnviz.settings.shapes import ShapesSettings
from rnnviz.street.screens.shapes import walk
from rnnviz.tasks.architecture import Plan
from rnnviz.ui.frame.chart import chart
from rnnviz.ui.frame.page import Page
from rnnviz.ui.frame.player import show
from rnnviz.ui.shapes.code import article_button, show_code, show_counts, show_notes
from rnnviz.ui.shapes.controls import argument_controls, call_line
from rnnviz.ui.shapes.cue import cue
from rnnviz.words import _
from rnnviz.words.numbers import number
from rnnviz.words.tongue import by_language

Shapes = Page[ShapesSettings]
MOST_WORK = 60_000  # about half a second


@by_language(st.cache_resource(max_entries=32, show_spinner=False))
def played(plan: Plan, seed: int) -> Played:
    """The numbers of a plan; never to be changed, since they are shared."""
    return play(plan, seed)


def plain_page(page: Shapes) -> None:
    """Everything below the choice of the architecture."""
    argument_controls(page)
    seen = walk(page.settings, played)
    plan = seen.plan
    show(seen.scene, key="shapes-player", page=page)
    call_line(page)
    show_notes(page)
    show_counts(plan)
    if plan.arch == "many_to_one" and plan.layers.bidirectional:
        both_readouts(plan, seen.played)
        cue(page)
    show_code(plan)
    article_button(page)


def both_readouts(plan: Plan, numbers: Played) -> None:
    """Why output[-1] is the wrong read-out of both directions: what has reached it, measured."""
    st.subheader(_("What has reached each read-out"), anchor=False)
    if work(plan) > MOST_WORK:
        text = _("To measure it for networks of this size would take long: choose fewer hidden "
                 "units, layers or steps, such as 16, 2 and 28.")  # fmt: skip
        st.info(text, icon=":material/straighten:")
        return
    reach = both_ways(numbers.net, numbers.x)
    st.markdown(reach_sentence(plan, reach))
    st.caption(
        _(
            "How to read: how strongly what is read out changes with each input, "
            "‖∂h/∂xₜ‖, exactly. A hollow mark is exactly 0."
        )
    )
    curves = [
        (_("hf_T, in both read-outs"), reach.forward_end, "hidden"),
        (_("hb_1, in that of both ends"), reach.backward_end, "output"),
        (_("hb_T, in output[−1]"), reach.backward_last, "loss"),
    ]
    figure = reach_figure(curves, _("step t of the input"), "‖∂h/∂xₜ‖", _("exactly 0"))
    chart(figure, key="shapes-reach")


def work(plan: Plan) -> int:
    """How long it takes to measure what reaches the read-outs, in units of its own."""
    return plan.layers.num_layers * plan.T * plan.layers.hidden_size**2


def reach_sentence(plan: Plan, reach: EndReach) -> str:
    """What the curves say of the first input."""
    blind = int(np.sum(reach.backward_last == 0))
    end, last = number(float(reach.backward_end[0]), 2), float(reach.backward_last[0])
    if plan.layers.num_layers > 1:
        text = _(
            "In the upper layers hb_T has read the forward half of those below, so it is not "
            "blind: of x₁, {last} reaches hb_T, and {end} reaches hb_1."
        )
        return text.format(last=number(last, 2), end=end)
    text = _(
        "output[−1] is [hf_T; hb_T], and hb_T has read x_T alone: of {blind} of {T} inputs "
        "nothing has reached it. Both ends are [hf_T; hb_1]: of x₁, {end} reaches hb_1, and "
        "{start} hf_T."
    )
    start = number(float(reach.forward_end[0]), 2)
    return text.format(blind=blind, T=plan.T, end=end, start=start)
