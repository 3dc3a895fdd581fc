"""One student: opens a screen, changes a setting, waits for the answer, thinks, and goes on."""

import asyncio
import random
import time
from typing import Any, NamedTuple

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

PATIENCE = 120.0  # seconds for one answer
LARGEST = 2**26  # bytes of one message
KEPT = 60  # messages that a browser still holds


class Act(NamedTuple):
    """What is changed on a screen: the key of a widget, and the values that it takes in turn."""

    key: str
    values: tuple[float, ...]


GAINS = tuple(k / 200 for k in range(100, 400))
ACTS: dict[str, Act | None] = {  # None: the page is asked for again
    "": None,
    "unroll": Act("unroll.seed", tuple(range(2, 400))),
    "gradients": Act("gradients.gain", GAINS),
    "gates": Act("gates.gain", GAINS),
    "shapes": Act("shapes.hidden", tuple(range(1, 60))),
    "language": None,
    "digits": None,
    "series": Act("series.window", tuple(range(3, 40))),
    "train": Act("train.goal", tuple(range(100, 1000))),
}


class Answer(NamedTuple):
    """One answer: how long it took, and how much came."""

    seconds: float
    size: int
    arrival: bool = False


class Student:
    """A session: its connection, the widgets of its page, and what it was answered."""

    def __init__(self, address: str, screen: str, seed: int) -> None:
        """Nothing is opened before `arrive`."""
        self.address, self.screen = address, screen
        self.chance = random.Random(seed)
        self.answers: list[Answer] = []
        self.faults: list[str] = []
        self.widgets: dict[str, tuple[str, str]] = {}  # key -> (id, kind of element)
        self.changed: tuple[str, str, float] | None = None  # id, kind, value
        self.hashes: list[str] = []
        self.cookies: dict[str, str] = {}  # a proxy's, that keeps a student at one process
        self.connection: ClientConnection | None = None

    async def arrive(self) -> None:
        """Open the page: its HTML, the connection, the first run."""
        begun = time.perf_counter()
        size = await self._page()
        self.connection = await connect(
            f"ws://{self.address}/_stcore/stream", subprotocols=["streamlit"],  # pyright: ignore[reportArgumentType]
            max_size=LARGEST, compression=None, open_timeout=PATIENCE,
            additional_headers=self.cookies,
        )  # fmt: skip
        size += await self._run()
        self.answers.append(Answer(time.perf_counter() - begun, size, arrival=True))

    async def act(self) -> None:
        """Change the screen's setting and wait until the page has answered."""
        act = ACTS[self.screen]
        if act is not None:
            if act.key not in self.widgets:
                self.faults.append(f"{self.screen}: there is no {act.key}")
                return
            self.changed = (*self.widgets[act.key], self.chance.choice(act.values))
        begun = time.perf_counter()
        size = await self._run()
        self.answers.append(Answer(time.perf_counter() - begun, size))

    async def leave(self) -> None:
        """Go away, as a tab that is closed."""
        if self.connection is not None:
            await self.connection.close()

    async def _page(self) -> int:
        """The page's HTML, over a connection of its own; give its size."""
        host, port = self.address.split(":")
        reader, writer = await asyncio.open_connection(host, int(port))
        asked = f"GET /{self.screen} HTTP/1.1", f"Host: {self.address}", "Connection: close", "", ""
        writer.write("\r\n".join(asked).encode())
        async with asyncio.timeout(PATIENCE):
            body = await reader.read(-1)
        writer.close()
        if not body.startswith(b"HTTP/1.1 200"):
            self.faults.append(f"{self.screen}: the page was answered with {body[:20]!r}")
        for line in body.split(b"\r\n\r\n", 1)[0].decode("latin-1").splitlines():
            name, _colon, value = line.partition(": ")
            if name.lower() == "set-cookie":
                kept = self.cookies.get("Cookie", "")
                self.cookies = {"Cookie": "; ".join(filter(None, (kept, value.split(";")[0])))}
        return len(body)

    async def _run(self) -> int:
        """Ask for a run and read until it has finished; give how many bytes came."""
        assert self.connection is not None
        await self.connection.send(self._question())
        size = 0
        async with asyncio.timeout(PATIENCE):
            while True:
                data = await self.connection.recv()
                size += len(data)
                message = ForwardMsg.FromString(data)  # pyright: ignore[reportArgumentType]
                if self._heard(message):
                    return size

    def _question(self) -> bytes:
        question = BackMsg()
        run = question.rerun_script
        run.page_name = self.screen
        run.cached_message_hashes.extend(self.hashes)
        if self.changed is not None:
            identity, kind, value = self.changed
            state = run.widget_states.widgets.add(id=identity)
            if kind == "slider":
                state.double_array_value.data.append(value)
            else:
                state.double_value = value
        return question.SerializeToString()

    def _heard(self, message: ForwardMsg) -> bool:
        """Take one message in; say whether the run has finished."""
        if message.hash and message.metadata.cacheable and message.hash not in self.hashes:
            self.hashes = [*self.hashes, message.hash][-KEPT:]
        kind = message.WhichOneof("type")
        if kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            self._element(message.delta.new_element)
        return kind == "script_finished" and message.script_finished != 1

    def _element(self, element: Any) -> None:
        kind = element.WhichOneof("type")
        if kind == "exception":
            self.faults.append(f"{self.screen}: {element.exception.message[:120]}")
        identity = getattr(getattr(element, kind, None), "id", "") if kind else ""
        if isinstance(identity, str) and identity.startswith("$$ID-"):
            self.widgets[identity.split("-", 2)[2]] = (identity, kind)


def pause(chance: random.Random, mean: float) -> float:
    """How long a student thinks: exponential, at most five times the mean."""
    return min(chance.expovariate(1 / mean), 5 * mean) if mean else 0.0


__all__ = ["ACTS", "Act", "Answer", "Student", "pause"]
