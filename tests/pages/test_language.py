"""Language under AppTest: what it shows is the core's, whatever is typed."""

import time
from typing import Any

import numpy as np
import pytest

from rnnviz.core.losses import softmax
from rnnviz.core.network import forward
from rnnviz.player.payload import Scene, decode
from rnnviz.settings.language import LanguageSettings
from rnnviz.tasks.gap.gap import CLAUSES, far
from rnnviz.tasks.gap.run import GapProgress, GapResult, GapTask, read_sentence
from rnnviz.tasks.language.language import example, symbols
from rnnviz.tasks.language.reber import EMBEDDED, REBER
from rnnviz.tasks.language.texts import (
    HUMPTY,
    LI_BAI,
    LONGEST_N,
    MOST_CHARACTERS,
    counting_texts,
    grammar_texts,
)
from rnnviz.tasks.language.training import Progress, train
from rnnviz.ui.frame.jobs import pool
from rnnviz.ui.language.gap import reach, sizes, table, verdict
from rnnviz.ui.language.presets import PRESETS
from rnnviz.ui.language.run import _gap_sentence, _sentence, key_of
from tests.conftest import OpenScreen

PAGE = "pages/language.py"
pytestmark = pytest.mark.usefixtures("workers")


def scene_on(app: Any) -> Scene:
    (component,) = app.get("bidi_component")
    return decode(component.proto.bytes)


def text_on(app: Any) -> str:
    view = next(v for v in scene_on(app).views if v["type"] == "text")
    return "".join(view["symbols"])


def finished(app: Any, settings: LanguageSettings) -> Any:
    """Wait for the worker, then look again."""
    job = pool().get(key_of(settings.task()))
    assert job is not None
    assert job.finished.wait(60)
    assert not job.error
    return app.run()


def test_that_the_first_visit_shows_a_trained_network(open_screen: OpenScreen) -> None:
    began = time.monotonic()
    app = open_screen(PAGE)
    assert time.monotonic() - began < 20
    assert not app.exception
    assert not app.error
    settings = LanguageSettings()
    found = train(settings.task())
    one = example(symbols("JAZZ"), found.letters)
    p = softmax(forward(found.net(), one.x).y)
    np.testing.assert_allclose(scene_on(app).arrays["p"], p, rtol=0, atol=1e-12)
    assert p[np.arange(4), one.d.argmax(1)].min() > 0.95
    assert text_on(app) == "JAZZ∎"
    assert any(f"{np.exp(found.loss[-1]):.4g}" in caption.value for caption in app.caption)


def test_that_a_text_says_its_lesson(open_screen: OpenScreen) -> None:
    app = open_screen(PAGE, source="hello")
    assert PRESETS["hello"].look in [info.value for info in app.info]
    assert text_on(app) == "hello∎"


def test_that_a_click_on_a_text_brings_its_network(open_screen: OpenScreen) -> None:
    app = open_screen(PAGE)
    app.selectbox(key="language.preset").set_value("poem").run()
    found, notes = LanguageSettings.from_query(dict(app.query_params))
    assert notes == []
    assert found == LanguageSettings(source="poem", **PRESETS["poem"].changes)
    assert PRESETS["poem"].look in [info.value for info in app.info]


def test_that_a_long_training_is_followed_and_shown(open_screen: OpenScreen) -> None:
    query = {"source": "counting", "cell": "lstm", "epochs": "400", "lr": "0.05", "shown": "12"}
    app = open_screen(PAGE, **query)
    assert not app.exception
    settings, _notes = LanguageSettings.from_query(query)
    app = finished(app, settings)
    assert text_on(app) == "a" * 12 + "b" * 12 + "∎"
    assert any("n = 10" in caption.value for caption in app.caption)


def test_that_an_epoch_can_be_looked_at(open_screen: OpenScreen) -> None:
    app = open_screen(PAGE, at="0")
    found = train(LanguageSettings().task())
    one = example(symbols("JAZZ"), found.letters)
    p = softmax(forward(found.net(0), one.x).y)
    np.testing.assert_allclose(scene_on(app).arrays["p"], p, rtol=0, atol=1e-12)


