"""One file that plays a scene with no server: styles, modules and numbers all inside it.

The browser's modules are put one after the other, each in a function of its own, so that the file
also plays from a disk, where a browser refuses to import. They keep to three forms, which is all
that `bundle` reads: ``import { a, b as c } from "./x.js"``, ``export function|const|class name``
and ``export default function name``.
"""

import base64
import functools
import hashlib
import html
import posixpath
import re
import tempfile
from pathlib import Path

from rnnviz.player.payload import Scene, encode
from rnnviz.words.tongue import spoken

FRONTEND = Path(__file__).parent / "frontend"
ENTRY = "player.js"
COMPONENT = "app.js"  # the player as Streamlit calls it
STYLE = "player.css"
BUNDLES = "bundle"  # a folder of the frontend, not kept in the repository

IMPORT = re.compile(r'^import \{([^}]*)\} from "(\.[^"]*)";\n', re.MULTILINE)
EXPORT = re.compile(r"^export (default )?((?:async )?function|const|class) (\w+)", re.MULTILINE)

STYLES = re.compile(r'^@import url\("([^"]*)"\);$', re.MULTILINE)

THEME = """
:root { color-scheme: light dark;
  --st-text-color: #31333f; --st-background-color: #ffffff;
  --st-secondary-background-color: #f0f2f6; --st-border-color: rgba(49, 51, 63, 0.2);
  --st-primary-color: #0072b2;
  --st-font: system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
@media (prefers-color-scheme: dark) { :root {
  --st-text-color: #fafafa; --st-background-color: #0e1117;
  --st-secondary-background-color: #262730; --st-border-color: rgba(250, 250, 250, 0.2);
  --st-primary-color: #4ba9e2; } }
body { margin: 0; padding: 24px 16px 48px; color: var(--st-text-color);
  background: var(--st-background-color); font-family: var(--st-font); }
main { max-width: 1120px; margin: 0 auto; }
h1 { margin: 0 0 12px; font-size: 24px; line-height: 1.25; font-weight: 650; }
main > p { margin: 0 0 12px; max-width: 62rem; line-height: 1.45; }
main > footer { margin-top: 24px; font-size: 14px; overflow-wrap: anywhere; }
a { color: inherit; }
"""

PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>{theme}{css}</style>
</head>
<body>
<main>
<h1>{title}</h1>
{said}<div id="player"></div>
{link}</main>
<script type="text/plain" id="scene">{payload}</script>
<script>
{modules}
const text = document.getElementById("scene").textContent.trim();
const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
modules["player.js"].mount(document.getElementById("player"), bytes);
</script>
</body>
</html>
"""


def scene_html(scene: Scene, said: str = "", link: str = "") -> str:
    """The scene as one HTML file that plays offline and asks no network for anything.

    `said` is a sentence on it, and `link` where it was made: it can be followed, and is not asked.
    """
    where = html.escape(link, quote=True)
    return PAGE.format(
        language=spoken(),
        title=html.escape(scene.title),
        said=f"<p>{html.escape(said)}</p>\n" if said else "",
        link=f'<footer><a href="{where}">{where}</a></footer>\n' if link else "",
        theme=THEME,
        css=stylesheet(),
        payload=base64.b64encode(encode(scene)).decode("ascii"),
        modules=bundle(),
    )


def stylesheet() -> str:
    """The player's style sheet, with those that it imports in their places."""
    return STYLES.sub(lambda match: source(match.group(1)), source(STYLE))


@functools.cache
def bundle(entry: str = ENTRY) -> str:
    """All modules that `entry` needs as one plain script, which fills an object `modules`."""
    parts = [module(name) for name in in_order(entry)]
    return "\n".join(["const modules = {};", *parts]).replace("</script", "<\\/script")


def bundled_files() -> tuple[str, str]:
    """One script and one style sheet in the frontend's folder with all that the player needs.

    They are written when they are not there yet and named after their content, so that a browser
    asks for two files instead of seventy. Where the folder cannot be written to, the names are
    those of the modules themselves.
    """
    script = f'{bundle(COMPONENT)}\nexport default modules["{COMPONENT}"].default;\n'
    try:
        return _written(script, ".js"), _written(stylesheet(), ".css")
    except OSError:
        return COMPONENT, STYLE


def _written(text: str, ending: str) -> str:
    """The name of a file with this text; two processes may write it at once."""
    name = f"{BUNDLES}/{hashlib.sha256(text.encode()).hexdigest()[:16]}{ending}"
    path = FRONTEND / name
    if not path.is_file():
        path.parent.mkdir(exist_ok=True)
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, delete=False) as f:
            f.write(text)
        Path(f.name).replace(path)
    return name


def source(name: str) -> str:
    """The text of a module, by its path inside the frontend's folder."""
    return (FRONTEND / name).read_text(encoding="utf-8")


def imports(name: str) -> list[str]:
    """The modules that a module imports."""
    folder = posixpath.dirname(name)
    found = (match.group(2) for match in IMPORT.finditer(source(name)))
    return [posixpath.normpath(posixpath.join(folder, path)) for path in found]


def in_order(name: str, done: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The module and all that it imports, each after those it needs itself."""
    for needed in imports(name):
        if needed not in done:
            done = in_order(needed, done)
    return (*done, name) if name not in done else done


def module(name: str) -> str:
    """A module as a function that is called once and gives what the module exports."""
    folder = posixpath.dirname(name)

    def taken(match: re.Match[str]) -> str:
        names = match.group(1).replace(" as ", ": ")
        path = posixpath.normpath(posixpath.join(folder, match.group(2)))
        return f'const {{{names}}} = modules["{path}"];\n'

    text = source(name)
    given = [(match.group(1), match.group(3)) for match in EXPORT.finditer(text)]
    body = EXPORT.sub(r"\2 \3", IMPORT.sub(taken, text))
    names = ", ".join(f"default: {name}" if default else name for default, name in given)
    return f'modules["{name}"] = (() => {{\n"use strict";\n{body}return {{ {names} }};\n}})();'
