"""A network in Keras, for the cells that Keras has."""

from rnnviz.errors import RnnvizError
from rnnviz.export import parts
from rnnviz.export.model import Model, as_in_layers
from rnnviz.words import _

LAYERS = {
    "rnn_tanh": 'SimpleRNN({H}, activation="tanh"',
    "rnn_relu": 'SimpleRNN({H}, activation="relu"',
    "irnn": 'SimpleRNN({H}, activation="relu"',
    "rnn_sigmoid": 'SimpleRNN({H}, activation="sigmoid"',
    "rnn_linear": 'SimpleRNN({H}, activation="linear"',
    "lstm": "LSTM({H}",
    "gru": "GRU({H}, reset_after=True",
    "gru_before": "GRU({H}, reset_after=False",
}

PLAIN = "net.layers[0].set_weights([W_xh.T, W_hh.T, b_h])"
GRU = """\
r, z, n = np.split(np.arange({rows}), 3)
order = np.concatenate([z, r, n])  # Keras stacks the gates z, r, h
bias = {bias}
net.layers[0].set_weights([W_xh[order].T, W_hh[order].T, bias])"""
BEFORE = "b_h[order]"
AFTER = "np.stack([b_h[order], np.append(np.zeros({two}), b_hn)])"

NET = '''
# Keras multiplies matrices in single precision, so about seven digits are those of rnnviz.
keras.config.set_floatx("float64")
net = keras.Sequential(
    [
        keras.Input((None, {I})),
        keras.layers.{layer}, return_sequences=True),
        keras.layers.Dense({O}),
    ]
)
{put}
net.layers[1].set_weights([W_hy.T, b_y])


def outputs(xs):
    """Outputs of every step (steps, n, {O}) for inputs xs (steps, n, {I}); Keras has n first."""
    xs = keras.ops.convert_to_tensor(np.swapaxes(xs, 0, 1), dtype="float64")
    return np.swapaxes(keras.ops.convert_to_numpy(net(xs)), 0, 1)

'''


def keras_code(model: Model) -> str:
    """The network as a program for Keras 3, with any of its backends.

    Raises:
        RnnvizError: if Keras has no such cell.
    """
    model = as_in_layers(model, LAYERS)
    cell = model.net.cell
    if cell.code not in LAYERS:
        text = _("Keras has no layer for {cell}; take the NumPy or the PyTorch form.")
        raise RnnvizError(text.format(cell=_(cell.label)))
    O, H = model.net.weights.readout.W_hy.shape
    I = model.net.weights.params.W_xh.shape[1]
    layer = LAYERS[cell.code].format(H=H)
    net = NET.format(I=I, O=O, layer=layer, put=_put(cell.code, H))
    return parts.program(
        parts.head(model, "Keras", ("import keras", "import numpy as np")),
        parts.weights(model),
        parts.scaling(model),
        net,
        parts.tail(model, 1e-5),
    )


def _put(code: str, H: int) -> str:
    """How our weights go into the layer."""
    if not code.startswith("gru"):
        return PLAIN
    bias = BEFORE if code == "gru_before" else AFTER.format(two=2 * H)
    return GRU.format(rows=3 * H, bias=bias)