@pytest.mark.parametrize(
    "typed", ["<img src=x onerror=alert(1)>", "**bold** `$x$`", "née 👩‍👩‍👧 שלום"]
)
def test_that_what_is_typed_is_shown_as_text(open_screen: OpenScreen, typed: str) -> None:
    app = open_screen(PAGE, source="own", typed=typed, epochs="20")
    assert not app.exception
    assert text_on(app) == typed.replace(" ", "␣") + "∎"
    assert not any(typed in element.value for element in (*app.markdown, *app.caption))


def test_that_text_that_cannot_be_used_gets_one_sentence(open_screen: OpenScreen) -> None:
    app = open_screen(PAGE, source="own")
    app.text_area[0].set_value("x").run()
    assert [error.value for error in app.error] == [
        "The text needs at least two characters, such as JAZZ."
    ]
    assert not app.get("bidi_component")
    assert app.text_area[0].value == "x"


def test_that_a_text_that_is_too_long_is_refused_and_kept(open_screen: OpenScreen) -> None:
    app = open_screen(PAGE, source="own")
    field = app.text_area(key="language.typed")
    assert not field.max_chars  # the browser would drop what is pasted, unsaid
    app = field.set_value("ab" * 600).run()
    assert any("1200 characters; at most 600" in e.value for e in app.error)
    assert len(app.text_area(key="language.typed").value or "") == 1200


def test_that_of_a_long_text_the_beginning_is_shown(open_screen: OpenScreen) -> None:
    typed = "ab cd " * 50
    app = open_screen(PAGE, source="own", typed=typed, epochs="10")
    assert text_on(app) == typed[:201].replace(" ", "␣")
    said = [caption.value for caption in app.caption]
    assert "The first 200 characters are shown." in said
    assert any("windows of 150 characters that overlap by 50" in text for text in said)


def test_that_lines_of_ones_own_are_chosen_by_name(open_screen: OpenScreen) -> None:
    app = open_screen(PAGE, source="own", typed="one\ntwo", by_line="1", shown="2", epochs="20")
    assert text_on(app) == "two∎"


def test_that_writing_is_reproducible_and_its_seed_matters(open_screen: OpenScreen) -> None:
    query = {"view": "write", "source": "own", "typed": "abcabdabe", "epochs": "30"}
    first = text_on(open_screen(PAGE, **query, temperature="2.0"))
    assert first == text_on(open_screen(PAGE, **query, temperature="2.0"))
    others = {
        text_on(open_screen(PAGE, **query, temperature="2.0", draw=str(k))) for k in (2, 3, 4)
    }
    assert others - {first}
    assert first.startswith("a")


def test_that_a_beginning_that_was_not_learned_is_said(open_screen: OpenScreen) -> None:
    app = open_screen(PAGE, view="write", start="Q")
    assert [e.value for e in app.error] == ["“Q” is not among the characters it has learned: A J Z"]
    app = open_screen(PAGE, view="write", start="AZ")
    assert text_on(app).startswith("AZ")


def test_that_hostile_links_fall_back_with_a_sentence(open_screen: OpenScreen) -> None:
    app = open_screen(PAGE, cell="<b>", hidden="99", typed="x", at="-4", temperature="0")
    assert not app.exception
    assert len(app.warning) == 5
    assert text_on(app) == "JAZZ∎"


def gap_of(rnn: float) -> GapResult:
    far = {"rnn_tanh": np.array([[1.0], [rnn], [0.25]]), "lstm": np.ones((3, 1))}
    near = dict.fromkeys(far, np.ones(1))
    return GapResult(GapTask(), (4, 7, 10), near, far, {"rnn_tanh": 1, "lstm": 2}, {}, False, 1.0)


