"""Rules of the house that no other tool checks."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from rnnviz.core.cells import CELLS
from rnnviz.ui.frame import nav
from tests.conftest import OpenScreen

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "home.py", *sorted(ROOT.glob("pages/*.py"))]
SOURCES = [*sorted(ROOT.glob("rnnviz/**/*.py")), *PAGES]
TOOLS = [
    ROOT / "app.py",
    *sorted(ROOT.glob("bench/**/*.py")),
    *sorted(ROOT.glob("mutants/*.py")),
    *sorted(ROOT.glob("load/*.py")),
    *sorted(ROOT.glob("classroom/*.py")),
    *sorted(ROOT.glob("cluster/*.py")),
]
FRONTEND = sorted(
    path
    for path in ROOT.glob("rnnviz/player/frontend/**/*")
    if path.suffix in {".js", ".css"} and path.parent.name != "bundle"
)
TARGETS = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def long_functions(source: str, most: int = 40) -> Iterator[str]:
    """Functions of more than `most` lines, from the first decorator to the end of the body.

    Comments and empty lines count, and what is defined inside; the docstring does not.
    """
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = min(part.lineno for part in (node, *node.decorator_list))
            lines = (node.end_lineno or first) - first + 1
            if ast.get_docstring(node, clean=False) is not None:
                spoken = node.body[0]
                lines -= (spoken.end_lineno or spoken.lineno) - spoken.lineno + 1
            if lines > most:
                yield f"{node.name}: {lines} lines"


def faults(paths: Iterable[Path], look: Callable[[str], object]) -> dict[str, object]:
    """What is wrong in which file; `look` gives of a source what is, and nothing if all is well."""
    return {name(path): found for path in paths if (found := look(text(path)))}


def test_that_no_function_is_longer_than_forty_lines() -> None:
    assert faults([*SOURCES, *TOOLS], lambda source: list(long_functions(source))) == {}


def test_that_a_long_function_is_noticed() -> None:
    body = "\n".join(["    x = 1"] * 41)
    assert list(long_functions(f"def f():\n{body}\n")) == ["f: 42 lines"]
    said = '    """' + "\n" * 50 + '    """'
    fits = "\n".join(["    x = 1"] * 38)
    assert list(long_functions(f"@g\ndef f():\n{said}\n{fits}\n")) == []
    assert list(long_functions(f"@g(\n1)\ndef f():\n{said}\n{fits}\n")) == ["f: 41 lines"]


def longer(most: int) -> Callable[[str], int]:
    """The lines of a source that has more than `most`; 0 where it has not."""
    return lambda source: lines if (lines := len(source.splitlines())) > most else 0


def test_that_no_file_of_the_core_is_longer_than_250_lines() -> None:
    core = sorted(ROOT.glob("rnnviz/core/**/*.py"))
    assert core
    assert faults(core, longer(250)) == {}
    assert faults(core, longer(3))


def test_that_no_page_is_longer_than_sixty_lines() -> None:
    assert faults(PAGES, longer(60)) == {}


def silent(source: str) -> list[str]:
    """The public things of a source, and the source itself, that do not say what they are."""
    tree = ast.parse(source)
    found = [
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]
    said = ast.get_docstring(tree) or not source.strip()
    return found if said else [*found, "the file"]


def test_that_everything_public_says_what_it_is() -> None:
    assert faults(SOURCES, silent) == {}


def test_that_what_says_nothing_is_noticed() -> None:
    assert silent("") == []
    assert silent('"""Something."""\n\ndef _f(): ...\n') == []
    assert silent("def f(): ...\nclass C: ...\n") == ["f", "C", "the file"]


def elsewhere(source: str) -> list[str]:
    """The addresses in a source, and the ways to ask for one."""
    addresses = re.findall(r"(?:https?:)?//[a-z0-9.-]+\.[a-z]{2,}[^\s\"'`)]*", source)
    # The name of a language of mark-up looks like an address and is none.
    named = ("http://www.w3.org/", "//www.w3.org/")
    asked = re.findall(r"\bfetch\(|XMLHttpRequest|WebSocket|eval\(", source)
    return [address for address in addresses if not address.startswith(named)] + asked


def test_that_the_browser_is_sent_to_no_other_host() -> None:
    # One module asks: the server that its page came from, and it is held to that.
    (asks,) = (path for path in FRONTEND if path.name == "shortway.js")
    assert faults(FRONTEND, elsewhere) == {name(asks): ["fetch("]}
    assert 'mode: "same-origin"' in text(asks)
    assert 'redirect: "error"' in text(asks)


@pytest.mark.parametrize("screen", nav.existing(), ids=lambda screen: screen.code)
def test_that_every_page_runs_without_an_error(open_screen: OpenScreen, screen: nav.Screen) -> None:
    app = open_screen(screen.path)
    assert not app.exception
    assert not app.error
    assert not app.warning
    assert len(app.title) == 1


@pytest.mark.parametrize("screen", nav.existing(), ids=lambda screen: screen.code)
def test_that_every_page_survives_a_hostile_link(
    open_screen: OpenScreen, screen: nav.Screen
) -> None:
    query = dict.fromkeys(screen.settings.kinds(), "<img src=x onerror=alert(1)>1e400")
    app = open_screen(screen.path, **query)
    assert not app.exception
    assert app.warning


def test_that_every_page_is_in_the_table_of_screens() -> None:
    assert {name(path) for path in PAGES} == {screen.path for screen in nav.existing()}


def test_that_the_landing_page_loads_neither_plotly_nor_scikit_learn() -> None:
    program = """
