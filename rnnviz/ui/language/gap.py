"""The long gap: how accuracy falls with the distance between a cue and what it decides."""

import numpy as np
import pandas as pd
import streamlit as st

from rnnviz.figures.language import accuracy_by_distance
from rnnviz.settings.tables import cell_label
from rnnviz.street.screens.gap import sentence
from rnnviz.tasks.gap.gap import CHANCE, CLAUSES, MOST_CLAUSES, NEAR_DISTANCE, distance, far, near
from rnnviz.tasks.gap.run import TESTED_ON, GapResult
from rnnviz.ui.frame.bar import Bar
from rnnviz.ui.frame.chart import plot
from rnnviz.ui.frame.player import show
from rnnviz.ui.language.controls import Language, view_control
from rnnviz.ui.language.run import gap_result
from rnnviz.words import N_, _
from rnnviz.words.numbers import count, percent
from rnnviz.words.sources import OLAH

EXAMPLES = (
    (N_("Near"), near("clouds"), "clouds", "sky"),
    (N_("Far"), far("France", CLAUSES[:2]), "France", "French"),
)


def gap_screen(page: Language) -> None:
    """The measured gap, the two sentences, the budget."""
    bar = Bar(page.look, _("Training"))
    with bar.at("look"):
        view_control(page)
    with bar.at("student"):
        page.control("gap_hidden", width=190)
        page.control("gap_epochs", width=170)
        page.control("gap_seeds", width=150)
    found = gap_result(page.settings.gap_task())
    if found is not None and found.far:
        _chart(found)
        _sentence(page, found)
    elif found is not None:
        st.info(_("No network was finished; train again to see the gap."))
    _sentences()


def _sentences() -> None:
    """The two sentences of the article, their cues and answers in bold."""
    columns = st.columns(2)
    for column, (label, words, cue, answer) in zip(columns, EXAMPLES, strict=True):
        shown = " ".join(f"**{word}**" if word in (cue, answer) else word for word in words)
        between = len(words) - 2 - words.index(cue)
        with column.container(border=True, height="stretch"):
            st.markdown(shown)
            text = _("{label}: {n} words lie between the cue and the answer.")
            st.caption(text.format(label=_(label), n=between))
    st.caption(_("Both sentences are those of {article}.").format(article=OLAH.short))


def _chart(found: GapResult) -> None:
    """Accuracy by distance, how to read it, and what it says."""
    codes = list(found.far)
    with st.container(border=True, key="gap-verdict"):
        st.markdown(f"**{verdict(found)}**")
        st.caption(sizes(found))
    fig = accuracy_by_distance(
        found.distances, [cell_label(code) for code in codes],
        [found.near[code] for code in codes], [found.far[code] for code in codes],
        CHANCE, distance(MOST_CLAUSES), NEAR_DISTANCE,
    )  # fmt: skip
    plot(fig, key="language-gap", alt=_("Right answers by distance"))
    text = _(
        "How to read: the share of {n} new sentences whose last word is guessed rightly; the line "
        "is the median of {seeds} seeds, the band their range. All were trained on the same "
        "sentences for {epochs} epochs, to guess every next word, with at most {longest} words "
        "between. The point at {near} words is the sentence about the clouds, whose last word is "
        "the sky; all others are the one about France, whose last word is the language."
    )
    st.caption(
        text.format(
            n=TESTED_ON, seeds=found.task.seeds, epochs=found.task.epochs,
            longest=distance(MOST_CLAUSES), near=NEAR_DISTANCE,
        )
    )  # fmt: skip
    st.dataframe(
        table(found), hide_index=True, key="language-gap-table", alt=_("Right answers by distance")
    )


def _sentence(page: Language, found: GapResult) -> None:
    """One sentence, read by one of the networks, in the player."""
    st.subheader(_("Watch one sentence"), anchor=False)
    with st.container(horizontal=True, vertical_alignment="bottom", key="sentence-controls"):
        page.control("gap_cell", buttons=True)
        page.control("gap_clauses", width=170)
    seen = sentence(page.settings, found)
    if seen is None:
        st.info(_("This network was not finished; train again to see it."))
        return
    show(seen[2], key="language-sentence", page=page)


def reach(found: GapResult, code: str, least: float = 0.9) -> int:
    """The longest distance up to which the median of the seeds is right in 9 of 10 sentences."""
    values = [np.median(found.near[code]), *np.median(found.far[code], axis=1)]
    distances = [NEAR_DISTANCE, *found.distances]
    good = [value >= least for value in values]
    reached = good.index(False) if False in good else len(good)
    return distances[reached - 1] if reached else 0


def verdict(found: GapResult) -> str:
    """A sentence for each cell: up to which distance it is right in 9 of 10 sentences."""
    some = _("{cell} is right in 9 of 10 sentences, or more, up to {n} words between.")
    every = _(
        "{cell} is right in 9 of 10 sentences, or more, at every distance measured, up to {n} "
        "words between."
    )
    none = _("{cell} is right in fewer than 9 of 10 sentences at every distance measured.")
    reached = {code: reach(found, code) for code in found.far}
    sentences = [
        (every if n == found.distances[-1] else some if n else none).format(
            cell=cell_label(code), n=n
        )
        for code, n in reached.items()
    ]
    return " ".join(sentences)


def sizes(found: GapResult) -> str:
    """How many weights each cell has, and that they are not matched where they are not."""
    units, weights = found.task.hidden, [found.parameters[code] for code in found.far]
    text = _("All have {units} hidden units and {weights} weights.")
    if len(set(weights)) > 1:
        text = _(
            "They have the same number of hidden units, {units}, but not of weights: {weights}. "
            "The comparison is of cells with equal units, not of networks of equal size."
        )
    written = ", ".join(count(n) for n in dict.fromkeys(weights))
    return text.format(units=units, weights=written)


def table(found: GapResult) -> pd.DataFrame:
    """One row a cell: its parameters and the median share of right answers at each distance."""
    rows = []
    for code in found.far:
        medians = np.median(found.far[code], axis=1)
        shares = {str(d): percent(float(m)) for d, m in zip(found.distances, medians, strict=True)}
        near_share = {str(NEAR_DISTANCE): percent(float(np.median(found.near[code])))}
        head = {_("Cell"): cell_label(code), _("Weights"): count(found.parameters[code])}
        rows.append({**head, **near_share, **shares})
    return pd.DataFrame(rows)
