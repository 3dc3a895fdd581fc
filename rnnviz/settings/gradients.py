"""The settings of the screen Gradients."""

from dataclasses import dataclass

from rnnviz.settings.base import choice, number, whole
from rnnviz.settings.network import NetworkSettings
from rnnviz.settings.tables import CELL_CODES, SCHEME_CODES, cell_choice, label_of
from rnnviz.words import N_


@dataclass(frozen=True, kw_only=True)
class GradientSettings(NetworkSettings):
    """Gradients: what is done to the network, its input and its gradient, and a second network."""

    shows_carried = True

    loudness: float = number(1.0, 0.0, 10.0, N_("Input loudness"), step=0.05)
    clip: str = choice("off", ("off", "norm", "value"), N_("Clipping"), show=label_of)
    clip_at: float = number(1.0, 1e-6, 1e6, N_("Clip at"), step=0.1)
    truncate: int | None = whole(None, 1, 100, N_("Truncate after (steps)"), optional=True)
    versus: str = choice("none", ("none", *CELL_CODES), N_("Beside it"), show=cell_choice)
    versus_hidden: int | None = whole(None, 1, 16, N_("Hidden units"), optional=True)
    versus_scheme: str = choice("pytorch", SCHEME_CODES, N_("Initial weights"), show=label_of)
    versus_gain: float = number(1.0, 0.0, 5.0, N_("Gain"), step=0.05)
    versus_forget_bias: float | None = number(
        None, -5.0, 10.0, N_("Forget bias"), step=0.5, optional=True
    )
