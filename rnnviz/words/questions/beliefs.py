"""What is often believed of recurrent networks, and is not so."""

from rnnviz.words import N_
from rnnviz.words.questions.question import WAVE, Question

BELIEFS: dict[str, Question] = {
    "radius": Question(
        belief=N_("If the spectral radius of W_hh is above 1, the gradient explodes."),
        text=N_(
            "Not always. Here the radius is {radius}, and 29 steps back {left} of the gradient is "
            "left: away from 0 the slope of tanh is {slope} on average, and the product of both is "
            "below 1. With no input (loudness 0) it does explode: the state stays at 0, where the "
            "slope is 1, and 29 steps back the gradient is {silent} times as large."
        ),
        numbers={"radius": "1.5", "left": "1.3×10⁻⁷", "slope": "0.39", "silent": "1.3×10⁵"},
        screen="gradients",
        query={**WAVE, "scheme": "identity", "gain": "1.5"},
    ),
    "early": Question(
        belief=N_("The gradient at the first steps is almost 0, so the network learns nothing."),
        text=N_(
            "The weights are shared, and their gradient is the sum over all steps: its length for "
            "W_hh is {total} here, though only {left} of the gradient is left at step 1. What is "
            "not learned is what lies far back."
        ),
        numbers={"total": "0.408", "left": "6.6×10⁻⁷"},
        screen="gradients",
        query=WAVE,
    ),
    "lstm": Question(
        belief=N_("In an LSTM the gradient never vanishes."),
        text=N_(
            "It depends on the forget gates. With a forget bias of 0 they keep about a half at "
            "each step, and 29 steps back {half} of the gradient is left; with a bias of 4, {open}."
        ),
        numbers={"half": "6.5×10⁻⁷", "open": "7.5 %"},
        screen="gradients",
        query={
            **WAVE,
            "cell": "lstm",
            "forget_bias": "0.0",
            "versus": "lstm",
            "versus_forget_bias": "4.0",
        },
    ),
    "longer": Question(
        belief=N_("With longer sequences a network remembers longer."),
        text=N_(
            "The gradient stays above 1 % for {short} steps if the network reads 30, and for "
            "{long} if it reads 100. The length of the sequence changes neither weights nor slopes."
        ),
        numbers={"short": "7", "long": "7"},
        screen="gradients",
        query={**WAVE, "steps": "100"},
    ),
    "units": Question(
        belief=N_("More hidden units remember longer."),
        text=N_(
            "Drawn in the usual way, the gradient of 8 units stays above 1 % for {few} steps, that "
            "of 16 units for {many}. How much a step keeps is set by the size of the weights, not "
            "by their number."
        ),
        numbers={"few": "7", "many": "7"},
        screen="gradients",
        query={**WAVE, "versus": "rnn_tanh", "versus_hidden": "16"},
    ),
    "clipping": Question(
        belief=N_("Clipping the gradient cures vanishing."),
        text=N_(
            "Clipping shortens a long gradient, here from {before} to {after}. What comes back "
            "through time does not change: {left} is left 29 steps back, with and without it."
        ),
        numbers={"before": "1.16", "after": "0.100", "left": "6.6×10⁻⁷"},
        screen="gradients",
        query={**WAVE, "clip": "norm", "clip_at": "0.1"},
    ),
    "memory": Question(
        belief=N_("Where the gradient is zero, nothing is remembered."),
        text=N_(
            "This one unit reads a single 1 and then eleven zeros, and its state is still {state} "
            "at the end: it remembers. The gradient at step 1 is {gradient}, for tanh is flat "
            "there. Easy to keep, hard to learn."
        ),
        numbers={"state": "0.9999", "gradient": "1.4×10⁻³⁴"},
        screen="unroll",
        query={
            "hidden": "1",
            "trained": "0",
            "input": "typed",
            "typed": "1,0,0,0,0,0,0,0,0,0,0,0,0",
            "edits": "W_hh.0.0=5;W_xh.0.0=5;b_h.0=0",
        },
    ),
    "sharing": Question(
        belief=N_("Each step has its own weights."),
        text=N_(
            "No. The network of this link has {few} weights over 12 steps, and {many} over 100: "
            "every step uses the same ones."
        ),
        numbers={"few": "19", "many": "19"},
        screen="unroll",
        query={"steps": "100"},
    ),
    "storage": Question(
        belief=N_("The hidden state stores the inputs."),
        text=N_(
            "It is a summary, and it forgets. Turn round the signs of the first four inputs of "
            "this sequence: at step 12 no unit has changed by more than {change}."
        ),
        numbers={"change": "1.4×10⁻⁴"},
        screen="unroll",
        query={
            "trained": "0",
            "input": "typed",
            "typed": "0.9,-0.9,0.9,-0.9,0.1,0.2,0.3,0.2,0.1,0.2,0.3,0.2,0.1",
        },
    ),
    "output_gate": Question(
        belief=N_("The LSTM’s output gate is its memory."),
        text=N_(
            "The memory is the cell state c. With the output gate held at 0 every h is 0, and c "
            "of unit 3 still goes from {first} at step 1 to {last} at step 12."
        ),
        numbers={"first": "0.273", "last": "0.367"},
        screen="gates",
        query={"clamp": "o", "clamp_at": "0.0", "unit": "3"},
    ),
    "free_run": Question(
        belief=N_("A small error one step ahead means a good forecast of many steps."),
        text=N_(
            "On the sunspots the network’s error (RMSE) is {one_step} where it is given the true "
            "values up to the year before, and {free_run} where it goes on from its own "
            "predictions."
        ),
        numbers={"one_step": "22.4", "free_run": "46.8"},
        screen="series",
        query={"versus": "none", "seeds": "3", "epochs": "100"},
    ),
    "mlp": Question(
        belief=N_("A recurrent network beats an MLP because it has a memory."),
        text=N_(
            "On the same windows of the sunspots the error (RMSE) of the recurrent network is "
            "{rnn}, that of the MLP {mlp}, and a test does not tell them apart (p = {p}). Both are "
            "given the last 12 values."
        ),
        numbers={"rnn": "22.4", "mlp": "22.2", "p": "0.53"},
        screen="series",
        query={"versus": "none", "seeds": "3", "epochs": "100"},
    ),
}
