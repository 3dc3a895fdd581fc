"""The controls of Train: what is learned, by what, how, and the buttons that let it learn."""

import secrets

import streamlit as st

from rnnviz.core.cells import CELLS
from rnnviz.settings.train import DESCENTS, MEMORY, MOST_EPOCHS, has_length
from rnnviz.studio.run import DIVERGED, FINAL
from rnnviz.ui.frame.bar import Bar
from rnnviz.ui.network.controls import has_forget_gate, new_seed, scheme_control
from rnnviz.ui.train.own import own_series
from rnnviz.ui.train.remedies import remedies
from rnnviz.ui.train.run import Found, Train, progress, seconds, start, step
from rnnviz.words import _


def train_controls(page: Train) -> Bar:
    """Task and cell in one row, and how it is learned; the rest in the drawer."""
    bar = Bar(page.look, _("How it learns"))
    with bar.at("look"):
        page.control("task", width=170, label_visibility="collapsed")
        _of_the_task(page)
        page.control("cell", width=210, label_visibility="collapsed")
    with bar.drawer:
        _lesson(page)
        _rule(page)
        with st.expander(_("More on the way there"), expanded=page.look.shows("researcher")):
            _more(page)
        _first_weights(page)
    return bar


def _of_the_task(page: Train) -> None:
    """What a task cannot do without, beside its name."""
    task = page.settings.task
    if task == "series":
        page.control("series", width=190, label_visibility="collapsed")
    if task == "formula":
        page.control("formula", width=230, label_visibility="collapsed")
        if problem := page.problem("formula"):
            st.error(problem)
    if task == "own":
        own_series(page)


def _lesson(page: Train) -> None:
    task = page.settings.task
    if task in ("copying", "echo"):
        page.control("delay")
    if task == "adding":
        page.control("convention", buttons=True)
    if has_length(task):
        page.control("length")
    if task in MEMORY:
        page.control("sequences")
        page.control("fresh")
    page.control("hidden")
    page.control("goal")


def _rule(page: Train) -> None:
    """The way to learn; what another way has no use for is left out."""
    s = page.settings
    page.control("optimiser")
    if s.optimiser in DESCENTS:
        page.control("lr", format="%g")
        page.control("flavour", buttons=True)
        page.control("clip", buttons=True)
        if s.clip != "off":
            page.control("clip_at", format="%g")
        page.control("batch")


def _more(page: Train) -> None:
    """What few ask for: first the rate, then the gradient, then what keeps from learning by heart,
    then when to stop.
    """
    s = page.settings
    if s.optimiser in DESCENTS:
        page.control("schedule", buttons=True)
        if s.schedule != "constant":
            page.control("span")
    if s.optimiser in (*DESCENTS, "lbfgs"):
        page.control("reach", buttons=True)
        if s.reach == "steps":
            page.control("back")
    if s.optimiser in DESCENTS:
        page.control("dropout")
        page.control("noise", format="%g")
    page.control("patience")
    page.control("flat")


def _first_weights(page: Train) -> None:
    s = page.settings
    with st.container(horizontal=True, vertical_alignment="bottom"):
        page.control("seed")
        new_seed(page)
    page.control("locked")
    scheme_control(page, s.cell, "scheme")
    if has_forget_gate(s.cell):
        page.control("forget_bias")
    for gate, name in (("i", "input_bias"), ("o", "output_bias")):
        if gate in CELLS[s.cell].gates:
            page.control(name)


def buttons(page: Train, bar: Bar, found: Found) -> None:
    """Start, one epoch, ten, from scratch; or Stop, or what helps a run that diverged."""
    if found.job is not None:
        with bar.row:
            progress(page, found.job)
        return
    with bar.row:
        _start(page, found)
        if found.whole and found.run.ended == DIVERGED:
            remedies(page, found.run)
        else:
            _steps(page, found)
    with bar.drawer:
        _scratch(page, found)


def _start(page: Train, found: Found) -> None:
    """The main button; a run that is over has nothing left that it could do."""
    s, run = page.settings, found.run
    target = target_of(found, s.epochs, s.goal)
    on = found.whole and run.epochs > 0
    if found.whole and (run.ended in (*FINAL, DIVERGED) or target <= run.epochs):
        return
    since = run.epochs if on else 0
    label = _("Train on to epoch {n} · {time} s") if on else _("Train to epoch {n} · {time} s")
    time = seconds(s, target - since)
    st.button(  # the time stands in it: a tip would lie over what is said of the run
        label.format(n=target, time=time), type="primary", icon=":material/play_arrow:",
        key="studio.start", on_click=start, args=(page, target, since),
    )  # fmt: skip


def _steps(page: Train, found: Found) -> None:
    run = found.run
    over = run.ended in FINAL or not found.whole
    for label, count in ((_("+1"), 1), (_("+10"), 10)):
        st.button(
            label, key=f"studio.{count}", on_click=step, args=(page, run, count),
            disabled=over or run.epochs + count > MOST_EPOCHS,
            help=_("So many epochs more."),
        )  # fmt: skip


def _again(page: Train) -> None:
    """Back to the first weights, in a callback; an unlocked seed is drawn anew."""
    other = {} if page.settings.locked else {"seed": secrets.randbelow(10_000)}
    page.change(epochs=0, **other)


def _scratch(page: Train, found: Found) -> None:
    locked = page.settings.locked
    st.button(
        _("From scratch"), key="studio.scratch", on_click=_again, args=(page,),
        disabled=locked and found.whole and not found.run.epochs, icon=":material/restart_alt:",
        help=_("The untrained network again, with the same seed.") if locked else _(
            "An untrained network again, with another seed."
        ),
    )  # fmt: skip


def target_of(found: Found, asked: int, goal: int) -> int:
    """What is trained to: where the link goes if that is not done yet, else the goal; beyond the
    goal as far again.
    """
    if not found.whole:
        return asked or goal
    done = found.run.epochs
    return goal if done < goal else min(done + goal, MOST_EPOCHS)
