"""The picture of an experiment, what may be said of it, and the run that was clicked."""

import math
from typing import Any

import streamlit as st

from rnnviz.experiments import names
from rnnviz.experiments.found import Found, baselines
from rnnviz.experiments.recipe import Outcome
from rnnviz.experiments.words import (
    concluded,
    diverged,
    first_lines,
    guessed,
    judged_how,
    named,
    told,
)
from rnnviz.figures.experiments import Plot, dots
from rnnviz.settings.arguments import argument_of
from rnnviz.street.result.trials import as_csv, as_json
from rnnviz.street.screens.experiments import shipped, walk, way_to
from rnnviz.ui.experiments.run import Experiments, duration, own, seconds
from rnnviz.ui.frame import nav
from rnnviz.ui.frame.chart import plot
from rnnviz.words import _, _n
from rnnviz.words.numbers import count, number, percent
from rnnviz.words.tongue import kept_language


def picture(page: Experiments) -> None:
    """Dots on the left, and on the right what they allow to be said."""
    f = walk(page.settings, own()).found
    left, right = st.columns([8, 4], gap="medium")
    with left:
        clicked = drawn(f, few=not page.look.shows("student"))
    with right, st.container(key="experiments-beside"):
        said(page, f)
        if clicked is not None:
            one_run(f, clicked)
        take_along(page, f)
    table(f)


@st.fragment
def still(page: Experiments) -> None:
    """The picture while nothing runs: a click on a dot draws it alone anew."""
    picture(page)


def plot_of(f: Found, *, few: bool = False) -> Plot:
    """What is drawn of the results; of many lines at first a `few`."""
    d = f.design
    levels = [] if f.share else [(b.loss, b.label) for b in baselines(d)]
    return Plot(
        names.lines(d), names.places(d), d.seeds, f.values, f.own, names.axis(d),
        names.measured(d, f.measure), f.share, levels, first_lines(f) if few else None,
    )  # fmt: skip


def drawn(f: Found, *, few: bool) -> tuple[int, int, int] | None:
    """Draw it; give the numbers of line, place and seed of the dot that was clicked."""
    event: Any = plot(
        dots(plot_of(f, few=few)), "experiments-dots", on_select="rerun", selection_mode="points",
        alt=_("A dot for every run: its line, place, seed and value stand in the table below"),
    )  # fmt: skip
    if few and (first := first_lines(f)) is not None:
        text = _(
            "{k} of {n} lines are drawn: of those that fare alike, one. Click a name for another."
        )
        st.caption(text.format(k=len(first), n=len(f.design.values)))
    points = event.selection.points if event else []
    data = points[0].get("customdata") if points else None
    if not data:
        return None
    i, j, k = (int(data[n]) for n in range(3))
    inside = all(n < most for n, most in zip((i, j, k), f.shape, strict=True))
    return (i, j, k) if inside and f.outcomes[i, j, k] is not None else None


def said(page: Experiments, f: Found) -> None:
    """What the numbers are, what they allow to be concluded, and whose they are."""
    code = argument_of(page.settings)
    if code is None:  # else it stands above the picture
        st.markdown(told(f))
    how, plain = judged_how(f), not page.look.shows("student")
    st.markdown(f"**{concluded(f)}**", help=how if how and plain else None)
    if how and not plain:
        st.caption(how)
    if text := guessed(f):
        st.markdown(text)
    if text := named(f):
        st.markdown(text)
    if text := diverged(f):
        st.caption(text)
    st.caption(whose(f, code))
    if left := seconds(f.design):
        text = _("What was not made here takes about {time} on this server’s workers.")
        st.caption(text.format(time=duration(left)))


