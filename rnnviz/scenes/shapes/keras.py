"""The Keras lines that make a plan's network. Keras puts the batch first, always."""

from rnnviz.core.shapes import Layers
from rnnviz.tasks.architecture import Plan

NAMES = {"RNN": "SimpleRNN", "LSTM": "LSTM", "GRU": "GRU"}


def keras_code(plan: Plan) -> str:
    """The whole program; it runs as it stands."""
    a = plan.layers
    middle = _fed_back(plan) if plan.fed_back else _stack(plan)
    return "\n".join([
        "import keras",
        "from keras import layers",
        "",
        f"x = keras.Input(({plan.steps_read}, {a.input_size}))  # (N, …): the batch comes first",
        *middle,
        "net = keras.Model(x, y)",
        "print(net.output_shape, net.count_params())",
    ])  # fmt: skip


def layer(a: Layers, *options: str) -> str:
    """One recurrent layer as it is made.

    >>> layer(Layers(kind="RNN", input_size=3, hidden_size=4, bias=False), "return_sequences=True")
    'layers.SimpleRNN(4, use_bias=False, return_sequences=True)'
    """
    own = [str(a.hidden_size)]
    if a.kind == "RNN" and a.nonlinearity != "tanh":
        own.append(f'activation="{a.nonlinearity}"')
    if not a.bias:
        own.append("use_bias=False")
    return f"layers.{NAMES[a.kind]}({', '.join([*own, *options])})"


def _stack(plan: Plan) -> list[str]:
    """Layers one above the other, then the read-out."""
    a, lines, at = plan.layers, [], "x"
    for k in range(a.num_layers):
        last = k == a.num_layers - 1
        sequences = plan.arch == "many_to_many" or not last
        one = layer(a, *(["return_sequences=True"] if sequences else []))
        if a.bidirectional:
            one = f"layers.Bidirectional({one})"
        shape = f"(N, {plan.T}, {a.width})" if sequences else f"(N, {a.width})"
        both = ": both directions after their whole walk" if a.bidirectional else ""
        lines.append(f"h = {one}({at})  # {shape}{'' if sequences else both}")
        at = "h"
        if a.dropout and not last:
            lines.append(f"h = layers.Dropout({a.dropout})(h)  # between layers only")
    shape = f"(N, {plan.T}, {plan.outputs})" if plan.arch == "many_to_many" else None
    return [*lines, f"y = layers.Dense({plan.outputs})(h)  # {shape or f'(N, {plan.outputs})'}"]


def _fed_back(plan: Plan) -> list[str]:
    """Each output is the next input: the same layers, once for each step."""
    a, n = plan.layers, plan.layers.num_layers
    if n == 1:
        made = [f"rnns = [{layer(a, 'return_sequences=True', 'return_state=True')}]"]
    else:
        one = layer(a, "return_sequences=True", "return_state=True")
        made = [f"rnns = [{one} for _ in range({n})]"]
    dropout = f"layers.Dropout({a.dropout})"
    return [
        *made,
        f"readout = layers.Dense({plan.outputs})",
        "step, states, ys = x, [None] * len(rnns), []",
        f"for _ in range({plan.T}):",
        "    for k, rnn in enumerate(rnns):",
        *([f"        step = {dropout}(step) if k else step  # between layers only"]
          if a.dropout and n > 1 else []),
        "        step, *states[k] = rnn(step, initial_state=states[k])",
        "    step = readout(step)  # the next input",
        "    ys.append(step)",
        f"y = layers.Concatenate(axis=1)(ys)  # (N, {plan.T}, {plan.outputs})",
    ]  # fmt: skip
