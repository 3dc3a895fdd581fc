"""How "Your series" reads: paste, questions, corrections, the audit card and its repairs."""

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from rnnviz.series.audit.audit import audit
from rnnviz.series.reading.builtin import SERIES, load
from rnnviz.series.reading.choose import pick
from rnnviz.ui.frame.plain import plain
from rnnviz.ui.series.audit import also, decisions, facts
from tests.conftest import OpenScreen
from tests.series.reading.test_layouts import LONG, MONTHS, calendar, notes_and_data

PAGE = "pages/series.py"
DAYS = np.datetime64("2021-01-01") + np.arange(60)

pytestmark = pytest.mark.usefixtures("workers")


def paste(app: AppTest, text: str) -> AppTest:
    app.text_area(key="series.paste").set_value(text).run()
    assert not app.exception
    return app


def widget(app: AppTest, label: str) -> str:
    """The key of the select box with a label."""
    return next(str(w.key) for w in app.selectbox if w.label == label)


def shown(app: AppTest) -> str:
    texts = [e.value for kind in (app.markdown, app.caption) for e in kind]
    return "\n".join([*texts, *(e.label for e in app.expander)]).replace("\\", "")


def daily(leave_out: tuple[int, ...] = (), extra: str = "") -> str:
    rows = [f"{d},{i * i % 11}" for i, d in enumerate(DAYS) if i not in leave_out]
    return "day,y\n" + "\n".join(rows) + "\n" + extra


def test_that_a_pasted_column_is_a_series(open_screen: OpenScreen) -> None:
    app = open_screen(PAGE, source="paste")
    assert "paste a table" in app.info[0].value
    app = paste(app, "\n".join(str(i * i % 11) for i in range(60)))
    assert not app.error
    assert "Training input X" in shown(app)


def test_that_nothing_is_shown_before_a_question_is_answered(open_screen: OpenScreen) -> None:
    text = "d,y\n" + "\n".join(f"{n:02}/01/2020,{n * n % 7}" for n in range(1, 13))
    app = paste(open_screen(PAGE, source="paste"), text)
    assert "Answer the question" in app.info[0].value
    assert "Training input X" not in shown(app)
    assert "Which date is 02/01/2020?" in shown(app)
    app.button(key="series.answer.dates.mdy").click().run()
    assert "Which date" not in shown(app)
    assert "2020-01 to 2020-12" in shown(app)
    assert "month" in shown(app)


def test_that_two_questions_are_asked_one_after_the_other(open_screen: OpenScreen) -> None:
    numbers = "\n".join(f"{i};{i * i % 9 + 1}.{i:03}" for i in range(60))
    app = paste(open_screen(PAGE, source="paste"), numbers)
    assert "The first line holds numbers only" in shown(app)
    app.button(key="series.answer.header.no").click().run()
    assert "How large is 1.000?" in shown(app)
    app.button(key="series.answer.decimal.,").click().run()
    assert not app.exception
    assert "Training input X" in shown(app)
    assert "Cells with separated thousands, read as one number: 60" in shown(app)


def test_that_every_guess_is_shown_and_can_be_overridden(open_screen: OpenScreen) -> None:
    app = paste(open_screen(PAGE, source="paste"), calendar(MONTHS, years=6))
    assert "rows 72, columns 2" in shown(app)
    first = app.dataframe[0].value
    assert first.columns.tolist() == ["month", "value"]
    assert first.iloc[1].tolist() == ["1950-02", "0.01"]
    app.selectbox(key=widget(app, "Layout")).set_value("down").run()
    assert app.dataframe[0].value.columns.tolist() == ["YEAR", *MONTHS]
    for label in ("Separator of columns", "Decimal sign", "First line", "Dates", "Encoding"):
        assert widget(app, label)


def test_that_a_wrong_correction_gets_a_sentence_and_can_be_taken_back(
    open_screen: OpenScreen,
) -> None:
    app = paste(open_screen(PAGE, source="paste"), daily())
    app.selectbox(key=widget(app, "Separator of columns")).set_value(";").run()
    assert len(app.error) == 1
    app.selectbox(key=widget(app, "Separator of columns")).set_value("auto").run()
    assert not app.error


