"""Plant faults in a room and print which of them its tests do not notice."""

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import pytest

from mutants import child
from mutants.faults import Fault, drawn
from mutants.reach import FLAGS, Reach, concerned, reached
from mutants.rooms import ROOMS, Room

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / "build" / "mutants"
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "__pycache__", "build", ".*_cache", "*.egg-info")


class Chosen:
    """Keeps those tests that were asked for, in the order asked for."""

    def __init__(self, tests: list[str]) -> None:
        self.place = {test: n for n, test in enumerate(tests)}

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Drop and order."""
        items[:] = sorted(
            (item for item in items if item.nodeid in self.place),
            key=lambda item: self.place[item.nodeid],
        )


def verdict(root: Path, fault: Fault, reach: Reach, most: float) -> str:
    """Plant a fault, run the tests that it concerns, take it out again: what came of it."""
    tests, seconds = concerned(reach, root, fault.path, fault.line, most)
    if not tests:
        return "not run by any test"
    path = root / fault.path
    source = path.read_text(encoding="utf-8")
    files = sorted({test.partition("::")[0] for test in tests})
    path.write_text(fault.planted(source), encoding="utf-8")
    try:
        plugins = [Chosen(tests)]
        code = child.run(
            lambda: pytest.main([*FLAGS, *files], plugins=plugins), root, int(30 + 4 * seconds)
        )
    finally:
        path.write_text(source, encoding="utf-8")
    return {0: "survived", child.OUT_OF_TIME: "out of time"}.get(code, "noticed")


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m mutants", description=__doc__)
    parser.add_argument("room", choices=ROOMS)
    parser.add_argument("--sample", type=int, default=150, help="faults; 0 for all (150)")
    parser.add_argument("--seed", type=int, default=1, help="of the sample (1)")
    parser.add_argument("--seconds", type=float, default=30, help="of tests for each fault (30)")
    parser.add_argument("--only", default="", help="files whose path contains this")
    parser.add_argument("--again", action="store_true", help="only what survived the last time")
    return parser.parse_args()


def chosen(room: Room, asked: argparse.Namespace, last: Path) -> list[Fault]:
    """The faults to plant."""
    paths = [path for path in room.sources(ROOT) if asked.only in path]
    found = drawn(ROOT, paths, asked.sample, asked.seed)
    if not asked.again:
        return found
    survived = set(last.read_text(encoding="utf-8").splitlines())
    return [fault for fault in found if _told(fault) in survived]


def _told(fault: Fault) -> str:
    return fault.told((ROOT / fault.path).read_text(encoding="utf-8"))


def main() -> int:
    """Run one room; 1 if fewer faults were noticed than must be."""
    asked = arguments()
    room = ROOMS[asked.room]
    last = KEPT / f"{asked.room}-{asked.sample}-{asked.seed}.txt"
    child.prepare()
    counts: Counter[str] = Counter()
    survived = []
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder).resolve() / "house"
        shutil.copytree(ROOT, root, ignore=LEFT_OUT)
        reach = reached(root, room.test_files(root), KEPT / "reach")
        planted = chosen(room, asked, last)
        for n, fault in enumerate(planted, 1):
            start = time.monotonic()
            came = verdict(root, fault, reach, asked.seconds)
            counts[came] += 1
            took = f"{time.monotonic() - start:.1f} s"
            print(f"{n}/{len(planted)} {came} ({took}) {_told(fault)}", flush=True)
            if came in ("survived", "not run by any test"):
                survived.append(_told(fault))
    last.write_text("\n".join(survived), encoding="utf-8")
    share = 1 - len(survived) / max(len(planted), 1)
    told = (
        f"{share:.1%} of {len(planted)} noticed, at least {room.least:.0%} must be; {dict(counts)}"
    )
    print(f"\n{asked.room}: {told}")
    print("\n".join(survived))
    return int(share < room.least)


if __name__ == "__main__":
    sys.exit(main())
