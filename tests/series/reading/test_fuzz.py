"""Whatever is in a file, the answer is a series or one plain sentence."""

import time
import warnings
from functools import cache
from typing import get_args

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from rnnviz.errors import RnnvizError
from rnnviz.series.audit.audit import audit
from rnnviz.series.audit.ready import choose
from rnnviz.series.audit.repairs import AS_IS, Duplicates, Gaps, Order, Repairs
from rnnviz.series.audit.resample import Coarser, Merge
from rnnviz.series.protocol.protocol import Protocol, prepare
from rnnviz.series.reading.builtin import SERIES, contents
from rnnviz.series.reading.choose import pick
from rnnviz.series.reading.guess.entity import guess_entity
from rnnviz.series.reading.guess.time import guess_time
from rnnviz.series.reading.guess.value import guess_value
from rnnviz.series.reading.how import Reading
from rnnviz.series.reading.layouts.grid import SHAPES
from rnnviz.series.reading.questions import STEPS
from rnnviz.series.reading.table import read_table
from rnnviz.ui.series.audit import decisions, facts
from tests.series.reading.exports import EXPORTS
from tests.series.reading.measured import WHOLE
from tests.series.reading.tables import made, tables
from tests.series.reading.test_cases import CASES
from tests.series.reading.test_choose import workbook
from tests.series.reading.test_layouts import LONG, MONTHS, calendar
from tests.series.reading.test_shipped import SHAPES as SHIPPED

CHUNKS = [
    b"", b",", b";", b"\t", b'"', b"\n", b"\r", b"\x00", b"\xff", b"\xe9", b"1e400", b"-", b"n.a.",
    b"2020-13-45", b"31/02/2020", b"Q5 1970", b"<b>", b"1,5", b"1.234.567,8", b"#", b"\xef\xbb\xbf",
    b"\xb2\xfa\xc1\xbf", b"=1+1", b"9" * 400, b"1_000", "١٢".encode(), "²".encode(), b"\x1a", b"'",
]  # fmt: skip
MUTATIONS = 20_000 if WHOLE else 200  # `make tables` takes them all, and measures each
LONGEST = 2  # seconds of CPU
READINGS = st.just(Reading()) | st.builds(
    Reading,
    encoding=st.sampled_from(["auto", "utf-8", "utf-16", "gb18030", "latin-1"]),
    delimiter=st.sampled_from(["auto", ",", ";", "\t", " ", ""]),
    decimal=st.sampled_from(["auto", ".", ","]),
    header=st.sampled_from(["auto", "yes", "no"]),
    dates=st.sampled_from(["auto", "dmy", "mdy", "ymd", "ym", "excel", "unix", "none"]),
    shape=st.sampled_from(["auto", *SHAPES]),
    unit=st.sampled_from(["auto", *STEPS]),
    missing=st.sampled_from(["auto", "none", "-9999 | n/v"]),
    order=st.sampled_from(["auto", "file", "reversed"]),
    names=st.integers(0, 3),
    names_lines=st.integers(0, 3),
    above=st.integers(0, 3),
    below=st.integers(0, 3),
)
REPAIRS = st.builds(
    Repairs,
    order=st.sampled_from(get_args(Order)),
    duplicates=st.sampled_from(get_args(Duplicates)),
    gaps=st.sampled_from(get_args(Gaps)),
    coarser=st.sampled_from(get_args(Coarser)),
    by=st.sampled_from(get_args(Merge)),
    last=st.integers(50, 5000),
)


@st.composite
def mutated(draw: DrawFn) -> bytes:
    """Some lines of a real shape of file with pieces cut out, put in, or swapped."""
    lines = draw(st.sampled_from(files())).split(b"\n")
    data = b"\n".join(lines[: draw(st.integers(1, 60) | st.just(90))])
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(data)))
        gone = draw(st.integers(0, 12))
        data = data[:at] + draw(st.sampled_from(CHUNKS)) + data[at + gone :]
    return data


@cache
def files() -> list[bytes]:
    """The built-in series, the shapes of the shipped ones, and tables that lie otherwise."""
    shapes = [text.encode() for text, _step, _season in SHIPPED.values()]
    kinds = [made(*names).text.encode() for names in list(tables())[::311]]
    cases = [path.read_bytes() for path in CASES.iterdir() if path.suffix != ".xlsx"]
    exports = [make().data for kind, make in EXPORTS.values() if kind != "sheet"]
    return [
        *map(contents, sorted(SERIES)),
        *shapes,
        *kinds,
        *cases,
        *exports,
        calendar(MONTHS).encode(),
        LONG.encode(),
    ]


def use(data: bytes, reading: Reading, repairs: Repairs = AS_IS) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            table = read_table(data, "file.csv", reading)
            clock = guess_time(table)
            table.questions(clock)
            guess_entity(table, clock, guess_value(table, clock))
            picked = pick(table, bad="missing", untimed="leave_out")
            counts = audit(picked)
            assert counts.rows == len(picked.series)
            for _label, text in [*facts(counts), *decisions(counts)]:
                assert "nan" not in text.lower().replace("“nan”", "")
            series = choose(table, repairs=repairs)
            data_in_use = prepare(series, Protocol(window=3))
        except RnnvizError as error:
            assert "\n" not in str(error)
            assert len(str(error)) < 600
        else:
            assert np.isfinite(data_in_use.values).all()
            assert np.isfinite(data_in_use.encoded(data_in_use.train)[0]).all()


@settings(max_examples=MUTATIONS)
@given(mutated(), READINGS, REPAIRS)
def test_that_mutated_files_raise_nothing_but_a_sentence(
    data: bytes, reading: Reading, repairs: Repairs
) -> None:
    begun = time.process_time()
    use(data, reading, repairs)
    assert not WHOLE or time.process_time() - begun <= LONGEST


@given(st.binary(max_size=300), READINGS)
def test_that_random_bytes_raise_nothing_but_a_sentence(data: bytes, reading: Reading) -> None:
    use(data, reading)


@given(st.binary(max_size=300))
def test_that_broken_workbooks_raise_nothing_but_a_sentence(data: bytes) -> None:
    use(b"PK\x03\x04" + data, Reading())


@given(
    st.lists(
        st.lists(st.text(max_size=8), min_size=1, max_size=4), min_size=1, max_size=30
    ),
    st.sampled_from([",", ";", "\t", " "]),
)  # fmt: skip
def test_that_random_cells_raise_nothing_but_a_sentence(rows: list[list[str]], sign: str) -> None:
    text = "\n".join(sign.join(row) for row in rows)
    use(text.encode("utf-8", "replace"), Reading())


@cache
def real_workbook() -> bytes:
    """Made once: a workbook holds the second it was made in."""
    return workbook([["t", "y"], *([i, i * i % 7] for i in range(40))])


@settings(max_examples=40)
@given(st.data())
def test_that_a_damaged_real_workbook_raises_nothing_but_a_sentence(data: st.DataObject) -> None:
    book = bytearray(real_workbook())
    for _ in range(data.draw(st.integers(1, 5))):
        book[data.draw(st.integers(0, len(book) - 1))] = data.draw(st.integers(0, 255))
    use(bytes(book), Reading())
