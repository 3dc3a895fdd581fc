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
from rnnviz.words import N_, _

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
    "many_to_many": N_("Many to many"),
    "many_to_one": N_("Many to one"),
    "one_to_many": N_("One to many"),
    "encoder_decoder": N_("Encoder–decoder"),
    "attention": N_("Attention"),
    "rnn_tanh": "nn.RNN · tanh",
    "rnn_relu": "nn.RNN · relu",
    "lstm": "nn.LSTM",
    "gru": "nn.GRU",
    "reverse": N_("Write it backwards"),
    "copy": N_("Copy it"),
    "sort": N_("Sort the digits"),
    "date": N_("Rewrite a date"),
}


def label(code: str) -> str:
    """Give the words for a code of this screen."""
    return _(LABELS.get(code, code))


@dataclass(frozen=True, kw_only=True)
class ShapesSettings(NetworkSettings):
    """Shapes: an architecture, the arguments of its recurrent module, and the sizes it reads."""

    arch: str = choice("many_to_many", (*PLAIN, *PAIRS), N_("Architecture"), show=label)
    cell: str = choice("rnn_tanh", CELLS, N_("Module"), show=label)
    input_size: int = whole(
        2, 1, 200, N_("input_size"), help=N_("Numbers of one step of the input.")
    )
    hidden: int = whole(3, 1, 256, N_("hidden_size"), help=N_("Hidden units of one layer, H."))
    num_layers: int = whole(1, 1, 4, N_("num_layers"), help=N_("Layers, one above the other."))
    bias: bool = flag(True, N_("bias"), help=N_("PyTorch adds two biases a layer, Keras one."))
    batch_first: bool = flag(
        False, N_("batch_first"), help=N_("Puts N before T, in the input and in the output alone.")
    )
    dropout: float = number(
        0.0, 0.0, 1.0, N_("dropout"), step=0.1,
        help=N_("The probability with which a number between two layers is set to 0 in training."),
    )  # fmt: skip
    bidirectional: bool = flag(
        False, N_("bidirectional"), help=N_("A second set of weights reads from the end.")
    )
    length: int = whole(5, 1, 40, N_("Steps T"))
    batch: int = whole(8, 1, 512, N_("Batch N"), help=N_("Sequences side by side."))
    outputs: int = whole(1, 1, 100, N_("Outputs O"), help=N_("Numbers that the read-out gives."))
    cue_steps: int = whole(30, 2, 60, N_("Steps from the cue to the end"))
    task: str = choice("reverse", tuple(TASKS), N_("Task"), show=label)
    pair_cell: str = choice("gru", CELLS, N_("Module"), show=label)
    pair_hidden: int = whole(24, 4, 64, N_("hidden_size"), help=N_("Hidden units of both, H."))
    units: int = whole(16, 1, 64, N_("Attention units A"))
    both: bool = flag(
        False, N_("Encoder reads both ways"), help=N_("Then h has 2H numbers, and s starts from ←.")
    )
    pair_length: int = whole(6, 2, 12, N_("Letters"), help=N_("Of each string in training."))
    updates: int = whole(300, 50, 1000, N_("Updates"), step=50)
    phrase: str = text("", 24, N_("Your string"))

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
