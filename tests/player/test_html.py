"""A scene as one file."""

import base64
import re
from pathlib import Path

import numpy as np
import pytest

from rnnviz.player import Scene, decode, html, scene_html
from rnnviz.player.html import (
    BUNDLES,
    COMPONENT,
    ENTRY,
    EXPORT,
    FRONTEND,
    IMPORT,
    STYLE,
    bundle,
    bundled_files,
    imports,
    in_order,
)

NASTY = "</script><img src=x onerror=alert(1)><!--"
MODULES = sorted(
    name
    for name in (path.relative_to(FRONTEND).as_posix() for path in FRONTEND.rglob("*.js"))
    if not name.startswith(f"{BUNDLES}/")
)
BESIDE = ("digits/gallery.js", "digits/pad.js")  # components of their own, with drawing.css


def scene(title: str = "A scene") -> Scene:
    view = {"type": "lines", "series": [{"array": "x", "label": title, "role": "input"}]}
    return Scene(title, 3, (view,), {"x": np.arange(3.0)}, ticks=(title, "b", "c"))


def test_that_the_file_asks_no_network_for_anything() -> None:
    text = scene_html(scene()).replace("http://www.w3.org/2000/svg", "")
    assert not re.search(r"https?:|//cdn|@import|<link|\bsrc=|url\((?!#)", text)


def test_that_no_module_of_the_file_asks_a_network_or_makes_a_program_of_text() -> None:
    assert not re.search(r"\bfetch\(|XMLHttpRequest|WebSocket|sendBeacon|eval\(", bundle())


def test_that_the_scene_in_the_file_is_the_scene() -> None:
    text = scene_html(scene())
    payload = re.search(r'id="scene">([^<]*)</script>', text)
    assert payload
    copy = decode(base64.b64decode(payload.group(1)))
    np.testing.assert_array_equal(copy.arrays["x"], [0.0, 1.0, 2.0])


def test_that_a_film_holds_its_sentence_and_the_link_that_made_it_and_asks_for_neither() -> None:
    link = "http://127.0.0.1:8501/unroll?t=3&lang=zh"
    text = scene_html(scene(), "What is to be <seen>.", link)
    assert "<p>What is to be &lt;seen&gt;.</p>" in text
    where = "http://127.0.0.1:8501/unroll?t=3&amp;lang=zh"
    assert text.count(f'<a href="{where}">{where}</a>') == 1
    bare = text.replace(where, "").replace("http://www.w3.org/2000/svg", "")
    assert not re.search(r"https?:|//cdn|@import|<link|\bsrc=|url\((?!#)", bare)


def test_that_text_of_a_scene_is_never_markup() -> None:
    text = scene_html(scene(NASTY))
    assert "<img" not in text
    assert text.count("</script>") == scene_html(scene()).count("</script>")
    assert "&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;" in text


def test_that_each_module_comes_after_those_that_it_imports() -> None:
    order = in_order(ENTRY)
    assert order[-1] == ENTRY
    assert len(set(order)) == len(order)
    for place, name in enumerate(order):
        assert set(imports(name)) <= set(order[:place]), name


def test_that_every_module_is_part_of_the_player_or_of_a_component_beside_it() -> None:
    used = {name for entry in (COMPONENT, *BESIDE) for name in in_order(entry)}
    assert sorted(used) == MODULES
    assert set(in_order(ENTRY)) < set(in_order(COMPONENT))
    assert not set(BESIDE) & set(in_order(ENTRY))


@pytest.mark.parametrize("name", MODULES)
def test_that_a_module_keeps_to_the_forms_that_the_bundle_reads(name: str) -> None:
    text = (FRONTEND / name).read_text(encoding="utf-8")
    assert len(re.findall(r"^import\b", text, re.MULTILINE)) == len(IMPORT.findall(text))
    assert len(re.findall(r"^\s*export\b", text, re.MULTILINE)) == len(EXPORT.findall(text))
    assert not re.search(r"\bimport\(|^export \{|^export \*", text, re.MULTILINE)


def test_that_every_style_sheet_is_part_of_the_file() -> None:
    text = scene_html(scene())
    sheets = {path for path in FRONTEND.rglob("*.css") if path.parent.name != BUNDLES}
    for path in sheets - {FRONTEND / "drawing" / "drawing.css"}:
        last = path.read_text(encoding="utf-8").rstrip().splitlines()[-2]
        assert last in text, path.name


def test_that_the_bundle_keeps_no_import_and_no_export() -> None:
    assert not re.search(r"^\s*(import|export)\b", bundle(), re.MULTILINE)


def test_that_a_browser_is_sent_one_script_and_one_style_sheet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = html.stylesheet()
    whole = bundle(COMPONENT)  # reads the modules, which are not in the folder of this test
    monkeypatch.setattr(html, "FRONTEND", tmp_path)
    monkeypatch.setattr(html, "stylesheet", lambda: sheet)
    script, style = bundled_files()
    text = (tmp_path / script).read_text(encoding="utf-8")
    assert text.startswith(whole)
    assert text.rstrip().endswith('export default modules["app.js"].default;')
    assert (tmp_path / style).read_text(encoding="utf-8") == sheet
    assert bundled_files() == (script, style)
    assert sorted(path.name for path in (tmp_path / BUNDLES).iterdir()) == sorted(
        Path(name).name for name in (script, style)
    )


def test_that_the_modules_themselves_are_sent_where_no_file_can_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bundle(COMPONENT)
    monkeypatch.setattr(html, "stylesheet", lambda: "")
    monkeypatch.setattr(html, "FRONTEND", tmp_path / "a file")
    (tmp_path / "a file").write_text("not a folder")
    assert bundled_files() == (COMPONENT, STYLE)
