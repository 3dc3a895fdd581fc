"""How many numbers the network in hand learns, in one line."""

from rnnviz.core.network import Network
from rnnviz.core.shapes import Layers, count, keras_weights, torch_weights
from rnnviz.words import _
from rnnviz.words.numbers import count as written

LIBRARIES = {"rnn_tanh": "RNN", "rnn_relu": "RNN", "lstm": "LSTM", "gru": "GRU"}


def learned_sentence(net: Network) -> str:
    """What is counted here, and what PyTorch and Keras count for the same network."""
    readout = sum(a.size for a in net.weights.readout)
    total = net.count()
    shown = {"n": written(total), "cell": written(total - readout), "readout": written(readout)}
    kind = LIBRARIES.get(net.cell.code)
    if kind is None:
        text = _("{n} numbers are learned: {cell} in the cell, {readout} in the read-out.")
        return text.format(**shown)
    a = Layers(kind=kind, input_size=net.weights.params.W_xh.shape[-1], hidden_size=net.hidden)
    text = _(
        "{n} numbers are learned: {cell} in the cell, {readout} in the read-out. PyTorch counts "
        "{torch}, Keras {keras} for the same network: they keep more biases, or fewer (see "
        "Shapes)."
    )
    torch, keras = (count(weights(a)) + readout for weights in (torch_weights, keras_weights))
    return text.format(**shown, torch=written(torch), keras=written(keras))
