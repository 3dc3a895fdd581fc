"""The controls of Train: what is learned, by what, how, and the buttons that let it learn."""

import streamlit as st

from rnnviz.settings.train import MOST_EPOCHS, has_length
from rnnviz.studio.run import DIVERGED, FLAT, Run
from rnnviz.ui.frame.bar import Bar
from rnnviz.ui.network.controls import has_forget_gate, new_seed, scheme_control
from rnnviz.ui.train.own import own_series
from rnnviz.ui.train.remedies import remedies
from rnnviz.ui.train.run import Found, Train, progress, seconds, start, step
from rnnviz.words import _


def train_controls(page: Train) -> Bar:
    """Task and cell in one row, and how it is learned; the rest in the drawer."""
    s, bar = page.settings, Bar(page.look, _("How it learns"))
    with bar.at("look"):
        page.control("task", width=170, label_visibility="collapsed")
        _of_the_task(page)
        page.control("cell", width=210, label_visibility="collapsed")
    with bar.drawer:
        if s.task in ("copying", "echo"):
            page.control("delay")
        if s.task == "adding":
            page.control("convention", buttons=True)
        if has_length(s.task):
            page.control("length")
        page.control("goal")
        page.control("hidden")
        _rule(page)
        page.control("flat")
        with st.container(horizontal=True, vertical_alignment="bottom"):
            page.control("seed")
            new_seed(page)
        scheme_control(page, s.cell, "scheme")
        if has_forget_gate(s.cell):
            page.control("forget_bias")
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


def _rule(page: Train) -> None:
    page.control("lr", format="%g")
    page.control("optimiser")
    page.control("flavour", buttons=True)
    page.control("clip", buttons=True)
    if page.settings.clip != "off":
        page.control("clip_at", format="%g")


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
    s = page.settings
    target = target_of(found, s.epochs, s.goal)
    st.button(
        _("Train to epoch {n}").format(n=target), type="primary", icon=":material/play_arrow:",
        key="studio.start", on_click=start, args=(page, target),
        help=_start_help(page, found.run, found, target),
    )  # fmt: skip


def _steps(page: Train, found: Found) -> None:
    run = found.run
    over = run.ended == FLAT or not found.whole
    for label, count in ((_("+1"), 1), (_("+10"), 10)):
        st.button(
            label, key=f"studio.{count}", on_click=step, args=(page, run, count),
            disabled=over or run.epochs + count > MOST_EPOCHS,
            help=_("So many epochs more: one update each."),
        )  # fmt: skip


def _scratch(page: Train, found: Found) -> None:
    st.button(
        _("From scratch"), key="studio.scratch", on_click=page.change, kwargs={"epochs": 0},
        disabled=found.whole and not found.run.epochs, icon=":material/restart_alt:",
        help=_("The untrained network again, with the same seed."),
    )  # fmt: skip


def target_of(found: Found, asked: int, goal: int) -> int:
    """What is trained to: where the link goes if that is not done yet, else the goal."""
    return goal if found.whole or not asked else asked


def _start_help(page: Train, run: Run, found: Found, target: int) -> str:
    on = found.whole and run.epochs < target
    text = _("It goes on from epoch {n}, about {time} s.") if on else _(
        "From scratch, about {time} s."
    )  # fmt: skip
    left = target - run.epochs if on else target
    return text.format(n=run.epochs, time=seconds(page.settings, left))
