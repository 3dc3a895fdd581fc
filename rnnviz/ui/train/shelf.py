"""The runs of a session: kept while other screens are visited, the one not used longest leaves."""

import streamlit as st

from rnnviz.settings.train import TrainSettings
from rnnviz.street.screens.train import plan_of, trained
from rnnviz.studio.run import Run, goes_on

MOST = 12  # runs that a session keeps
ROOM = 16e6  # bytes that all of them may take
STORE = "studio.runs"


def runs() -> dict[TrainSettings, Run]:
    """The runs by what they depend on, the oldest first."""
    return st.session_state.setdefault(STORE, {})


def known(s: TrainSettings) -> Run | None:
    """The run of these settings, which is then the one used last."""
    run = runs().pop(s, None)
    if run is not None:
        runs()[s] = run
    return run


def keep(s: TrainSettings, run: Run) -> None:
    """Keep a run; what it goes on from is a part of it, and leaves."""
    for older in [one for one in runs() if one != s and is_beginning(one, runs()[one], s)]:
        del runs()[older]
    runs().pop(s, None)
    runs()[s] = run
    while len(runs()) > 1 and (len(runs()) > MOST or sum(map(size, runs().values())) > ROOM):
        del runs()[next(iter(runs()))]


def size(run: Run) -> int:
    """The bytes that a run's weights take, by far the most of it."""
    return sum(f.theta.nbytes + f.change.nbytes for f in run.frames)


def begun(s: TrainSettings) -> tuple[TrainSettings, Run] | None:
    """The longest run that these settings go on from."""
    found = [(one, run) for one, run in runs().items() if is_beginning(one, run, s)]
    return max(found, key=lambda pair: pair[1].epochs, default=None)


def is_beginning(one: TrainSettings, run: Run, s: TrainSettings) -> bool:
    """Whether the run of `one` is how that of `s` begins."""
    alike = one.with_(epochs=s.epochs, flat=s.flat, later="") == s.with_(later="")
    return alike and goes_on(run, plan_of(s))


@st.cache_resource(max_entries=32, show_spinner=False)
def at_once(s: TrainSettings) -> Run:
    """A short run, trained in this very run of the page, for all sessions; never to be changed."""
    return trained(s)
