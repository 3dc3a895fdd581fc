"""What is opened: its film in a frame of its own, its numbers in files, the command line."""

import csv
import html
import json
import re
from pathlib import Path

import numpy as np
import pytest

import rnnviz
from rnnviz.errors import RnnvizError
from rnnviz.street.command import main
from rnnviz.street.result.opened import Opened, Playing
from rnnviz.street.screens.series import YourSeries

LINKS = [
    "home",
    "unroll?cell=gru&edits=b_h.0=1&z=new",
    "http://localhost:8501/gradients?cell=lstm&forget_bias=4&versus=gru",
    "gates?clamp=f",
    "shapes?cell=lstm&bidirectional=1&num_layers=2",
    "shapes?arch=attention",
    "shapes?arch=encoder_decoder&both=1",
    "language?source=hello&epochs=10",
    "language?view=write&epochs=10",
    "digits?epochs=1&units=4&restarts=1",
    "train?task=echo&length=8&epochs=20",
    "series?series=nile",
    "experiments?networks=guess,rnn_tanh&lengths=5",
]


def opened(link: str) -> Opened:
    return rnnviz.open(link)


@pytest.mark.parametrize("link", LINKS)
def test_that_every_number_is_named_once_and_read_back_as_it_is(link: str, tmp_path: Path) -> None:
    found = opened(link)
    arrays = found.numbers()
    assert len({one.name for one in arrays}) == len(arrays)
    assert all(one.unit for one in arrays)
    read = json.loads(found.save_numbers(tmp_path / "a.json").read_text())["arrays"]
    by_name = {one["name"]: one for one in read}
    rows = list(csv.DictReader(found.save_numbers(tmp_path / "a.csv").read_text().splitlines()))
    assert len(rows) == sum((1 + np.iscomplexobj(a.values)) * a.values.size for a in arrays)
    for one in arrays:
        if one.values.dtype.kind not in "fiu":
            continue
        written = np.array(by_name[one.name]["values"], one.values.dtype)
        finite = np.where(np.isfinite(one.values), one.values, np.nan)
        np.testing.assert_array_equal(written, finite)
        assert by_name[one.name]["shape"] == list(one.values.shape)
        text = [row["value"] for row in rows if row["name"] == one.name]
        np.testing.assert_array_equal(np.array(text, float), one.values.ravel().astype(float))


@pytest.mark.parametrize("link", LINKS[:-2])
def test_that_a_notebook_shows_the_film_in_a_frame_that_reaches_nothing(link: str) -> None:
    found = opened(link)
    assert isinstance(found, Playing)
    frame = found._repr_html_()
    assert 'sandbox="allow-scripts"' in frame
    assert re.findall(r"<(\w+)", frame) == ["iframe"]
    srcdoc = re.search(r'srcdoc="([^"]*)"', frame)
    assert srcdoc is not None
    assert html.unescape(srcdoc[1]) == found.page()
    assert not re.search(r'(?:src|href)="http', found.page())


def test_that_a_file_takes_the_place_of_a_built_in_series(tmp_path: Path) -> None:
    path = tmp_path / "my.csv"
    path.write_text("year,rate\n" + "".join(f"{1950 + k},{k * k % 17}\n" for k in range(60)))
    found = rnnviz.open("series?source=upload&window=3", file=path)
    assert isinstance(found, YourSeries)
    assert found.example.values.tolist() == [k * k % 17 for k in range(60)]
    with pytest.raises(RnnvizError, match="nothing that plays"):
        found.save(tmp_path / "film.html")


def test_that_a_comparison_is_trained_when_asked_for(tmp_path: Path) -> None:
    found = rnnviz.open("series?series=nile&seeds=1&epochs=10&versus=none&hidden=2", train=True)
    assert isinstance(found, YourSeries)
    assert found.comparison is not None
    assert {"rnn_tanh.one_step", "last.free_run.rmse"} <= {one.name for one in found.numbers()}
    assert "<svg" in found.save(tmp_path / "report.html").read_text()


def test_that_the_command_line_writes_a_film_and_numbers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    film, numbers = tmp_path / "film.html", tmp_path / "numbers.json"
    assert main(["film", "gradients?cell=lstm", str(film)]) == 0
    assert film.read_text() == opened("gradients?cell=lstm").page()
    assert main(["numbers", "cell=lstm", str(numbers), "--screen", "gates"]) == 0
    assert json.loads(numbers.read_text())["settings"] == {}  # an LSTM is what Gates begins with
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["film", "nowhere", "x.html"], "There is no screen “nowhere”"),
        (["numbers", "unroll", "x.txt"], "ends in .json or .csv"),
        (["film", "unroll", "no/such/folder/x.html"], "cannot be written"),
        (["film", "series", "x.html"], "nothing that plays"),
        (["film", "language?view=gap", "x.html"], "--train"),
    ],
)
def test_that_what_cannot_be_used_is_one_sentence_and_the_code_2(
    arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert sentence in line


def test_that_a_wrong_part_of_a_link_is_said_and_its_default_used(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "numbers.json"
    assert main(["numbers", "unroll?hidden=many&cell=gru", str(path)]) == 2
    assert "“Hidden units” in the link" in capsys.readouterr().err
    assert json.loads(path.read_text())["settings"] == {"cell": "gru"}


@pytest.mark.parametrize("arguments", [[], ["film"], ["film", "unroll"], ["dance"],
                                       ["film", "a", "b", "c"]])  # fmt: skip
def test_that_an_incomplete_command_says_how_it_is_used(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        main(arguments)
    assert end.value.code == 2
    assert "usage: python -m rnnviz" in capsys.readouterr().err
