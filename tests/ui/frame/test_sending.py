"""How pages and files are sent: the head's part, files kept in memory, packets not held back."""

import asyncio
import socket
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rnnviz.ui.frame import head, style
from rnnviz.ui.frame.head import Head
from rnnviz.ui.frame.kept_files import KeptFiles
from rnnviz.ui.frame.wire import hold_nothing_back, sent_at_once

PAGE = b"<html><head></head><body><div id='root'></div></body></html>"
FOR_EVER = (b"cache-control", b"public, immutable, max-age=31536000")


def answering(body: bytes, *headers: tuple[bytes, bytes], parts: int = 1) -> ASGIApp:
    """An app that always answers the same; `asked` counts."""

    async def app(scope: Scope, _receive: Receive, send: Send) -> None:
        asked.append(scope)
        length = (b"content-length", str(len(body)).encode())
        await send({"type": "http.response.start", "status": 200, "headers": [*headers, length]})
        step = -(-len(body) // parts)
        for k in range(parts):
            part = body[k * step : (k + 1) * step]
            await send({"type": "http.response.body", "body": part, "more_body": k < parts - 1})

    asked: list[Scope] = []
    app.asked = asked  # type: ignore[attr-defined]
    return app


def ask(app: ASGIApp, path: str = "/", **headers: str) -> tuple[dict[bytes, bytes], bytes]:
    """The headers and the body of one answer."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        sent.append(message)

    pairs = [(name.replace("_", "-").encode(), text.encode()) for name, text in headers.items()]
    scope = {"type": "http", "method": "GET", "path": path, "headers": pairs}
    asyncio.run(app(scope, receive, send))  # type: ignore[arg-type]
    return dict(sent[0]["headers"]), b"".join(one.get("body", b"") for one in sent[1:])


def test_that_a_page_is_sent_with_the_sheet_behind_its_content_and_its_true_length() -> None:
    app = answering(PAGE, (b"content-type", b"text/html; charset=utf-8"), parts=3)
    headers, body = ask(Head(app), accept="text/html,*/*", accept_encoding="gzip")
    assert int(headers[b"content-length"]) == len(body)
    root, sheet, end = body.index(b"root"), body.index(b"<style>"), body.index(b"</body>")
    assert root < sheet < end
    assert style.sheet().encode() in body
    (asked,) = app.asked  # type: ignore[attr-defined]
    assert b"accept-encoding" not in dict(asked["headers"])  # packed, nothing could be added


def test_that_what_is_no_page_is_sent_as_it_is() -> None:
    script = answering(b"let a = '</body>'", (b"content-type", b"application/javascript"))
    assert ask(Head(script), accept="text/html")[1] == b"let a = '</body>'"
    page = answering(PAGE, (b"content-type", b"text/html"))
    assert ask(Head(page), accept="*/*")[1] == PAGE


def test_that_the_scripts_fetched_at_once_are_there_and_named_by_no_other() -> None:
    names = head.scripts(head.KINDS)
    for kind in head.KINDS:
        assert sum(name.startswith(f"{kind}.") for name in names) == 1
    assert len(set(names)) == len(names)
    assert not any("Plotly" in name or "DataFrame" in name for name in names)


def test_that_a_file_that_never_changes_is_asked_for_once() -> None:
    app = answering(b"0123456789", FOR_EVER, parts=2)
    kept = KeptFiles(app)
    first, again = ask(kept, "/a.js"), ask(kept, "/a.js")
    assert first == again
    assert first[1] == b"0123456789"
    assert len(app.asked) == 1  # type: ignore[attr-defined]


def test_that_what_may_change_or_is_asked_for_in_part_or_has_no_room_is_not_kept() -> None:
    for headers, asked, room in (
        ([(b"cache-control", b"no-cache")], {}, 100),
        ([FOR_EVER, (b"vary", b"accept-encoding")], {}, 100),
        ([FOR_EVER], {"range": "bytes=0-3"}, 100),
        ([FOR_EVER], {"if_none_match": "x"}, 100),
        ([FOR_EVER], {}, 9),
    ):
        app = answering(b"0123456789", *headers)
        kept = KeptFiles(app, room=room)
        ask(kept, "/a.js", **asked)
        ask(kept, "/a.js", **asked)
        assert len(app.asked) == 2  # type: ignore[attr-defined]
        assert not kept.kept


def test_that_no_more_is_kept_than_there_is_room_for() -> None:
    kept = KeptFiles(answering(b"0123456789", FOR_EVER), room=25)
    for path in ("/a", "/b", "/c"):
        ask(kept, path)
    assert list(kept.kept) == ["/a", "/b"]


def test_that_connections_of_a_socket_that_is_open_at_the_start_send_at_once() -> None:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))

        async def start() -> None:
            async with sent_at_once(None):
                pass

        asyncio.run(start())
        listening.listen()
        with socket.create_connection(listening.getsockname()):
            accepted, _address = listening.accept()
            with accepted:
                assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_that_a_socket_that_sends_no_packets_is_left_alone() -> None:
    ends: tuple[Any, Any] = socket.socketpair()
    for one in ends:
        with one:
            hold_nothing_back(one)
