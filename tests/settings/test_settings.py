from dataclasses import fields
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.core.cells import CELLS
from rnnviz.core.init import SCHEMES
from rnnviz.errors import RnnvizError
from rnnviz.settings.base import Settings
from rnnviz.settings.fields import Choice, Choices, Flag, Kind, Number
from rnnviz.settings.gates import GateSettings
from rnnviz.settings.gradients import GradientSettings
from rnnviz.settings.network import NetworkSettings
from rnnviz.settings.tables import CELL_CODES, SCHEME_CODES, SERIES_CODES, cell_choice
from rnnviz.settings.unroll import UnrollSettings
from rnnviz.ui.frame.nav import SCREENS

CLASSES: list[type[Settings]] = sorted(
    {screen.settings for screen in SCREENS.values()}, key=lambda cls: cls.__name__
)
HOSTILE = [
    "1e400", "-1e400", "nan", "NaN", "inf", "", " ", "9" * 500, "1_0", "٤", "0x10", "<b>1</b>",
    "'; DROP TABLE", "\x00", "\ud800", "4 ", "1,5", "None", "true", "../../etc/passwd", "$x^2$",
]  # fmt: skip


def values(kind: Kind, default: Any) -> st.SearchStrategy[Any]:
    match kind:
        case Number(whole=True):
            some = st.integers(int(kind.low), int(kind.high))
            return st.none() | some if kind.optional else some
        case Number():
            some = st.floats(kind.low, kind.high)
            return st.none() | some if kind.optional else some
        case Choice():
            return st.sampled_from(kind.options)
        case Choices():
            some = st.lists(st.sampled_from(kind.options), max_size=kind.most, unique=True)
            return some.map(tuple)
        case Flag():
            return st.booleans()
        case _:
            return st.just(default)


@st.composite
def settings(draw: st.DrawFn) -> Settings:
    cls = draw(st.sampled_from(CLASSES))
    kinds = cls.kinds()
    return cls(**{f.name: draw(values(kinds[f.name], f.default)) for f in fields(cls)})


@given(settings())
def test_that_settings_survive_the_way_through_the_url(some: Settings) -> None:
    assert type(some).from_query(some.to_query()) == (some, [])


@pytest.mark.parametrize("cls", CLASSES)
def test_that_the_defaults_are_within_their_limits_and_need_no_parameters(cls: Any) -> None:
    assert cls().to_query() == {}
    assert cls().with_(**{f.name: f.default for f in fields(cls)}) == cls()


@given(
    st.sampled_from(CLASSES),
    st.data(),
)
def test_that_no_parameters_whatever_raise_or_pass_unchecked(cls: Any, data: st.DataObject) -> None:
    names = st.sampled_from([f.name for f in fields(cls)]) | st.text()
    texts = st.text() | st.sampled_from(HOSTILE)
    query = data.draw(st.dictionaries(names, texts | st.lists(texts, max_size=3), max_size=6))
    read, notes = cls.from_query(query)
    assert cls.from_query(read.to_query()) == (read, [])
    assert all(note.endswith(".") and "\n" not in note for note in notes)


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("name", ["hidden", "seed", "gain", "forget_bias", "cell", "where"])
def test_that_a_hostile_value_falls_back_to_the_default_with_one_note(
    name: str, hostile: str
) -> None:
    read, notes = NetworkSettings.from_query({name: hostile})
    assert read == NetworkSettings()
    assert len(notes) == 1


@pytest.mark.parametrize(
    ("name", "just_in", "just_out"),
    [("hidden", "16", "17"), ("hidden", "1", "0"), ("gain", "5.0", "5.1"), ("steps", "100", "101")],
)
def test_that_limits_hold_to_the_number(name: str, just_in: str, just_out: str) -> None:
    assert UnrollSettings.from_query({name: [just_in]})[1] == []
    assert len(UnrollSettings.from_query({name: [just_out]})[1]) == 1


def test_that_a_repeated_parameter_is_not_believed() -> None:
    read, notes = NetworkSettings.from_query({"hidden": ["4", "5"]})
    assert read.hidden == NetworkSettings().hidden
    assert notes == ["“Hidden units” is in the link more than once; the default is used."]


def test_that_the_note_does_not_repeat_what_the_link_says() -> None:
    notes = NetworkSettings.from_query({"word": "<script>" * 50, "cell": "<img src=x>"})[1]
    assert len(notes) == 2
    assert not any("<" in note for note in notes)


def test_that_code_cannot_set_a_value_that_a_link_may_not() -> None:
    with pytest.raises(RnnvizError):
        NetworkSettings().with_(hidden=17)


def test_that_all_screens_agree_on_the_defaults_of_the_network_in_hand() -> None:
    for cls in CLASSES:
        if issubclass(cls, NetworkSettings):
            own = {"cell": "lstm"} if cls is GateSettings else {}  # a plain RNN has no gates
            assert cls().network() == {**NetworkSettings().network(), **own}


def test_that_every_cell_scheme_and_series_can_be_linked_to() -> None:
    from rnnviz.series.reading.builtin import SERIES

    assert set(CELLS) == set(CELL_CODES)
    assert tuple(SCHEMES) == SCHEME_CODES
    assert set(SERIES) == set(SERIES_CODES)


def test_that_settings_can_be_the_key_of_a_cache() -> None:
    assert hash(GradientSettings(gain=1.5)) == hash(GradientSettings(gain=1.5))


def test_that_every_cell_stands_in_one_group() -> None:
    assert sorted(CELL_CODES) == sorted(CELLS)
    assert len({cell_choice(code) for code in CELL_CODES}) == len(CELLS)
    groups = [cell_choice(code).split(" · ")[0] for code in CELL_CODES]
    assert [group for k, group in enumerate(groups) if k == 0 or group != groups[k - 1]] == [
        "Plain", "Gated", "Clocked", "Two layers", "Today’s",
    ]  # fmt: skip
