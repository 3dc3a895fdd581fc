"""How a screen is looked at: the level, and where the player stands."""

import pytest

from rnnviz.settings.look import LEVELS, Look
from rnnviz.settings.screens import SCREENS


def test_that_a_step_is_counted_from_1_in_the_link_and_from_0_in_the_player() -> None:
    look, notes = Look.from_query({"t": "6", "mode": "backward", "pick": "h.6.2"})
    assert notes == []
    assert look.start() == {
        "playing": False,
        "t": 5,
        "mode": "backward",
        "pick": {"array": "h", "t": 5, "index": [1]},
    }


def test_that_nothing_in_the_link_leaves_the_player_as_its_scene_opens() -> None:
    assert Look.from_query({})[0].start() == {}
    assert Look().to_query() == {}


def test_that_a_weight_is_picked_without_a_step() -> None:
    assert Look(pick="W_hh..1.3").item() == {"array": "W_hh", "t": None, "index": [0, 2]}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("t", "0"), ("t", "-1"), ("t", "1e3"), ("level", "expert"), ("mode", "sideways"),
        ("present", "yes"), ("tab", "0"), ("pick", "h.0.1"), ("pick", "<b>.1.1"), ("pick", "h"),
        ("pick", "h.1.2.3.4.5"), ("pick", "h" * 70 + ".1.1"), ("lesson", "../01-loop"),
        ("lesson", "a" * 41), ("card", "0"), ("card", "41"), ("said", "1.q"), ("said", "0.1"),
        ("said", "1.1_41.2"), ("said", "1." + "~".join(["1"] * 61)),
    ],
)  # fmt: skip
def test_that_a_bad_look_falls_back_with_a_sentence(name: str, value: str) -> None:
    look, notes = Look.from_query({name: value})
    assert look == Look()
    assert len(notes) == 1


def test_that_every_look_survives_its_link() -> None:
    look = Look(level="student", present=True, tab=3, t=12, mode="backward", pick="a.3.1",
                lesson="01-loop", card=3, said="1.2s_2.x_3.0.25~50")  # fmt: skip
    assert Look.from_query(look.to_query()) == (look, [])


def test_that_level_and_lesson_go_along_to_another_screen_and_the_place_does_not() -> None:
    taught = {"lesson": "01-loop", "card": 2, "said": "1.2s"}
    look = Look(
        level="researcher", present=True, tab=2, t=4, mode="forward", pick="h.1.1", **taught
    )  # fmt: skip
    assert look.elsewhere() == Look(level="researcher", present=True, **taught)


def test_that_a_higher_level_shows_all_that_a_lower_one_does() -> None:
    shown = {code: [level for level in LEVELS if Look(level=code).shows(level)] for code in LEVELS}
    assert shown == {
        "look": ["look"],
        "student": ["look", "student"],
        "researcher": ["look", "student", "researcher"],
    }


@pytest.mark.parametrize("code", SCREENS)
def test_that_no_setting_of_a_screen_bears_the_name_of_a_part_of_the_look(code: str) -> None:
    assert not {*SCREENS[code].settings.kinds()} & {*Look.kinds()}