def test_that_a_long_table_offers_its_series(open_screen: OpenScreen) -> None:
    months = "\n".join(
        f"{m},{name},{i * i % 13}"
        for name in ("Coal", "Wind")
        for i, m in enumerate(np.datetime64("2001-01") + np.arange(48))
    )
    app = paste(open_screen(PAGE, source="paste"), f"{LONG.splitlines()[0]}\n{months}\n")
    assert app.selectbox(key=widget(app, "Series told apart by")).value == ("source")
    app.selectbox(key=widget(app, "Which one")).set_value("Wind").run()
    assert "“Wind”: 48 of 96" in shown(app)


def test_that_the_chosen_series_is_still_chosen_after_another_screen(
    open_screen: OpenScreen,
) -> None:
    rows = "\n".join(f"{d},{n},{i * i % 13}" for n in ("A", "B") for i, d in enumerate(DAYS))
    app = paste(open_screen(PAGE, source="paste"), f"date,shop no. 1,power\n{rows}\n")
    app.selectbox(key=widget(app, "Which one")).set_value("B").run()
    app.switch_page("pages/unroll.py")
    app.query_params.clear()
    app.run()
    app.switch_page(PAGE)
    app.query_params["source"] = "paste"
    app.run()
    assert app.selectbox(key=widget(app, "Which one")).value == "B"


@pytest.mark.parametrize("code", ["co2", "oil_well", "sine"])
def test_that_the_card_prints_what_the_library_counts(open_screen: OpenScreen, code: str) -> None:
    app = open_screen(PAGE, series=code)
    found = audit(pick(load(code), SERIES[code].value, SERIES[code].time))
    for label, value in facts(found):
        assert f":small[{label}]  \n**{value}**" in shown(app)
    for setting, text in decisions(found):
        assert text in shown(app)
        assert app.selectbox(key=f"series.{setting}")
    assert also(found) in shown(app)


def test_that_repairs_are_chosen_in_the_card_and_counted(open_screen: OpenScreen) -> None:
    app = paste(
        open_screen(PAGE, source="paste"), daily((20, 21, 40), f"{DAYS[5]},9\n{DAYS[6]},n.a.\n")
    )
    text = shown(app)
    assert "Rows out of order: " in text
    assert "Rows with the time of another: 2" in text
    assert "Gaps in time: 2, rows absent: 3" in text
    assert "Missing values: 1 (2 % of the range; “n.a.” 1)" in text
    assert "all were kept: 2" in text
    app.selectbox(key="series.duplicates").set_value("first").run()
    assert "the first was kept: 2 rows fewer" in shown(app)
    app.selectbox(key="series.gaps").set_value("missing").run()
    assert "put in as missing: 3" in shown(app)
    assert not app.error


def test_that_repairs_travel_in_the_link(open_screen: OpenScreen) -> None:
    app = open_screen(PAGE, series="oil_well", outliers="cap", coarser="quarter", by="sum")
    assert app.selectbox(key="series.outliers").value == "cap"
    assert "merged into 108, each the sum" in shown(app)
    assert "brought to the edge" in shown(open_screen(PAGE, series="oil_well", outliers="cap"))


def test_that_rows_whose_time_cannot_be_read_wait_for_the_user(open_screen: OpenScreen) -> None:
    app = paste(open_screen(PAGE, source="paste"), daily(extra="later,5\n"))
    assert plain("reads “later” where a date was expected") in app.error[0].value
    app.toggle[-1].set_value(True).run()
    assert not app.error
    assert "without a readable time, left out: 1" in shown(app)


def test_that_pasted_text_is_shown_as_text(open_screen: OpenScreen) -> None:
    text = daily().replace("day,y", "day,<img src=x> **y**")
    app = paste(open_screen(PAGE, source="paste"), text + "2021-03-05,oops\n")
    assert "\\<img src\\=x\\> \\*\\*y\\*\\*" in app.error[0].value


def test_that_another_sheet_can_be_chosen_where_one_cannot_be_read(open_screen: OpenScreen) -> None:
    app = open_screen(PAGE, source="upload")
    app = app.file_uploader[0].upload("b.xlsx", notes_and_data(), "application/zip").run()
    assert not app.error
    assert app.selectbox(key=widget(app, "Sheet")).value == "Data"
    app.selectbox(key=widget(app, "Sheet")).set_value("Notes").run()
    assert "one row only" in app.error[0].value
    app.selectbox(key=widget(app, "Sheet")).set_value("Data").run()
    assert not app.error
    assert "Training input X" in shown(app)
