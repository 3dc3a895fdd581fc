"""Presets of the Gradients screen: each shows one truth, and says what to look at."""

from dataclasses import dataclass
from typing import Any

from rnnviz.settings.gradients import GradientSettings
from rnnviz.ui.frame import presets as frame
from rnnviz.ui.frame.presets import Offered
from rnnviz.words import _

# What the presets share: a sine of 30 steps into 8 units, the loss at the last step only.
COMMON: dict[str, Any] = {"input": "series", "series": "sine", "steps": 30, "hidden": 8, "seed": 1}


@dataclass(frozen=True)
class Preset:
    """A name, the settings that differ from `COMMON`, and one sentence on what is to be seen."""

    label: str
    changes: dict[str, Any]
    look: str

    def settings(self) -> GradientSettings:
        """The settings of the whole screen under this preset."""
        return GradientSettings(**{**COMMON, **self.changes})


PRESETS: dict[str, Preset] = {
    "vanish": Preset(
        _("Vanishing"),
        {},
        _("Each step back multiplies the gradient by about the same factor below 1: a straight "
          "line down on this log scale. The first steps learn nothing from the loss."),
    ),
    "explode": Preset(
        _("Exploding"),
        {"cell": "rnn_linear", "scheme": "orthogonal", "gain": 1.5},
        _("Without a squashing function, weights that stretch by 1.5 multiply the gradient by "
          "1.5 at every step back."),
    ),
    "keep": Preset(
        _("Neither"),
        {"cell": "rnn_linear", "scheme": "orthogonal"},
        _("Orthogonal weights without squashing only rotate: every step gets the same gradient."),
    ),
    "driven": Preset(
        _("Large weights vanish too"),
        {"scheme": "identity", "gain": 1.5},
        _("The spectral radius is 1.5, yet the gradient vanishes: the input pushes the units "
          "into saturation, where the slope of tanh is far below 1. Set the loudness to 0 and "
          "the same weights explode."),
    ),
    "silent": Preset(
        _("tanh explodes in silence"),
        {"scheme": "identity", "gain": 1.5, "loudness": 0.0},
        _("With no input the state stays at 0, where tanh is a straight line: now the same "
          "weights explode."),
    ),
    "lstm": Preset(
        _("LSTM remembers"),
        {"cell": "lstm", "forget_bias": 4.0, "versus": "rnn_tanh"},
        _("With open forget gates (bias 4, about 0.98) the cell state carries the gradient back "
          "almost whole; the plain RNN beside it has lost it."),
    ),
    "lstm0": Preset(
        _("LSTM forgets"),
        {"cell": "lstm", "forget_bias": 0.0, "versus": "lstm", "versus_forget_bias": 4.0},
        _("An LSTM with forget bias 0 keeps half at each step, so its gradient vanishes like an "
          "RNN’s; beside it the same LSTM with bias 4."),
    ),
    "clip": Preset(
        _("Clipping is no cure"),
        {"clip": "norm", "clip_at": 0.1},
        _("Clipping shortens the whole update; the steps that got nothing still get nothing. "
          "In the figure “What each lag teaches” below, all bars shrink alike."),
    ),
    "every": Preset(
        _("Alive, yet no memory"),
        {"where": "every"},
        _("With a loss at every step the total gradient of the weights looks healthy, but the "
          "matrix shows that almost all of it stays near its own step: nothing far is learned."),
    ),
    "truncate": Preset(
        _("Truncated at 5"),
        {"scheme": "orthogonal", "cell": "rnn_linear", "truncate": 5},
        _("Truncated backpropagation cuts the path after 5 steps: earlier steps get exactly 0, "
          "although their gradient was not small."),
    ),
    "relu": Preset(
        _("ReLU: alive or dead"),
        {"cell": "rnn_relu", "scheme": "orthogonal", "gain": 1.4},
        _("A ReLU unit passes everything while it is on and nothing while it is off, so the "
          "gradient falls in jumps."),
    ),
}  # fmt: skip


def matching(s: GradientSettings) -> str | None:
    """The preset that the settings are exactly, if any."""
    return next((code for code, preset in PRESETS.items() if preset.settings() == s), None)


def offered(s: GradientSettings) -> Offered:
    """All presets; none beside a trained network, which is no preset."""
    found = {
        code: frame.Preset(one.label, one.settings(), one.look) for code, one in PRESETS.items()
    }
    return Offered({} if s.net else found, matching(s))