def test_that_the_verdict_is_made_from_the_numbers() -> None:
    assert verdict(gap_of(0.5)) == (
        "RNN (tanh) is right in 9 of 10 sentences, or more, up to 4 words between. "
        "LSTM is right in 9 of 10 sentences, or more, at every distance measured, up to 10 words "
        "between."
    )
    assert "not of weights: 1, 2." in sizes(gap_of(0.5))
    assert reach(gap_of(0.95), "rnn_tanh") == 7
    assert list(table(gap_of(0.5)).iloc[0])[2:] == ["100 %", "100 %", "50 %", "25 %"]


def test_that_the_gap_is_measured_in_a_worker(open_screen: OpenScreen) -> None:
    query = {"view": "gap", "gap_epochs": "10", "gap_seeds": "1", "gap_hidden": "4"}
    app = open_screen(PAGE, **query)
    settings, _notes = LanguageSettings.from_query(query)
    job = pool().get(key_of(settings.gap_task()))
    assert job is not None
    assert job.finished.wait(60)
    assert not job.error
    app.run()
    assert not app.exception
    assert f"**{verdict(job.result)}**" in [element.value for element in app.markdown]
    s, one = read_sentence(job.result, "rnn_tanh", far("France", CLAUSES[:2]))
    np.testing.assert_array_equal(scene_on(app).arrays["p"], softmax(s.y))
    view = next(v for v in scene_on(app).views if v["type"] == "text")
    assert view["symbols"] == [*one.ticks, "French"]


def test_that_progress_is_told_in_words() -> None:
    assert _sentence(Progress(50, 200, float(np.log(2)), 3.0)) == (
        "Epoch 50 of 200, perplexity 2, 9 s left"
    )
    assert _gap_sentence(GapProgress(1, 3, "lstm", 40, 80, 5.0)) == (
        "LSTM: epoch 40 of 80, 5 s left"
    )


def test_that_controls_keep_their_values_after_a_training_was_followed(
    open_screen: OpenScreen,
) -> None:
    query = {"source": "reber", "cell": "lstm", "hidden": "9", "epochs": "350"}
    app = open_screen(PAGE, **query)
    settings, _notes = LanguageSettings.from_query(query)
    app = finished(app, settings)
    fields = {field.label: field for field in app.number_input}
    assert (fields["Hidden units"].value, fields["Epochs"].value) == (9, 350)
    assert fields["Hidden units"].proto.set_value
    fields["Hidden units"].set_value(8).run()
    assert LanguageSettings.from_query(dict(app.query_params))[0].hidden == 8


def test_that_the_texts_at_other_temperatures_are_written_to_their_end(
    open_screen: OpenScreen,
) -> None:
    app = open_screen(PAGE, view="write", longest="30")
    (table,) = app.table
    assert list(table.value.index) == [f"temperature {t}" for t in ("0.2", "0.5", "1", "1.5", "2")]
    for text in table.value["Text"]:
        assert text.strip("`")[-1] in "∎…"


def after(text: str, sign: str) -> list[str]:
    """What follows each occurrence of a sign."""
    return [text[k + len(sign)] for k in range(len(text)) if text.startswith(sign, k)]


def test_that_each_lesson_is_true_of_its_text() -> None:
    poem, rhyme = LI_BAI, HUMPTY
    assert after(poem, "明月") == ["光", "，"]
    assert after(poem, "头") == ["望", "思"]
    assert [w[:3] for w in rhyme.split("Humpty Dumpty ")[1:]] == ["sat", "had"]
    assert after("JAZZ∎", "Z") == ["Z", "∎"]
    assert after("hello", "l") == ["l", "o"]
    assert max(len(t) for t in counting_texts().trained) == 2 * LONGEST_N
    assert f"up to {LONGEST_N};" in PRESETS["counting"].said()
    assert f"up to {MOST_CHARACTERS} characters" in PRESETS["own"].said()
    for text in grammar_texts(EMBEDDED, 40, 1, 3).trained:
        assert text[1] == text[-2]
        assert text[1] in "TP"
    held = grammar_texts(REBER, 20, 10, 3)
    assert not set(held.held) & set(held.trained)
    for text in held.held:
        for k in range(1, len(text) - 2):
            assert len(REBER.following("".join(text[:k]))) <= 2
