"""A count that can be 1 has a form for it: nobody reads “1 epochs” or “1 runs”."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from rnnviz.settings.network import NetworkSettings
from rnnviz.street.network.stops import stops
from rnnviz.street.network.words import described
from rnnviz.training.history import FINISHED, STOPPED, ending
from rnnviz.ui.experiments.controls import run_label
from rnnviz.words.collect import FOLDER

COUNTED = r"(?<!of )(?<!most )(?<!last )\{\w+\} (epochs|runs|steps back|steps of size)\b"
# Here the number is never 1, for the reason that stands behind it.
NEVER_ONE = {
    "These are {n} runs; keep at most": "there are more than it may be",
    "On the validation part these models were still improving after": "at least ten are asked for",
    "How to read: the share of {n} new sentences": "as many as were trained beforehand",
    "It trains once, {epochs} epochs of single steps": "as many as the article has",
    "The same surprise in two units": "as many as its link has",
}


def _of_a_lesson(places: list[tuple[str, int]]) -> bool:
    """Lessons and quizzes have links of their own, so that their numbers are always the same."""
    return all(file.startswith("data/") for file, _line in places) and bool(places)


def one_form_only() -> list[str]:
    """The texts with a count of that kind that have one form for every number."""
    with (Path(FOLDER) / "rnnviz.pot").open(encoding="utf-8") as file:
        messages = list(read_po(file))
    texts = [m.id for m in messages if isinstance(m.id, str) and not _of_a_lesson(m.locations)]
    return [text for text in texts if re.search(COUNTED, text)]


def test_that_epochs_runs_and_steps_back_have_a_form_for_one() -> None:
    left = [text for text in one_form_only() if not text.startswith(tuple(NEVER_ONE))]
    assert left == []


@pytest.mark.parametrize("beginning", NEVER_ONE)
def test_that_what_is_let_off_is_still_there(beginning: str) -> None:
    assert [text for text in one_form_only() if text.startswith(beginning)]


def test_that_the_number_one_is_read_as_one() -> None:
    assert ending(FINISHED, 1, None) == "Trained for 1 epoch."
    assert ending(STOPPED, 1, None) == "Stopped by hand after 1 epoch."
    assert ending(FINISHED, 2, None) == "Trained for 2 epochs."
    assert run_label(1, 5) == "Go on: 1 run"
    assert run_label(1, 1) == "Run it here: 1 run"
    for network in (NetworkSettings(trained=1), NetworkSettings(trained=1, input="typed")):
        assert "for 1 epoch on" in described(network, stops().example(network))
