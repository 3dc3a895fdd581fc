"""The texts of the Language screen, each with the network that learns it and what to look at."""

from dataclasses import dataclass
from typing import Any

from rnnviz.words import _


@dataclass(frozen=True)
class LanguagePreset:
    """Settings that go with a text, and its lesson in one or two sentences."""

    changes: dict[str, Any]
    look: str


def _network(cell: str, hidden: int, epochs: int, lr: float, shown: int = 1) -> dict[str, Any]:
    return {"cell": cell, "hidden": hidden, "epochs": epochs, "lr": lr, "shown": shown}


PRESETS: dict[str, LanguagePreset] = {
    "jazz": LanguagePreset(
        _network("rnn_tanh", 4, 200, 0.05),
        _("Z is followed by Z, then by the end ∎. The letter read is the same: only what the "
          "network remembers differs. Compare its guesses at the two Z."),
    ),
    "hello": LanguagePreset(
        _network("rnn_tanh", 4, 200, 0.05),
        _("After the first l comes l, after the second o. Same input, another state, another "
          "guess: watch the hidden units at the two l."),
    ),
    "counting": LanguagePreset(
        _network("lstm", 4, 500, 0.05, shown=6),
        _("As many b as a: to know the end it must count. It was trained on n up to 10; raise n "
          "beyond that and see how far its count reaches."),
    ),
    "reber": LanguagePreset(
        _network("gru", 8, 200, 0.02),
        _("Strings of a small grammar, in which a coin decides at each fork: a good guess is two "
          "bars of about one half. Those to choose from in “Read” were never trained on."),
    ),
    "embedded": LanguagePreset(
        _network("gru", 12, 300, 0.03),
        _("The second letter, T or P, comes back as the last but one. Legal letters are learned "
          "early; whole strings wait until that one letter is remembered. Try a plain RNN."),
    ),
    "rhyme": LanguagePreset(
        _network("gru", 24, 300, 0.02),
        _("“Humpty Dumpty ” goes on with sat, then with had: it must know in which line it is. "
          "In “Write”, a low temperature recites, a high one babbles."),
    ),
    "poem": LanguagePreset(
        _network("gru", 12, 300, 0.02),
        _("Li Bai’s poem: 明月 is followed by 光, then by a comma; 头 by 望, then by 思. One "
          "character is not enough to know the next."),
    ),
    "own": LanguagePreset(
        _network("gru", 16, 300, 0.02),
        _("Type anything: any script, up to 600 characters. The network reads it one character at "
          "a time."),
    ),
}  # fmt: skip
