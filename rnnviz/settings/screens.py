"""The screens in one table: where each is, what it is called, and its settings."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from rnnviz.settings.base import Settings
from rnnviz.settings.batches import BatchSettings
from rnnviz.settings.digits import DigitsSettings
from rnnviz.settings.dynamics import DynamicsSettings
from rnnviz.settings.experiments import ExperimentSettings
from rnnviz.settings.gates import GateSettings
from rnnviz.settings.gradients import GradientSettings
from rnnviz.settings.landing import LandingSettings
from rnnviz.settings.language import LanguageSettings
from rnnviz.settings.network import NetworkSettings
from rnnviz.settings.questions import QuestionSettings
from rnnviz.settings.series import SeriesSettings
from rnnviz.settings.shapes import ShapesSettings
from rnnviz.settings.train import TrainSettings
from rnnviz.settings.unroll import UnrollSettings
from rnnviz.words import _

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, kw_only=True)
class Screen:
    """One page: where it is, what it is called, and what a person will see there."""

    code: str
    path: str
    label: str
    promise: str
    title: str = ""  # where it is another one than the label
    settings: type[Settings] = NetworkSettings
    place: Literal["row", "more"] = (
        "row"  # of its link: in the row itself, or in the list at its end
    )

    @property
    def exists(self) -> bool:
        """A screen whose page is not there yet is not linked."""
        return (ROOT / self.path).is_file()


SCREENS: dict[str, Screen] = {
    screen.code: screen
    for screen in (
        Screen(
            code="home",
            path="home.py",
            label="rnnviz",
            title=_("A recurrent neural network at work, number by number"),
            promise=_(
                "A small network reads a series one value at a time, keeps what it has read in its "
                "hidden units, and says each time what it expects next."
            ),
            settings=LandingSettings,
        ),
        Screen(
            code="lessons",
            path="pages/lessons.py",
            label=_("Lessons"),
            promise=_(
                "A course that asks first: say what you expect, try it on a screen, and see what "
                "happens and why. Five to ten minutes each."
            ),
            settings=LandingSettings,
        ),
        Screen(
            code="unroll",
            path="pages/unroll.py",
            label=_("Unroll"),
            promise=_(
                "One network, step by step: every number that goes in, is remembered and comes "
                "out, and where each came from. Then backward, with its gradient."
            ),
            settings=UnrollSettings,
        ),
        Screen(
            code="gradients",
            path="pages/gradients.py",
            label=_("Gradients"),
            promise=_(
                "How much of an error reaches the past: gradients that vanish, explode or live, "
                "measured on one network, or on two side by side."
            ),
            settings=GradientSettings,
        ),
        Screen(
            code="train",
            path="pages/train.py",
            label=_("Train"),
            promise=_(
                "Watch a network learn, and walk back through the learning: its answer, its loss "
                "and every update, at any epoch."
            ),
            settings=TrainSettings,
        ),
        Screen(
            code="dynamics",
            path="pages/dynamics.py",
            label=_("Dynamics"),
            promise=_(
                "What a network does when it is left to itself: where it comes to rest, what it "
                "circles, and whether a small difference fades or grows."
            ),
            settings=DynamicsSettings,
            place="more",
        ),
        Screen(
            code="series",
            path="pages/series.py",
            label=_("Your series"),
            promise=_(
                "Upload your numbers, or take sunspots, and see whether a recurrent network "
                "predicts them better than simpler models do."
            ),
            settings=SeriesSettings,
        ),
        Screen(
            code="gates",
            path="pages/gates.py",
            label=_("Gates"),
            promise=_("What a cell keeps, writes and shows, gate by gate."),
            settings=GateSettings,
        ),
        Screen(
            code="shapes",
            path="pages/shapes.py",
            label=_("Shapes"),
            promise=_(
                "Every architecture as boxes and arrows: change an argument of PyTorch’s and see "
                "which shapes follow, then watch attention find its way."
            ),
            settings=ShapesSettings,
        ),
        Screen(
            code="language",
            path="pages/language.py",
            label=_("Language"),
            promise=_(
                "A network reads a text letter by letter and guesses the next: watch what it "
                "remembers, let it write, measure how far back it can look."
            ),
            settings=LanguageSettings,
        ),
        Screen(
            code="digits",
            path="pages/digits.py",
            label=_("Digits"),
            promise=_(
                "A handwritten digit, read row by row by an RNN, a GRU and an LSTM: when does "
                "each know what it is? Then draw one yourself."
            ),
            settings=DigitsSettings,
        ),
        Screen(
            code="experiments",
            path="pages/experiments.py",
            label=_("Experiments"),
            promise=_(
                "The same training many times, from other first weights: each run is a dot, so "
                "that one sees what is a rule and what was luck."
            ),
            settings=ExperimentSettings,
            place="more",
        ),
        Screen(
            code="batches",
            path="pages/batches.py",
            label=_("Batches"),
            promise=_(
                "Sequences of unequal length side by side, and long ones in pieces: what a pad "
                "does to the state, and what a border does to the gradient."
            ),
            settings=BatchSettings,
            place="more",
        ),
        Screen(
            code="questions",
            path="pages/questions.py",
            label=_("Questions"),
            promise=_(
                "What is often believed of recurrent networks: each belief with an answer in "
                "numbers, and the screen on which they can be seen."
            ),
            settings=QuestionSettings,
            place="more",
        ),
        Screen(
            code="glossary",
            path="pages/glossary.py",
            label=_("Words"),
            promise=_(
                "Every term and symbol in a sentence or two, the keys of the player, and the "
                "articles behind the examples."
            ),
            settings=LandingSettings,
            place="more",
        ),
        Screen(
            code="about",
            path="pages/about.py",
            label=_("About"),
            promise=_(
                "How the numbers are checked, where the data are from, and what is kept of you: "
                "nothing."
            ),
            settings=LandingSettings,
            place="more",
        ),
    )
}


def existing() -> list[Screen]:
    """The screens that can be visited, in order."""
    return [screen for screen in SCREENS.values() if screen.exists]
