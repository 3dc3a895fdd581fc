"""The KDnuggets article's MNIST network beside ours: the same way of reading, not the same task."""

import pandas as pd
import streamlit as st

from rnnviz.street.screens.digits import names
from rnnviz.tasks.digits.digits import TRAINED_ON
from rnnviz.tasks.digits.training import Run
from rnnviz.tasks.digits.verdict import percent
from rnnviz.words import _
from rnnviz.words.numbers import count
from rnnviz.words.sources import SEQUENTIAL

# The article: LSTM(256) - LSTM(256) - Dense 32 - Dense 10 on 60,000 digits of 28 by 28 pixels.
WEIGHTS = 825_706
VAL_ACCURACY = (0.9013, 0.9504, 0.9641, 0.9696)  # after epochs 1 to 4
SECONDS = (270, 278)  # for one epoch


def beside_the_article(run: Run) -> None:
    """Its validation accuracy epoch by epoch, and ours after the same epochs and at the end."""
    st.write(
        _(
            "{article} reads MNIST’s digits in the same way, row by row, with two LSTM layers of "
            "256 units, {weights} weights, 60,000 digits of 28 × 28 pixels, and {low} to {high} "
            "seconds for one epoch. Ours are 8 × 8 pixels and {n} to learn from: the numbers "
            "stand side by side, but they do not measure the same task."
        ).format(
            article=SEQUENTIAL.head,
            weights=count(WEIGHTS),
            low=SECONDS[0],
            high=SECONDS[1],
            n=count(TRAINED_ON),
        )
    )
    st.dataframe(table(run), hide_index=True, key="digits-article", placeholder="–")
    st.caption(_("Share of the validation digits named rightly; ours is the start that is shown."))


def table(run: Run) -> pd.DataFrame:
    """One row for the article, one for each of our networks."""
    last = _("At the end")
    article = {
        _("Network"): _("{article}: two LSTM layers").format(article=SEQUENTIAL.head),
        _("Weights"): count(WEIGHTS),
        **{_epoch(e): percent(a) for e, a in enumerate(VAL_ACCURACY, start=1)},
        last: percent(VAL_ACCURACY[-1]),
    }
    rows = [
        {
            _("Network"): name,
            _("Weights"): count(n.parameters),
            **{
                _epoch(e): percent(n.val_accuracy[e, n.shown])
                for e in range(1, min(len(n.val_accuracy), len(VAL_ACCURACY) + 1))
            },
            last: percent(n.val_accuracy[n.best_epoch[n.shown], n.shown]),
        }
        for name, n in zip(names(run), run.usable, strict=True)
    ]
    return pd.DataFrame([article, *rows])


def _epoch(number: int) -> str:
    return _("Epoch {n}").format(n=number)
