"""Runs side by side: every run of the session with its settings and result, compared, recalled."""

from collections.abc import Callable

import streamlit as st

from rnnviz.core.cells import CELLS
from rnnviz.core.network import Network
from rnnviz.figures.runs import losses
from rnnviz.settings.dynamics import DynamicsSettings
from rnnviz.settings.train import TrainSettings, run_fields, same_run
from rnnviz.street.result.runs import as_json
from rnnviz.street.screens.train import described, first_network, lesson_of, plan_of
from rnnviz.studio.lesson import Lesson
from rnnviz.studio.log import rule_words
from rnnviz.studio.run import Run
from rnnviz.studio.script import script, writable
from rnnviz.studio.torch_script import torch_script, torch_writable
from rnnviz.studio.words import aside_words
from rnnviz.ui.frame import memory, nav
from rnnviz.ui.train import shelf
from rnnviz.ui.train.run import Train
from rnnviz.words import _
from rnnviz.words.numbers import number

Writer = Callable[[Run, Lesson, Network, str], str]


def as_program(page: Train, run: Run) -> None:
    """The run in hand as programs that repeat it from its first weights, where it is one."""
    if not run.epochs > 0 or not writable(run.plan):
        return
    with st.container(key="train-program", horizontal=True):
        _program(page, run, "NumPy", script, _("NumPy alone, with the functions that ran here. It "
                                               "ends with the same loss."))  # fmt: skip
        if torch_writable(run.plan):
            _program(page, run, "PyTorch", torch_script,
                     _("With PyTorch’s gradients and optimisers. It ends with the same "
                       "loss."))  # fmt: skip


def _program(page: Train, run: Run, library: str, write: Writer, help_: str) -> None:
    s = page.settings

    def text() -> bytes:
        lesson = lesson_of(s)
        return write(run, lesson, first_network(s, lesson), run_name(s)).encode()

    st.download_button(
        _("This run in {library}").format(library=library), data=text,
        file_name=f"run_{library.lower()}.py", mime="text/x-python", icon=":material/code:",
        key=f"studio.{library.lower()}", type="tertiary", on_click="ignore", help=help_,
    )  # fmt: skip


def beside(page: Train) -> None:
    """The list of all runs, the one in hand first; with two or more, their losses on one axis."""
    runs = list(reversed(shelf.runs().items()))
    with st.expander(_("Runs of this session: {n}").format(n=len(runs)), icon=":material/stacks:"):
        if len(runs) > 1:
            _compared(runs)
        for k, (s, run) in enumerate(runs, start=1):
            _row(page, k, s, run)
        st.download_button(
            _("Download all as JSON"), data=_json, file_name="runs.json",
            mime="application/json", icon=":material/download:", key="studio.json",
            on_click="ignore",
        )  # fmt: skip


def _json() -> bytes:
    return as_json([(s.to_query(), run) for s, run in shelf.runs().items()])


def _compared(runs: list[tuple[TrainSettings, Run]]) -> None:
    """Losses of runs on one axis, those in nats apart from those in squares."""
    kinds = {
        "mse": _("mean square"),
        "cross_entropy": _("nats"),
    }
    for loss, unit in kinds.items():
        some = {
            f"{k}. {run_name(s)}": run.column("loss")
            for k, (s, run) in enumerate(runs, start=1)
            if lesson_of(s).loss == loss
        }
        if some:
            title = _("loss, {unit}").format(unit=unit)
            st.plotly_chart(losses(some, title), key=f"train-losses-{loss}",
                            alt=_("The loss of every run by epoch"))  # fmt: skip


def run_name(s: TrainSettings) -> str:
    """A run in a few words: what learns what, and by which rules."""
    rules = [rule_words(rule) for _epoch, rule in plan_of(s).rules]
    what = described(s, lesson_of(s))
    return f"{what} {' → '.join(rules)}."


def _row(page: Train, k: int, s: TrainSettings, run: Run) -> None:
    here = s == same_run(page.settings)
    with st.container(key=f"train-run-{k}", horizontal=True, vertical_alignment="center"):
        text = _("**{k}.** {name} Epochs {n}, loss **{loss}**, {held} on {aside}; {time} s "
                 "of computing.")  # fmt: skip
        st.markdown(text.format(
            k=k, name=run_name(s), n=run.epochs, loss=_last(run, lambda r: r.rows[-1].loss),
            held=_last(run, lambda r: r.frames[-1].held), aside=aside_words(lesson_of(s)),
            time=number(run.seconds, 2),
        ), width="stretch")  # fmt: skip
        nav.link(nav.SCREENS["dynamics"], dynamics_of(s).to_query(), label=_("Its dynamics"))
        st.button(
            _("Recall"), key=f"studio.recall.{k}", disabled=here, on_click=_recall, args=(page, s)
        )
        st.button(
            _("Delete"), key=f"studio.delete.{k}", icon=":material/delete:", type="tertiary",
            disabled=here, on_click=_delete, args=(s,),
        )  # fmt: skip


def dynamics_of(s: TrainSettings) -> DynamicsSettings:
    """The dynamics of a run's network, in a view that has room for its state."""
    numbers = s.hidden * len(CELLS[s.cell].state_fields)
    view = {1: "exponents", 2: "two"}.get(numbers, "many")
    run = {name: getattr(s, name) for name in run_fields(s)}
    return DynamicsSettings(**run, view=view, subject="run")


def _last(run: Run, value: Callable[[Run], float]) -> str:
    return number(value(run)) if run.rows and run.frames else "–"


def _recall(page: Train, s: TrainSettings) -> None:
    own = {name: getattr(s, name) for name in run_fields(s)}
    memory.take_preset(page.code, page.settings.with_(**own))


def _delete(s: TrainSettings) -> None:
    shelf.runs().pop(s, None)
