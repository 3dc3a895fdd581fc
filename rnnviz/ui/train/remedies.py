"""What to do about a run that diverged, one click each."""

import streamlit as st

from rnnviz.settings.train import RULE
from rnnviz.studio.run import Run
from rnnviz.ui.train.run import Train
from rnnviz.words import _
from rnnviz.words.numbers import brief

LOWEST = 1e-5


def remedies(page: Train, run: Run) -> None:
    """A tenth of the rate, or a bound on the gradient: the same run from its first weights."""
    rule = run.plan.rule(max(len(run.rows) - 1, 0))
    held = {name: getattr(rule, name) for name in RULE} | {"later": ""}
    lower = max(rule.lr / 10, LOWEST)
    st.button(
        _("Rate {lr}").format(lr=brief(lower)), key="studio.lower",
        on_click=page.change, kwargs={**held, "lr": lower}, icon=":material/healing:",
        help=_("The same run with a tenth of the learning rate."),
    )  # fmt: skip
    if rule.clip == "off":
        st.button(
            _("Bound {at}").format(at=1), key="studio.clip", on_click=page.change,
            kwargs={**held, "clip": "norm", "clip_at": 1.0}, icon=":material/healing:",
            help=_("The same run with a gradient that is never longer than 1."),
        )  # fmt: skip
