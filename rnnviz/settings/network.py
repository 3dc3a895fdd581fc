"""The network in hand and its input: the settings that all screens share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Self

from rnnviz.errors import RnnvizError
from rnnviz.settings.base import Settings, choice, declared, number, text, whole
from rnnviz.settings.edits import parse_edits
from rnnviz.settings.packed import check_packed
from rnnviz.settings.tables import (
    CELL_CODES,
    PEEPHOLE_CODES,
    SCHEME_CODES,
    SERIES_CODES,
    cell_choice,
    label_of,
    series_label,
)
from rnnviz.settings.typed import (
    check_token,
    parse_numbers,
    parse_periods,
    parse_sizes,
    parse_word,
)
from rnnviz.words import N_, _

Z_HELP = N_(
    "Old state: Cho et al., PyTorch, Keras. New content: Chung et al., DyNet. The network is the "
    "same; z, and the signs of its weights, are turned round."
)
PERIODS_HELP = N_("One module of units for each; a unit of period 4 moves at every 4th step.")
SIZES_HELP = N_("As many numbers as periods, the fast module first; nothing for even shares.")
FIRST_HELP = N_(
    "A unit ticks when its period divides the step; from 0, all tick at the first step."
)

# With another value of one of these it is another network: weights of the address are dropped.
DRAWN = ("cell", "hidden", "seed", "scheme", "input", "word", "trained", "periods", "sizes",
         "first_tick", "grid_layers", "peepholes", "net")  # fmt: skip
# And with another of these it reads another sequence, on which nothing has been learned.
READ = ("typed", "series", "steps", "at", "where")


@dataclass(frozen=True, kw_only=True)
class NetworkSettings(Settings):
    """The network in hand and its input, shared by the screens.

    >>> NetworkSettings(hidden=5, cell="lstm").to_query()
    {'cell': 'lstm', 'hidden': '5'}
    >>> NetworkSettings.from_query({"hidden": "1e400", "seed": "7"})[0].to_query()
    {'seed': '7'}
    """

    shows_carried: ClassVar[bool] = False  # whether it can show a network trained elsewhere

    cell: str = choice("rnn_tanh", CELL_CODES, N_("Cell"), show=cell_choice)
    hidden: int = whole(3, 1, 16, N_("Hidden units"))
    seed: int = whole(1, 0, 999_999, N_("Seed"))
    scheme: str = choice("pytorch", SCHEME_CODES, N_("Initial weights"), show=label_of)
    gain: float = number(1.0, 0.0, 5.0, N_("Gain"), step=0.05)
    forget_bias: float | None = number(None, -5.0, 10.0, N_("Forget bias"), step=0.5, optional=True)
    input: str = choice("series", ("series", "typed", "word"), N_("Input"), show=label_of)
    typed: str = text("0.2, -0.4, 0.6", 1000, N_("Numbers"), check=parse_numbers)
    series: str = choice("sunspots", SERIES_CODES, N_("Series"), show=series_label)
    word: str = text("JAZZ", 40, N_("Word"), check=parse_word)
    steps: int = whole(12, 2, 100, N_("Steps"))
    where: str = choice("last", ("last", "every"), N_("Loss"), show=label_of)
    trained: int = whole(150, 0, 500, N_("Epochs trained"), step=10)
    edits: str = text("", 1200, N_("Edited weights"), check=parse_edits)
    z: str = choice(
        "old", ("old", "new"), N_("The gate z is the share of"), show=label_of, help=Z_HELP
    )
    periods: str = text("1, 2, 4, 8", 40, N_("Periods"), check=parse_periods, help=PERIODS_HELP)
    sizes: str = text("", 40, N_("Units of each module"), check=parse_sizes, help=SIZES_HELP)
    first_tick: str = choice("0", ("0", "1"), N_("Steps are counted from"), help=FIRST_HELP)
    grid_layers: str = choice("2", ("2", "1"), N_("Layers of the Grid"))
    peepholes: str = choice("ifo", PEEPHOLE_CODES, N_("Peepholes"))
    # A network that another screen has trained (street/network/carried.py), and its sequence.
    net: str = text("", 16, N_("Trained network"), check=check_token)
    at: int | None = whole(None, 1, 1_000_000, N_("Window"), optional=True)
    # What is learned on the sequence that is shown, by hand (street/network/learning.py).
    learned: int = whole(0, 0, 500, N_("Steps learned"))
    rate: float = number(0.05, 1e-4, 10.0, N_("Learning rate"), step=0.05)
    # All weights in the address itself, in place of a draw (street/network/packed.py).
    weights: str = text("", 400, N_("Weights"), check=check_packed)

    @classmethod
    def from_query(cls, query: Mapping[str, str | Sequence[str]]) -> tuple[Self, list[str]]:
        """As for all settings; sizes of modules that do not fit the units are left out, and said.

        >>> NetworkSettings.from_query({"sizes": "2, 2"})[1]
        ['Units of each module are 2, 2: give 4 numbers that add up to 3, or none.']
        """
        s, notes = super().from_query(query)
        if s.sizes_fit():
            return s, notes
        return replace(s, sizes=""), [*notes, s.misfit_of_sizes()]

    def sizes_fit(self) -> bool:
        """Whether there are as many sizes as modules, and as many units in them as there are."""
        sizes = parse_sizes(self.sizes)
        modules = len(parse_periods(self.periods))
        return not sizes or (len(sizes) == modules and sum(sizes) == self.hidden)

    def misfit_of_sizes(self) -> str:
        """What the sizes of the modules must be."""
        text = _("Units of each module are {sizes}: give {n} numbers that add up to {H}, or none.")
        sizes, n = ", ".join(map(str, parse_sizes(self.sizes))), len(parse_periods(self.periods))
        return text.format(sizes=sizes, n=n, H=self.hidden)

    def with_(self, **values: Any) -> Self:
        """As for all settings; whoever draws or trains anew leaves behind what came after that.

        Sizes of modules that no longer fit are left behind too.

        Raises:
            RnnvizError: if a value is not one that the setting may have.
        """
        changed = {name for name, value in values.items() if value != getattr(self, name, value)}
        if changed & {*DRAWN}:
            values = {"weights": "", **values}
        if changed & {*DRAWN, *READ}:
            values = {"learned": 0, **values}
        new = super().with_(**values)
        if new.sizes_fit():
            return new
        if "sizes" in changed:
            raise RnnvizError(new.misfit_of_sizes())
        return replace(new, sizes="")

    def network(self) -> dict[str, Any]:
        """The part that is carried from screen to screen, by name."""
        return {f.name: getattr(self, f.name) for f in declared(NetworkSettings)}

    def in_hand(self) -> "NetworkSettings":
        """The network in hand alone, without what is this screen's own."""
        return NetworkSettings(**self.network())

    def taken(self, network: Mapping[str, Any]) -> dict[str, Any]:
        """The part of a network from another screen that this screen takes over: all of it.

        A network trained elsewhere is left behind by a screen that cannot show one.
        """
        if self.shows_carried or not network["net"]:
            return dict(network)
        return {**network, "net": "", "at": None, "edits": ""}
