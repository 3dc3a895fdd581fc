"""The settings of the screen Experiments: what is compared, along which axis, from which seeds."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from rnnviz.errors import RnnvizError
from rnnviz.experiments.design import NONE, VARIED, Design
from rnnviz.experiments.found import MEASURES
from rnnviz.experiments.names import AXES, OPTIMISER_CODES, name_of, named
from rnnviz.experiments.networks import NETWORKS
from rnnviz.experiments.networks import label as network_label
from rnnviz.experiments.recipe import DIGITS, MEMORY, SERIES, TASKS, Recipe
from rnnviz.settings.base import choice, choices, number, text, whole
from rnnviz.settings.network import NetworkSettings
from rnnviz.settings.typed import parse_numbers
from rnnviz.tasks.digits.digits import ORDERS
from rnnviz.words import N_, _

MOST_LINES = 12
MOST_SEEDS = 64
LATCH = ("guess", "rnn_tanh", "orthogonal", "irnn", "gru", "lstm_f0", "lstm_f1", "lstm_f3",
         "chrono")  # fmt: skip
MEASURE_LABELS = {"loss": N_("Loss"), "right": N_("Right answers")}
NOTHING = N_("nothing: one place")


def listed(written: str, low: float, high: float, *, whole: bool, empty: bool = False) -> Any:
    """Read a list of different numbers between limits.

    >>> listed("5, 10", 2, 200, whole=True)
    (5, 10)

    Raises:
        RnnvizError: if it is none.
    """
    if empty and not written.strip():
        return ()
    numbers = tuple(float(n) for n in parse_numbers(written))
    fits = all(low <= n <= high and not (whole and n % 1) for n in numbers)
    if not fits or not 1 <= len(set(numbers)) == len(numbers) <= MOST_LINES:
        kind = (
            _("Give 1 to {most} different whole numbers from {low} to {high}.") if whole
            else _("Give 1 to {most} different numbers from {low} to {high}.")
        )  # fmt: skip
        raise RnnvizError(kind.format(most=MOST_LINES, low=f"{low:g}", high=f"{high:g}"))
    return tuple(int(n) for n in numbers) if whole else numbers


Read = Callable[[str], tuple[Any, ...]]
LENGTHS: Read = partial(listed, low=2, high=200, whole=True)
UNITS: Read = partial(listed, low=1, high=64, whole=True)
RATES: Read = partial(listed, low=1e-5, high=10, whole=False)
BIASES: Read = partial(listed, low=-5, high=10, whole=False, empty=True)
UPDATES: Read = partial(listed, low=1, high=20_000, whole=True)


def varied_label(code: str) -> str:
    """What a dimension is called."""
    return _(NOTHING) if code == NONE else _(AXES[code])


def measure_label(code: str) -> str:
    """What a measure is called."""
    return _(MEASURE_LABELS[code])


def _given(values: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(value for value in values if value is not None)


def _optimiser(code: str) -> str:
    return name_of("optimisers", code)


@dataclass(frozen=True, kw_only=True)
class ExperimentSettings(NetworkSettings):
    """Experiments. The network in hand is not used; it is carried along to the next screen."""

    task: str = choice("latch", TASKS, N_("Task"), show=named)
    lines: str = choice("networks", tuple(VARIED), N_("What is compared"), show=varied_label)
    across: str = choice("lengths", (*VARIED, NONE), N_("Along the axis"), show=varied_label)
    measure: str = choice("right", MEASURES, N_("What is measured"), show=measure_label)
    networks: tuple[str, ...] = choices(
        LATCH, NETWORKS, MOST_LINES, N_("Networks"), show=network_label
    )
    optimisers: tuple[str, ...] = choices(
        ("adam",), OPTIMISER_CODES, MOST_LINES, N_("Optimisers"), show=_optimiser
    )
    orders: tuple[str, ...] = choices(("down",), ORDERS, 3, N_("Reading orders"), show=named)
    lengths: str = text("5, 10, 20, 50, 100", 80, N_("Steps of a sequence"), check=LENGTHS)
    units: str = text("8", 60, N_("Hidden units"), check=UNITS)
    rates: str = text("0.01", 120, N_("Learning rates"), check=RATES)
    biases: str = text(
        "", 80, N_("Forget biases"), check=BIASES, help=N_("Nothing: each network’s own.")
    )
    updates: str = text(
        "300", 80, N_("Updates"), check=UPDATES,
        help=N_("Of series and digits: how often all windows are seen."),
    )  # fmt: skip
    seconds: float = number(
        0.0, 0.0, 20.0, N_("Seconds of computing"), step=0.1,
        help=N_("In place of updates, the same for all; 0 for updates. What comes out depends on "
               "how fast the machine is."),
    )  # fmt: skip
    batch: int = whole(64, 1, 256, N_("Sequences of an update"))
    seeds: int = whole(
        5, 1, MOST_SEEDS, N_("Seeds"),
        help=N_("Each run is made from so many seeds: of first weights, and of sequences."),
    )  # fmt: skip
    first: int = whole(1, 1, 999_000, N_("First seed"))

    def lists(self) -> dict[str, tuple[Any, ...]]:
        """The values of every dimension; the first is used where it does not vary."""
        return {
            "networks": self.networks,
            "optimisers": self.optimisers,
            "orders": self.orders,
            "lengths": LENGTHS(self.lengths),
            "units": UNITS(self.units),
            "rates": RATES(self.rates),
            "biases": BIASES(self.biases) or (None,),
            "updates": UPDATES(self.updates),
        }

    @property
    def axis(self) -> str:
        """What varies along the axis; nothing where it is what the lines are."""
        return NONE if self.across == self.lines else self.across

    def design(self) -> Design:
        """The experiment; it may be one that cannot be run, see `Design.check`."""
        found = self.lists()
        fixed = {VARIED[name]: values[0] for name, values in found.items() if values}
        base = Recipe(task=self.task, batch=self.batch, seconds=self.seconds, **fixed)
        places = ("",) if self.axis == NONE else _given(found[self.axis])
        seeds = tuple(range(self.first, self.first + self.seeds))
        return Design(base, self.lines, self.axis, _given(found[self.lines]), places, seeds)

    def measured(self) -> str:
        """What is measured: the loss, where no answer of the task is simply right."""
        return "loss" if self.task in SERIES else self.measure

    def own(self) -> dict[str, Any]:
        """What the experiment depends on, by name: everything but the network in hand."""
        return {name: getattr(self, name) for name in OWN}


OWN = tuple(name for name in ExperimentSettings.kinds() if name not in NetworkSettings.kinds())
# Where each dimension makes a difference; everywhere if it is not named.
ONLY = {"orders": (DIGITS,), "lengths": (*MEMORY, *SERIES)}
