"""The settings of a screen, to and from the URL: the same link gives the same numbers.

Each screen has a frozen dataclass. `NetworkSettings` is the network in hand, which all screens
share; a screen's own class adds its own. A field declares its default, its limits and its label
in one line; `to_query` omits what is at its default, `from_query` takes nothing on trust.
"""

from collections.abc import Mapping, Sequence
from dataclasses import Field, dataclass, field, fields, replace
from typing import Any, ClassVar, Self

from rnnviz.errors import RnnvizError
from rnnviz.settings.edits import parse_edits
from rnnviz.settings.fields import Choice, Choices, Flag, Kind, Number, Text
from rnnviz.settings.tables import (
    CELL_CODES,
    PEEPHOLE_CODES,
    SCHEME_CODES,
    SERIES_CODES,
    cell_label,
    label_of,
    series_label,
)
from rnnviz.settings.typed import check_token, parse_numbers, parse_periods, parse_word
from rnnviz.words import _

Z_HELP = (
    "Old state: Cho et al., PyTorch, Keras. New content: Chung et al., DyNet. The network is the "
    "same; z, and the signs of its weights, are turned round."
)
PERIODS_HELP = "One module of units for each; a unit of period 4 moves at every 4th step."
FIRST_HELP = "A unit ticks when its period divides the step; from 0, all tick at the first step."


def _setting(default: Any, kind: Kind) -> Any:
    return field(default=default, metadata={"kind": kind})


def whole(default: int | None, low: int, high: int, label: str, **more: Any) -> Any:
    """Declare a whole number from `low` to `high`."""
    return _setting(default, Number(label=label, low=low, high=high, whole=True, **more))


def number(default: float | None, low: float, high: float, label: str, **more: Any) -> Any:
    """Declare a number from `low` to `high`."""
    return _setting(default, Number(label=label, low=low, high=high, **more))


def choice(default: str, options: Sequence[str], label: str, **more: Any) -> Any:
    """Declare a choice among codes."""
    return _setting(default, Choice(label=label, options=tuple(options), **more))


def choices(
    default: tuple[str, ...], options: Sequence[str], most: int, label: str, **more: Any
) -> Any:
    """Declare a list of at most `most` codes, without repetition."""
    return _setting(default, Choices(label=label, options=tuple(options), most=most, **more))


def text(default: str, longest: int, label: str, **more: Any) -> Any:
    """Declare text of at most `longest` characters."""
    return _setting(default, Text(label=label, longest=longest, **more))


def flag(default: bool, label: str, **more: Any) -> Any:
    """Declare yes or no."""
    return _setting(default, Flag(label=label, **more))


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What is common to the settings of every screen."""

    shows_carried: ClassVar[bool] = False  # whether it can show a network trained elsewhere

    @classmethod
    def kinds(cls) -> dict[str, Kind]:
        """Every setting's name with what it accepts."""
        return {f.name: f.metadata["kind"] for f in _declared(cls)}

    def to_query(self) -> dict[str, str]:
        """Give the URL's parameters; what is at its default is left out.

        >>> NetworkSettings(hidden=5, cell="lstm").to_query()
        {'cell': 'lstm', 'hidden': '5'}
        """
        values = {f.name: (getattr(self, f.name), f) for f in _declared(type(self))}
        return {
            name: f.metadata["kind"].write(value)
            for name, (value, f) in values.items()
            if value != f.default
        }

    @classmethod
    def from_query(cls, query: Mapping[str, str | Sequence[str]]) -> tuple[Self, list[str]]:
        """Read settings from a URL's parameters, each checked as if it were hostile.

        A bad value falls back to its default, and one sentence in the list says so. Parameters
        that are not settings of this screen are passed over.

        >>> NetworkSettings.from_query({"hidden": "1e400", "seed": "7"})[0].to_query()
        {'seed': '7'}
        """
        values, notes = {}, []
        for name, kind in cls.kinds().items():
            if name not in query:
                continue
            try:
                values[name] = _read(kind, query[name])
            except RnnvizError as error:
                notes.append(str(error))
        return cls(**values), notes

    def with_(self, **values: Any) -> Self:
        """Give the same settings with some changed; a value outside its limits is refused.

        Raises:
            RnnvizError: if a value is not one that the setting may have.
        """
        kinds = self.kinds()
        for name, value in values.items():
            kind = kinds[name]
            if isinstance(kind, Text) and kind.check is not None:
                kind.check(value)  # its own sentence, rather than the one about the link
            kind.read(kind.write(value))
        return replace(self, **values)

    def network(self) -> dict[str, Any]:
        """The part that is carried from screen to screen, by name."""
        return {f.name: getattr(self, f.name) for f in _declared(NetworkSettings)}

    def taken(self, network: Mapping[str, Any]) -> dict[str, Any]:
        """The part of a network from another screen that this screen takes over: all of it.

        A network trained elsewhere is left behind by a screen that cannot show one.
        """
        if self.shows_carried or not network["net"]:
            return dict(network)
        return {**network, "net": "", "at": None, "edits": ""}


