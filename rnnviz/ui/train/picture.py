"""The picture of a run, and what can be done at the epoch that it stands at."""

from dataclasses import replace
from typing import Any

import streamlit as st

from rnnviz.errors import RnnvizError
from rnnviz.settings.fields import Number
from rnnviz.settings.network import NetworkSettings
from rnnviz.settings.train import RULE, same_run
from rnnviz.street.network.carried import Carried, carried_query
from rnnviz.street.screens.inside import carried_of, in_address
from rnnviz.street.screens.train import Train as Seen
from rnnviz.street.screens.train import plan_of, walk
from rnnviz.studio.log import diverged
from rnnviz.studio.one import one_formula, one_weight, one_words
from rnnviz.studio.run import DIVERGED, Run
from rnnviz.studio.words import weight_names
from rnnviz.ui.frame import memory, nav
from rnnviz.ui.frame.player import show
from rnnviz.ui.frame.widgets import draw as widget
from rnnviz.ui.network import in_hand
from rnnviz.ui.train.presets import preset_now
from rnnviz.ui.train.run import Train, at_end, begins, stay_at_end, submit
from rnnviz.words import _

INSIDE = {
    "unroll": ":material/linear_scale:",
    "gradients": ":material/trending_down:",
    "gates": ":material/tune:",
}
AT = "studio.at"
LAST = "studio.last"
MORE = "studio.branch.epochs"
BRANCH = ("optimiser", "flavour", "lr", "clip", "clip_at")  # what is asked; the rest stays


def picture(page: Train, run: Run) -> None:
    """The scene of a run; what its player reports runs this part of the page alone."""
    if run.ended == DIVERGED and run.frames and not preset_now(page):
        st.error(diverged(run))
    try:
        seen = walk(page.settings, run)
    except RnnvizError as error:
        st.error(str(error))
        return

    @st.fragment
    def part() -> None:
        drawn(page, seen, following=False)
        at_epoch(page, seen)

    part()


def drawn(page: Train, seen: Seen, *, following: bool) -> None:
    """The player; while one follows a run, or has gone a step further, it stands at the end."""
    scene = seen.scene
    if following or at_end(page):
        scene = replace(scene, start={"t": scene.steps - 1, "end": scene.start["run"]})
    elif k := begins(page, seen.run):
        scene = replace(scene, start={**scene.start, "t": k})

    def note(place: dict[str, Any] | None) -> None:
        if place:
            st.session_state[AT] = same_run(page.settings), int(place["t"])

    show(scene, key="train-player", page=page, on_step=None if following else note)


def followed(page: Train, first: Run) -> Any:
    """What draws a run that is under way; `first` is shown until something has come."""

    def draw(run: Run | None) -> None:
        drawn(page, walk(page.settings, run or first), following=True)

    return draw


def place(page: Train, seen: Seen) -> int:
    """The kept epoch that the player stands at: the reported one, the link's, or the last."""
    last = len(seen.run.frames) - 1
    run, t = st.session_state.get(AT, (None, None))
    if run == same_run(page.settings):
        return min(t, last)
    t = page.look.t
    return last if t is None else min(t - 1, last)


def at_epoch(page: Train, seen: Seen) -> None:
    """The ways to the other screens with the network of this epoch, and another way from here."""
    k = place(page, seen)
    epoch = seen.run.frames[k].epoch
    with st.container(key="train-here", horizontal=True, vertical_alignment="center"):
        st.markdown(_("**At epoch {n}:**").format(n=epoch), width="content")
        _links(seen, k)
        _one_weight(seen, k)
        branch(page, epoch)


def _links(seen: Seen, k: int) -> None:
    carried = carried_of(seen, k)
    token = put(carried)
    for code, icon in INSIDE.items():
        screen = nav.SCREENS[code]
        target = memory.stored(code) or screen.settings()
        if isinstance(target, NetworkSettings):
            own = in_address(target, seen, k)
            query = carried_query(target, token, carried) if own is None else own.to_query()
            nav.link(screen, query, icon=icon)


def _one_weight(seen: Seen, k: int) -> None:
    """What the next update does to any weight, with its numbers."""
    names, rule = weight_names(seen.first), seen.run.plan.rule(seen.run.frames[k].epoch)
    with st.popover(_("One weight"), icon=":material/calculate:"):
        place = st.selectbox(
            _("Weight"), range(len(names)), index=seen.run.frames[k].update.place,
            format_func=names.__getitem__, key=f"studio.weight.{len(names)}",
        )  # fmt: skip
        one = one_weight(seen.run, seen.run.frames[k], seen.lesson, seen.first, place)
        st.markdown(one_words(one, rule, seen.run.rows[seen.run.frames[k].epoch].lr))
        if formula := one_formula(rule):
            st.latex(formula)


def put(carried: Carried) -> str:
    """Keep the network for this session, in place of the last one unless a screen shows that.

    Whoever walks through the learning passes many epochs, and a session keeps a few networks.
    """
    token, last = in_hand.put(carried), st.session_state.get(LAST)
    shown = {getattr(memory.stored(code), "net", "") for code in INSIDE}
    if last not in {token, *shown}:
        st.session_state[in_hand.STORE].pop(last, None)
    st.session_state[LAST] = token
    return token


def branch(page: Train, epoch: int) -> None:
    """Another optimiser, rate or bound from this epoch on: its weights are where it begins."""
    rule = plan_of(page.settings).rule(max(epoch - 1, 0))
    with st.popover(_("Branch from here"), icon=":material/call_split:"):
        st.caption(
            _("Another run with these weights: the epochs up to {n} are the same. Where only the "
              "rate or the bound changes, the optimiser keeps its memory.").format(n=epoch)
        )  # fmt: skip
        for name in BRANCH:
            kind, key = page.settings.kinds()[name], _key(name, epoch)
            held = st.session_state.setdefault(key, getattr(rule, name))
            plain = {"format": "%g"} if isinstance(kind, Number) else {}
            widget(kind, held, {"label": _(kind.label), "key": key, **plain})
        st.number_input(_("Epochs from here"), 1, 2000, value=200, step=50, key=MORE)
        st.button(
            _("Branch"), type="primary", key="studio.branch.go", on_click=_branch,
            args=(page, epoch),
        )  # fmt: skip


def _key(name: str, epoch: int) -> str:
    return f"studio.branch.{name}.{epoch}"


def _branch(page: Train, epoch: int) -> None:
    chosen = {name: st.session_state[_key(name, epoch)] for name in BRANCH}
    rule = plan_of(page.settings).rule(max(epoch - 1, 0))
    chosen = {**rule._asdict(), **chosen}
    try:
        s = page.settings.changed_from(epoch, **chosen)
        s = s.with_(epochs=epoch + int(st.session_state[MORE]))
    except RnnvizError as error:
        page.say(str(error))
        return
    page.change(**{name: getattr(s, name) for name in (*RULE, "later", "epochs")})
    submit(same_run(page.settings))
    stay_at_end(page)
