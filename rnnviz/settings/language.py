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
from rnnviz.words import N_, _

VIEWS = ("read", "write", "gap")
LABELS = {
    "read": N_("Read"),
    "write": N_("Write"),
    "gap": N_("The long gap"),
    "jazz": "JAZZ",
    "hello": "hello",
    "counting": "aⁿbⁿ",
    "reber": N_("Reber’s grammar"),
    "embedded": N_("Reber, embedded"),
    "rhyme": "Humpty Dumpty",
    "poem": N_("Li Bai’s poem (静夜思)"),
    "own": N_("My own text"),
}


def label(code: str) -> str:
    """Give the words for a code of this screen."""
    return _(LABELS.get(code, code))


@dataclass(frozen=True, kw_only=True)
class LanguageSettings(Settings):
    """Language: the text, the network that learns it, and what is looked at.

    It does not take over the network in hand: three units that predict sunspots say nothing about
    a rhyme.
    """

    view: str = choice("read", VIEWS, N_("View"), show=label)
    source: str = choice("jazz", (*CORPORA, "own"), N_("Text"), show=label)
    typed: str = text("banana", MOST_CHARACTERS, N_("Your text"), check=check_text)
    by_line: bool = flag(False, N_("Each line is a text of its own"))
    cell: str = choice("rnn_tanh", CELL_CODES, N_("Cell"), show=cell_choice)
    hidden: int = whole(4, 1, 32, N_("Hidden units"))
    epochs: int = whole(200, 10, 2000, N_("Epochs"), step=50)
    lr: float = number(0.05, 0.0001, 1.0, N_("Learning rate"), step=0.01)
    seed: int = whole(1, 0, 999_999, N_("Seed of the weights"))
    drawn: int = whole(1, 0, 999_999, N_("Seed of the strings"))
    at: int | None = whole(None, 0, 2000, N_("Epoch that is shown"), optional=True)
    shown: int = whole(1, 1, 64, N_("Text that is shown"))
    start: str = text("", 40, N_("Begin with"), check=check_visible)
    temperature: float = number(1.0, 0.1, 2.0, N_("Temperature"), step=0.1)
    draw: int = whole(1, 0, 999_999, N_("Seed of the draws"))
    longest: int = whole(150, 10, 200, N_("At most"), step=10)
    gap_hidden: int = whole(24, 4, 48, N_("Hidden units"), step=4)
    gap_epochs: int = whole(80, 10, 300, N_("Epochs"), step=10)
    gap_seeds: int = whole(3, 1, 8, N_("Seeds"))

    gap_cell: str = choice("rnn_tanh", GapTask().cells, N_("Cell"), show=cell_label)
    gap_clauses: int = whole(2, 0, 12, N_("Clauses between"))

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
