"""How it is learned: the rules that hold from an epoch on, and where it ends."""

from dataclasses import dataclass, replace
from typing import NamedTuple

from rnnviz.training.optimisers import Optimiser, optimiser_named
from rnnviz.training.schedules import constant, cosine, step_decay

FLAT = 100  # epochs that must have brought less than `LEAST` for a loss to be flat
LEAST = 0.01
GRADIENT = ("adam", "rmsprop", "nesterov", "momentum", "sgd")  # those that step down a gradient


class Rule(NamedTuple):
    """How weights are changed: by which optimiser, how far, and with which bound."""

    optimiser: str = "adam"  # of `GRADIENT`, or lbfgs, marquardt, cma, guessing
    flavour: str = "pytorch"  # whose constants: pytorch, keras
    lr: float = 0.02
    clip: str = "off"  # off, norm, value
    clip_at: float = 1.0
    batch: int = 0  # sequences of one update; 0 for all
    schedule: str = "constant"  # constant, halved, cosine: the rate from this rule's first epoch on
    span: int = 100  # epochs after which it is halved, or over which it goes down to 0
    reach: str = "all"  # all, steps, first: how far back in time the loss is followed
    back: int = 10  # steps, where the reach is "steps"
    dropout: float = 0.0  # share of the states that the readout does not see at an update
    noise: float = 0.0  # standard deviation of what is added to the weights at which it is measured

    def named(self) -> Optimiser:
        """The optimiser of one that steps down a gradient."""
        prefix = "keras_" if self.flavour == "keras" else ""
        return optimiser_named(prefix + self.optimiser)

    @property
    def descends(self) -> bool:
        """Whether it steps down a gradient, by a rate."""
        return self.optimiser in GRADIENT

    def follows(self, before: "Rule") -> bool:
        """Whether it goes on with the memory of the rule before: it is of the same optimiser."""
        return (self.optimiser, self.flavour) == (before.optimiser, before.flavour)

    def rate(self, since: int) -> float:
        """The rate, so many epochs after the rule began to hold."""
        schedules = {
            "constant": lambda: constant(self.lr),
            "halved": lambda: step_decay(self.lr, self.span),
            "cosine": lambda: cosine(self.lr, self.span),
        }
        return schedules[self.schedule]()(since)


@dataclass(frozen=True)
class Plan:
    """Rules by the epoch from which each holds, the first from 0 on; and the last epoch."""

    rules: tuple[tuple[int, Rule], ...] = ((0, Rule()),)
    epochs: int = 300
    flat: bool = False  # whether to end where the loss is flat
    patience: int = 0  # epochs without a lower loss on what is kept aside, after which it ends
    fresh: bool = False  # whether every epoch draws other sequences
    seed: int = 1  # of what is drawn on the way: the order of batches, noise, guesses

    def rule(self, epoch: int) -> Rule:
        """The rule that changes the weights of an epoch."""
        return self.holding(epoch)[1]

    def holding(self, epoch: int) -> tuple[int, Rule]:
        """The same with the epoch from which it holds."""
        return [one for one in self.rules if one[0] <= epoch][-1]

    def upto(self, epoch: int) -> "Plan":
        """What of the plan is done when an epoch is reached."""
        rules = tuple(one for one in self.rules if one[0] < epoch or not one[0])
        return replace(self, rules=rules, epochs=epoch)


def is_flat(best: list[float]) -> bool:
    """Whether the last `FLAT` epochs took less than a hundredth off the lowest loss.

    `best[e]` is the lowest loss up to epoch e.

    >>> is_flat([1.0] * 101), is_flat([1.0] * 100 + [0.98]), is_flat([1.0] * 100)
    (True, False, False)
    """
    return len(best) > FLAT and best[-1] > (1 - LEAST) * best[-1 - FLAT]
