"""How gradients flow."""

from rnnviz.words import N_
from rnnviz.words.questions.question import WAVE, Question

GRADIENTS: dict[str, Question] = {
    "relu": Question(
        belief=N_("Why tanh and not ReLU?"),
        text=N_(
            "Nothing bounds a ReLU: with a gain of 1.5 its largest state is {relu} after 30 steps "
            "and its gradient grows {grows}. With tanh and the same weights no state is above "
            "{tanh}, and {left} of the gradient is left."
        ),
        numbers={"relu": "69550", "grows": "×9.9×10⁴", "tanh": "0.94", "left": "1.3×10⁻⁷"},
        screen="gradients",
        query={
            **WAVE,
            "cell": "rnn_relu",
            "scheme": "identity",
            "gain": "1.5",
            "versus": "rnn_tanh",
            "versus_scheme": "identity",
            "versus_gain": "1.5",
        },
    ),
    "sigmoid": Question(
        belief=N_("Why does a sigmoid fade faster than a tanh?"),
        text=N_(
            "Its slope is at most 0.25, that of tanh 1. Here the mean slopes are {sigmoid} and "
            "{tanh}, and 29 steps back {least} of the gradient is left against {less}."
        ),
        numbers={"sigmoid": "0.245", "tanh": "0.872", "least": "6.2×10⁻²³", "less": "6.6×10⁻⁷"},
        screen="gradients",
        query={**WAVE, "cell": "rnn_sigmoid", "versus": "rnn_tanh"},
    ),
    "orthogonal": Question(
        belief=N_("Do orthogonal weights help?"),
        text=N_(
            "They turn a state without shrinking it, so that the slope of tanh alone takes from "
            "the gradient: 29 steps back {orthogonal} is left, with weights drawn PyTorch’s way "
            "{drawn}."
        ),
        numbers={"orthogonal": "11.1 %", "drawn": "6.6×10⁻⁷"},
        screen="gradients",
        query={**WAVE, "scheme": "orthogonal", "versus": "rnn_tanh"},
    ),
    "linear": Question(
        belief=N_("Without an activation, does the gradient stay?"),
        text=N_(
            "Only if W_hh neither shrinks nor stretches. Drawn as usual {drawn} is left 29 steps "
            "back without any tanh; with the identity, {identity}."
        ),
        numbers={"drawn": "3.9×10⁻⁵", "identity": "100 %"},
        screen="gradients",
        query={
            **WAVE,
            "cell": "rnn_linear",
            "versus": "rnn_linear",
            "versus_scheme": "identity",
        },
    ),
    "irnn": Question(
        belief=N_("What is an IRNN?"),
        text=N_(
            "A ReLU whose recurrent weights start as the identity. Here {irnn} of the gradient is "
            "left 29 steps back; with the same activation and weights drawn as usual, {relu}."
        ),
        numbers={"irnn": "77.3 %", "relu": "1.3×10⁻⁶"},
        screen="gradients",
        query={**WAVE, "cell": "irnn", "versus": "rnn_relu"},
    ),
    "loud": Question(
        belief=N_("Should inputs be scaled?"),
        text=N_(
            "Loud inputs push tanh to where it is flat. Ten times as loud, the mean slope falls "
            "from {soft} to {loud}, and what is left 29 steps back from {left} to {least}."
        ),
        numbers={"soft": "0.872", "loud": "0.365", "left": "6.6×10⁻⁷", "least": "1.4×10⁻¹⁷"},
        screen="gradients",
        query={**WAVE, "loudness": "10.0"},
    ),
    "norm_or_value": Question(
        belief=N_("Clip the gradient by norm or by value?"),
        text=N_(
            "By norm the gradient gets shorter and keeps its direction. By value, at {limit}, "
            "{cut} of its {n} numbers are cut, and it turns by {angle} degrees."
        ),
        numbers={"limit": "0.05", "cut": "26", "n": "89", "angle": "43"},
        screen="gradients",
        query={**WAVE, "clip": "value", "clip_at": "0.05"},
    ),
    "truncated": Question(
        belief=N_("What is lost when backpropagation is truncated?"),
        text=N_(
            "What comes from farther back. Behind each loss only {steps} steps are followed here, "
            "and the length of the gradient of W_hh goes from {whole} to {cut}: little is lost "
            "where little came from afar."
        ),
        numbers={"steps": "5", "whole": "22.9", "cut": "22.5"},
        screen="gradients",
        query={**WAVE, "where": "every", "truncate": "5"},
    ),
}
