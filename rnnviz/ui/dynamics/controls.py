"""The controls of Dynamics: the view, whose it is, and the sliders that the picture follows."""

import streamlit as st

from rnnviz.settings.dynamics import OFFERED, DynamicsSettings
from rnnviz.settings.train import TrainSettings, run_fields
from rnnviz.street.dynamics.runs import run_needed
from rnnviz.street.screens.train import first_network, lesson_of
from rnnviz.studio.words import weight_names
from rnnviz.ui.frame import memory
from rnnviz.ui.frame.bar import Bar
from rnnviz.ui.frame.page import Page
from rnnviz.ui.network.controls import new_seed
from rnnviz.ui.network.dials import css_class
from rnnviz.words import _

Dynamics = Page[DynamicsSettings]

# Sliders whose every value has its picture ready, by view.
SLIDERS = {
    "one": ("w",),
    "two": ("scale",),
    "many": ("hold",),
    "exponents": ("spread",),
    "momentum": ("alpha", "beta"),
}
# What else can be chosen, in the open from a level on.
OPEN = {"one": ("reads",), "many": ("axes",), "valley": ("plane",)}
DRAWER = {
    ("one", "example"): ("phi", "u", "bias", "h0"),
    ("two", "matrix"): ("matrix", "constant", "start_x", "start_y"),
    ("two", "parity"): ("constant", "start_x", "start_y"),
    ("two", "run"): ("constant", "start_x", "start_y"),
    ("many", "matrix"): ("matrix",),
    ("cliff", "example"): ("pace", "bound", "from_w", "from_b"),
}
DRAWN = {("two", "parity"), ("many", "matrix"), ("exponents", "example")}  # by the seed


def sliders(s: DynamicsSettings) -> tuple[str, ...]:
    """The sliders of a view that move anything."""
    fixed = (s.of == "run" and s.view == "exponents") or (s.view, s.of) == ("many", "matrix")
    return () if fixed else SLIDERS.get(s.view, ())


def dials(page: Dynamics) -> dict[str, str]:
    """The sliders as the player finds them."""
    return {name: css_class(memory.key(page.code, name)) for name in sliders(page.settings)}


def controls(page: Dynamics) -> None:
    """The view and its sliders in one row; the rest in the drawer."""
    s, bar = page.settings, Bar(page.look, _("More"))
    with bar.at("look"):
        page.control("view", width=180, label_visibility="collapsed")
        if len(OFFERED[s.view]) > 1:
            _subject(page)
        for name in sliders(s):
            _slider(page, name)
    with bar.at("student"):
        for name in OPEN.get(s.view, ()):
            page.control(name, width=170, label_visibility="collapsed")
    own, seeded = DRAWER.get((s.view, s.of), ()), (s.view, s.of) in DRAWN
    if own or seeded or s.of == "run":
        with bar.drawer:
            for name in own:
                page.control(name)
            if seeded:
                _seed(page)
            if s.of == "run":
                _run(page)
    problem = page.problem("matrix")
    if problem is not None:
        st.error(problem)


def _slider(page: Dynamics, name: str) -> None:
    """A slider with its name beside it, so that the picture begins higher."""
    with st.container(key=f"slide-{name}", horizontal=True, vertical_alignment="center", width=300):
        st.markdown(_(page.settings.kinds()[name].label), width="content")
        page.control(name, slider=True, width="stretch", label_visibility="collapsed")


def _subject(page: Dynamics) -> None:
    """Whose dynamics; a choice that this view does not have stands at its first."""
    s = page.settings
    if s.subject != s.of:
        page.change(subject=s.of)
    page.control("subject", width=180, label_visibility="collapsed", only=OFFERED[s.view])


def _seed(page: Dynamics) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        page.control("seed")
        new_seed(page)


def _run(page: Dynamics) -> None:
    """The run of Train whose network is looked at, and for the cliff two of its weights."""
    known = memory.stored("train")
    if isinstance(known, TrainSettings):
        st.button(
            _("Take the network of Train"),
            icon=":material/download:",
            key="dynamics.take",
            on_click=page.change,
            kwargs={n: getattr(known, n) for n in run_fields(known)},
        )
    for name in ("task", "cell", "hidden", "epochs"):
        page.control(name)
    if page.settings.task == "series":
        page.control("series")
    _seed(page)
    if page.settings.view == "cliff":
        _weights(page)


def _weights(page: Dynamics) -> None:
    """Which two weights the loss is drawn over, by their names."""
    s, needed = page.settings, run_needed(page.settings)
    assert needed is not None  # noqa: S101 - a run is what is looked at
    names = weight_names(first_network(needed, lesson_of(needed)))
    for field, title in (("first", _("Across")), ("second", _("Up"))):
        key = f"dynamics.weight.{field}.{len(names)}"
        at = min(getattr(s, field), len(names) - 1)
        st.session_state[key] = at
        st.selectbox(
            title,
            range(len(names)),
            index=at,
            format_func=names.__getitem__,
            key=key,
            on_change=lambda f=field, k=key: page.change(**{f: st.session_state[k]}),
        )
