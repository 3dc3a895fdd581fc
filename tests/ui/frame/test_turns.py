"""Runs of pages take turns, and hand on what they write in bundles."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner

from rnnviz.ui.frame.bundles import Bundle
from rnnviz.ui.frame.theme import theme_looked_up_once
from rnnviz.ui.frame.turns import Turns
from rnnviz.ui.frame.wire import sent_at_once

LONG = 60.0  # seconds that no test waits


@contextmanager
def beside(does: Callable[[], None]) -> Iterator[threading.Thread]:
    """A thread that does something as long as the block lasts, and has done it at its end."""
    thread = threading.Thread(target=does, daemon=True)
    thread.start()
    try:
        yield thread
    finally:
        thread.join(LONG)
        assert not thread.is_alive()


def entered(way_in: AbstractContextManager[None], reached: threading.Event) -> Callable[[], None]:
    """Go in, say so, go out."""

    def does() -> None:
        with way_in:
            reached.set()

    return does


def test_that_a_run_waits_until_one_before_it_is_over() -> None:
    turns, reached = Turns(1, LONG), threading.Event()
    with beside(entered(turns.mine(), threading.Event())):
        pass  # whose turn is over does not hold up the next
    turn = turns.mine()
    turn.__enter__()
    with beside(entered(turns.mine(), reached)):
        assert not reached.wait(0.05)
        turn.__exit__(None, None, None)
        assert reached.wait(LONG)


def test_that_as_many_run_beside_each_other_as_there_are_turns() -> None:
    turns, reached = Turns(2, LONG), threading.Event()
    with turns.mine(), beside(entered(turns.mine(), reached)):
        assert reached.wait(LONG)


def test_that_who_waits_for_something_gives_its_turn_to_others_and_takes_it_again() -> None:
    turns, reached = Turns(1, LONG), threading.Event()
    with turns.mine():
        with turns.others(), beside(entered(turns.mine(), reached)):
            assert reached.wait(LONG)
        again = threading.Event()
        thread = threading.Thread(target=entered(turns.mine(), again), daemon=True)
        thread.start()
        assert not again.wait(0.05)
    thread.join(LONG)
    assert again.is_set()


def test_that_who_waits_long_enough_goes_on_and_returns_no_turn_that_it_never_had() -> None:
    turns, reached = Turns(1, 0.01), threading.Event()
    with turns.mine():
        with beside(entered(turns.mine(), reached)):
            assert reached.wait(LONG)
        assert not turns._free.acquire(blocking=False)


def test_that_outside_of_a_run_there_is_no_turn_to_give_away() -> None:
    turns = Turns(1, LONG)
    with turns.others(), turns.others():
        assert turns._free.acquire(blocking=False)
    assert not turns._free.acquire(blocking=False)


def test_that_a_bundle_keeps_the_order_in_which_things_came_and_loses_none() -> None:
    found: list[int] = []

    async def loop() -> None:
        bundle, done = Bundle(asyncio.get_running_loop()), asyncio.Event()

        def write() -> None:
            for k in range(2000):
                bundle.add(lambda k=k: found.append(k))
            bundle.add(done.set)

        with beside(write):
            await asyncio.wait_for(done.wait(), LONG)

    asyncio.run(loop())
    assert found == [*range(2000)]


def test_that_a_loop_is_woken_once_for_what_comes_together() -> None:
    class Counting:
        woken = 0
        call_later = None

        def call_soon_threadsafe(self, *_what: object) -> None:
            self.woken += 1

    loop = Counting()
    bundle = Bundle(loop)  # type: ignore[arg-type]
    for _time in range(100):
        bundle.add(lambda: None)
    assert loop.woken == 1
    bundle._take()
    bundle.add(lambda: None)
    assert loop.woken == 2


def test_that_a_loop_that_is_closed_takes_nothing_and_one_that_fails_says_so() -> None:
    closed = asyncio.new_event_loop()
    closed.close()
    Bundle(closed).add(lambda: pytest.fail("called on a closed loop"))

    class Failing:
        call_later = None

        def call_soon_threadsafe(self, *_what: object) -> None:
            raise RuntimeError("another fault")

        def is_closed(self) -> bool:
            return False

    with pytest.raises(RuntimeError, match="another fault"):
        Bundle(Failing()).add(lambda: None)  # type: ignore[arg-type]


def test_that_the_theme_that_is_kept_is_the_one_that_is_looked_up() -> None:
    for section in ("theme", "theme.light", "theme.dark", "theme.sidebar"):
        asked, kept = CustomThemeConfig(), CustomThemeConfig()
        app_session._populate_theme_msg(asked, section)
        with theme_looked_up_once():
            app_session._populate_theme_msg(CustomThemeConfig(), section)
            app_session._populate_theme_msg(kept, section)
        assert kept == asked


def test_that_the_framework_has_what_is_replaced_and_gets_it_back() -> None:
    def replaced() -> list[object]:
        return [
            vars(ScriptRunner)["_run_script"],
            vars(AppSession)["_call_soon_on_event_loop"],
            vars(app_session)["_populate_theme_msg"],
        ]

    before = replaced()

    async def run() -> None:
        async with sent_at_once(None):
            assert not set(map(id, replaced())) & set(map(id, before))

    asyncio.run(run())
    assert replaced() == before
