"""The settings of the screen Train: what is learned, how, and how far it has come."""

import re
from dataclasses import dataclass
from typing import Any, NamedTuple, Self

from rnnviz.errors import RnnvizError
from rnnviz.settings.base import choice, flag, number, text, whole
from rnnviz.settings.fields import Kind
from rnnviz.settings.network import NetworkSettings
from rnnviz.settings.values import LONGEST as LONGEST_VALUES
from rnnviz.settings.values import check_values
from rnnviz.tasks.made.formula import LONGEST as LONGEST_FORMULA
from rnnviz.tasks.made.formula import formula as check_formula
from rnnviz.words import N_, _

SERIES = ("sine", "sines", "formula", "article_sine", "article_oil", "mackey_glass", "series",
          "own")  # fmt: skip
MEMORY = ("adding", "copying", "echo", "latch", "flip_flop", "order", "parity")
TEXTS = ("counting", "reber", "jazz", "hello")
DRAWN = (*MEMORY, "reber")  # of which every epoch may draw others
TASKS = (*SERIES, *MEMORY, *TEXTS, "digits")
DESCENTS = ("adam", "rmsprop", "nesterov", "momentum", "sgd")  # down a gradient, by a rate
OPTIMISERS = (*DESCENTS, "lbfgs", "marquardt", "cma", "guessing")
MOST_CHANGES = 12
MOST_EPOCHS = 5000

LABELS = {
    "sine": N_("A sine"),
    "sines": N_("Three sines"),
    "formula": N_("A formula"),
    "article_sine": N_("The article’s sine"),
    "article_oil": N_("The article’s oil well"),
    "mackey_glass": N_("Mackey–Glass"),
    "series": N_("A series"),
    "own": N_("Your series"),
    "adding": N_("Adding"),
    "copying": N_("Copy memory"),
    "echo": N_("Delayed echo"),
    "latch": N_("Latch"),
    "flip_flop": N_("Flip-flop"),
    "order": N_("Temporal order"),
    "parity": N_("Parity"),
    "counting": N_("aⁿbⁿ"),
    "reber": N_("Embedded Reber"),
    "jazz": N_("JAZZ"),
    "hello": N_("hello"),
    "digits": N_("Digit rows"),
    "unit": N_("0 to 1"),
    "signed": N_("−1 to 1"),
    "adam": N_("Adam"),
    "rmsprop": N_("RMSprop"),
    "nesterov": N_("Nesterov"),
    "momentum": N_("Momentum"),
    "sgd": N_("Gradient descent"),
    "lbfgs": N_("L-BFGS"),
    "marquardt": N_("Levenberg–Marquardt"),
    "cma": N_("CMA-ES"),
    "guessing": N_("Random guessing"),
    "pytorch": N_("PyTorch’s"),
    "keras": N_("Keras’s"),
    "off": N_("Off"),
    "norm": N_("By norm"),
    "value": N_("By value"),
    "constant": N_("The same"),
    "halved": N_("Halved"),
    "cosine": N_("Down to 0"),
    "all": N_("All steps"),
    "steps": N_("A few steps"),
    "first": N_("The notebook’s"),
}

_CHANGE = re.compile(
    r"(?P<epoch>[0-9]{1,4})\.(?P<name>[a-z_]{2,9})=(?P<value>[A-Za-z0-9.+-]{1,24})"
)


def label(code: str) -> str:
    """Give the words for a code of this screen."""
    return _(LABELS[code])


class Change(NamedTuple):
    """Another way to learn, from an epoch on."""

    epoch: int
    name: str
    value: Any


def parse_changes(written: str) -> tuple[Change, ...]:
    """Read changes of how is learned, in the order of their epochs.

    >>> parse_changes("200.lr=0.001;50.optimiser=sgd")
    (Change(epoch=50, name='optimiser', value='sgd'), Change(epoch=200, name='lr', value=0.001))

    Raises:
        RnnvizError: if one is not of that form, or its value is none that the setting may have.
    """
    parts = [part for part in written.split(";") if part]
    if len(parts) > MOST_CHANGES:
        message = _("There are {n} changes on the way; keep at most {most}.")
        raise RnnvizError(message.format(n=len(parts), most=MOST_CHANGES))
    return tuple(sorted(map(_parse_change, parts), key=lambda change: change.epoch))


