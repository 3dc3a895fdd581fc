"""The class of the load test does what people do: it is answered on every screen."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest

from load.student import ACTS, Student


async def one(address: str, screen: str) -> Student:
    student = Student(address, screen, seed=1)
    await student.arrive()
    for _time in range(2):
        await student.act()
    await student.leave()
    return student


@pytest.mark.parametrize("screen", ACTS)
def test_that_a_student_without_a_browser_is_answered(app_url: str, screen: str) -> None:
    address = app_url.removeprefix("http://")
    with ThreadPoolExecutor(1) as apart:  # a journey's browser has a loop in this thread
        student = apart.submit(lambda: asyncio.run(one(address, screen))).result()
    assert student.faults == []
    assert [answer.arrival for answer in student.answers] == [True, False, False]
    assert all(answer.size > 0 for answer in student.answers)
