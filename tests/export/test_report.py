"""The report: whole by itself, its numbers those of the comparison, and no mark-up of a file."""

import re
import subprocess
import sys
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser

import numpy as np
import pytest

from rnnviz.export.report import report, time_axis
from rnnviz.export.svg import WIDTH, Stroke, line_chart, nice_ticks, padded
from rnnviz.series.compare.results import Comparison, Result
from rnnviz.series.compare.runs import skipped
from rnnviz.series.judge.remarks import STOPPED, coverage_sentence, remarks, shadow_sentences
from rnnviz.series.judge.verdict import verdict
from rnnviz.series.judge.written import number
from tests.export.conftest import NAME, NOTE


class Tags(HTMLParser):
    """Collects tags with their attributes, and all text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture(scope="module")
def page(found: Comparison) -> str:
    return report(found, "m³ <i>a day</i>", "2026-01-01")


def test_that_no_mark_up_of_a_file_gets_into_the_report(page: str) -> None:
    tags = Tags(page)
    assert not {"script", "img", "link", "iframe"} & {tag for tag, _attrs in tags.tags}
    assert "<script" not in page
    assert "<img" not in page
    assert "<i>a day" not in page
    assert not any(name.startswith("on") for _tag, attrs in tags.tags for name in attrs)
    assert NAME in tags.text
    assert NOTE in tags.text
    assert tags.open == []


def test_that_the_report_asks_no_network_for_anything(page: str) -> None:
    assert not re.search(r"https?:|url\((?!#)|@import", page)
    names = {name for _tag, attrs in Tags(page).tags for name in attrs}
    assert not names & {"src", "href", "xlink:href", "data", "action", "srcset"}


def test_that_the_report_prints_the_sentence_the_scores_and_the_file(
    page: str, found: Comparison
) -> None:
    text = unescape(Tags(page).text)
    assert verdict(found, "one_step") in text
    assert verdict(found, "free_run") in text
    for result in found.results:
        assert result.label in text
        assert number(result.spread("one_step", "rmse").median) in text
    assert found.series.sha256 in text
    assert "numpy " + np.__version__ in text


def test_that_every_figure_has_a_name_and_a_line_on_how_to_read_it(page: str) -> None:
    figures = [attrs for tag, attrs in Tags(page).tags if tag == "svg" and "role" in attrs]
    assert len(figures) == 3
    assert all(attrs["aria-label"] for attrs in figures)
    assert page.count("How to read:") == 3


def test_that_the_report_prints_every_setting_and_what_the_intervals_hold(
    page: str, found: Comparison
) -> None:
    text = unescape(Tags(page).text)
    assert "at horizons of 1 to 4 rows" in text
    assert "meant to hold 90% of the values" in text
    assert "Rolling originsnone" in text
    assert "Hidden units of the othersthe same" in text
    assert text.count(coverage_sentence(found["lstm"])) == 2  # below both figures
    changed = replace(found.protocol, folds=3, match=True)
    other = unescape(Tags(report(replace(found, protocol=changed), "", "")).text)
    assert "Rolling origins3, each" in other
    assert "parameters come nearest" in other


def stopped_after_one_seed(found: Comparison) -> Comparison:
    """As if the comparison had been stopped during the second seed, which only the LSTM had."""

    def cut(r: Result) -> Result:
        skip = skipped(4, len(found.values))
        return r if r.code == "lstm" else replace(r, runs=(*r.runs[:1], skip))

    trained = tuple(cut(r) if len(r.runs) > 1 else r for r in found.results)
    return replace(found, results=trained, stopped=True)


def test_that_the_report_of_a_stopped_comparison_says_so_and_names_the_trained_seeds(
    page: str, found: Comparison
) -> None:
    stopped = stopped_after_one_seed(found)
    text = unescape(Tags(report(stopped, "", "2026-01-01")).text)
    assert text.index(STOPPED) < text.index(verdict(stopped, "one_step"))
    assert "LSTM: 3, 4; Minimal gated unit: 3; MLP on the window: 3" in text
    assert "1 of 2 not trained" in text.replace("\N{NO-BREAK SPACE}", " ")
    whole = unescape(Tags(page).text)
    assert STOPPED not in whole
    assert "LSTM: 3, 4; Minimal gated unit: 3, 4" in whole


def test_that_the_report_warns_of_shadows_and_remarks_them(found: Comparison) -> None:
    shadow = replace(
        found, results=tuple(replace(r, shadow=r.code == "mgu") for r in found.results)
    )
    text = unescape(Tags(report(shadow, "", "")).text)
    (sentence,) = shadow_sentences(shadow)
    assert sentence in text
    row = re.search(r"<tr><td>Minimal gated unit</td>.*?</tr>", report(shadow, "", ""))
    assert row is not None
    assert ", ".join(remarks(shadow["mgu"], "one_step")) in row[0].replace(
        "\N{NO-BREAK SPACE}", " "
    )
    assert "shadow" in row[0]


def test_that_a_diverged_model_is_explained_in_the_report(found: Comparison) -> None:
    lost = replace(found["mgu"].runs[0], status="diverged", message="Its <b>loss</b> grew.")
    others = tuple(r for r in found.results if r.code != "mgu")
    text = report(replace(found, results=(*others, replace(found["mgu"], runs=(lost,)))), "", "")
    assert "Minimal gated unit: Its &lt;b&gt;loss&lt;/b&gt; grew." in text


@pytest.mark.parametrize("name", ["1960-12", "1990-03-02T13:45", "7"])
def test_that_the_last_tick_label_ends_within_the_paper(name: str) -> None:
    x = np.arange(5.0)
    figure = line_chart(
        x, [Stroke("y", x)], ticks=[(0.0, "0"), (4.0, name)], label="y", axis="y", limits=(0, 4)
    )
    place = re.search(rf'<text x="([\d.]+)" y="[\d.]+" text-anchor="(\w+)">{name}<', figure)
    assert place is not None
    width = 8 * len(name)  # a digit of 13 px is less than 8 wide
    assert float(place[1]) + {"end": 0, "middle": width / 2}[place[2]] <= WIDTH


def points(figure: str) -> list[list[tuple[float, float]]]:
    found = re.findall(r'<path clip-path="[^"]*" d="([^"]*)"', figure)
    return [
        [(float(x), float(y)) for x, y in re.findall(r"[ML]([-\d.]+) ([-\d.]+)", d)] for d in found
    ]


def test_that_a_line_lies_where_its_numbers_are_and_breaks_at_a_gap() -> None:
    x, y = np.arange(5.0), np.array([0.0, 1.0, np.nan, 3.0, 4.0])
    figure = line_chart(
        x, [Stroke("y", y)], ticks=[(0.0, "0")], label="y", axis="y", limits=(0.0, 4.0)
    )
    (line,) = points(figure)
    there = np.isfinite(y)
    left, top = np.array(line).T
    assert np.corrcoef(left, x[there])[0, 1] == pytest.approx(1, abs=1e-6)
    assert np.corrcoef(top, y[there])[0, 1] == pytest.approx(-1, abs=1e-6)
    assert len(re.findall("M", re.findall(r' d="([^"]*)"', figure)[0])) == 2


def test_that_a_prediction_that_explodes_does_not_break_the_figure() -> None:
    y = np.array([0.0, 1e300, -np.inf, 2.0])
    figure = line_chart(
        np.arange(4.0), [Stroke("y", y)], ticks=[], label="y", axis="y", limits=padded(np.ones(3))
    )
    assert "inf" not in figure
    assert "nan" not in figure


@pytest.mark.parametrize("ends", [(0.0, 1e-9), (-5.0, 5.0), (1e12, 1.0001e12), (3.0, 3.0)])
def test_that_ticks_lie_within_their_range(ends: tuple[float, float]) -> None:
    ticks = nice_ticks(*ends)
    assert 1 <= len(ticks) <= 8
    assert all(ends[0] - 1e-9 <= t <= ends[1] + abs(ends[1]) * 1e-9 for t in ticks)


def test_that_the_first_of_january_is_a_day_among_days() -> None:
    days = np.arange("2019-12-30", "2020-01-03", dtype="datetime64[D]").astype("datetime64[s]")
    assert [text for _x, text in time_axis(days)[1]] == [str(day)[:10] for day in days]


def test_that_export_needs_no_plotly() -> None:
    program = "import sys, rnnviz.export.report; print('plotly' in sys.modules)"
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
