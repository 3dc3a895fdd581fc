"""Which tests run which lines, so that a fault is shown to these alone, the quickest first."""

import ast
import functools
import hashlib
import json
import sys
import time
from collections.abc import Iterable, Iterator
from itertools import accumulate
from pathlib import Path
from typing import Any

import coverage
import pytest

from mutants import child

FLAGS = [
    "-q", "-x", "-p", "no:cacheprovider", "-p", "no:xdist", "--assert=plain",
    "-W", "ignore::pytest.PytestAssertRewriteWarning",  # the parent has imported hypothesis
]  # fmt: skip
# test -> (seconds, {file: lines}); the name of a test file stands for what its import runs.
Reach = dict[str, tuple[float, dict[str, list[int]]]]


class Watch:
    """Tells coverage which test is running. What a wider fixture does counts for the whole file."""

    def __init__(self, watched: coverage.Coverage, file: str) -> None:
        self.watched, self.file, self.seconds = watched, file, {file: 0.0}

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """One test."""
        _forget_caches()
        self.watched.switch_context(item.nodeid)
        start = time.process_time()
        result = yield
        self.seconds[item.nodeid] = time.process_time() - start
        self.watched.switch_context(self.file)
        return result

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: Any, request: Any) -> Iterator[None]:
        """One fixture."""
        if fixturedef.scope == "function":
            return (yield)
        self.watched.switch_context(self.file)
        result = yield
        self.watched.switch_context(request.node.nodeid if fixturedef.scope == "function" else "")
        return result


def _forget_caches() -> None:
    """Or only the first test would be seen to run what is kept."""
    for name, module in list(sys.modules.items()):
        if name.startswith("rnnviz"):
            for value in vars(module).values():
                if isinstance(value, functools._lru_cache_wrapper):
                    value.cache_clear()


def measure(root: Path, file: str, target: Path) -> None:
    """Run the tests of one file and write down what each of them runs."""

    def work() -> int:
        watched = coverage.Coverage(data_file=None, source=["rnnviz"], config_file=False)
        watch = Watch(watched, file)
        watched.start()
        watched.switch_context(file)
        code = pytest.main([*FLAGS, file], plugins=[watch])
        watched.stop()
        lines: dict[str, dict[str, list[int]]] = {name: {} for name in watch.seconds}
        data = watched.get_data()
        for path in data.measured_files():
            name = str(Path(path).relative_to(root))
            for line, contexts in data.contexts_by_lineno(path).items():
                for context in contexts:
                    lines.setdefault(context or file, {}).setdefault(name, []).append(line)
        reach = {name: (watch.seconds.get(name, 0.0), its) for name, its in lines.items()}
        ran = {path for _seconds, its in reach.values() for path in its}
        stamps = {path: _stamp(root, path) for path in sorted({*ran, *_beside(root, file)})}
        target.write_text(json.dumps({"stamps": stamps, "reach": reach}))
        return code

    code = child.run(work, root, 1200)
    if code not in (0, 5):
        raise SystemExit(f"{file} fails without a fault (code {code}); mend that first")


def reached(root: Path, files: Iterable[str], kept: Path) -> Reach:
    """What each test of some files runs; measured again only where what it ran has changed."""
    kept.mkdir(parents=True, exist_ok=True)
    found: Reach = {}
    for file in files:
        target = kept / f"{file.replace('/', '-')}.json"
        if not target.exists() or not _holds(root, json.loads(target.read_text())["stamps"]):
            measure(root, file, target)
        found |= json.loads(target.read_text())["reach"]
    return found


def _beside(root: Path, file: str) -> list[str]:
    """The test file, and the helpers of its room and of the tests above it."""
    room = "/".join(file.split("/")[:2])
    patterns = ["tests/*.py", f"{room}/**/*.py"] if room.startswith("tests/") else []
    found = [path for pattern in patterns for path in root.glob(pattern)]
    return [file, *(str(p.relative_to(root)) for p in found if not p.name.startswith("test_"))]


def _holds(root: Path, stamps: dict[str, str]) -> bool:
    return all((root / path).exists() and _stamp(root, path) == was for path, was in stamps.items())


def _stamp(root: Path, path: str) -> str:
    return hashlib.sha256((root / path).read_bytes()).hexdigest()[:16]


def concerned(
    reach: Reach, root: Path, path: str, line: int, most: float
) -> tuple[list[str], float]:
    """Tests that run the function around a line, the quickest first, and their seconds in all.

    A line outside of functions concerns every test of the files that import it. What together
    takes longer than `most` seconds is left out: a share of faults noticed is then too low at most.
    """
    lines = _function(root / path, line)
    hit = {test for test, (_s, its) in reach.items() if not lines.isdisjoint(its.get(path, ()))}
    tests = [t for t in reach if "::" in t and (t in hit or t.partition("::")[0] in hit)]
    tests.sort(key=lambda test: reach[test][0])
    until = list(accumulate(reach[test][0] for test in tests))
    kept = max(1, sum(seconds <= most for seconds in until))
    return tests[:kept], until[kept - 1] if tests else 0.0


def _function(path: Path, line: int) -> set[int]:
    """Lines of the body of the outermost function around a line; or those outside of all bodies."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    outside = set(range(1, line + 2000))
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            body = set(range(node.body[0].lineno, (node.end_lineno or 0) + 1))
            if node.lineno <= line <= (node.end_lineno or 0):
                return body
            outside -= body
    return outside
