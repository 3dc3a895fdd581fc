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
from rnnviz.settings.hand_in import HandInSettings
from rnnviz.settings.landing import LandingSettings
from rnnviz.settings.language import LanguageSettings
from rnnviz.settings.network import NetworkSettings
from rnnviz.settings.questions import QuestionSettings
from rnnviz.settings.quiz import QuizSettings
from rnnviz.settings.series import SeriesSettings
from rnnviz.settings.shapes import ShapesSettings
from rnnviz.settings.teacher import TeacherSettings
from rnnviz.settings.train import TrainSettings
from rnnviz.settings.unroll import UnrollSettings
from rnnviz.settings.vote import VoteSettings
from rnnviz.words import N_

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
            title=N_("A recurrent neural network at work, number by number"),
            promise=N_(
                "A small network reads a series one value at a time, keeps what it has read in its "
                "hidden units, and says each time what it expects next."
            ),
            settings=LandingSettings,
        ),
        Screen(
            code="lessons",
            path="pages/lessons.py",
            label=N_("Lessons"),
            promise=N_(
                "A course that asks first: say what you expect, try it on a screen, and see what "
                "happens and why. Five to ten minutes each."
            ),
            settings=LandingSettings,
        ),
        Screen(
            code="unroll",
            path="pages/unroll.py",
            label=N_("Unroll"),
            promise=N_(
                "One network, step by step: every number that goes in, is remembered and comes "
                "out, and where each came from. Then backward, with its gradient."
            ),
            settings=UnrollSettings,
        ),
        Screen(
            code="gradients",
            path="pages/gradients.py",
            label=N_("Gradients"),
            promise=N_(
                "How much of an error reaches the past: gradients that vanish, explode or live, "
                "measured on one network, or on two side by side."
            ),
            settings=GradientSettings,
        ),
        Screen(
            code="train",
            path="pages/train.py",
            label=N_("Train"),
            promise=N_(
                "Watch a network learn, and walk back through the learning: its answer, its loss "
                "and every update, at any epoch."
            ),
            settings=TrainSettings,
        ),
        Screen(
            code="dynamics",
            path="pages/dynamics.py",
            label=N_("Dynamics"),
            promise=N_(
                "What a network does when it is left to itself: where it comes to rest, what it "
                "circles, and whether a small difference fades or grows."
            ),
            settings=DynamicsSettings,
            place="more",
        ),
        Screen(
            code="series",
            path="pages/series.py",
            label=N_("Your series"),
            promise=N_(
                "Upload your numbers, or take sunspots, and see whether a recurrent network "
                "predicts them better than simpler models do."
            ),
            settings=SeriesSettings,
        ),
        Screen(
            code="gates",
            path="pages/gates.py",
            label=N_("Gates"),
            promise=N_("What a cell keeps, writes and shows, gate by gate."),
            settings=GateSettings,
        ),
        Screen(
            code="shapes",
            path="pages/shapes.py",
            label=N_("Shapes"),
            promise=N_(
                "Every architecture as boxes and arrows: change an argument of PyTorch’s and see "
                "which shapes follow, then watch attention find its way."
            ),
            settings=ShapesSettings,
        ),
        Screen(
            code="language",
            path="pages/language.py",
            label=N_("Language"),
            promise=N_(
                "A network reads a text letter by letter and guesses the next: watch what it "
                "remembers, let it write, measure how far back it can look."
            ),
            settings=LanguageSettings,
        ),
        Screen(
            code="digits",
            path="pages/digits.py",
            label=N_("Digits"),
            promise=N_(
                "A handwritten digit, read row by row by an RNN, a GRU and an LSTM: when does "
                "each know what it is? Then draw one yourself."
            ),
            settings=DigitsSettings,
        ),
        Screen(
            code="experiments",
            path="pages/experiments.py",
            label=N_("Experiments"),
            promise=N_(
                "The same training many times, from other first weights: each run is a dot, so "
                "that one sees what is a rule and what was luck."
            ),
            settings=ExperimentSettings,
            place="more",
        ),
        Screen(
            code="batches",
            path="pages/batches.py",
            label=N_("Batches"),
            promise=N_(
                "Sequences of unequal length side by side, and long ones in pieces: what a pad "
                "does to the state, and what a border does to the gradient."
            ),
            settings=BatchSettings,
            place="more",
        ),
        Screen(
            code="questions",
            path="pages/questions.py",
            label=N_("Questions"),
            promise=N_(
                "What is often believed of recurrent networks: each belief with an answer in "
                "numbers, and the screen on which they can be seen."
            ),
            settings=QuestionSettings,
            place="more",
        ),
        Screen(
            code="quiz",
            path="pages/quiz.py",
            label=N_("Before and after"),
            promise=N_(
                "Twelve questions before the lessons, and twelve of the same matter after them. "
                "The answers, each with its number and the screen that shows it, come at the end."
            ),
            settings=QuizSettings,
            place="more",
        ),
        Screen(
            code="vote",
            path="pages/vote.py",
            label=N_("Class vote"),
            promise=N_(
                "A class says what it expects before it sees what happens: counted without names, "
                "shown when the teacher says so, and asked a second time."
            ),
            settings=VoteSettings,
            place="more",
        ),
        Screen(
            code="hand_in",
            path="pages/hand_in.py",
            label=N_("Hand in"),
            promise=N_(
                "A student’s link holds all that the student sees: many of them side by side, in "
                "order and without names."
            ),
            settings=HandInSettings,
            place="more",
        ),
        Screen(
            code="teacher",
            path="pages/teacher.py",
            label=N_("For teachers"),
            promise=N_(
                "A link for a class, with its QR picture; notes for each lesson, and worksheets of "
                "any small network, to be printed."
            ),
            settings=TeacherSettings,
            place="more",
        ),
        Screen(
            code="glossary",
            path="pages/glossary.py",
            label=N_("Words"),
            promise=N_(
                "Every term and symbol in a sentence or two, the keys of the player, and the "
                "articles behind the examples."
            ),
            settings=LandingSettings,
            place="more",
        ),
        Screen(
            code="about",
            path="pages/about.py",
            label=N_("About"),
            promise=N_(
                "How the numbers are checked, where the data are from, and what is kept of you: "
                "next to nothing."
            ),
            settings=LandingSettings,
            place="more",
        ),
    )
}


def existing() -> list[Screen]:
    """The screens that can be visited, in order."""
    return [screen for screen in SCREENS.values() if screen.exists]
