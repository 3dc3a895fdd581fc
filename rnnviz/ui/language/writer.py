"""How a trained network writes a text, and the same draws at other temperatures."""

from typing import Any

import pandas as pd
import streamlit as st

from rnnviz.core.language import log_probabilities, perplexity
from rnnviz.player import Scene
from rnnviz.street.screens.language import Asked, asked_of, studied_writing, writing, written
from rnnviz.tasks.language.language import visible
from rnnviz.tasks.language.scores import legal_share
from rnnviz.tasks.language.texts import Texts
from rnnviz.tasks.language.training import Trained
from rnnviz.tasks.sequence import END
from rnnviz.ui.frame.player import show
from rnnviz.ui.frame.text import literal
from rnnviz.ui.language.controls import Language, write_controls
from rnnviz.ui.language.views import BY_KEY
from rnnviz.words import _
from rnnviz.words.numbers import brief, number, percent
from rnnviz.words.tongue import by_language

TEMPERATURES = (0.2, 0.5, 1.0, 1.5, 2.0)
LONGEST = 200  # characters of a text
TRIED = 100  # strings that are written to see how many are legal


def write_text(page: Language, texts: Texts, found: Trained, _row: Any) -> None:
    """A text of the network's own, and the same at other temperatures."""
    s = page.settings
    write_controls(page)
    asked = asked_of(s, texts)
    show(_writing(found, asked, s.temperature), key="language-writer", page=page)
    st.subheader(_("The same draws at other temperatures"), anchor=False)
    table = _temperatures(found, texts, asked)
    st.table(table)  # its texts are read to their end, which is where they differ
    st.caption(_temperature_words(texts))


def _temperature_words(texts: Texts) -> str:
    plain = _(
        "Perplexity is the network’s own, at temperature 1: how surprised it would be by this text."
    )
    if texts.rule is None:
        return plain
    text = _(
        "Legal: the share of {n} strings, written in the same way, that belong to the language."
    )
    return " ".join([plain, text.format(n=TRIED)])


@by_language(st.cache_resource(max_entries=12, show_spinner=False, hash_funcs=BY_KEY))
def _writing(found: Trained, asked: Asked, temperature: float) -> Scene:
    """The scene of a text that is written."""
    return writing(found, asked, temperature).scene


@by_language(st.cache_data(max_entries=32, show_spinner=False, hash_funcs=BY_KEY))
def _temperatures(found: Trained, _texts: Texts, asked: Asked) -> pd.DataFrame:
    """One row a temperature: the text, its perplexity, and how many strings are legal."""
    rows = [_temperature_row(found, _texts, asked, each) for each in TEMPERATURES]
    labels = [_("temperature {t}").format(t=brief(each)) for each in TEMPERATURES]
    return pd.DataFrame(rows, index=pd.Index(labels))


def _temperature_row(
    found: Trained, texts: Texts, asked: Asked, temperature: float
) -> dict[str, str]:
    one = written(found, asked, temperature)
    s, _read = studied_writing(found, one)
    drawn = slice(one.given - 1, None)
    surprise = -log_probabilities(s.y[drawn], s.d[drawn].argmax(axis=1))
    text = "".join(map(visible, one.text)) + (END if one.ended else "…")
    row: dict[str, str] = {
        _("Text"): literal(text, 2 * LONGEST),
        _("Perplexity"): number(perplexity(surprise)),
    }
    if texts.rule is not None:
        share = legal_share(
            found.net(), found.letters, asked[0], texts.rule, temperature, count=TRIED
        )
        row[_("Legal")] = percent(share)
    return row
