"""Training the digit networks beside the page, and their readings of one digit."""

import hashlib

import numpy as np
import streamlit as st

from rnnviz.jobs import Job
from rnnviz.street.screens.digits import AT_ONCE
from rnnviz.tasks.digits.digits import TRAINED_ON
from rnnviz.tasks.digits.kept import PLAN, kept_run
from rnnviz.tasks.digits.training import Plan, Progress, train_digits
from rnnviz.ui.frame import jobs
from rnnviz.words import _
from rnnviz.words.numbers import count, number


def key_of(plan: Plan) -> str:
    """Name a training by its plan: the same is never trained twice."""
    return hashlib.sha256(f"digits {plan!r}".encode()).hexdigest()


def job_of(plan: Plan) -> Job | None:
    """The training of a plan: that of a first visit is there, a short one is started when it is
    first asked for.
    """
    known = jobs.pool().get(key_of(plan))
    if known is None and plan == PLAN:
        return jobs.pool().keep(key_of(plan), train_digits, plan, result=kept_run())
    if known is None and plan.work() <= AT_ONCE:
        start(plan)
    return jobs.pool().get(key_of(plan))


def start(*plans: Plan) -> None:
    """Train plans, each unless its networks are there."""
    for plan in plans:
        jobs.pool().submit(key_of(plan), train_digits, plan)


def train_button(plan: Plan) -> None:
    """The one primary button, for a training that was stopped or that takes long."""
    text = _("Train ({n:.0f} times the work of the first visit)")
    factor = plan.work() / Plan().work()
    st.button(
        text.format(n=factor) if factor > 1.5 else _("Train"),
        type="primary", icon=":material/play_arrow:", on_click=start, args=(plan,),
        key="digits.train",
    )  # fmt: skip


def follow(job: Job) -> None:
    """Show how far the training has come, with Stop."""
    text = _("The networks that are trained are kept.")
    jobs.follow(job, share, sentence, "digits.stop", text)


def share(progress: Progress) -> float:
    """How much is done, 0 to 1."""
    within = progress.epoch / max(1, progress.epochs)
    return min(1.0, (progress.done + within) / progress.total)


def sentence(progress: Progress) -> str:
    """What is being trained, and how well it does so far."""
    text = _("Training {label} on {n} digits: epoch {epoch} of {epochs}, validation loss {loss}")
    loss = number(progress.val_loss) if np.isfinite(progress.val_loss) else "–"
    return text.format(
        label=progress.label,
        n=count(TRAINED_ON),
        epoch=progress.epoch,
        epochs=progress.epochs,
        loss=loss,
    )