import sys
from streamlit.testing.v1 import AppTest
before = set(sys.modules)
app = AppTest.from_file("home.py", default_timeout=60).run()
assert not app.exception, app.exception
heavy = {"plotly", "sklearn"} & (set(sys.modules) - before)
assert not heavy, heavy
"""
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]


@pytest.mark.parametrize("target", TARGETS)
def test_that_the_readme_or_the_docs_tell_of_every_command(target: str) -> None:
    docs = "".join(text(path) for path in [ROOT / "README.md", *ROOT.glob("docs/*.md")])
    assert f"make {target}" in docs


@pytest.mark.parametrize("code", CELLS)
def test_that_the_notation_names_every_cell(code: str) -> None:
    assert f"| `{code}` |" in text(ROOT / "docs" / "notation.md")


def test_that_ci_runs_the_commands_of_the_readme() -> None:
    assert "make test" in text(ROOT / ".ci" / "run")
    assert "make test" in text(ROOT / "README.md")


def test_that_every_requirement_is_pinned() -> None:
    for file in ("requirements.txt", "requirements-test.txt", "requirements-mutants.txt"):
        lines = [line for line in text(ROOT / file).splitlines() if line and line[0] != "#"]
        assert all("==" in line or line.startswith("-") for line in lines), file


def test_that_the_player_is_installed_under_the_name_and_version_of_the_package() -> None:
    house = tomllib.loads(text(ROOT / "pyproject.toml"))["project"]
    player = tomllib.loads(text(ROOT / "rnnviz" / "pyproject.toml"))["project"]
    assert (player["name"], player["version"]) == (house["name"], house["version"])


def test_that_night_changes_colours_alone() -> None:
    """A browser is shown every width by day; by night nothing has another size or place."""
    theme = tomllib.loads(text(ROOT / ".streamlit" / "config.toml"))["theme"]
    assert theme["light"].keys() == theme["dark"].keys()
    for colours in (theme["light"], theme["dark"]):
        assert all(re.fullmatch("#[0-9A-F]{6}", colour) for colour in colours.values())
    styles = [path for path in ROOT.glob("rnnviz/**/*.css") if path.parent.name != "bundle"]
    assert faults(styles, lambda style: "prefers-color-scheme" in style) == {}
    (its,) = (path for path in styles if "rvd-dark" in text(path))
    assert re.findall(r"rvd-dark[^{]*\{([^:]*):[^;]*;? \}", text(its)) == [" opacity"]


def test_that_nothing_is_sent_home() -> None:
    config = tomllib.loads(text(ROOT / ".streamlit" / "config.toml"))
    assert config["browser"] == {"gatherUsageStats": False, "serverAddress": "localhost"}
    assert config["server"]["maxUploadSize"] == 10


def test_that_a_class_is_served_by_a_server_that_watches_no_files() -> None:
    config = tomllib.loads(text(ROOT / ".streamlit" / "config.toml"))
    assert config["server"]["fileWatcherType"] == "none"
    assert "streamlit run app.py --server.fileWatcherType=auto" in text(ROOT / "Makefile")
