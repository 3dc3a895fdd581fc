"""The short way for what is dragged: a scene with a value on the way, without a run of the page.

A run of the script is answered by some messages, and the browser goes through its whole page for
each. The player asks here instead (frontend/shortway.js), with the settings that the page gave it
and what was moved, and is given the scene's bytes alone. What is let go goes through the page.

Nothing is remembered of a question. Only a page of this server may ask, one question at a time.
"""

import json
from asyncio import Semaphore
from collections.abc import Callable, Collection
from typing import Any

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

PATH = "/_rnnviz/draft"  # below whatever path the app lives
LONGEST = 65_536  # bytes of a question
MOST = 64  # questions that are answered or wait
AT_ONCE = 2

Answer = Callable[[Any], bytes | None]


class Drafts:
    """Answers what is asked on the short way, and leaves all else to the app."""

    screens: frozenset[str] = frozenset()  # whose players this server answers: pages tell them

    def __init__(self, app: ASGIApp, answer: Answer, screens: Collection[str]) -> None:
        """`answer` takes a question about one of the `screens`, which is not trusted; it gives a
        scene's bytes or None.
        """
        self.app, self.answer = app, answer
        self.asking: set[str] = set()  # who waits for an answer now
        self.room = Semaphore(AT_ONCE)
        Drafts.screens = frozenset(screens)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "http" and scope["path"].endswith(PATH):
            await (await self._response(Request(scope, receive)))(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _response(self, request: Request) -> Response:
        refused = _refused(request)
        if refused:
            return Response(status_code=refused)
        body = await _body(request)
        if body is None:
            return Response(status_code=413)
        try:
            question = json.loads(body)
            who = str(question["who"])[:40]
        except (ValueError, TypeError, KeyError, RecursionError):
            return Response(status_code=400)
        if who in self.asking or len(self.asking) >= MOST:
            return Response(status_code=429)
        return await self._answered(question, who)

    async def _answered(self, question: Any, who: str) -> Response:
        """The scene's bytes; 204 where there is no such picture: the one that is shown stays."""
        self.asking.add(who)
        try:
            async with self.room:
                found = await run_in_threadpool(self.answer, question)
        finally:
            self.asking.discard(who)
        if found is None:
            return Response(status_code=204)
        return Response(found, media_type="application/octet-stream")


def _refused(request: Request) -> int | None:
    """Why a request is none of ours, as a status; another site's page cannot send such a one."""
    asked = request.headers
    if request.method != "POST":
        return 405
    if asked.get("sec-fetch-site", "same-origin") != "same-origin":
        return 403
    return None if asked.get("content-type") == "application/json" else 415


async def _body(request: Request) -> bytes | None:
    """What was sent, read no further than may be; None if it is longer, or never came whole."""
    body = b""
    try:
        async for part in request.stream():
            body += part
            if len(body) > LONGEST:
                return None
    except ClientDisconnect:
        return None
    return body


def way(code: str, query: dict[str, str]) -> dict[str, Any] | None:
    """What a player asks with: its screen and settings, and the path that the server was told to
    live at (`server.baseUrlPath`), if any; None where there is no short way.

    A network that only the session knows (`net`) can be asked of its page alone.
    """
    if code not in Drafts.screens or "net" in query:
        return None
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return {"screen": code, "query": query, **({"base": base} if base else {})}


__all__ = ["Drafts", "way"]
