"""A network is saved and opened again without loss; a file is checked as if it were hostile."""

from pathlib import Path
from typing import Any

import numpy as np
import orjson
import pytest

import rnnviz
from rnnviz.errors import RnnvizError
from rnnviz.settings.network import NetworkSettings
from rnnviz.settings.unroll import UnrollSettings
from rnnviz.street.network.packed import in_typed, packed, with_values
from rnnviz.street.network.saved import (
    MOST_BYTES,
    carried_of,
    in_address,
    read,
    settings_of,
    write,
)
from rnnviz.street.network.stops import stops

AT = stops()
GRID: list[dict[str, Any]] = [
    {},
    {"cell": "lstm", "hidden": 8, "seed": 5, "where": "every"},
    {"cell": "gru", "hidden": 4, "z": "new", "trained": 0},
    {"cell": "clockwork", "hidden": 6, "periods": "1, 3", "first_tick": "1"},
    {"cell": "lstm_peephole", "peepholes": "io", "trained": 0},
    {"cell": "grid_lstm", "trained": 0},
    {"cell": "jordan", "trained": 0, "edits": "W_yh.0.0=0.25"},
    {"input": "word", "word": "BANANA", "trained": 0},
    {"cell": "rnn_relu", "gain": 1.5, "trained": 0, "scheme": "article"},
]  # fmt: skip


def opened(link: str, **ask: Any) -> Any:
    return rnnviz.open(link, **ask)


def file_of(**values: Any) -> bytes:
    s = NetworkSettings(**values)
    study = AT.study(s.with_(z="old"))
    return write(s, study.net, AT.example(s))


@pytest.mark.parametrize("values", GRID, ids=lambda v: v.get("cell", v.get("input", "default")))
def test_that_a_saved_network_is_opened_with_the_same_numbers(
    values: dict[str, Any], tmp_path: Path
) -> None:
    path = tmp_path / "network.json"
    path.write_bytes(file_of(**values))
    link = f"/unroll?{UnrollSettings(**values).to_query()}"
    there = opened("/unroll", network=path).study
    here = AT.study(NetworkSettings(**values).with_(z="old"))
    assert there.net.cell.code == here.net.cell.code, link
    for a, b in zip(
        (*here.net.weights.params, *here.net.weights.readout, here.trace.h, here.y, here.loss),
        (*there.net.weights.params, *there.net.weights.readout, there.trace.h, there.y, there.loss),
        strict=True,
    ):
        np.testing.assert_array_equal(a, b)


def test_that_a_small_network_goes_into_the_address_and_a_large_one_does_not() -> None:
    small, large = read(file_of()), read(file_of(cell="lstm", hidden=8))
    own = in_address(small)
    assert own is not None
    study = AT.study(NetworkSettings(**own))
    np.testing.assert_allclose(study.y, AT.study(NetworkSettings()).y, atol=1e-6)
    assert in_address(large) is None
    assert large.net.count() > 60


def test_that_a_sequence_that_no_setting_describes_stays_in_the_file() -> None:
    saved = read(file_of())
    other = saved._replace(example=saved.example._replace(x=saved.example.x + 0.5))
    assert in_address(other) is None


def test_that_a_window_becomes_typed_numbers_with_the_same_loss() -> None:
    s = NetworkSettings()
    example, study = AT.example(s), AT.study(s)
    typed = in_typed(s, example)
    assert typed is not None
    packed_into = s.with_(**typed).with_(weights=packed(study.net))
    again = AT.study(packed_into)
    np.testing.assert_allclose(again.x, study.x, atol=1e-8)
    np.testing.assert_allclose(again.total, study.total, rtol=1e-4)
    assert in_typed(s, AT.example(NetworkSettings(input="word", word="ABBA"))) is None


def hostile() -> list[tuple[str, Any]]:
    good = orjson.loads(file_of(hidden=2))
    weights, example = good["weights"], good["example"]

    def other(**parts: Any) -> bytes:
        return orjson.dumps(good | parts)

    return [
        ("not JSON", b"\x00\xff"),
        ("nothing", b""),
        ("a list", b"[]"),
        ("deep", b"[" * 100_000),
        ("too large", b" " * (MOST_BYTES + 1)),
        ("another form", other(rnnviz="series")),
        ("another version", other(version=2)),
        ("not a number", file_of(hidden=2).replace(b'"version": 1', b'"version": NaN')),
        ("no settings", other(settings=None)),
        ("a bad setting", other(settings={"cell": "<script>"})),
        ("a setting that is no text", other(settings={"hidden": 3})),
        ("units", other(hidden=0)),
        ("many units", other(hidden=10**9)),
        ("units as text", other(hidden="2")),
        ("no weights", other(weights={})),
        ("one too many", other(weights=weights | {"W_no": [[1.0]]})),
        ("another shape", other(weights=weights | {"b_h": [0.0]})),
        ("ragged", other(weights=weights | {"W_hh": [[1.0], [1.0, 2.0]]})),
        ("texts", other(weights=weights | {"b_h": ["1", "2"]})),
        ("truths", other(weights=weights | {"b_h": [True, False]})),
        ("null", other(weights=weights | {"b_h": None})),
        ("too large a weight", other(weights=weights | {"b_h": [0.0, 1e7]})),
        ("no example", other(example=[])),
        ("a loss that there is not", other(example=example | {"loss": "no"})),
        ("a loss that is no text", other(example=example | {"loss": ["mse"]})),
        ("no steps", other(example=example | {"x": [], "d": [], "ticks": []})),
        ("many steps", other(example=example | {"x": [[0.0]] * 101, "d": [[0.0]] * 101})),
        ("unlike lengths", other(example=example | {"d": example["d"][1:]})),
        ("ticks", other(example=example | {"ticks": ["a"]})),
        ("long texts", other(example=example | {"inputs": ["x" * 41]})),
        ("wide", other(example=example | {"x": [[0.0] * 65] * len(example["x"])})),
    ]


@pytest.mark.parametrize(("what", "data"), hostile(), ids=[what for what, _data in hostile()])
def test_that_a_file_that_is_not_what_it_must_be_is_refused_in_one_sentence(
    what: str, data: bytes
) -> None:
    with pytest.raises(RnnvizError) as refused:
        read(data)
    assert str(refused.value).endswith("."), what


def test_that_the_good_file_of_these_is_accepted() -> None:
    saved = read(file_of(hidden=2))
    assert carried_of(saved).token() == carried_of(read(file_of(hidden=2))).token()
    assert with_values(saved.net, np.zeros(saved.net.count())).hidden == 2


def test_that_only_screens_of_a_network_open_one(tmp_path: Path) -> None:
    path = tmp_path / "network.json"
    path.write_bytes(file_of())
    with pytest.raises(RnnvizError, match="Unroll, Gradients and Gates"):
        rnnviz.open("/shapes", network=path)
    with pytest.raises(RnnvizError, match="cannot be read"):
        rnnviz.open("/unroll", network=tmp_path / "none.json")


def test_that_an_opened_network_is_saved_again_as_what_it_is_whatever_the_page_says() -> None:
    data = file_of(cell="clockwork", hidden=8, periods="1, 3", trained=0)
    saved = read(data)
    page = NetworkSettings(cell="clockwork", periods="2, 5", net=carried_of(saved).token())
    settings = settings_of(page, carried_of(saved))
    assert write(settings, saved.net, saved.example) == data
