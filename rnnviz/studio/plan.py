"""How it is learned: the rules that hold from an epoch on, and where it ends."""

from dataclasses import dataclass, replace
from typing import NamedTuple

from rnnviz.training.optimisers import Optimiser, optimiser_named

FLAT = 100  # epochs that must have brought less than `LEAST` for a loss to be flat
LEAST = 0.01


class Rule(NamedTuple):
    """How weights are changed: by which optimiser, how far, and with which bound."""

    optimiser: str = "adam"  # sgd, momentum, nesterov, rmsprop, adam
    flavour: str = "pytorch"  # whose constants: pytorch, keras
    lr: float = 0.02
    clip: str = "off"  # off, norm, value
    clip_at: float = 1.0

    def named(self) -> Optimiser:
        """The optimiser."""
        prefix = "keras_" if self.flavour == "keras" else ""
        return optimiser_named(prefix + self.optimiser)

    def follows(self, before: "Rule") -> bool:
        """Whether it goes on with the memory of the rule before: it is of the same optimiser."""
        return (self.optimiser, self.flavour) == (before.optimiser, before.flavour)


@dataclass(frozen=True)
class Plan:
    """Rules by the epoch from which each holds, the first from 0 on; and the last epoch."""

    rules: tuple[tuple[int, Rule], ...] = ((0, Rule()),)
    epochs: int = 300
    flat: bool = False  # whether to end where the loss is flat

    def rule(self, epoch: int) -> Rule:
        """The rule that changes the weights of an epoch."""
        return [rule for first, rule in self.rules if first <= epoch][-1]

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
