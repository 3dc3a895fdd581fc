"""The experiments that settle arguments, ready-made: each with its name and its question."""

from typing import NamedTuple

from rnnviz.experiments.recipe import SEARCHES
from rnnviz.settings.experiments import ExperimentSettings as Experiment
from rnnviz.words import N_


class Argument(NamedTuple):
    """A question, and the experiment that answers it."""

    label: str
    question: str
    settings: Experiment


VARIANTS = ("lstm", "lstm_peephole", "lstm_coupled", "lstm_1997", "gru", "mgu")
BY_GRADIENT = ("sgd", "momentum", "nesterov", "rmsprop", "adam")

ARGUMENTS: dict[str, Argument] = {
    "latch": Argument(
        N_("Who keeps one bit?"),
        N_("The first input is +1 or −1, noise follows, and at the end its sign is asked for."),
        Experiment(),
    ),
    "adding": Argument(
        N_("Who can add far apart?"),
        N_("Two of T numbers are marked, and at the end their sum is asked for."),
        Experiment(
            task="adding", measure="loss", lengths="10, 30", units="16", updates="1000",
            networks=("rnn_tanh", "orthogonal", "irnn", "gru", "lstm_f1"),
        ),
    ),
    "restarts": Argument(
        N_("64 times the article’s network"),
        N_("The mnemonist article’s 5 weights learn its sine from 64 first weights."),
        Experiment(
            task="sine", lines="optimisers", across="none", measure="loss", seeds=64,
            networks=("rnn_tanh",), optimisers=("sgd", "adam", "marquardt"), lengths="2", units="1",
            rates="0.03",
        ),
    ),
    "length_sine": Argument(
        N_("Longer windows or more units? The sine"),
        N_("The article’s sine, its next value from the values before it."),
        Experiment(
            task="sine", lines="units", measure="loss", seeds=10, networks=("rnn_tanh",),
            lengths="2, 5, 10, 20", units="1, 2, 4, 8", rates="0.02", updates="500",
        ),
    ),
    "length_oil": Argument(
        N_("Longer windows or more units? The well"),
        N_("An oil well’s monthly rate, its next value from the values before it."),
        Experiment(
            task="oil_well", lines="units", measure="loss", seeds=10, networks=("rnn_tanh",),
            lengths="2, 5, 15, 30", units="1, 2, 4, 8", rates="0.02", updates="500",
        ),
    ),
    "optimisers": Argument(
        N_("Which optimiser, in equal time?"),
        N_("The article’s 5 weights and its sine: each optimiser computes for 0.3 s at every "
           "rate."),
        Experiment(
            task="sine", lines="optimisers", across="rates", measure="loss",
            networks=("rnn_tanh",), optimisers=(*BY_GRADIENT, *SEARCHES), lengths="2", units="1",
            rates="0.001, 0.01, 0.1, 1", seconds=0.3,
        ),
    ),
    "forget": Argument(
        N_("Does the forget bias matter?"),
        N_("An LSTM keeps one bit; before it learns, its forget gate is set more or less open."),
        Experiment(
            lines="biases", across="lengths", networks=("lstm",), lengths="10, 30",
            biases="-2, 0, 1, 3, 5", seeds=8,
        ),
    ),
    "variants": Argument(
        N_("Do the variants differ?"),
        N_("Greff and others asked it of eight LSTMs; here six gated cells add two numbers."),
        Experiment(
            task="adding", across="none", measure="loss", networks=VARIANTS, lengths="20",
            updates="400", seeds=10,
        ),
    ),
    "digits": Argument(
        N_("Does the reading order matter?"),
        N_("Handwritten digits, read row by row from above, from below, or column by column."),
        Experiment(
            task="digits", lines="orders", across="networks", orders=("down", "up", "right"),
            networks=("rnn_tanh", "gru", "lstm"), units="16", updates="12", seeds=8,
        ),
    ),
    "own": Argument(
        N_("One’s own: begin here"),
        N_("Small and soon done. Choose what varies, what is measured, and how many seeds."),
        Experiment(
            task="parity", lines="networks", networks=("rnn_tanh", "lstm"), lengths="2, 3, 4, 5",
            rates="0.02", seeds=3,
        ),
    ),
}  # fmt: skip


def argument_of(s: Experiment) -> str | None:
    """The code of the ready-made experiment that settings are; None for one's own."""
    own = s.own()
    return next((code for code, one in ARGUMENTS.items() if one.settings.own() == own), None)
