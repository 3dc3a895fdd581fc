"""What can be read in two ways is asked, and each answer settles it."""

from typing import Any

import pytest

from rnnviz.series.audit.ready import choose
from rnnviz.series.reading.guess.time import guess_time
from rnnviz.series.reading.how import Reading
from rnnviz.series.reading.questions import Question
from rnnviz.series.reading.table import Table, read_table


def read(text: str, **reading: Any) -> Table:
    return read_table(text.encode(), "file.csv", Reading(**reading))


def asked(text: str, **reading: Any) -> tuple[Question, ...]:
    table = read(text, **reading)
    return table.questions(guess_time(table))


def answers(question: Question) -> dict[str, str]:
    return dict(question.answers)


def rows(cells: list[str], sign: str = ",") -> str:
    return f"d{sign}y\n" + "\n".join(f"{cell}{sign}{i * i % 7}" for i, cell in enumerate(cells))


AMBIGUOUS = {
    "dates": rows([f"{n:02}/01/2020" for n in range(1, 13)]),
    "header": "0,0\n0.5,0.149\n1,0.296\n1.5,0.435\n",
    "decimal": 'd,y\n2020-01-01,"1,234"\n2020-01-02,"2,345"\n2020-01-03,"3,456"\n',
}


@pytest.mark.parametrize("field", AMBIGUOUS)
def test_that_what_is_ambiguous_is_asked_and_either_answer_settles_it(field: str) -> None:
    text = AMBIGUOUS[field]
    (question,) = asked(text)
    assert question.field == field
    results = []
    for code, _words in question.answers:
        assert asked(text, **{field: code}) == ()
        series = choose(read(text, **{field: code}))
        results.append((series.values.tolist(), series.times.tolist()))
    assert results[0] != results[1]


@pytest.mark.parametrize("field", AMBIGUOUS)
def test_that_the_library_says_which_way_it_took_until_somebody_answers(field: str) -> None:
    text = AMBIGUOUS[field]
    (question,) = asked(text)
    series, first = choose(read(text)), choose(read(text, **{field: question.answers[0][0]}))
    assert series.values.tolist() == first.values.tolist()
    assert series.times.tolist() == first.times.tolist()
    said = [note for note in series.notes if question.text in note]
    assert len(said) == 1
    assert question.answers[0][1] in said[0]


def test_that_the_question_about_dates_names_both() -> None:
    (question,) = asked(AMBIGUOUS["dates"])
    assert "02/01/2020" in question.text
    assert answers(question) == {"dmy": "Day first: 2 January", "mdy": "Month first: 1 February"}


def test_that_the_question_about_numbers_names_both() -> None:
    (question,) = asked(AMBIGUOUS["decimal"])
    assert answers(question) == {".": "1234", ",": "1.234"}
    (question,) = asked("d;y\n2020-01-01;1.234\n2020-01-02;2.345\n2020-01-03;3.456\n")
    assert answers(question) == {".": "1.234", ",": "1234"}


def test_that_numbers_that_prove_their_decimal_sign_are_not_asked_about() -> None:
    assert asked("d;y\n2020-01-01;1.234\n2020-01-02;2.345,5\n2020-01-03;3.456\n") == ()
    assert asked("d;y\n2020-01-01;1.234\n2020-01-02;0.345\n2020-01-03;3.456\n") == ()
    assert asked("d,y\n2020-01-01,1.234\n2020-01-02,2.345\n2020-01-03,3.456\n") == ()


def test_that_names_of_columns_leave_no_question() -> None:
    assert asked("x,y\n0.5,0.149\n1,0.296\n") == ()
    assert asked("1\n2\n3\n") == ()  # one column: a number is no name
    assert asked("2020-01-01,5\n2020-01-02,6\n") == ()


def test_that_short_months_are_asked_about() -> None:
    shampoo = rows([f"{y}-{m:02}" for y in (1, 2, 3) for m in range(1, 13)])
    (question,) = asked(shampoo)
    assert answers(question) == {"ym": "Year 1, month 1", "none": "No date: number the rows"}
    dated = choose(read(shampoo, dates="ym"))
    assert dated.times.astype("datetime64[M]").astype(str).tolist()[:13:12] == [
        "0001-01",
        "0002-01",
    ]
    numbered = choose(read(shampoo, dates="none"))
    assert numbered.times.tolist() == list(range(1, 37))


def test_that_five_digits_that_grow_by_days_are_asked_about() -> None:
    text = rows([str(43831 + i) for i in range(30)])
    (question,) = asked(text)
    assert answers(question) == {"none": "A plain number", "excel": "A date, 2020-01-01"}
    assert choose(read(text, dates="excel")).times.astype("datetime64[D]").astype(str)[-1] == (
        "2020-01-30"
    )
    assert choose(read(text, dates="none")).times[-1] == 43860
    assert asked(rows([str(43831 + 17 * i) for i in range(30)])) == ()


@pytest.mark.parametrize("zeros", ["", "000"])
def test_that_ten_digits_that_grow_evenly_are_asked_about(zeros: str) -> None:
    text = rows([f"{1_600_000_000 + 3600 * i}{zeros}" for i in range(30)])
    (question,) = asked(text)
    assert answers(question) == {"none": "A plain number", "unix": "A date, 2020-09-13"}
    times = choose(read(text, dates="unix")).times
    assert str(times[1]) == "2020-09-13T13:26:40"


def test_that_an_order_of_days_and_months_can_be_forced() -> None:
    text = rows(["01/02/2020", "02/03/2020", "03/04/2020", "04/05/2020"])
    by_day, by_month = choose(read(text, dates="dmy")), choose(read(text, dates="mdy"))
    assert str(by_day.times[0].astype("datetime64[D]")) == "2020-02-01"
    assert str(by_month.times[0].astype("datetime64[D]")) == "2020-01-02"


def test_that_an_order_that_does_not_fit_is_refused_with_the_line() -> None:
    from rnnviz.errors import RnnvizError

    text = rows(["11/02/2020", "12/02/2020", "13/02/2020", "01/03/2020"])
    with pytest.raises(RnnvizError, match="Line 4 of column “d” reads “13/02/2020”"):
        choose(read(text, dates="mdy"))


def test_that_mixed_ways_of_writing_dates_are_read_each_in_its_own_and_counted() -> None:
    series = choose(read(rows(["2020-01-01", "2 January 2020", "2020-01-03", "Jan 4 2020"])))
    assert series.times.astype("datetime64[D]").astype(str).tolist() == [
        f"2020-01-0{d}" for d in (1, 2, 3, 4)
    ]
    assert any("another way than most" in n and n.endswith(": 2.") for n in series.notes)
    thirds = choose(read(rows(["2020-01-01", "2020 Q2", "1 Aug 2020"])))
    assert len(thirds) == 3


def test_that_rows_without_a_readable_time_can_be_left_out_and_counted() -> None:
    text = rows(["2020-01-01", "2020-01-02", "soon", "2020-01-04", "2020-01-05"])
    series = choose(read(text), untimed="leave_out")
    assert len(series) == 4
    assert any("Rows without a readable time, left out: 1 (lines 4)" in n for n in series.notes)
