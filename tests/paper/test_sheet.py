"""Every blank of a worksheet is computed again from what is printed, by other means than it was."""

import math
import re
from pathlib import Path

import numpy as np
import pytest

import rnnviz
from rnnviz.errors import RnnvizError
from rnnviz.paper.command import main
from rnnviz.paper.parts.asked import asked
from rnnviz.paper.rnn.given import SQUASHES, UNITS, given
from rnnviz.paper.sheet import worksheet
from rnnviz.street.screens.unroll import Unroll

PRINTED = re.compile(r'<td class="(given|blank|answer)" data-name="([\w.]+)">([^<]*)</td>')
LINKS = [
    "unroll?series=sine&hidden=2&trained=0&where=every",
    "unroll?series=sine&hidden=1&trained=0",
    "gradients?series=sunspots&hidden=8&trained=0&cell=rnn_sigmoid&seed=5",
    "unroll?hidden=2&trained=0&cell=rnn_relu&input=typed&typed=0.5,-0.25,0.75,1,0.5",
    "unroll?hidden=2&trained=0&cell=rnn_linear&series=nile&where=every&seed=3",
]


def printed(page: str) -> dict[str, dict[str, str]]:
    """What stands in the cells, by kind and name."""
    found: dict[str, dict[str, str]] = {"given": {}, "blank": {}, "answer": {}}
    for kind, name, text in PRINTED.findall(page):
        assert name not in found[kind]
        found[kind][name] = text
    return found


def number(text: str) -> float:
    return float(text.replace("\N{MINUS SIGN}", "-"))


def half_up(value: float, places: int = 3) -> float:
    """Rounded as on paper; a hair is added, for a half in decimals may be a little less in bits."""
    size = 10**places
    return math.copysign(math.floor(abs(value) * size + 0.5 + 1e-9) / size, value)


SQUASH = {
    "rnn_tanh": (math.tanh, lambda h: 1 - h * h),
    "rnn_sigmoid": (lambda a: 1 / (1 + math.exp(-a)), lambda h: h - h * h),
    "rnn_relu": (lambda a: a * (a > 0), lambda h: float(h > 0)),
    "rnn_linear": (lambda a: a, lambda _h: 1.0),
}


def by_hand(g: dict[str, float], cell: str) -> dict[str, float]:
    """All results from the givens, with arrays in place of the sheet's sums."""
    H = sum(name.startswith("b_h") for name in g)
    W_xh = np.array([g[f"W_xh.{j + 1}"] for j in range(H)])
    W_hh = np.array([[g[f"W_hh.{j + 1}.{k + 1}"] for k in range(H)] for j in range(H)])
    b_h = np.array([g[f"b_h.{j + 1}"] for j in range(H)])
    W_hy = np.array([g[f"W_hy.{k + 1}"] for k in range(H)])
    round_all, (squash, slope) = np.vectorize(half_up), SQUASH[cell]
    r: dict[str, float] = {}
    h, back, dW = {0: np.zeros(H)}, np.zeros(H), {}
    for t in (1, 2, 3):
        a = round_all(W_xh * g[f"x.{t}"] + W_hh @ h[t - 1] + b_h)
        h[t] = round_all(np.vectorize(squash)(a))
        r |= {f"a.{t}.{j + 1}": a[j] for j in range(H)} | {
            f"h.{t}.{j + 1}": h[t][j] for j in range(H)
        }
        if f"d.{t}" in g:
            r[f"y.{t}"] = half_up(float(W_hy @ h[t]) + g["b_y"])
            r[f"L.{t}"] = half_up((r[f"y.{t}"] - g[f"d.{t}"]) ** 2)
    dW = {"W_xh": np.zeros(H), "W_hh": np.zeros((H, H)), "b_h": np.zeros(H), "W_hy": np.zeros(H)}
    db_y = 0.0
    for t in (3, 2, 1):
        dy = 0.0
        if f"d.{t}" in g:
            dy = r[f"dy.{t}"] = half_up(2 * (r[f"y.{t}"] - g[f"d.{t}"]))
        dh = round_all(W_hy * dy + W_hh.T @ back)
        back = round_all(np.vectorize(slope)(h[t]) * dh)
        r |= {f"dh.{t}.{j + 1}": dh[j] for j in range(H)}
        r |= {f"da.{t}.{j + 1}": back[j] for j in range(H)}
        dW["W_xh"] += back * g[f"x.{t}"]
        dW["W_hh"] += np.outer(back, h[t - 1])
        dW["b_h"] += back
        dW["W_hy"] += dy * h[t]
        db_y += dy
    for name, array in dW.items():
        for place, value in np.ndenumerate(array):
            r[f"d{name}.{'.'.join(str(k + 1) for k in place)}"] = half_up(value)
    return {**r, "db_y": half_up(db_y)}