def _parse_change(part: str) -> Change:
    match, kinds = _CHANGE.fullmatch(part), rule_kinds()
    if match is None or match["name"] not in kinds or not 1 <= int(match["epoch"]) <= MOST_EPOCHS:
        raise RnnvizError(
            _("A change on the way must read like 120.lr=0.001, from epoch 1 to 5000.")
        )
    return Change(int(match["epoch"]), match["name"], kinds[match["name"]].read(match["value"]))


def format_changes(changes: tuple[Change, ...]) -> str:
    """Write changes as text, which `parse_changes` reads back exactly.

    >>> format_changes((Change(50, "lr", 0.01),))
    '50.lr=0.01'
    """
    kinds = rule_kinds()
    return ";".join(f"{c.epoch}.{c.name}={kinds[c.name].write(c.value)}" for c in changes)


@dataclass(frozen=True, kw_only=True)
class TrainSettings(NetworkSettings):
    """Train. Of the network in hand the cell, its size, seed and first weights are used."""

    task: str = choice("sine", TASKS, N_("Learn"), show=label)
    formula: str = text(
        "sin(0.2*t) * sin(0.03*t)", LONGEST_FORMULA, N_("Formula of t"), check=check_formula,
        help=N_("Of t = 0, 1, … 399, with + - * / ^ and %, pi, e, sin, cos, tan, tanh, exp, log, "
               "sqrt, abs, sign, floor. Its values are scaled to lie between −1 and 1."),
    )  # fmt: skip
    own: str = text("", LONGEST_VALUES, N_("Your series"), check=check_values)
    convention: str = choice(
        "unit", ("unit", "signed"), N_("Numbers from"), show=label,
        help=N_("Two conventions are about. From 0 to 1, who always says 1 has a mean square error "
               "of 1/6; from −1 to 1, who always says 0 has 2/3."),
    )  # fmt: skip
    length: int = whole(
        40, 2, 100, N_("Steps of a sequence"),
        help=N_("How many steps each sequence has that is learned from."),
    )  # fmt: skip
    delay: int = whole(
        5, 1, 50, N_("Delay"), help=N_("How many steps lie between what is read and its answer.")
    )
    sequences: int = whole(
        128, 16, 4096, N_("Sequences to learn from"), step=128,
        help=N_("How many are drawn for the task. A network learns few by heart; of many it sees "
               "each so seldom that it has to learn the rule."),
    )  # fmt: skip
    fresh: bool = flag(
        False, N_("New ones for every epoch"),
        help=N_("Every epoch draws as many other sequences, so that nothing can be learned by "
               "heart; its loss is that of sequences never seen before."),
    )  # fmt: skip
    input_bias: float | None = number(
        None, -5.0, 10.0, N_("Input bias"), step=0.5, optional=True,
        help=N_("First bias of the input gate: below 0 it is nearly shut, so that little is "
               "written before the network has learned what matters."),
    )  # fmt: skip
    output_bias: float | None = number(
        None, -5.0, 10.0, N_("Output bias"), step=0.5, optional=True,
        help=N_("First bias of the output gate: below 0 little of the memory is shown."),
    )  # fmt: skip
    optimiser: str = choice("adam", OPTIMISERS, N_("Optimiser"), show=label)
    flavour: str = choice(
        "pytorch", ("pytorch", "keras"), N_("Its constants"), show=label,
        help=N_("The two libraries differ in RMSprop’s and Adam’s constants, and in momentum where "
               "the rate changes."),
    )  # fmt: skip
    lr: float = number(0.02, 1e-5, 10.0, N_("Learning rate"), step=0.01)
    clip: str = choice("off", ("off", "norm", "value"), N_("Bound the gradient"), show=label)
    clip_at: float = number(1.0, 1e-3, 1e3, N_("Bound"), step=0.5)
    batch: int = whole(
        0, 0, 4096, N_("Sequences of an update"),
        help=N_("1 for an update after every sequence; 0 for all at once. An epoch is one walk "
               "through all of them, in an order that it draws."),
    )  # fmt: skip
    schedule: str = choice(
        "constant", ("constant", "halved", "cosine"), N_("Rate over time"), show=label,
        help=N_("The same throughout; halved every so many epochs; or along half a cosine."),
    )  # fmt: skip
    span: int = whole(100, 1, MOST_EPOCHS, N_("Epochs of that"), step=50)
    reach: str = choice(
        "all", ("all", "steps", "first"), N_("Back through"), show=label,
        help=N_("How far back the loss is followed. The program beside the mnemonist article takes "
               "the gradient of the first step alone, by mistake: its recurrent weights get none."),
    )  # fmt: skip
    back: int = whole(10, 1, 100, N_("Steps back"))
    dropout: float = number(
        0.0, 0.0, 0.9, N_("Dropout"), step=0.1,
        help=N_("Share of the states that the readout does not see at an update, the others made "
               "larger for it. What goes on through time is left alone."),
    )  # fmt: skip
    noise: float = number(
        0.0, 0.0, 1.0, N_("Weight noise"), step=0.01,
        help=N_("Standard deviation of what is added to all weights while the gradient is taken."),
    )  # fmt: skip
    patience: int = whole(
        0, 0, MOST_EPOCHS, N_("Patience"), step=50,
        help=N_("Stops after so many epochs without a lower loss on what is kept aside; 0: never."),
    )  # fmt: skip
    locked: bool = flag(
        True, N_("Lock the seed"), help=N_("Unlocked, “From scratch” draws other first weights.")
    )
    epochs: int = whole(300, 0, MOST_EPOCHS, N_("Epochs trained"))
    goal: int = whole(300, 1, MOST_EPOCHS, N_("To epoch"), step=100)
    flat: bool = flag(
        False, N_("Stop when flat"),
        help=N_("Ends where the last 100 epochs took less than 1 % off the loss."),
    )  # fmt: skip
    later: str = text("", 600, N_("Changes on the way"), check=parse_changes)

    def with_(self, **values: Any) -> Self:
        """As for all settings; with another beginning it is another run, without its changes.

        Raises:
            RnnvizError: if a value is not one that the setting may have.
        """
        same = ("epochs", "goal", "flat", "patience", "locked", "later")
        changed = {k for k, v in values.items() if v != getattr(self, k, v)} - {*same}
        if changed:
            values = {"later": "", **values}
        return super().with_(**values)

    def changed_from(self, epoch: int, **values: Any) -> Self:
        """The same run up to an epoch, and from there on learned in another way.

        Raises:
            RnnvizError: if a value is not one that the setting may have.
        """
        if epoch == 0:
            return self.with_(epochs=0, later="", **values)
        kept = tuple(c for c in parse_changes(self.later) if c.epoch < epoch)
        now = {name: getattr(self, name) for name in RULE} | {c.name: c.value for c in kept}
        new = tuple(Change(epoch, k, v) for k, v in values.items() if v != now[k])
        return self.with_(epochs=epoch, later=format_changes((*kept, *new)))


