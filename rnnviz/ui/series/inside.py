"""“See inside”: a trained run of Your series on Unroll, Gradients and Gates."""

from dataclasses import dataclass

import numpy as np
import streamlit as st

from rnnviz.core.arrays import Array
from rnnviz.core.network import Network
from rnnviz.export.inside import Inside, inspectable, network_of, window_model, writable
from rnnviz.export.model import Model
from rnnviz.export.window_code import WINDOW_FORMS
from rnnviz.series.compare.results import Comparison, Result, SeedRun
from rnnviz.series.judge.written import number
from rnnviz.series.models.echo import ECHO
from rnnviz.series.moments import moment
from rnnviz.series.steps import step_of
from rnnviz.settings.network import NetworkSettings
from rnnviz.settings.series import SeriesSettings
from rnnviz.street.network.carried import Carried, carried_query
from rnnviz.tasks.sequence import Example
from rnnviz.ui.frame import memory, nav
from rnnviz.ui.frame.page import Page
from rnnviz.ui.frame.plain import plain
from rnnviz.ui.network import in_hand
from rnnviz.ui.network.code import code_downloads
from rnnviz.ui.network.in_hand import MOST_UNITS
from rnnviz.words import _
from rnnviz.words.tongue import kept_language

SCREENS = {
    "unroll": ":material/linear_scale:",
    "gradients": ":material/trending_down:",
    "gates": ":material/tune:",
}


@dataclass(frozen=True)
class SeriesExamples:
    """The windows of a series as the sequences of a carried network."""

    inside: Inside
    unit: str

    def __len__(self) -> int:
        """How many windows there are, the one of the future included."""
        return len(self.inside)

    def example(self, k: int) -> Example:
        """Window k; where the next value is not known, the network's own output stands for it."""
        w = self.inside.window(k)
        known = np.isfinite(w.target)
        target = w.target if known else self.inside.output(k)
        d = np.append(w.z[1:], target)
        note = _("Values are scaled as they were in training.")
        ticks = tuple(self._times(w.rows[-len(w.z) :]))
        return Example(w.z[:, None], d[:, None], "mse", ("x",), ("y",), ticks, note)

    def sentence(self, k: int, y: Array) -> str:
        """What is predicted from window k, and what came."""
        found, w = self.inside.found, self.inside.window(k)
        value = number(self.inside.predicted(k, float(y[-1, 0])))
        fields = {"predicted": value, "unit": self.unit or _("the unit of the series")}
        (fields["last"],) = self._times(w.rows[-1:])
        if not np.isfinite(w.target):
            text = _(
                "From the window that ends in {last} it predicts {predicted} (in {unit}). What "
                "came is not known, so its own output stands for the target: no loss, no gradient."
            )
            return plain(text.format(**fields))
        (fields["time"],) = self._times([w.row])
        fields["actual"] = number(float(found.values[w.row]))
        fields["part"] = part_of(found, w.row)
        text = _(
            "From the window that ends in {last} it predicts {predicted} for {time} ({part} part); "
            "it was {actual} (in {unit})."
        )
        return plain(text.format(**fields))

    def _times(self, rows: np.ndarray | list[int]) -> list[str]:
        times = self.inside.found.series.times
        return [moment(time, step_of(times)) for time in times[rows]]

    def model(self, net: Network) -> Model:
        """The network with the scaling of the series."""
        return self.inside.model(net)


def part_of(found: Comparison, row: int) -> str:
    """The name of the part in which a row lies."""
    if row < found.split.train:
        return _("training")
    return _("validation") if row < found.split.validation else _("test")


def inside(page: Page[SeriesSettings], found: Comparison, unit: str) -> None:
    """Choose a network and one of its runs, and open it on another screen."""
    results = [*inspectable(found), *writable(found)]
    if not results:
        return
    st.subheader(_("See inside"), anchor=False)
    st.caption(
        _(
            "Open a trained network, with its own weights and a window of this series, and follow "
            "every number of a prediction back to where it came from; or take a model along as "
            "code."
        )
    )
    with st.container(horizontal=True):
        result, run = choose_run(results)
    if result in writable(found):
        _only_code(found, result, run)
        return
    carried = carry(page, found, result, run, unit)
    with st.container(horizontal=True, vertical_alignment="center", key="series-inside"):
        _links(carried)
        code_downloads(
            lambda: carried.examples.model(carried.net), result.code, "series.code",
            _("This network as code"),
        )  # fmt: skip


def _only_code(found: Comparison, result: Result, run: SeedRun) -> None:
    """A model without steps as a program, one button for each framework."""
    st.caption(
        _("Its state is carried on from the first row, so the program reads a whole history.")
        if result.code == ECHO
        else _("It reads the whole window at once: there are no steps to walk through.")
    )
    with (
        st.container(horizontal=True, key="series-inside"),
        st.popover(_("This model as code"), icon=":material/code:"),
    ):
        st.caption(
            _(
                "A program with the weights in it that predicts as this page does. Run it, and it "
                "checks itself against the numbers here."
            )
        )
        for label, write in WINDOW_FORMS[result.code].items():
            st.download_button(
                label, data=kept_language(
                    lambda write=write: write(window_model(found, result, run)).encode()
                ),
                file_name=f"{result.code}_{label.lower()}.py", mime="text/x-python",
                key=f"series.code.{result.code}.{label}", icon=":material/download:",
                on_click="ignore", width="stretch",
            )  # fmt: skip


def _links(carried: Carried) -> None:
    """The ways to the screens that look inside, or why there is none."""
    if carried.net.hidden > MOST_UNITS:
        text = _("It has {n} units; up to {most} can be looked at one by one.")
        st.caption(text.format(n=carried.net.hidden, most=MOST_UNITS))
        return
    token = in_hand.put(carried)
    for code, icon in SCREENS.items():
        screen = nav.SCREENS[code]
        target = memory.stored(code) or screen.settings()
        if isinstance(target, NetworkSettings):
            nav.link(screen, carried_query(target, token, carried), icon=icon)


def choose_run(results: list[Result]) -> tuple[Result, SeedRun]:
    """The network and the seed to be looked at: at first the run that is drawn."""
    by_code = {r.code: r for r in results}
    code = st.selectbox(
        _("Model"), list(by_code), format_func=lambda c: by_code[c].label, width=220,
        key="series.inside.code",
    )  # fmt: skip
    result = by_code[code]
    runs = {run.seed: run for run in result.good}
    seed = st.selectbox(
        _("Seed"), list(runs), index=list(runs).index(result.shown.seed), width=110,
        key=f"series.inside.seed.{code}",
    )  # fmt: skip
    return result, runs[seed]


def carry(
    page: Page[SeriesSettings], found: Comparison, result: Result, run: SeedRun, unit: str
) -> Carried:
    """The run as a network that other screens can show."""
    seen = Inside(found, network_of(result, run))
    text = _("{cell} with {units} units, trained on {series}, seed {seed}")
    name = text.format(
        cell=result.label, units=result.hidden, series=found.series.name, seed=run.seed
    )
    return Carried(
        net=seen.net, examples=SeriesExamples(seen, unit), where="last", name=plain(name),
        first=seen.first(), example_label=_("Window: the last one predicts what is to come"),
        home=page.code, query=page.settings.to_query(),
        identity=f"{found.series.sha256} {found.series.breaks} {found.transform}",
    )  # fmt: skip
