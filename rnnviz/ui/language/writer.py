"""How a trained network writes a text, and the same draws at other temperatures."""

from typing import Any

import pandas as pd
import streamlit as st

from rnnviz.core.language import log_probabilities, perplexity
from rnnviz.core.study import Study, study
from rnnviz.player import Scene
from rnnviz.scenes.language import writing_scene
from rnnviz.tasks.language.language import Symbols, symbols, visible
from rnnviz.tasks.language.scores import legal_share
from rnnviz.tasks.language.texts import Texts
from rnnviz.tasks.language.training import Trained
from rnnviz.tasks.language.writing import Written, write
from rnnviz.tasks.sequence import END, Example
from rnnviz.ui.frame.player import show
from rnnviz.ui.frame.text import literal
from rnnviz.ui.language.controls import Language, write_controls
from rnnviz.ui.language.views import BY_KEY, first, studied
from rnnviz.words import _
from rnnviz.words.numbers import brief, number, percent

TEMPERATURES = (0.2, 0.5, 1.0, 1.5, 2.0)
LONGEST = 200  # characters of a text
TRIED = 100  # strings that are written to see how many are legal


def write_text(page: Language, texts: Texts, found: Trained, _row: Any) -> None:
    """A text of the network's own, and the same at other temperatures."""
    s = page.settings
    write_controls(page)
    start = symbols(s.start) or texts.trained[0][:1]
    asked = (start, s.draw, s.longest)
    show(_writing(found, asked, s.temperature), key="language-writer")
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


@st.cache_resource(max_entries=12, show_spinner=False, hash_funcs=BY_KEY)
def _writing(found: Trained, asked: tuple[Symbols, int, int], temperature: float) -> Scene:
    """The scene of a text that is written."""
    one = written(found, asked, temperature)
    s, read_back = studied_writing(found, one)
    return writing_scene(s, read_back, _("A network writes a text"), one, temperature)


def written(found: Trained, asked: tuple[Symbols, int, int], temperature: float) -> Written:
    """The text that a beginning, a seed and a temperature give."""
    start, draw, longest = asked
    longest = max(longest, len(start) + 1)
    return write(
        found.net(), found.letters, start, [draw], temperature=temperature, longest=longest
    )[0]


def studied_writing(found: Trained, one: Written) -> tuple[Study, Example]:
    """Everything that was computed while a text was written, each draw as the target."""
    if one.ended:
        return studied(found, found.epochs, one.text)
    s, whole = studied(found, found.epochs, one.text)
    part = first(whole, len(one.text) - 1)  # the last symbol was drawn, and not read
    return study(s.net, part.x, part.d, loss="cross_entropy"), part


@st.cache_data(max_entries=32, show_spinner=False, hash_funcs=BY_KEY)
def _temperatures(found: Trained, _texts: Texts, asked: tuple[Symbols, int, int]) -> pd.DataFrame:
    """One row a temperature: the text, its perplexity, and how many strings are legal."""
    rows = [_temperature_row(found, _texts, asked, each) for each in TEMPERATURES]
    labels = [_("temperature {t}").format(t=brief(each)) for each in TEMPERATURES]
    return pd.DataFrame(rows, index=pd.Index(labels))


def _temperature_row(
    found: Trained, texts: Texts, asked: tuple[Symbols, int, int], temperature: float
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
