"""How a network learns."""

from rnnviz.words import N_
from rnnviz.words.questions.question import Question

LEARNING: dict[str, Question] = {
    "sum_of_steps": Question(
        belief=N_("Is the gradient of a weight a sum or a mean over the steps?"),
        text=N_(
            "A sum: every step uses the weight once, and what each contributes is added up. Here "
            "the 12 products of one weight of W_hh add up to {sum}, the number that training uses."
        ),
        numbers={"sum": "−0.0212"},
        screen="unroll",
        query={},
    ),
    "sum_of_losses": Question(
        belief=N_("Is the loss of a sequence the sum or the mean of its steps?"),
        text=N_(
            "Both are in use, and the learning rate has to fit. On this screen it is the sum: 12 "
            "losses add up to {sum}, of which the last step is {last}."
        ),
        numbers={"sum": "0.298", "last": "0.0273"},
        screen="unroll",
        query={"where": "every"},
    ),
    "rate": Question(
        belief=N_("Is a larger learning rate faster?"),
        text=N_(
            "Up to a point. One step at a rate of 0.05 takes the loss of this network from "
            "{before} to {small}; at a rate of 1 the same step takes it to {large}."
        ),
        numbers={"before": "0.0888", "small": "0.0525", "large": "1.44"},
        screen="unroll",
        query={"trained": "0", "learned": "1", "rate": "1.0"},
    ),
    "seed": Question(
        belief=N_("Why does a second training give another result?"),
        text=N_(
            "Because it begins elsewhere: with seed 1 unit 1 ends this sequence at {one} before "
            "any training, with seed 2 at {two}. The same seed gives the same numbers, always."
        ),
        numbers={"one": "0.208", "two": "−0.680"},
        screen="unroll",
        query={"seed": "2", "trained": "0"},
    ),
}