def has_length(task: str) -> bool:
    """Whether one chooses of a task how long its sequences are."""
    return task not in ("copying", *TEXTS, "digits")


RULE = ("optimiser", "flavour", "lr", "clip", "clip_at", "batch", "schedule", "span", "reach",
        "back", "dropout", "noise")  # fmt: skip


def rule_kinds() -> dict[str, Kind]:
    """What may change on the way, and what each accepts."""
    return {name: kind for name, kind in TrainSettings.kinds().items() if name in RULE}


def run_fields(s: TrainSettings) -> tuple[str, ...]:
    """The names of the settings that a run depends on."""
    used = ("cell", "hidden", "seed", "scheme", "gain", "forget_bias", "input_bias",
            "output_bias", "task", *RULE, "epochs", "flat", "patience", "later")  # fmt: skip
    own = {
        "series": ("series",), "copying": ("delay",), "echo": ("delay",), "formula": ("formula",),
        "own": ("own",), "adding": ("convention",),
    }.get(s.task, ())  # fmt: skip
    length = ("length",) if has_length(s.task) else ()
    drawn = ("sequences",) if s.task in MEMORY else ()
    fresh = ("fresh",) if s.task in DRAWN else ()
    return (*used, *own, *length, *drawn, *fresh)


def same_run(s: TrainSettings) -> TrainSettings:
    """The settings that a run depends on; the rest is at its default."""
    return TrainSettings(**{name: getattr(s, name) for name in run_fields(s)})
