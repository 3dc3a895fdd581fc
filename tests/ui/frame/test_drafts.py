"""The short way for what is dragged: who may ask, how much, and how often at once."""

import asyncio
import json
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from starlette.types import Message, Receive, Scope, Send

from rnnviz.ui.frame.drafts import AT_ONCE, LONGEST, MOST, PATH, Drafts, way

QUESTION = {"who": "a", "screen": "unroll"}
JSON = {"content-type": "application/json"}


@pytest.fixture(autouse=True)
def unserved() -> Iterator[None]:
    screens = Drafts.screens
    yield
    Drafts.screens = screens


async def app(_scope: Scope, _receive: Receive, send: Send) -> None:
    """What stands behind: it takes everything that is not asked on the short way."""
    await send({"type": "http.response.start", "status": 299, "headers": []})
    await send({"type": "http.response.body", "body": b"the app"})


async def asked(
    drafts: Drafts, body: Any = QUESTION, path: str = PATH, method: str = "POST", **headers: str
) -> tuple[int, bytes, dict[bytes, bytes]]:
    """Status, body and headers of one answer."""
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    parts = [data[i : i + 10_000] for i in range(0, max(1, len(data)), 10_000)]
    pairs = {**JSON, **{name.replace("_", "-"): text for name, text in headers.items()}}
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": parts.pop(0), "more_body": bool(parts)}

    async def send(message: Message) -> None:
        sent.append(message)

    raw = [(name.encode(), text.encode()) for name, text in pairs.items()]
    scope = {"type": "http", "method": method, "path": path, "headers": raw, "query_string": b""}
    await drafts(scope, receive, send)
    whole = b"".join(one.get("body", b"") for one in sent[1:])
    return sent[0]["status"], whole, dict(sent[0]["headers"])


def status(answer: Callable[[Any], bytes | None] = lambda _q: b"s", **how: Any) -> int:
    return asyncio.run(asked(Drafts(app, answer, []), **how))[0]


def test_that_a_question_is_answered_with_the_bytes_of_a_scene() -> None:
    heard: list[Any] = []

    def answer(question: Any) -> bytes:
        heard.append(question)
        return b"scene"

    for path in (PATH, f"/some/where{PATH}"):
        code, body, headers = asyncio.run(asked(Drafts(app, answer, []), path=path))
        assert (code, body) == (200, b"scene")
        assert headers[b"content-type"] == b"application/octet-stream"
    assert heard == [QUESTION, QUESTION]


def test_that_where_there_is_no_such_picture_nothing_is_sent() -> None:
    assert status(lambda _q: None) == 204


def test_that_everything_else_goes_to_the_app() -> None:
    assert status(path="/unroll") == 299
    assert status(path=f"{PATH}/more") == 299


@pytest.mark.parametrize(
    ("how", "code"),
    [
        ({"method": "GET"}, 405),
        ({"sec_fetch_site": "cross-site"}, 403),
        ({"sec_fetch_site": "same-site"}, 403),
        ({"sec_fetch_site": "same-origin"}, 200),
        ({"content_type": "text/plain"}, 415),  # which another site's page may send unasked
        ({"body": b"{"}, 400),
        ({"body": b"[" * 50_000}, 400),
        ({"body": [1]}, 400),
        ({"body": {"screen": "unroll"}}, 400),
        ({"body": {**QUESTION, "more": "x" * LONGEST}}, 413),
    ],
)
def test_that_only_a_page_of_this_server_is_answered_and_only_what_is_a_question(
    how: dict[str, Any], code: int
) -> None:
    assert status(**how) == code


def test_that_a_page_has_one_question_answered_at_a_time_and_a_server_so_many() -> None:
    free, counted = threading.Event(), threading.Lock()
    at_once: list[int] = [0, 0]

    def slow(_question: Any) -> bytes:
        with counted:
            at_once[0] += 1
            at_once[1] = max(at_once)
        assert free.wait(20)
        with counted:
            at_once[0] -= 1
        return b"s"

    async def crowd() -> tuple[list[int], int, int, int]:
        drafts = Drafts(app, slow, [])
        first = [asyncio.ensure_future(asked(drafts, {"who": f"{k}"})) for k in range(MOST - 1)]
        await asyncio.sleep(0)  # let each of them ask
        while len(drafts.asking) < MOST - 1:
            await asyncio.sleep(0.001)
        again = (await asked(drafts, {"who": "0"}))[0]
        last = asyncio.ensure_future(asked(drafts, {"who": "last"}))
        while len(drafts.asking) < MOST:
            await asyncio.sleep(0.001)
        beyond = (await asked(drafts, {"who": "beyond"}))[0]
        while at_once[0] < AT_ONCE:  # a busy machine begins them late
            await asyncio.sleep(0.001)
        free.set()
        codes = [(await one)[0] for one in (*first, last)]
        later = (await asked(drafts, {"who": "0"}))[0]
        assert not drafts.asking
        return codes, again, beyond, later

    codes, again, beyond, later = asyncio.run(crowd())
    assert codes == [200] * MOST
    assert (again, beyond, later) == (429, 429, 200)
    assert at_once[1] == AT_ONCE


def test_that_who_asked_for_what_fails_may_ask_again() -> None:
    def broken(_question: Any) -> bytes:
        raise ZeroDivisionError

    drafts = Drafts(app, broken, [])
    for _again in range(2):
        with pytest.raises(ZeroDivisionError):
            asyncio.run(asked(drafts))
        drafts.room = asyncio.Semaphore(1)  # of the next run's loop
        assert not drafts.asking


def test_that_a_player_is_told_of_the_short_way_where_there_is_one() -> None:
    Drafts.screens = frozenset()
    assert way("unroll", {"hidden": "2"}) is None
    Drafts(app, lambda _q: None, ["unroll", "gates"])
    assert way("series", {"hidden": "2"}) is None
    assert way("unroll", {"hidden": "2"}) == {"screen": "unroll", "query": {"hidden": "2"}}
    assert way("unroll", {"net": "abc"}) is None  # only its session knows that network


def test_that_the_way_lies_below_the_path_that_the_server_was_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    Drafts(app, lambda _q: b"", ["unroll"])
    for told, base in (("a/b", "a/b"), ("/a/b/", "a/b")):
        monkeypatch.setattr("streamlit.get_option", {"server.baseUrlPath": told}.get)
        assert way("unroll", {}) == {"screen": "unroll", "query": {}, "base": base}
        path = f"/{base}{PATH}"
        found, _body, _headers = asyncio.run(
            asked(Drafts(app, lambda _q: b"s", ["unroll"]), path=path)
        )
        assert found == 200
