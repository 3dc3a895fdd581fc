"""What cells and their gates do."""

from rnnviz.words import N_
from rnnviz.words.questions.question import WAVE, Question

GATES: dict[str, Question] = {
    "forget_gate": Question(
        belief=N_("Does the forget gate forget when it is 1, or when it is 0?"),
        text=N_(
            "When it is 0. Held at 1 the gate keeps everything, and c of unit 3 grows to {open} "
            "in 12 steps; held at 0 nothing of the step before is left, and c is {shut}."
        ),
        numbers={"open": "5.42", "shut": "0.472"},
        screen="gates",
        query={"clamp": "f", "clamp_at": "1.0"},
    ),
    "z_gate": Question(
        belief=N_("Does the GRU’s z keep the old state, or write the new one?"),
        text=N_(
            "Here, as in PyTorch, z keeps: held at 1 every state stays where it began, at {kept}. "
            "Other texts turn the letter round, and so can this screen."
        ),
        numbers={"kept": "0"},
        screen="gates",
        query={"cell": "gru", "clamp": "z", "clamp_at": "1.0"},
    ),
    "c_and_h": Question(
        belief=N_("What is the difference between c and h of an LSTM?"),
        text=N_(
            "c is added to and has no limit, h is what is shown of it and stays within −1 and 1. "
            "After 29 ones in a row the largest c of this network is {c}, its largest h {h}."
        ),
        numbers={"c": "14.3", "h": "0.814"},
        screen="gates",
        query={
            "input": "typed",
            "typed": ",".join(["1"] * 30),
            "trained": "0",
            "forget_bias": "5.0",
        },
    ),
    "forget_bias": Question(
        belief=N_("Why is the forget bias started at 1?"),
        text=N_(
            "So that the gates begin open: their mean is {shut} with a bias of 0 and {open} with "
            "1. 29 steps back {little} of the gradient is left with 0, {more} with 1."
        ),
        numbers={"shut": "0.52", "open": "0.74", "little": "6.5×10⁻⁷", "more": "6.7×10⁻⁴"},
        screen="gradients",
        query={
            **WAVE,
            "cell": "lstm",
            "forget_bias": "0.0",
            "versus": "lstm",
            "versus_forget_bias": "1.0",
        },
    ),
    "gru_or_lstm": Question(
        belief=N_("Does a GRU or an LSTM keep the gradient longer?"),
        text=N_(
            "As they are drawn, neither stands out: 29 steps back {gru} of the gradient is left in "
            "this GRU, {lstm} in this LSTM. What gates keep they have to learn, or be given by a "
            "bias."
        ),
        numbers={"gru": "4.4×10⁻⁷", "lstm": "3.6×10⁻⁷"},
        screen="gradients",
        query={**WAVE, "cell": "gru", "versus": "lstm"},
    ),
}
