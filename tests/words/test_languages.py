"""A reader's language: chosen, kept, and never mixed with another's."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

import rnnviz
from rnnviz.errors import RnnvizError
from rnnviz.jobs import Pool
from rnnviz.player.payload import decode, encode
from rnnviz.settings.screens import existing
from rnnviz.street.result.opened import Playing
from rnnviz.ui.moved.scene import draft
from rnnviz.words import _
from rnnviz.words.tongue import kept_language, languages, nearest, speak, speaking, spoken
from tests.conftest import OpenScreen
from tests.words.english import han, read_in, read_on, untranslated

ROOT = Path(__file__).resolve().parents[2]
SCREENS = {screen.code: screen.path for screen in existing()}
# The names of articles are theirs, and the page of words sets both languages side by side.
QUOTING = {"glossary", "about"}
SWITCH = "中文"
POEM = "静夜思"


def played(link: str, **ask: str) -> Playing:
    opened = rnnviz.open(link, **ask)
    assert isinstance(opened, Playing)
    return opened


def texts(app: AppTest) -> list[str]:
    assert not app.exception
    return list(dict.fromkeys(read_on(app)))


@pytest.mark.parametrize("code", [code for code in SCREENS if code not in QUOTING])
def test_that_two_sessions_side_by_side_each_hear_their_own_language(
    open_screen: OpenScreen, code: str
) -> None:
    """And that nothing of a screen stays in English, whatever the other session had first."""
    english = open_screen(SCREENS[code], level="researcher")
    chinese = open_screen(SCREENS[code], level="researcher", lang="zh")
    assert [text for text in texts(chinese) if untranslated(text)] == []
    english.run()
    foreign = [text for text in texts(english) if han(text) and POEM not in text]
    assert foreign == [SWITCH]
    assert len(texts(chinese)) > 20


@pytest.mark.parametrize("code", sorted(QUOTING))
def test_that_a_screen_that_quotes_is_in_chinese_where_it_speaks(
    open_screen: OpenScreen, code: str
) -> None:
    chinese = open_screen(SCREENS[code], lang="zh")
    assert all(han(heading.value) for heading in (*chinese.title, *chinese.subheader))
    assert all(han(caption.value) for caption in chinese.caption)


@pytest.mark.parametrize("language", languages())
def test_that_the_switch_changes_the_page_and_its_address(
    open_screen: OpenScreen, language: str
) -> None:
    other = next(one for one in languages() if one != language)
    app = open_screen("pages/about.py", lang=other)
    app.button(key=f"about.lang.{language}").click().run()
    assert app.query_params["lang"] in (language, [language])
    assert bool(han(app.title[0].value)) == (language == "zh")


@pytest.mark.parametrize(
    ("wanted", "found"),
    [("zh-CN", "zh"), ("zh_Hans", "zh"), ("ZH", "zh"), ("en-GB", "en"), ("xx", None), ("", None)],
)
def test_that_browsers_name_languages_in_many_ways(wanted: str, found: str | None) -> None:
    assert nearest(wanted) == found


def test_that_a_browser_is_answered_in_its_language() -> None:
    app = AppTest.from_file(str(ROOT / "home.py"), default_timeout=60)
    app.context["locale"] = "zh-CN"
    assert han(app.run().title[0].value)


def test_that_a_link_with_an_unknown_language_says_so(open_screen: OpenScreen) -> None:
    app = open_screen("pages/about.py", lang="xx")
    assert [note.value for note in app.warning] == [
        "“Language” in the link is none of , en, zh; the default is used."
    ]


def test_that_threads_speak_each_their_own_language() -> None:
    together = Barrier(2)

    def say(language: str) -> list[str]:
        speak(language)
        said = []
        for _turn in range(50):
            together.wait()
            said.append(_("Play"))
        return said

    with ThreadPoolExecutor(2) as pool:
        english, chinese = pool.map(say, ("en", "zh"))
    assert (set(english), set(chinese)) == ({"Play"}, {"播放"})


def test_that_what_is_called_later_speaks_the_language_of_now() -> None:
    def play() -> str:
        return _("Play")

    with speaking("zh"):
        later: Callable[[], str] = kept_language(play)
    assert (play(), later(), spoken()) == ("Play", "播放", "en")


def opened(link: str, **more: Any) -> Any:
    """What a link to a screen that plays gives."""
    return rnnviz.open(link, **more)


def test_that_a_link_opens_in_its_language_and_so_does_its_film(tmp_path: Path) -> None:
    seen = played("gradients?steps=5&lang=zh")
    assert [text for text in read_in(seen.scene) if untranslated(text)] == []
    film = seen.save(tmp_path / "film.html").read_text(encoding="utf-8")
    assert '<html lang="zh">' in film
    assert han(film.split("<title>")[1].split("</title>")[0])
    assert played("gradients?steps=5", lang="zh").scene.title == seen.scene.title
    assert not han(played("gradients?steps=5").scene.title)


def test_that_there_is_a_sentence_for_a_language_that_is_not_there() -> None:
    with pytest.raises(RnnvizError, match="no language “xx”; choose one of: en, zh"):
        rnnviz.open("unroll", lang="xx")


def test_that_an_error_is_said_in_the_language_of_its_link() -> None:
    with pytest.raises(RnnvizError) as raised:
        rnnviz.open("nowhere?lang=zh")
    assert han(str(raised.value))


def test_that_a_scene_takes_the_players_words_along() -> None:
    scene = played("unroll?steps=3").scene
    assert decode(encode(scene)).words == scene.words
    with speaking("zh"):
        said = decode(encode(scene)).words
    assert said["play"] == "播放"
    assert [text for text in said.values() if untranslated(text)] == []


@pytest.mark.parametrize(("language", "chinese"), [("en", False), ("zh", True), ("xx", None)])
def test_that_what_is_dragged_is_answered_in_the_language_of_its_page(
    language: str, chinese: bool | None
) -> None:
    query = {"steps": "3", "lang": language}
    found = draft(
        {"screen": "gates", "query": query, "name": "dial", "value": {"name": "gain", "value": 1.2}}
    )
    if chinese is None:
        assert found is None
    else:
        assert found is not None
        assert bool(han(decode(found).title)) == chinese


def say(text: str, on_progress: object = None) -> str:
    """What a worker says."""
    return _(text)


def test_that_a_worker_speaks_the_language_of_who_asked() -> None:
    pool = Pool(1)
    try:
        with speaking("zh"):
            job = pool.submit("play", say, "Play")
        assert job.finished.wait(60)
        assert job.result == "播放"
    finally:
        pool.close()


@pytest.mark.parametrize(
    "path", sorted((ROOT / "rnnviz" / "ui").rglob("*.py")), ids=lambda p: p.stem
)
def test_that_what_is_downloaded_later_keeps_the_language(path: Path) -> None:
    """A download is made after the run of its page, where no language is in force."""
    assert "data=lambda" not in path.read_text(encoding="utf-8").replace(" ", "")
