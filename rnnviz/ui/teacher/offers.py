"""The presets of each screen that has any."""

from rnnviz.settings.screens import SCREENS
from rnnviz.ui.batches import presets as batches
from rnnviz.ui.dynamics import presets as dynamics
from rnnviz.ui.experiments import presets as experiments
from rnnviz.ui.frame.presets import Offer, Preset
from rnnviz.ui.gates import presets as gates
from rnnviz.ui.gradients import presets as gradients
from rnnviz.ui.language import controls as language
from rnnviz.ui.shapes import controls as shapes
from rnnviz.ui.train import presets as train
from rnnviz.ui.unroll import presets as unroll

OFFERS: dict[str, Offer] = {
    "unroll": unroll.offered,
    "gradients": gradients.offered,
    "train": train.offered,
    "gates": gates.offered,
    "shapes": shapes.offered,
    "language": language.offered,
    "dynamics": dynamics.offered,
    "experiments": experiments.offered,
    "batches": batches.offered,
}


def presets(code: str) -> dict[str, Preset]:
    """The presets of a screen by their code; none where it has none."""
    offer = OFFERS.get(code)
    return offer(SCREENS[code].settings()).presets if offer else {}
