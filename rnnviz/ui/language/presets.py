"""The texts of the Language screen, each with the network that learns it and what to look at."""

from dataclasses import dataclass, field
from typing import Any

from rnnviz.tasks.language.texts import LONGEST_N, MOST_CHARACTERS
from rnnviz.words import N_, _


@dataclass(frozen=True)
class LanguagePreset:
    """Settings that go with a text, and its lesson in one or two sentences."""

    changes: dict[str, Any]
    look: str
    numbers: dict[str, int] = field(default_factory=dict)

    def said(self) -> str:
        """The lesson with its numbers."""
        return _(self.look).format(**self.numbers)


def _network(cell: str, hidden: int, epochs: int, lr: float, shown: int = 1) -> dict[str, Any]:
    return {"cell": cell, "hidden": hidden, "epochs": epochs, "lr": lr, "shown": shown}


PRESETS: dict[str, LanguagePreset] = {
    "jazz": LanguagePreset(
        _network("rnn_tanh", 4, 200, 0.05),
        N_("Z is followed by Z, then by the end ∎. The network reads the same letter twice: only "
          "what it remembers can tell the two apart. Compare its guesses at the two Z."),
    ),
    "hello": LanguagePreset(
        _network("rnn_tanh", 4, 200, 0.05),
        N_("After the first l comes l, after the second comes o. The input is the same and the "
          "hidden units are not: compare them, and the guesses, at the two l."),
    ),
    "counting": LanguagePreset(
        _network("lstm", 4, 500, 0.05, shown=6),
        N_("There are as many b as a, so to know the end it must count. It is trained on n up to "
          "{n}; choose a larger n and see whether it still counts right."),
        {"n": LONGEST_N},
    ),
    "reber": LanguagePreset(
        _network("gru", 8, 200, 0.02),
        N_("Strings of a small grammar. At each fork a coin decides between two letters, so the "
          "best guess is one half for each. The strings to choose from were never trained on."),
    ),
    "embedded": LanguagePreset(
        _network("gru", 12, 300, 0.03),
        N_("The second letter, T or P, comes back as the last but one: to get a whole string "
          "right, the network must remember it all the way. Try a plain RNN, too."),
    ),
    "rhyme": LanguagePreset(
        _network("gru", 24, 300, 0.02),
        N_("“Humpty Dumpty ” goes on with sat, then with had: to guess right, the "
          "network must know in which line it is. In “Write”, compare a low temperature with a "
          "high one."),
    ),
    "poem": LanguagePreset(
        _network("gru", 12, 300, 0.02),
        N_("A poem by Li Bai. 明月 is followed by 光 and later by a comma, 头 by 望 and later by "
          "思: one character is not enough to know the next."),
    ),
    "own": LanguagePreset(
        _network("gru", 16, 300, 0.02),
        N_("Type anything, in any script, up to {n} characters. The network reads it one character "
          "at a time."),
        {"n": MOST_CHARACTERS},
    ),
}  # fmt: skip
