"""The settings of the screen Shapes, to and from the URL."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rnnviz.core.shapes import Layers
from rnnviz.settings.base import choice, flag, number, text, whole
from rnnviz.settings.network import NetworkSettings
from rnnviz.tasks.architecture import PAIRS, PLAIN, Plan, plan_of
from rnnviz.tasks.cue import CueSettings
from rnnviz.tasks.pairs.learn import PairSettings
from rnnviz.tasks.pairs.pairs import TASKS
from rnnviz.words import _

CELLS = ("rnn_tanh", "rnn_relu", "lstm", "gru")
NEAREST = {  # of the cells that PyTorch does not have: the one with the same arrays, or the like
    "gru_before": "gru",
    "mgu": "gru",
    "mingru": "gru",
    "ugrnn": "gru",
    "janet": "lstm",
    "minlstm": "lstm",
    "ssm": "gru",
    "slstm": "lstm",
    "esn": "rnn_tanh",
    "lru": "rnn_tanh",
    "indrnn": "rnn_relu",
    "lstm_1997": "lstm",
    "lstm_peephole": "lstm",
    "lstm_coupled": "lstm",
}
LARGEST_ELSEWHERE = 16  # hidden units, on the other screens

LABELS = {
    "many_to_many": _("Many to many"),
    "many_to_one": _("Many to one"),
    "one_to_many": _("One to many"),
    "encoder_decoder": _("Encoder–decoder"),
    "attention": _("Attention"),
    "rnn_tanh": "nn.RNN · tanh",
    "rnn_relu": "nn.RNN · relu",
    "lstm": "nn.LSTM",
    "gru": "nn.GRU",
    "reverse": _("Write it backwards"),
    "copy": _("Copy it"),
    "sort": _("Sort the digits"),
    "date": _("Rewrite a date"),
}


def label(code: str) -> str:
    """Give the words for a code of this screen."""
    return LABELS.get(code, code)


@dataclass(frozen=True, kw_only=True)
class ShapesSettings(NetworkSettings):
    """Shapes: an architecture, the arguments of its recurrent module, and the sizes it reads."""

    arch: str = choice("many_to_many", (*PLAIN, *PAIRS), _("Architecture"), show=label)
    cell: str = choice("rnn_tanh", CELLS, _("Module"), show=label)
    input_size: int = whole(2, 1, 200, "input_size", help=_("Numbers of one step of the input."))
    hidden: int = whole(3, 1, 256, "hidden_size", help=_("Hidden units of one layer, H."))
    num_layers: int = whole(1, 1, 4, "num_layers", help=_("Layers, one above the other."))
    bias: bool = flag(True, "bias", help=_("PyTorch adds two biases a layer, Keras one."))
    batch_first: bool = flag(
        False, "batch_first", help=_("Puts N before T, in the input and in the output alone.")
    )
    dropout: float = number(
        0.0, 0.0, 1.0, "dropout", step=0.1,
        help=_("The probability with which a number between two layers is set to 0 in training."),
    )  # fmt: skip
    bidirectional: bool = flag(
        False, "bidirectional", help=_("A second set of weights reads from the end.")
    )
    length: int = whole(5, 1, 40, _("Steps T"))
    batch: int = whole(8, 1, 512, _("Batch N"), help=_("Sequences side by side."))
    outputs: int = whole(1, 1, 100, _("Outputs O"), help=_("Numbers that the read-out gives."))
    cue_steps: int = whole(30, 2, 60, _("Steps from the cue to the end"))
    task: str = choice("reverse", tuple(TASKS), _("Task"), show=label)
    pair_cell: str = choice("gru", CELLS, _("Module"), show=label)
    pair_hidden: int = whole(24, 4, 64, "hidden_size", help=_("Hidden units of both, H."))
    units: int = whole(16, 1, 64, _("Attention units A"))
    both: bool = flag(
        False, _("Encoder reads both ways"), help=_("Then h has 2H numbers, and s starts from ←.")
    )
    pair_length: int = whole(6, 2, 12, _("Letters"), help=_("Of each string in training."))
    updates: int = whole(300, 50, 1000, _("Updates"), step=50)
    phrase: str = text("", 24, _("Your string"))

    def taken(self, network: Mapping[str, Any]) -> dict[str, Any]:
        """The network of another screen; of a cell that PyTorch lacks, the one nearest to it."""
        cell = network["cell"]
        return {**network, "cell": cell if cell in CELLS else NEAREST.get(cell, "rnn_tanh")}

    def network(self) -> dict[str, Any]:
        """What is carried to other screens: more units than they can show stay here."""
        carried = super().network()
        if self.hidden > LARGEST_ELSEWHERE:
            del carried["hidden"]
        return carried

    def layers(self) -> Layers:
        """The arguments of the recurrent module."""
        kind = {"lstm": "LSTM", "gru": "GRU"}.get(self.cell, "RNN")
        return Layers(
            kind=kind, input_size=self.input_size, hidden_size=self.hidden,
            num_layers=self.num_layers, bias=self.bias, batch_first=self.batch_first,
            nonlinearity="relu" if self.cell == "rnn_relu" else "tanh",
            dropout=self.dropout, bidirectional=self.bidirectional,
        )  # fmt: skip

    def pairs(self) -> PairSettings:
        """What the two trainings of an encoder-decoder depend on; short strings are few."""
        task = TASKS[self.task]
        there_are = task.how_many(task.fixed or self.pair_length)
        return PairSettings(
            task=self.task, length=self.pair_length, cell=self.pair_cell, hidden=self.pair_hidden,
            attention=self.units, both=self.both, updates=self.updates, seed=self.seed,
            examples=min(2000, 3 * there_are // 4), tests=min(200, there_are // 4),
        )  # fmt: skip

    def cue(self) -> CueSettings:
        """What the trainings of both read-outs depend on."""
        return CueSettings(cell=self.cell, steps=self.cue_steps, seed=self.seed)

    def plan(self) -> Plan:
        """The architecture with all its sizes."""
        return plan_of(self.arch, self.layers(), self.length, self.batch, self.outputs)
