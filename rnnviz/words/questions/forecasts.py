"""What a forecast is worth."""

from rnnviz.words import N_
from rnnviz.words.questions.question import SUNSPOTS, Question

SEATBELTS = {"series": "seatbelts", **SUNSPOTS}

FORECASTS: dict[str, Question] = {
    "one_behind": Question(
        belief=N_("Why does my forecast lie one step behind?"),
        text=N_(
            "Because to repeat the last value is a good guess, and the network found it. Here its "
            "predictions move along with the values of before, and its error (RMSE) is {rnn}, that "
            "of repeating {last}."
        ),
        numbers={"rnn": "210", "last": "177"},
        screen="series",
        query=SEATBELTS,
    ),
    "simple": Question(
        belief=N_("Does a recurrent network beat simple models?"),
        text=N_(
            "Look before you say so. On the sunspots its error (RMSE) is {rnn}, repeating the last "
            "value has {last}, and an autoregression, fitted in one go, {ar}."
        ),
        numbers={"rnn": "22.4", "last": "32.7", "ar": "20.6"},
        screen="series",
        query=SUNSPOTS,
    ),
    "forcing": Question(
        belief=N_("What is teacher forcing?"),
        text=N_(
            "The network is given the true value at each step, even where it was wrong before. Its "
            "error (RMSE) is {forced} so; on its own predictions, as in use, it is {free}."
        ),
        numbers={"forced": "22.4", "free": "46.8"},
        screen="series",
        query={**SUNSPOTS, "view": "free_run"},
    ),
    "reservoir": Question(
        belief=N_("Must recurrent weights be trained at all?"),
        text=N_(
            "Not always. An echo state network leaves them as they are drawn and fits its read-out "
            "alone: its error (RMSE) on the sunspots is {echo}, that of the trained network {rnn}."
        ),
        numbers={"echo": "20.1", "rnn": "22.4"},
        screen="series",
        query=SUNSPOTS,
    ),
}
