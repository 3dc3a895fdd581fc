"""Files that never change are answered from memory.

A first visit asks for some hundred small files, and opening each anew takes a server longer than
sending it: on two cores this was half a second of each first visit.
"""

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

ROOM = 32 * 2**20  # bytes; all of Streamlit's own files take 25 MB


class KeptFiles:
    """Keeps what is marked as immutable, as it was sent first, up to a number of bytes."""

    def __init__(self, app: ASGIApp, room: int = ROOM) -> None:
        """`app` is what answers what is not kept."""
        self.app, self.room = app, room
        self.kept: dict[str, list[Message]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or not _whole(scope):
            await self.app(scope, receive, send)
            return
        sent: list[Message] = []

        async def ours(message: Message) -> None:
            sent.append(message)
            await send(message)

        known = self.kept.get(scope["path"])
        if known is None:
            await self.app(scope, receive, ours)
            self._keep(scope["path"], sent)
        else:
            for message in known:
                await send(message)

    def _keep(self, path: str, sent: list[Message]) -> None:
        """Keep an answer that came whole and is the same for everybody, for ever."""
        if not sent or sent[0]["type"] != "http.response.start" or sent[0]["status"] != 200:
            return
        headers, body = Headers(raw=sent[0]["headers"]), sent[1:]
        taken = sum(len(message.get("body", b"")) for message in body)
        for_ever = "immutable" in headers.get("cache-control", "") and "vary" not in headers
        if for_ever and taken == int(headers.get("content-length", -1)) and taken <= self.room:
            self.room -= taken
            together = b"".join(message["body"] for message in body)
            self.kept[path] = [sent[0], {"type": "http.response.body", "body": together}]


def _whole(scope: Scope) -> bool:
    """Whether a request asks for a whole file, whatever the browser has of it."""
    asked = Headers(scope=scope)
    parts = {"range", "if-none-match", "if-modified-since"}
    return scope["method"] == "GET" and not parts & set(asked.keys())
