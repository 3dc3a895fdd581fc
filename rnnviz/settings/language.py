"""The settings of the screen "Language", to and from the URL."""

from dataclasses import dataclass

from rnnviz.settings.base import Settings, choice, flag, number, text, whole
from rnnviz.settings.tables import CELL_CODES, cell_choice, cell_label
from rnnviz.tasks.gap.run import GapTask
from rnnviz.tasks.language.texts import (
    CORPORA,
    MOST_CHARACTERS,
    Texts,
    check_text,
    check_visible,
    texts_of,
)
from rnnviz.tasks.language.training import Task
from rnnviz.words import _

VIEWS = ("read", "write", "gap")
LABELS = {
    "read": _("Read"),
    "write": _("Write"),
    "gap": _("The long gap"),
    "jazz": "JAZZ",
    "hello": "hello",
    "counting": "aⁿbⁿ",
    "reber": _("Reber’s grammar"),
    "embedded": _("Reber, embedded"),
    "rhyme": "Humpty Dumpty",
    "poem": _("Li Bai’s poem (静夜思)"),
    "own": _("My own text"),
}


def label(code: str) -> str:
    """Give the words for a code of this screen."""
    return LABELS.get(code, code)


@dataclass(frozen=True, kw_only=True)
class LanguageSettings(Settings):
    """Language: the text, the network that learns it, and what is looked at.

    It does not take over the network in hand: three units that predict sunspots say nothing about
    a rhyme.
    """

    view: str = choice("read", VIEWS, _("View"), show=label)
    source: str = choice("jazz", (*CORPORA, "own"), _("Text"), show=label)
    typed: str = text("banana", MOST_CHARACTERS, _("Your text"), check=check_text)
    by_line: bool = flag(False, _("Each line is a text of its own"))
    cell: str = choice("rnn_tanh", CELL_CODES, _("Cell"), show=cell_choice)
    hidden: int = whole(4, 1, 32, _("Hidden units"))
    epochs: int = whole(200, 10, 2000, _("Epochs"), step=50)
    lr: float = number(0.05, 0.0001, 1.0, _("Learning rate"), step=0.01)
    seed: int = whole(1, 0, 999_999, _("Seed of the weights"))
    drawn: int = whole(1, 0, 999_999, _("Seed of the strings"))
    at: int | None = whole(None, 0, 2000, _("Epoch that is shown"), optional=True)
    shown: int = whole(1, 1, 64, _("Text that is shown"))
    start: str = text("", 40, _("Begin with"), check=check_visible)
    temperature: float = number(1.0, 0.1, 2.0, _("Temperature"), step=0.1)
    draw: int = whole(1, 0, 999_999, _("Seed of the draws"))
    longest: int = whole(150, 10, 200, _("At most"), step=10)
    gap_hidden: int = whole(24, 4, 48, _("Hidden units"), step=4)
    gap_epochs: int = whole(80, 10, 300, _("Epochs"), step=10)
    gap_seeds: int = whole(3, 1, 8, _("Seeds"))

    gap_cell: str = choice("rnn_tanh", GapTask().cells, _("Cell"), show=cell_label)
    gap_clauses: int = whole(2, 0, 12, _("Clauses between"))

    def texts(self) -> Texts:
        """What is trained on.

        Raises:
            RnnvizError: if what was typed cannot be used.
        """
        return texts_of(self.source, self.typed, by_line=self.by_line, seed=self.drawn)

    def task(self) -> Task:
        """What the training depends on.

        Raises:
            RnnvizError: if what was typed cannot be used.
        """
        trained = self.texts().trained
        return Task(trained, self.cell, self.hidden, self.seed, self.epochs, self.lr)

    def gap_task(self) -> GapTask:
        """What the experiment depends on."""
        return GapTask(hidden=self.gap_hidden, epochs=self.gap_epochs, seeds=self.gap_seeds)
