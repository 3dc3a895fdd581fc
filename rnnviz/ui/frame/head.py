"""What a browser is told in the first page that it is sent, before any of the app is there.

Streamlit draws a page when its scripts run, and fetches the code of each kind of element when it
first meets one; a style sheet sent as an element comes after what it styles, and the page jumps.
So the sheet stands in the head of the page itself, and what the first view needs is fetched with
the rest.
"""

import functools
import re
from pathlib import Path

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import file_util

from rnnviz.player.html import bundled_files
from rnnviz.ui.frame import style

# The kinds of elements that a first view is made of, by the names of Streamlit's files.
KINDS = (
    "BidiComponent", "Button", "ButtonGroup", "Checkbox", "DownloadButton", "Html", "NumberInput",
    "PageLink", "Selectbox", "Slider", "TextInput",
)  # fmt: skip
IMPORTED = re.compile(r'(?:from|import)"\./([\w.-]+\.js)"')
PLAYER = "./_stcore/bidi-components/rnnviz.player"
END = b"</body>"  # behind the head, where Streamlit puts its own styles and would win a draw


class Head:
    """Adds our part to every page on its way to the browser."""

    def __init__(self, app: ASGIApp) -> None:
        """`app` is what answers."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; only what is a page is changed."""
        asked = Headers(scope=scope) if scope["type"] == "http" else {}
        if "text/html" not in asked.get("accept", ""):
            await self.app(scope, receive, send)
            return
        as_it_is = [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]
        await self.app({**scope, "headers": as_it_is}, receive, _Longer(send))


class _Longer:
    """Sends what it is given, and a page with our part in it."""

    def __init__(self, send: Send) -> None:
        self.send = send
        self.start: Message = {}
        self.page = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.start = message
            if not self._is_page():
                await self.send(message)
        elif not self._is_page():
            await self.send(message)
        else:
            self.page += message.get("body", b"")
            if not message.get("more_body"):
                await self._send_page()

    def _is_page(self) -> bool:
        headers = Headers(raw=self.start.get("headers", []))
        return headers.get("content-type", "").startswith("text/html")

    async def _send_page(self) -> None:
        page = self.page.replace(END, part().encode() + END, 1)
        MutableHeaders(raw=self.start["headers"])["content-length"] = str(len(page))
        await self.send(self.start)
        await self.send({"type": "http.response.body", "body": page})


@functools.cache
def part() -> str:
    """Our part of a page: the sheet, and the scripts to fetch at once."""
    script, sheet = bundled_files()
    wanted = [f"./static/js/{name}" for name in scripts(KINDS)] + [f"{PLAYER}/{script}"]
    links = [f'<link rel="modulepreload" crossorigin href="{href}">' for href in wanted]
    links.append(f'<link rel="preload" as="style" href="{PLAYER}/{sheet}">')
    return "".join([f"<style>{style.sheet()}</style>", *links])


def scripts(kinds: tuple[str, ...]) -> list[str]:
    """The files of Streamlit that kinds of elements need, and that its first page does not name."""
    folder = Path(file_util.get_static_dir())
    index = (folder / "index.html").read_text(encoding="utf-8")
    code = folder / "static" / "js"
    found: list[str] = []
    waiting = [path.name for kind in kinds for path in code.glob(f"{kind}.*.js")]
    while waiting:
        name = waiting.pop()
        if name not in found and name not in index:
            found.append(name)
            waiting += IMPORTED.findall((code / name).read_text(encoding="utf-8"))
    return found