@pytest.mark.parametrize("link", LINKS)
def test_that_every_blank_has_the_answer_that_follows_from_what_is_printed(link: str) -> None:
    page = worksheet(link)
    cells = printed(page)
    cell = given(asked(link)).cell
    expected = by_hand({name: number(text) for name, text in cells["given"].items()}, cell)
    assert set(cells["blank"]) == set(cells["answer"]) == set(expected)
    assert set(cells["blank"].values()) == {""}
    for name, text in cells["answer"].items():
        assert number(text) == pytest.approx(expected[name], abs=1e-12), name


@pytest.mark.parametrize("link", LINKS)
def test_that_the_app_finds_the_same_to_within_the_rounding(link: str) -> None:
    g = given(asked(link))
    cells = printed(worksheet(link))["answer"]
    query = "&".join(f"{name}={value}" for name, value in g.settings().to_query().items())
    opened = rnnviz.open(f"unroll?{query}")
    assert isinstance(opened, Unroll)
    s = opened.study
    found = {
        **{f"h.{t + 1}.{j + 1}": v for (t, j), v in np.ndenumerate(s.trace.h)},
        **{f"dh.{t + 1}.{j + 1}": v for (t, j), v in np.ndenumerate(s.back.state.h)},
        **{f"dW_hh.{j + 1}.{k + 1}": v for (j, k), v in np.ndenumerate(s.gradients.params.W_hh)},
        "db_y": s.gradients.readout.b_y[0],
    }  # fmt: skip
    for name, value in found.items():
        assert number(cells[name]) == pytest.approx(value, abs=0.02), name


def test_that_a_large_network_is_drawn_anew_with_few_units_and_the_page_says_so() -> None:
    g = given(asked(LINKS[2]))
    assert len(g.b_h) == UNITS
    assert g.notes[0] in worksheet(LINKS[2])


@pytest.mark.parametrize("cell", SQUASHES)
def test_that_no_given_weight_that_counts_is_rounded_to_nothing(cell: str) -> None:
    g = given(asked(f"unroll?hidden=2&trained=0&cell={cell}&gain=0.2"))
    assert all(w != 0 for row in g.W_hh for w in row)


@pytest.mark.parametrize(
    "link",
    [
        "unroll?cell=lstm_peephole",
        "unroll?cell=lstm&input=word",
        "unroll?cell=gru_before",
        "unroll?cell=lstm&input=typed&typed=1,2,3",
        "unroll?input=word&word=no&hidden=2&cell=rnn_linear&trained=0&edits=b_y.0=50",
        "series",
        "about",
        "unroll?input=typed&typed=1,2,3",
        "x",
    ],
)
def test_that_what_cannot_be_done_by_hand_is_refused_in_a_sentence(link: str) -> None:
    with pytest.raises(RnnvizError, match=r"\.$"):
        worksheet(link)


def test_that_the_command_writes_a_file_or_says_why_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "sheet.html"
    assert main([LINKS[1], str(file)]) == 0
    assert file.read_text(encoding="utf-8") == worksheet(LINKS[1])
    assert main(["unroll?cell=mgu", str(file)]) == 2
    assert "plain RNN" in capsys.readouterr().err
