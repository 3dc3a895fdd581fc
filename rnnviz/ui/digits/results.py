"""What came out of a training: the sentence, the table, the curves, and two experiments."""

import math
from dataclasses import replace

import pandas as pd
import streamlit as st

from rnnviz.figures.digits import Curves, accuracy_figure, loss_figure
from rnnviz.scenes.digits import step_names
from rnnviz.settings.digits import label
from rnnviz.street.screens.digits import names
from rnnviz.tasks.digits.digits import CHOSEN_ON, CLASSES, INKS, ORDERS, SCORED_ON, SIDE
from rnnviz.tasks.digits.reading import settled
from rnnviz.tasks.digits.training import Run, Trained
from rnnviz.tasks.digits.verdict import loudness_verdict, median_row, percent, spread, verdict
from rnnviz.ui.digits.article import beside_the_article
from rnnviz.ui.digits.run import follow, key_of, start
from rnnviz.ui.frame import jobs
from rnnviz.ui.frame.chart import chart
from rnnviz.words import _
from rnnviz.words.numbers import count
from rnnviz.words.numbers import percent as share
from rnnviz.words.sources import SEQUENTIAL


def results(run: Run) -> None:
    """Everything below the player."""
    st.subheader(_("On all {n} test digits").format(n=SCORED_ON), anchor=False)
    if run.stopped:
        st.warning(_("Stopped early: the networks kept their best weights so far."))
    with st.container(border=True, key="digits-verdict"):
        st.markdown(f"**{verdict(run)}**")
    for n in run.networks:
        if not n.good.all():
            st.error(f"{label(n.code)}: {n.message}")
    if not run.usable:
        return
    st.dataframe(
        table(run), hide_index=True, key="digits-table", alt=_("Results by network"),
        column_config={_("Network"): st.column_config.TextColumn(pinned=True)},
    )  # fmt: skip
    left, right = st.columns(2, gap="large")
    with left:
        rows_chart(run)
    with right:
        epochs_chart(run)
    with st.expander(_("Does the reading order matter?"), icon=":material/swap_vert:"):
        experiment(run, "order", ORDERS, order_lesson())
    with st.expander(_("Must pixels be scaled to the range 0 to 1?"), icon=":material/contrast:"):
        unscaled(run)
    with st.expander(
        _("Beside {article}").format(article=SEQUENTIAL.short), icon=":material/article:"
    ):
        beside_the_article(run)


def table(run: Run) -> pd.DataFrame:
    """One row for each network, what it is about first: a phone shows no more at once."""
    rows = [
        {
            _("Network"): name,
            _("Test, mean"): percent(float(n.accuracy.mean())),
            _("Half have their answer after"): _("step {n} of {of}").format(
                n=median_row(settled(a)), of=SIDE
            ),
            _("Test, all starts"): spread(n),
            _("Start shown"): percent(float(n.by_row[-1][n.shown])),
            _("Hidden units"): n.hidden,
            _("Weights"): count(n.parameters),
            _("Seconds"): _seconds(n),
        }
        for name, n, a in zip(names(run), run.usable, run.answers, strict=True)
    ]
    return pd.DataFrame(rows)


def _seconds(n: Trained) -> str:
    """How long its training took here; that of a first visit took place before."""
    return f"{n.seconds:.1f}" if math.isfinite(n.seconds) else "–"


def rows_chart(run: Run) -> None:
    """How many answers would be right had the reading stopped earlier."""
    st.markdown(_("**Had it stopped reading earlier**"))
    curves = [
        Curves(name, n.by_row[:, n.good]) for name, n in zip(names(run), run.usable, strict=True)
    ]
    fig = accuracy_figure(curves, step_names(run.plan.order), _("after reading"))
    chart(fig, key="digits-rows", alt=_("Right answers after each step"))
    st.caption(
        _(
            "How to read: right answers after each step, mean and range of the starts. A network "
            "asked only at the end has no reason to be right before it; guessing gives {chance}."
        ).format(chance=share(1 / CLASSES))
    )


def epochs_chart(run: Run) -> None:
    """How training went."""
    st.markdown(_("**How training went**"))
    pairs = list(zip(names(run), run.usable, strict=True))
    view = st.segmented_control(
        _("Curve"), (_("Accuracy"), _("Loss")), default=_("Accuracy"), required=True,
        label_visibility="collapsed", key="digits.curve",
    )  # fmt: skip
    if view == _("Accuracy"):
        curves = [Curves(name, n.val_accuracy[:, n.good]) for name, n in pairs]
        fig = accuracy_figure(curves, (), _("epoch"), x0=0)
    else:
        fig = loss_figure(
            [Curves(name, n.loss[:, n.good]) for name, n in pairs],
            [Curves(name, n.val_loss[:, n.good]) for name, n in pairs],
        )
    chart(fig, key=f"digits-epochs-{view}", alt=_("Training by epoch"))
    st.caption(
        _(
            "How to read: accuracy is on the {n} validation digits, which choose the epoch whose "
            "weights are kept; the test digits are scored once, at the end."
        ).format(n=CHOSEN_ON)
    )


def unscaled(run: Run) -> None:
    """The article's claim put to the test, and what came of it."""
    experiment(run, "ink", tuple(INKS), ink_lesson())
    jobs_by_ink = {k: jobs.pool().get(key_of(replace(run.plan, ink=k))) for k in ("unit", "byte")}
    found = [job.result for job in jobs_by_ink.values() if job and job.result]
    if len(found) == len(jobs_by_ink):
        st.markdown(loudness_verdict(*found))


def order_lesson() -> str:
    """What to expect of the experiment with the order."""
    return _(
        "The pixels are the same; only the order in which they come differs, and with it what "
        "must be remembered longest."
    )


def ink_lesson() -> str:
    """What to expect of the experiment with the grey levels."""
    return _(
        "{article} says that without dividing by the largest value about 20 % accuracy is all one "
        "gets. Here the same networks are trained, with the same settings, on the pixels as they "
        "are stored and on values as large as MNIST’s."
    ).format(article=SEQUENTIAL.head)


def experiment(run: Run, field: str, options: tuple[str, ...], lesson: str) -> None:
    """The same training under every value of one setting, side by side, as far as it is done."""
    st.write(lesson)
    plans = {code: replace(run.plan, **{field: code}) for code in options}
    found = {code: jobs.pool().get(key_of(plan)) for code, plan in plans.items()}
    # Before what they have brought: one that ends meanwhile is still followed, and shown then.
    working = next((job for job in found.values() if job and not job.done), None)
    rows = [_experiment_row(code, run, job.result if job else None) for code, job in found.items()]
    st.dataframe(pd.DataFrame(rows), hide_index=True, key=f"digits-{field}", placeholder="–")
    missing = [plan for code, plan in plans.items() if found[code] is None]
    if working is not None:
        follow(working)
    elif missing:
        st.button(
            _("Train the others too"), icon=":material/play_arrow:", key=f"digits.{field}.train",
            on_click=start, args=tuple(missing),
        )  # fmt: skip


def _experiment_row(code: str, run: Run, found: Run | None) -> dict[str, str | None]:
    trained: dict[str, Trained] = {n.code: n for n in found.networks} if found else {}
    cells = {label(n.code): _cell(trained.get(n.code)) for n in run.networks}
    return {_("Setting"): label(code), **cells}


def _cell(n: Trained | None) -> str | None:
    if n is None:
        return None
    return spread(n) if n.good.any() else _("diverged")
