"""Training the digit networks beside the page, and their readings of one digit."""

import hashlib

import numpy as np
import streamlit as st

from rnnviz.core.arrays import Array
from rnnviz.jobs import Job
from rnnviz.settings.digits import DigitsSettings, label
from rnnviz.tasks.digits.digits import TRAINED_ON, grey_levels, parse_drawing, sequences
from rnnviz.tasks.digits.reading import Reading, read
from rnnviz.tasks.digits.training import Plan, Progress, Run, train_digits
from rnnviz.ui.frame import jobs
from rnnviz.words import _
from rnnviz.words.numbers import count, number

AT_ONCE = 1.5 * Plan().work()  # what is trained without being asked: a few seconds


def key_of(plan: Plan) -> str:
    """Name a training by its plan: the same is never trained twice."""
    return hashlib.sha256(f"digits {plan!r}".encode()).hexdigest()


def job_of(plan: Plan) -> Job | None:
    """The training of a plan; a short one is started when it is first asked for."""
    if jobs.pool().get(key_of(plan)) is None and plan.work() <= AT_ONCE:
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


def chosen_image(s: DigitsSettings, run: Run) -> tuple[Array, int | None]:
    """The grey levels (8, 8) of the digit that is read, and its class where it is known."""
    if s.source == "drawn":
        return grey_levels(parse_drawing(s.drawing)), None
    return digit_of(s, run)


def digit_of(s: DigitsSettings, run: Run) -> tuple[Array, int]:
    """The test digit of the settings, with its class."""
    place = min(s.digit, len(run.test.labels)) - 1
    return run.test.images[place], int(run.test.labels[place])


def readings(run: Run, image: Array, asked: int | None) -> list[Reading]:
    """How every usable network reads a digit."""
    x = sequences(image[None], run.plan.order, run.plan.ink)[:, 0]
    return [read(n.net, x, asked) for n in run.usable]


def names(run: Run) -> list[str]:
    """What the usable networks are called."""
    return [label(n.code) for n in run.usable]
