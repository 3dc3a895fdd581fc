"""A class on one small server: what every student waits, beside one student alone.

    python -m load --students 30 --pause 1 --seconds 30
    python -m load --visits 500
    python -m load --students 100 --pause 3 --processes 2

Everything stays on loopback. Times are of the wall clock and hold what the machine did besides;
compare the ratios. Students act on their own: each waits for its answer, then thinks for an
exponential time. Arrival, from the address to the end of the first run, is counted apart.
"""

import argparse
import asyncio
import random
import statistics
import time
from collections.abc import Sequence

from load.server import Server, class_served, served
from load.student import ACTS, Answer, Student, pause

ALONE = 25  # answers of a student alone, for each screen


def quantile(seconds: Sequence[float], share: float) -> float:
    """The answer that `share` of all are no slower than."""
    ranked = sorted(seconds)
    return ranked[min(int(share * len(ranked)), len(ranked) - 1)]


def spread(answers: Sequence[Answer]) -> str:
    """Median, 95th in a hundred, slowest, in milliseconds."""
    times = [1e3 * one.seconds for one in answers]
    return "  ".join(f"{quantile(times, q):7.0f}" for q in (0.5, 0.95, 1.0))


async def alone(server: Server, screen: str) -> Student:
    """One student on an empty server."""
    student = Student(server.address, screen, 0)
    await student.arrive()
    for _time in range(ALONE):
        await student.act()
    await student.leave()
    return student


async def one_of_many(student: Student, wait: float, mean: float, until: float) -> None:
    """Arrive within the first second, act until the lesson ends, leave."""
    await asyncio.sleep(wait)
    try:
        await student.arrive()
        while time.monotonic() < until:
            await asyncio.sleep(pause(student.chance, mean))
            await student.act()
    except (OSError, TimeoutError) as fault:
        student.faults.append(f"{student.screen}: {type(fault).__name__}")
    await student.leave()


async def lesson(server: Server, asked: argparse.Namespace) -> list[Student]:
    """All students at once."""
    chance = random.Random(asked.seed)
    students = [
        Student(server.address, asked.screens[k % len(asked.screens)], k)
        for k in range(asked.students)
    ]
    until = time.monotonic() + asked.seconds
    await asyncio.gather(*(one_of_many(s, chance.random(), asked.pause, until) for s in students))
    return students


async def visits(server: Server, asked: argparse.Namespace) -> None:
    """Sessions that come, act once and go; what the server takes in between."""
    for k in range(asked.visits + 1):
        if k % max(asked.visits // 5, 1) == 0:
            t = server.taken()
            print(f"  after {k:4d}: {t.memory:6.0f} MB  {t.threads:3d} threads  {t.files:4d} files")
        student = Student(server.address, asked.screens[k % len(asked.screens)], k)
        await student.arrive()
        await student.act()
        await student.leave()
        for fault in student.faults:
            print("  fault:", fault)


def told(students: Sequence[Student], first: dict[str, float], cpu: float) -> None:
    """Print what a class waited."""
    answers = [one for s in students for one in s.answers if not one.arrival]
    arrivals = [one for s in students for one in s.answers if one.arrival]
    print(f"{'':12s} {'answers':>8s}  {'p50':>7s}  {'p95':>7s}  {'slowest':>7s} ms   p95 / alone")
    print(f"{'arrival':12s} {len(arrivals):8d}  {spread(arrivals)}")
    for screen in dict.fromkeys(s.screen for s in students):
        mine = [a for s in students if s.screen == screen for a in s.answers if not a.arrival]
        if mine:
            ratio = quantile([a.seconds for a in mine], 0.95) / first[screen]
            print(f"{screen or 'home':12s} {len(mine):8d}  {spread(mine)}      {ratio:6.1f}")
    print(f"{'all':12s} {len(answers):8d}  {spread(answers)}")
    runs = len(answers) + len(arrivals)
    print(f"processor time a run: {1e3 * cpu / runs:.0f} ms; faults: {_faults(students)}")


def _faults(students: Sequence[Student]) -> str:
    found = [fault for s in students for fault in s.faults]
    return "none" if not found else f"{len(found)}, first {found[0]}"


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m load", description=__doc__)
    parser.add_argument("--students", type=int, default=30)
    parser.add_argument("--pause", type=float, default=1.0, help="mean time to think, seconds")
    parser.add_argument("--seconds", type=float, default=30.0, help="length of the lesson")
    parser.add_argument(
        "--screens", nargs="*", default=list(ACTS), help="all, unless some are given"
    )
    parser.add_argument("--visits", type=int, default=0, help="sessions that come and go, instead")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--option", action="append", default=[], help="an option of the server")
    parser.add_argument(
        "--processes", type=int, default=0, help="a class behind one port, as make class serves it"
    )
    asked = parser.parse_args()
    asked.screens = ["" if one == "home" else one for one in asked.screens]
    return asked


def main() -> None:
    """Run one lesson, or many visits."""
    asked = arguments()
    with class_served(asked.processes) if asked.processes else served(*asked.option) as server:
        students = [asyncio.run(alone(server, screen)) for screen in asked.screens]
        times = {s.screen: [a.seconds for a in s.answers if not a.arrival] for s in students}
        first = {screen: statistics.median(found) for screen, found in times.items()}
        shown = ", ".join(f"{s or 'home'} {1e3 * t:.0f}" for s, t in first.items())
        print(f"one student alone, median ms: {shown}; faults: {_faults(students)}")
        if asked.visits:
            asyncio.run(visits(server, asked))
            return
        before = server.taken()
        found = asyncio.run(lesson(server, asked))
        after = server.taken()
        print(f"{asked.students} students, {asked.pause:g} s to think, {asked.seconds:g} s:")
        told(found, first, after.cpu - before.cpu)
        print(
            f"memory {before.memory:.0f} -> {after.memory:.0f} MB, "
            f"threads {before.threads} -> {after.threads}, files {before.files} -> {after.files}"
        )


if __name__ == "__main__":
    main()
