"""A class that votes: python -m load.vote --students 30.

Sessions without browsers enter a room of the app, wait as pages do, vote all at once, see the
answers, and vote again. Said are what the waiting takes of the processor, and whether every vote
was counted once.
"""

import argparse
import asyncio
import os
import random
import tempfile
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from load.server import Server, served
from load.student import Answer, Student
from rnnviz.room.book import FOLDER
from rnnviz.room.question import Question
from rnnviz.room.rooms import Rooms, given

ASKED = Question("What will the network guess at the second Z?", ("Z", "The end", "Neither"))
EARLY = ForwardMsg.FINISHED_EARLY_FOR_RERUN


class Voter(Student):
    """A student in a room; `bars` counts the bars that were last sent."""

    def __init__(self, address: str, code: str, seed: int) -> None:
        """Nothing is opened before `arrive`."""
        super().__init__(address, "vote", seed)
        self.code, self.pressed, self.part = code, "", ""
        self.every, self.bars, self.runs = 0.0, 0, 0

    async def wait(self, until: float) -> None:
        """Look again whenever the page would."""
        await asyncio.sleep(self.chance.random() * max(self.every, 0.1))
        while self.every and time.monotonic() < until:
            begun = time.perf_counter()
            self.answers.append(Answer(0.0, await self._run()))
            self.answers[-1] = self.answers[-1]._replace(seconds=time.perf_counter() - begun)
            await asyncio.sleep(max(self.every - (time.perf_counter() - begun), 0))

    async def vote(self, asked: int, of_round: int, choice: int) -> None:
        """Press the button of an answer."""
        key = f"vote.{asked}.{of_round}.{choice}"
        if key not in self.widgets:
            self.faults.append(f"vote: there is no {key}")
            return
        self.pressed = self.widgets[key][0]
        await self._run()
        self.pressed = ""

    def _question(self) -> bytes:
        question = BackMsg()
        run = question.rerun_script
        run.page_name, run.query_string, run.fragment_id = "vote", f"room={self.code}", self.part
        run.is_auto_rerun = bool(self.part) and not self.pressed
        run.cached_message_hashes.extend(self.hashes)
        if self.pressed:
            run.widget_states.widgets.add(id=self.pressed).trigger_value = True
        self.bars, self.runs = 0, self.runs + 1
        return question.SerializeToString()

    def _heard(self, message: ForwardMsg) -> bool:
        kind = message.WhichOneof("type")
        if kind == "new_session" and not message.metadata.run.fragment_ids:
            self.part, self.every = "", 0.0  # the whole page runs, and says anew what looks again
        if kind == "auto_rerun":
            self.part, self.every = message.auto_rerun.fragment_id, message.auto_rerun.interval
        early = kind == "script_finished" and message.script_finished == EARLY
        return super()._heard(message) and not early

    def _element(self, element: Any) -> None:
        super()._element(element)
        if element.WhichOneof("type") == "html":
            self.bars += element.html.body.count('class="class-bar')


async def all_of(voters: Iterable[Voter], does: Callable[[Voter], Awaitable[Any]]) -> None:
    """All at once; who fails says so."""

    async def one(voter: Voter) -> None:
        try:
            await does(voter)
        except (OSError, TimeoutError) as fault:
            voter.faults.append(f"vote: {type(fault).__name__}")

    await asyncio.gather(*map(one, voters))


async def lesson(server: Server, rooms: Rooms, asked: argparse.Namespace) -> None:
    """Arrive, wait, vote, look, vote again."""
    code, key = rooms.open(ASKED)
    voters = [Voter(server.address, code, k) for k in range(asked.students)]
    await all_of(voters, lambda one: one.arrive())
    await waited(server, voters, asked.seconds)
    for of_round in (1, 2):
        await voted(server, rooms, code, voters, of_round, asked)
        rooms.show(code, key)
        counts = rooms.answers(code)[-1]
        print(f"  counted: {counts}, together {sum(counts)} of {len(voters)}")
        await all_of(voters, lambda one: one.wait(time.monotonic() + 1.5 * one.every))
        seen = Counter(one.bars for one in voters)
        print(f"  bars that each one sees: {dict(seen)}")
        if of_round == 1:
            rooms.again(code, key)
            await all_of(voters, lambda one: one.wait(time.monotonic() + 1.5 * one.every))
    rooms.end(code, key)
    runs = sum(one.runs for one in voters)
    await all_of(voters, lambda one: one.wait(time.monotonic() + 3 * one.every))
    looking = sum(one.every > 0 for one in voters)
    print(f"room ended: {sum(one.runs for one in voters) - runs} looks, {looking} still looking")
    await all_of(voters, lambda one: one.leave())
    faults = [fault for one in voters for fault in one.faults]
    print(f"faults: {'none' if not faults else f'{len(faults)}, first {faults[0]}'}")


async def waited(server: Server, voters: list[Voter], seconds: float) -> None:
    """What it takes while all wait for the question to be answered."""
    before, runs = server.taken(), sum(one.runs for one in voters)
    begun = time.monotonic()
    await all_of(voters, lambda one: one.wait(begun + seconds))
    took, after = time.monotonic() - begun, server.taken()
    runs = sum(one.runs for one in voters) - runs
    cpu = after.cpu - before.cpu
    ranked = sorted(a.seconds for one in voters for a in one.answers if not a.arrival)
    print(
        f"{len(voters)} students wait, a look every {voters[0].every:g} s: {runs / took:.1f} looks "
        f"a second, {100 * cpu / took:.0f} % of one core, {1e3 * cpu / max(runs, 1):.1f} ms each; "
        f"median answer {1e3 * ranked[len(ranked) // 2]:.0f} ms, "
        f"95th in a hundred {1e3 * ranked[int(0.95 * len(ranked))]:.0f} ms"
    )


async def voted(
    server: Server, rooms: Rooms, code: str, voters: list[Voter], of_round: int,
    asked: argparse.Namespace,
) -> None:  # fmt: skip
    """All vote within the same moments, each as chance has it; some change their mind."""
    chance = random.Random(of_round)

    async def vote(one: Voter) -> None:
        await asyncio.sleep(one.chance.random() * asked.within)
        await one.vote(1, of_round, chance.randrange(len(ASKED.options)))
        if one.chance.random() < 0.2:
            await one.vote(1, of_round, chance.randrange(len(ASKED.options)))

    runs, before, begun = sum(one.runs for one in voters), server.taken().cpu, time.monotonic()
    await all_of(voters, vote)
    took, cpu = time.monotonic() - begun, server.taken().cpu - before
    room, pressed = rooms.see(code), sum(one.runs for one in voters) - runs
    n = rooms.votes(room) if room else 0
    print(
        f"vote {of_round}: {n} votes within {took:.1f} s, {1e3 * cpu / max(pressed, 1):.1f} ms of "
        f"the processor for each of {pressed} taps"
    )


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m load.vote", description=__doc__)
    parser.add_argument("--students", type=int, default=30)
    parser.add_argument("--seconds", type=float, default=20.0, help="that all wait")
    parser.add_argument("--within", type=float, default=2.0, help="seconds in which all vote")
    return parser.parse_args()


def main() -> None:
    """Open a server with a folder of its own, and let a class vote on it."""
    asked = arguments()
    with tempfile.TemporaryDirectory() as folder:
        os.environ[FOLDER] = folder
        with served() as server:
            asyncio.run(lesson(server, given(), asked))


if __name__ == "__main__":
    main()
