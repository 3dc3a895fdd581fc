"""The controls of Experiments: what is compared, along which axis, from how many seeds."""

import streamlit as st

from rnnviz.errors import RnnvizError
from rnnviz.experiments.design import Design
from rnnviz.experiments.recipe import DIGITS, MEMORY, SERIES
from rnnviz.jobs import Batch
from rnnviz.settings.experiments import ExperimentSettings
from rnnviz.ui.experiments.run import Experiments, duration, own, progress, seconds, submit
from rnnviz.ui.frame.bar import Bar
from rnnviz.words import _, _n
from rnnviz.words.numbers import count

LISTS = ("networks", "optimisers", "orders", "lengths", "units", "rates", "biases", "updates")
LAST_SEED = 999_000


def controls(page: Experiments) -> Bar:
    """Task, what is compared and along which axis in one row; the rest in the drawer."""
    bar = Bar(page.look, _("What is run"))
    plain = {"label_visibility": "collapsed"}
    with bar.at("look"):
        page.control("task", width=230, **plain)
    with bar.at("student"):
        page.control("seeds", width=110, **plain)
    with bar.drawer:
        page.control("lines")
        page.control("across")
        if page.settings.task not in SERIES:
            page.control("measure", buttons=True)
        for name in shown(page.settings):
            page.control(name)
            if problem := page.problem(name):
                st.error(problem)
        if page.settings.task != DIGITS:
            page.control("seconds", format="%g")
        if page.settings.task in MEMORY:
            page.control("batch")
        page.control("first")
    return bar


def shown(s: ExperimentSettings) -> list[str]:
    """The lists that make a difference here."""
    hidden = {"orders"} if s.task != DIGITS else {"lengths", "optimisers", "biases"}
    if s.seconds and s.task != DIGITS:
        hidden |= {"updates"}
    return [name for name in LISTS if name not in hidden]


def design_of(page: Experiments) -> Design | None:
    """The experiment of the settings; None, with a sentence on the page, if it cannot be run."""
    try:
        design = page.settings.design()
        design.check()
    except RnnvizError as error:
        st.warning(str(error))
        return None
    return design


def buttons(page: Experiments, bar: Bar, design: Design, batch: Batch[str] | None) -> None:
    """Run what is not known yet; or Stop; or take other seeds."""
    with bar.row:
        if batch is not None:
            progress(batch)
            return
        known = own()
        runs = design.runs()
        left = sum(run not in known for run in runs)
        st.button(
            run_label(left, len(runs)), type="primary", icon=":material/play_arrow:",
            key="trials.run", on_click=submit, args=(design,), disabled=not left,
            help=run_help(design, left),
        )  # fmt: skip
        s = page.settings
        st.button(
            _("Other seeds"), icon=":material/casino:", key="trials.seeds",
            on_click=page.change, kwargs={"first": min(s.first + s.seeds, LAST_SEED)},
            help=_("The same experiment from seeds that were not used yet."),
        )  # fmt: skip


def run_label(left: int, runs: int) -> str:
    """What pressing it does."""
    if not left:
        return _n("The {n} run is yours", "All {n} runs are yours", runs).format(n=count(runs))
    if left < runs:
        return _n("Go on: {n} run", "Go on: {n} runs", left).format(n=count(left))
    return _n("Run it here: {n} run", "Run it here: {n} runs", runs).format(n=count(runs))


def run_help(design: Design, left: int) -> str:
    """How long it will take."""
    if not left:
        return _("None of them is made twice. Take other seeds, or more of them.")
    text = _("About {time} on the workers of this server, which go first for everybody else.")
    return text.format(time=duration(seconds(design)))
