"""Letters, their probabilities, and attention."""

from rnnviz.words import N_
from rnnviz.words.questions.question import Question

TEXTS: dict[str, Question] = {
    "same_letter": Question(
        belief=N_("How can the same letter be followed by two guesses?"),
        text=N_(
            "The letter is the same, the state is not. After the first Z of JAZZ a second Z gets "
            "{z}; after the second the end gets {end}."
        ),
        numbers={"z": "99.9 %", "end": "99.9 %"},
        screen="language",
        query={},
    ),
    "perplexity": Question(
        belief=N_("What is perplexity?"),
        text=N_(
            "Among how many letters the network might as well throw dice: e to the mean loss. "
            "JAZZ is read with a mean loss of {nats} nats, a perplexity of {perplexity}; guessing "
            "among its 4 signs would have 4."
        ),
        numbers={"nats": "0.00111", "perplexity": "1.001"},
        screen="language",
        query={},
    ),
    "bits": Question(
        belief=N_("What is a nat, and what is a bit?"),
        text=N_(
            "The same surprise in two units: a nat is {rate} bits. After {epochs} epochs JAZZ is "
            "read with a mean loss of {nats} nats, which are {bits} bits."
        ),
        numbers={"rate": "1.443", "epochs": "10", "nats": "0.427", "bits": "0.616"},
        screen="language",
        query={"epochs": "10"},
    ),
    "temperature": Question(
        belief=N_("What does the temperature do?"),
        text=N_(
            "It divides the outputs before they become probabilities. The likeliest second letter "
            "has {cold} at a temperature of 0.5, {plain} at 1 and {hot} at 2."
        ),
        numbers={"cold": "98.5 %", "plain": "88.9 %", "hot": "71.6 %"},
        screen="language",
        query={"view": "write", "source": "counting", "temperature": "2.0"},
    ),
    "counting": Question(
        belief=N_("Can a recurrent network count?"),
        text=N_(
            "This LSTM does. While it reads aaaaa one cell goes down from {first} to {low}, while "
            "it reads bbbbb up again, and after the fifth b the end gets {end}."
        ),
        numbers={"first": "−0.718", "low": "−4.35", "end": "99.4 %"},
        screen="language",
        query={"source": "counting", "cell": "lstm", "shown": "5"},
    ),
    "attention": Question(
        belief=N_("What does an attention weight say?"),
        text=N_(
            "How much of each read letter goes into the letter that is written; the weights of a "
            "row add up to 1. Turning gbb round, the first letter to be written takes {last} "
            "from the last that was read."
        ),
        numbers={"last": "97.0 %"},
        screen="shapes",
        query={"arch": "attention", "pair_hidden": "8", "units": "4", "pair_length": "3"},
    ),
}
