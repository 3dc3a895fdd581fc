"""The lines of PyTorch and of Keras that do what a view shows.

Each program of PyTorch is a function of a network, a readout and the data. Those of both libraries
were run with our weights, and the tests compare what they gave with our numbers.
"""

NAMES = {"rnn_tanh": ("RNN", "SimpleRNN"), "gru": ("GRU", "GRU"), "lstm": ("LSTM", "LSTM")}


def torch_code(view: str, cell: str, way: str = "packed") -> str:
    """PyTorch's lines of a view; x and d (T, N, 1), lengths (N,).

    >>> "detach" in torch_code("pieces", "lstm")
    True
    """
    body = PADDED[way] if view == "padding" else {"pieces": PIECES, "forcing": FREE}[view]
    h = "state[0]" if cell == "lstm" else "state"
    apart = "tuple(s.detach() for s in state)" if cell == "lstm" else "state.detach()"
    made = f"# rnn = nn.{NAMES[cell][0]}(1, H), readout = nn.Linear(H, 1)"
    lines = body.replace("STATE_H", h).replace("STATE_APART", apart)
    return f"import torch\nfrom torch import nn\n{made}\n{lines.strip()}\n"


def keras_code(view: str, cell: str, hidden: int) -> str:
    """Keras's lines of a view."""
    layer = f"layers.{NAMES[cell][1]}({hidden}"
    return "import keras\nfrom keras import layers\n" + KERAS[view].replace("LAYER", layer).lstrip()


# h_n of each row's own last step; the loss is the mean over a row's own steps, then over rows.
PACKED = """
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

def run(rnn, readout, x, d, lengths):  # pads behind
    packed = pack_padded_sequence(x, lengths, enforce_sorted=False)
    output, state = rnn(packed)  # h_n: each row's at its own last step
    output, _ = pad_packed_sequence(output, total_length=len(x))
    real = (torch.arange(len(x))[:, None] < lengths).to(x.dtype)
    error = (readout(output) - d)[..., 0] ** 2
    loss = ((real * error).sum(0) / real.sum(0)).mean()
    return STATE_H[-1], loss
"""
PLAIN = """
def run(rnn, readout, x, d, lengths):  # the pads are read and counted
    output, state = rnn(x)  # h_n: every row's at step T, pads and all
    loss = nn.functional.mse_loss(readout(output), d)
    return STATE_H[-1], loss
"""
WEIGHTED = """
def run(rnn, readout, x, d, lengths):  # pads behind: read, not counted
    output, state = rnn(x)  # h_n: every row's at step T, pads and all
    real = (torch.arange(len(x))[:, None] < lengths).to(x.dtype)
    error = (readout(output) - d)[..., 0] ** 2
    loss = ((real * error).sum(0) / real.sum(0)).mean()
    return STATE_H[-1], loss
"""
# PyTorch's modules have no mask: packing does its work.
PADDED = {"plain": PLAIN, "weighted": WEIGHTED, "masked": PACKED, "packed": PACKED}
PIECES = """
def run(rnn, readout, x, d, k, way):
    state, loss = None, 0
    for piece, right in zip(x.split(k), d.split(k)):
        if state is not None and way == "detached":
            state = STATE_APART  # its numbers go on, its gradient ends here
        if way == "reset":
            state = None
        output, state = rnn(piece, state)
        loss = loss + ((readout(output) - right) ** 2).sum() / len(x)
    return loss  # loss.backward(): as one piece only where way == "carried"
"""
FREE = """
def run(rnn, readout, x, given):
    output, state = rnn(x[:given])  # the truth
    answers = [*readout(output)]
    while len(answers) < len(x):
        output, state = rnn(answers[-1][None], state)  # its own last answer
        answers.append(readout(output)[0])
    return torch.stack(answers)
"""
KERAS = {
    "padding": """
# x (N, T, 1): Keras puts the batch first; a pad is a step of nothing but mask_value
x = keras.Input((None, 1))
h = layers.Masking(mask_value=0.0)(x)
h = LAYER, return_sequences=True)(h)  # at a pad the state stays as it was
net = keras.Model(x, layers.Dense(1)(h))
net.compile(loss="mse")  # pads do not count: the mean is over all steps that are none
""",
    "pieces": """
x = keras.Input((None, 1), batch_size=1)
h = LAYER, return_sequences=True, stateful=True)(x)  # the state goes on
net = keras.Model(x, layers.Dense(1)(h))
net.compile(loss="mse")
# net.train_on_batch(piece, right) for each piece: no gradient crosses a border
# net.layers[1].reset_state() where a new series begins
""",
    "forcing": """
x = keras.Input((None, 1))  # the truth
rnn, readout = LAYER, return_sequences=True, return_state=True), layers.Dense(1)
output, *states = rnn(x)
answers = [readout(output[:, -1:])]
for _ in range(7):
    output, *states = rnn(answers[-1], initial_state=states)  # its own last answer
    answers.append(readout(output))
net = keras.Model(x, layers.Concatenate(axis=1)(answers))
""",
}
