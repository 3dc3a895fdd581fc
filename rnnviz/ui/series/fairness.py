"""What makes the comparison fair, as facts of this very run; and what an article does instead."""

import pandas as pd
import streamlit as st

from rnnviz.series.compare.article import Article
from rnnviz.series.compare.results import Comparison
from rnnviz.series.judge.written import number
from rnnviz.ui.frame.plain import plain
from rnnviz.words import _


def fairness(found: Comparison) -> None:
    """One line for each rule of the protocol, with its numbers."""
    with st.expander(_("Why this comparison is fair"), icon=":material/balance:"):
        st.markdown("\n".join(f"- {plain(fact)}" for fact in facts(found)))


def facts(found: Comparison) -> list[str]:
    """The rules of the protocol, with the numbers of this comparison."""
    p, t, split = found.protocol, found.transform, found.split
    same = _("All models predict the same {n} test rows, whatever L is.")
    if found.series.breaks:
        same = _(
            "All models predict the same {n} test rows. Rows whose window would straddle a gap are "
            "not among them: with a larger L there are fewer."
        )
    return [
        same.format(n=len(found.test_rows)),
        _(
            "The parts follow each other in time: {train} rows train, {validation} validate, "
            "{test} test. Nothing is shuffled across them."
        ).format(
            train=split.train, validation=split.validation - split.train,
            test=split.rows - split.validation,
        ),
        _(
            "Scaling (centre {centre}, spread {spread}) comes from the training part alone. A gap "
            "behind it is filled with the last value before the gap, never with a later one."
        ).format(centre=number(t.centre), spread=number(t.spread)),
        found.season_sentence,
        _("The networks, the MLP on the window and AR are given the same {n} numbers.").format(
            n=p.window
        ),
        _(
            "The echo state network is given more: its state is carried on from the first row, so "
            "it has every value before. Nothing but its readout is fitted."
        ),
        _seeds(found),
        _(
            "Intervals come from errors on the validation part, which also chose the weights: "
            "they can be a little narrow. The share that they cover is measured on the test part."
        ),
    ]  # fmt: skip


def _seeds(found: Comparison) -> str:
    """What the validation part decides, of the seeds that were trained."""
    networks = (r for r in found.results if r.trains)
    counts = {len(r.good) for r in networks} - {0}
    few, most = min(counts, default=0), max(counts, default=0)
    if most < 2:
        return _(
            "Training stops, and weights are chosen, by the validation part. No model was trained "
            "from more than one seed, so there was none to choose."
        )
    if few < most:
        text = _(
            "Training stops, and weights are chosen, by the validation part. Which of the {few} to "
            "{n} seeds is drawn is decided there too, never by a test value."
        )
        return text.format(few=few, n=most)
    text = _(
        "Training stops, and weights are chosen, by the validation part. Which of the {n} seeds is "
        "drawn is decided there too, never by a test value."
    )
    return text.format(n=most)


def article_section(article: Article, found: Comparison) -> None:
    """The article's numbers beside the fair ones, and what changes."""
    st.subheader(_("As in the mnemonist article"), anchor=False)
    st.table(article_table(article, found).set_index(_("RMSE one step ahead")))
    st.markdown("\n".join(f"- {plain(line)}" for line in what_changes(article, found)))
    st.markdown(
        _(
            "The article: “Recurrent Neural Networks: A Very Special Kind of Mnemonist”, Towards "
            "AI, [its page](https://pub.towardsai.net/recurrent-neural-networks-a-very-special-"
            "kind-of-mnemonist-cd0b0a41fe75). Its first weights are taken over; the errors of its "
            "program are not: gradients are exact here."
        )
    )


def article_table(article: Article, found: Comparison) -> pd.DataFrame:
    """RMSE in raw units by both protocols."""

    def fair(code: str) -> float:
        known = {r.code for r in found.results}
        return found[code].spread("one_step", "rmse").median if code in known else float("nan")

    rows = [
        (_("RNN (tanh)"), article.network, fair("rnn_tanh")),
        (_("MLP on time, tested on rows drawn at random"), article.shuffled, float("nan")),
        (_("MLP on time, asked for the future"), article.ahead, fair("mlp_time")),
        (_("MLP on the window"), float("nan"), fair("mlp_window")),
        (_("Repeat the last value"), article.last, fair("last")),
    ]
    names = (_("RMSE one step ahead"), _("As in the article"), _("By one protocol"))
    cells = [(label, number(theirs), number(ours)) for label, theirs, ours in rows]
    return pd.DataFrame([dict(zip(names, row, strict=True)) for row in cells])


def what_changes(article: Article, found: Comparison) -> list[str]:
    """What the article's protocol hides, each with the number that shows it."""
    a = article
    lines = [
        _(
            "Its MLP is given time, not the past, and tested on rows drawn from between its "
            "training rows: RMSE {shuffled}. The same network asked for the last quarter has "
            "{ahead}."
        ).format(shuffled=number(a.shuffled), ahead=number(a.ahead)),
        _(
            "It shows no baseline. On its {rows} test rows its RNN has {network}; repeating the "
            "last value has {last}."
        ).format(rows=a.test_rows, network=number(a.network), last=number(a.last)),
        _scale(a),
        _(
            "It trains once, {epochs} epochs of single steps from weights that are all positive, "
            "and nothing validates (MSE of the scaled values {mse})."
        ).format(epochs=a.epochs, mse=number(a.scaled_mse)),
    ]
    if "rnn_tanh" not in found.protocol.cells:
        lines.append(_("Choose RNN (tanh) as a network to see it trained by the fair protocol."))
    return lines


def _scale(a: Article) -> str:
    """What a scale of the whole series tells of the future, if anything."""
    if (number(a.bottom), number(a.top)) == (number(-1.0), number(1.0)):
        return _(
            "It scales with the whole series. Here the training values reach from −1 to 1 all the "
            "same, so this changes nothing."
        )
    return _(
        "It scales with the whole series: the training values then reach from {bottom} to {top} "
        "instead of −1 to 1, and the network is told how far the future goes."
    ).format(bottom=number(a.bottom), top=number(a.top))