def whose(f: Found, code: str | None) -> str:
    """How many runs are this session's, and where the others come from."""
    ours, known, runs = int(f.own.sum()), int(f.known.sum()), f.known.size
    made = shipped().made.get(code or "")
    if ours == runs:
        text = _n("The {n} run was made here.", "All {n} runs were made here.", runs)
        return text.format(n=count(runs))
    if known == 0:
        text = _n("This {n} run is not known yet.", "None of these {n} runs is known yet.", runs)
        return text.format(n=count(runs))
    if ours == 0 and known == runs and made:
        text = _n(
            "{n} run that comes with the program (open dot), made {made}.",
            "{n} runs that come with the program (open dots), made {made}.",
            runs,
        )
        return text.format(n=count(runs), made=made)
    text = _("{ours} of {runs} runs were made here, {others} come with the program (open dots).")
    return text.format(ours=count(ours), runs=count(runs), others=count(known - ours))


def one_run(f: Found, at: tuple[int, int, int]) -> None:
    """The run that was clicked, and the way to one like it that can be watched."""
    i, j, _k = at
    one: Outcome = f.outcomes[at]
    line = names.lines(f.design)[i]
    place = names.name_of(f.design.across, f.design.places[j]) if f.places_vary else ""
    with st.container(border=True, key="experiments-one"):
        st.markdown(f"**{line}** {place}")
        st.markdown(run_words(one))
        way = way_to(f.design.recipe(i, j), one.seed)
        if way is None:
            st.caption(_("No other screen shows a run like it."))
            return
        screen = nav.SCREENS[way.screen]
        label = _("Watch it on {screen}").format(screen=_(screen.label))
        nav.link(screen, way.settings.to_query(), label=label, icon=":material/open_in_new:")
        st.caption(way.note)


def run_words(one: Outcome) -> str:
    """What came of one run."""
    if one.ended == "diverged":
        text = _("Seed {seed}: diverged at update {n}.")
        return text.format(seed=one.seed, n=count(one.updates))
    if math.isnan(one.right):
        text = _("Seed {seed}: loss {loss} after {n} updates, {time} s of computing.")
    else:
        text = _("Seed {seed}: {right} right, loss {loss}; {n} updates, {time} s of computing.")
    return text.format(
        seed=one.seed, right=percent(one.right, 1), loss=number(one.loss), n=count(one.updates),
        time=number(one.seconds, 2),
    )  # fmt: skip


def take_along(page: Experiments, f: Found) -> None:
    """Every run as a table, or with the link that repeats it."""
    with st.container(horizontal=True):
        st.download_button(
            _("CSV"), data=kept_language(lambda: as_csv(f)),
            file_name="experiment.csv", mime="text/csv",
            icon=":material/download:", key="trials.csv", on_click="ignore",
        )  # fmt: skip
        st.download_button(
            _("JSON"), data=kept_language(lambda: as_json(f, page.settings.to_query())),
            file_name="experiment.json", mime="application/json", icon=":material/download:",
            key="trials.json", on_click="ignore",
        )  # fmt: skip


def table(f: Found) -> None:
    """Every line at every place in numbers."""
    with st.expander(_("Every line and place in numbers"), icon=":material/table:"):
        st.dataframe(rows(f), hide_index=True)


def rows(f: Found) -> list[dict[str, Any]]:
    """A row for each line at each place: how many seeds, the lowest, median and highest."""
    write = percent if f.share else number
    lines, places = names.lines(f.design), names.places(f.design)
    values, medians = f.values, f.medians

    def row(i: int, j: int) -> dict[str, Any]:
        there = sorted(float(v) for v in values[i, j] if not math.isnan(v))
        told = {
            _("line"): lines[i],
            _("place"): places[j],
            _("seeds"): int(f.counts[i, j]),
            _("lowest"): write(there[0]) if there else "",
            _("median"): write(float(medians[i, j])) if there else "",
            _("highest"): write(there[-1]) if there else "",
        }
        return told | ({_("solved"): int(f.solved[i, j])} if f.answers else {})

    return [row(i, j) for i, j in f.design.cells()]