def _declared(cls: type[Settings]) -> tuple[Field[Any], ...]:
    return tuple(f for f in fields(cls) if "kind" in f.metadata)


def _read(kind: Kind, value: str | Sequence[str]) -> Any:
    if isinstance(value, str):
        return kind.read(value)
    if len(value) == 1:
        return kind.read(value[0])
    sentence = _("“{label}” is in the link more than once; the default is used.")
    raise RnnvizError(sentence.format(label=_(kind.label)))


@dataclass(frozen=True, kw_only=True)
class NetworkSettings(Settings):
    """The network in hand and its input, shared by the screens."""

    cell: str = choice("rnn_tanh", CELL_CODES, "Cell", show=cell_label)
    hidden: int = whole(3, 1, 16, "Hidden units")
    seed: int = whole(1, 0, 999_999, "Seed")
    scheme: str = choice("pytorch", SCHEME_CODES, "Initial weights", show=label_of)
    gain: float = number(1.0, 0.0, 5.0, "Gain", step=0.05)
    forget_bias: float | None = number(None, -5.0, 10.0, "Forget bias", step=0.5, optional=True)
    input: str = choice("series", ("series", "typed", "word"), "Input", show=label_of)
    typed: str = text("0.2, -0.4, 0.6", 1000, "Numbers", check=parse_numbers)
    series: str = choice("sunspots", SERIES_CODES, "Series", show=series_label)
    word: str = text("JAZZ", 40, "Word", check=parse_word)
    steps: int = whole(12, 2, 100, "Steps")
    where: str = choice("last", ("last", "every"), "Loss", show=label_of)
    trained: int = whole(0, 0, 500, "Epochs trained", step=10)
    edits: str = text("", 1200, "Edited weights", check=parse_edits)
    z: str = choice("old", ("old", "new"), "z is the share of the", show=label_of, help=Z_HELP)
    periods: str = text("1, 2, 4, 8", 40, "Periods", check=parse_periods, help=PERIODS_HELP)
    first_tick: str = choice("0", ("0", "1"), "Steps are counted from", help=FIRST_HELP)
    peepholes: str = choice("ifo", PEEPHOLE_CODES, "Peepholes")
    # A network that another screen has trained (ui/network/in_hand.py), and which of its sequences.
    net: str = text("", 16, "Trained network", check=check_token)
    at: int | None = whole(None, 1, 1_000_000, "Window", optional=True)


@dataclass(frozen=True, kw_only=True)
class LandingSettings(NetworkSettings):
    """The landing page has no controls; it only carries the network in hand."""

    shows_carried = True


@dataclass(frozen=True, kw_only=True)
class UnrollSettings(NetworkSettings):
    """Unroll: the step on which the picture stands, and the direction of play."""

    shows_carried = True

    t: int = whole(0, 0, 99, "Step")
    mode: str = choice("forward", ("forward", "backward"), "Direction", show=label_of)


@dataclass(frozen=True, kw_only=True)
class GradientSettings(NetworkSettings):
    """Gradients: what is done to the network, its input and its gradient, and a second network."""

    shows_carried = True

    loudness: float = number(1.0, 0.0, 10.0, "Input loudness", step=0.05)
    clip: str = choice("off", ("off", "norm", "value"), "Clipping", show=label_of)
    clip_at: float = number(1.0, 1e-6, 1e6, "Clip at", step=0.1)
    truncate: int | None = whole(None, 1, 100, "Truncate after", optional=True)
    versus: str = choice("none", ("none", *CELL_CODES), "Beside it", show=cell_label)
    versus_scheme: str = choice("pytorch", SCHEME_CODES, "Initial weights", show=label_of)
    versus_gain: float = number(1.0, 0.0, 5.0, "Gain", step=0.05)
    versus_forget_bias: float | None = number(
        None, -5.0, 10.0, "Forget bias", step=0.5, optional=True
    )


@dataclass(frozen=True, kw_only=True)
class GateSettings(NetworkSettings):
    """Gates: a gate that is held at a number, and the unit and the step that are looked at."""

    shows_carried = True

    # The one setting of the network whose default is this screen's own: a plain RNN has no gates.
    cell: str = choice("lstm", CELL_CODES, "Cell", show=cell_label)
    clamp: str = choice(
        "none", ("none", "i", "f", "o", "k", "r", "z"), "Clamp a gate", show=label_of
    )
    clamp_at: float = number(0.9, 0.0, 1.0, "Clamped to", step=0.05)
    unit: int = whole(1, 1, 32, "Unit")
    t: int | None = whole(None, 0, 99, "Step", optional=True)

    def taken(self, network: Mapping[str, Any]) -> dict[str, Any]:
        """All but a plain RNN, in whose place this screen's last gated cell stands, or an LSTM.

        A trained network comes as it is, whatever its cell.
        """
        if network["net"] or not _plain(network["cell"]):
            return dict(network)
        own = "lstm" if _plain(self.cell) else self.cell
        return {**network, "cell": own, "edits": ""}


def _plain(cell: str) -> bool:
    return cell.startswith("rnn_") or cell in ("irnn", "jordan")
