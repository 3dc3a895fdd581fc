"""Tables of files are kept as far as the memory for them goes."""

import gc
import tracemalloc

import pytest

from rnnviz.series.reading.table import Reading, Table, read_table
from rnnviz.ui.frame.shelf import Shelf
from rnnviz.ui.series import reading as series_reading
from rnnviz.ui.series.reading import size_of, table_of, tables


def csv(rows: int, start: int = 0) -> bytes:
    lines = (f"{k},{start + k}.5,{k % 7}" for k in range(rows))
    return ("t,y,z\n" + "\n".join(lines) + "\n").encode()


def test_that_what_was_not_used_for_longest_goes_when_the_room_is_taken() -> None:
    made: list[str] = []
    shelf: Shelf[str] = Shelf(10, len)

    def get(text: str) -> str:
        return shelf.get(text, lambda: made.append(text) or text)

    for text in ("aaaa", "bbbb", "aaaa", "cccc", "aaaa", "bbbb"):
        assert get(text) == text
    assert made == ["aaaa", "bbbb", "cccc", "bbbb"]
    assert shelf.taken == 8
    get("d" * 99)  # larger than the room: kept alone
    get("d" * 99)
    assert (made[-1], len(made), shelf.taken) == ("d" * 99, 5, 99)


def test_that_what_fails_is_not_kept() -> None:
    shelf: Shelf[str] = Shelf(10, len)
    with pytest.raises(ZeroDivisionError):
        shelf.get("a", lambda: str(1 // 0))
    assert shelf.get("a", lambda: "b") == "b"


def test_that_large_tables_push_each_other_out(monkeypatch: pytest.MonkeyPatch) -> None:
    one = size_of(read_table(csv(300)))
    monkeypatch.setattr(series_reading, "ROOM", int(1.5 * one))
    tables.clear()
    for k in range(4):
        table_of(str(k), "a.csv", Reading(), csv(300, 1000 * k))
        assert tables().taken <= 1.5 * one
    tables.clear()


def test_that_a_file_under_another_name_is_not_read_again() -> None:
    tables.clear()
    a, b = (table_of("x", name, Reading(), csv(30)) for name in ("a.csv", "b.csv"))
    assert (a.name, b.name) == ("a.csv", "b.csv")
    assert a.columns is b.columns
    tables.clear()


def test_that_the_size_of_a_table_is_about_the_memory_it_takes() -> None:
    data = csv(5_000, 100_000)
    read_table(data)  # what is imported is no part of it
    gc.collect()
    tracemalloc.start()
    table = read_table(data)
    touch(table)
    gc.collect()
    taken, _peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert 0.6 < size_of(table) / taken < 1.7


def touch(table: Table) -> None:
    assert all(column.numbers.values.size for column in table.columns)
