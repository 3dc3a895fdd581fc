"""The settings of the screen Gates."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rnnviz.settings.base import choice, number, whole
from rnnviz.settings.network import NetworkSettings
from rnnviz.settings.tables import CELL_CODES, cell_choice, label_of
from rnnviz.words import N_


@dataclass(frozen=True, kw_only=True)
class GateSettings(NetworkSettings):
    """Gates: a gate that is held at a number, and the unit that is looked at."""

    shows_carried = True

    # The one setting of the network whose default is this screen's own: a plain RNN has no gates.
    cell: str = choice("lstm", CELL_CODES, N_("Cell"), show=cell_choice)
    clamp: str = choice(
        "none", ("none", "i", "f", "o", "k", "r", "z"), N_("Clamp a gate"), show=label_of
    )
    clamp_at: float = number(0.9, 0.0, 1.0, N_("Clamped to"), step=0.05)
    unit: int = whole(1, 1, 32, N_("Unit"))

    def taken(self, network: Mapping[str, Any]) -> dict[str, Any]:
        """All but a plain RNN, in whose place this screen's last gated cell stands, or an LSTM.

        A trained network comes as it is, whatever its cell.
        """
        if network["net"] or not _plain(network["cell"]):
            return dict(network)
        own = "lstm" if _plain(self.cell) else self.cell
        return {**network, "cell": own, "edits": ""}


def _plain(cell: str) -> bool:
    return cell.startswith("rnn_") or cell in ("irnn", "jordan", "indrnn", "esn")
