"""What one must know to read a plan: where texts err, and what an argument does not do."""

from rnnviz.core.shapes import Layers, Shape, count, dense, keras_weights, linear, torch_weights
from rnnviz.tasks.architecture import Plan
from rnnviz.words import _
from rnnviz.words.numbers import count as counted
from rnnviz.words.sources import SEQUENTIAL


def notes(plan: Plan, asked: Layers) -> list[str]:
    """The notes on a plan, for the arguments that were `asked` for."""
    a, found = plan.layers, []
    if asked.bidirectional and not a.bidirectional:
        found.append(_("One to many cannot read from the end: an input is made only when the "
                       "output before it is there."))  # fmt: skip
    found += _dropout(a)
    if a.bias:
        found.append(_biases(a))
    if a.batch_first:
        found.append(_("batch_first puts N first in the input and the output, not in h_0 and h_n."))
    if a.bidirectional and plan.arch == "many_to_many":
        found.append(_("Not for forecasting: at every step the backward half has read the future."))
    text = _("nn.{kind} ends in its states; the read-out is a Linear of its own.")
    found.append(text.format(kind=a.kind))
    if is_kdnuggets(plan):
        found.append(kdnuggets())
    return found


def _dropout(a: Layers) -> list[str]:
    if not a.dropout:
        return []
    if a.num_layers == 1:
        return [_("dropout acts between layers only: with one layer it does nothing.")]
    if a.dropout == 1:
        return [_("dropout is a probability, not a switch: 1 sets every number between the layers "
                  "to 0 in training, and nothing of the input gets through.")]  # fmt: skip
    return [_("dropout acts between layers and in training only; what plays here is without.")]


def _biases(a: Layers) -> str:
    if a.kind == "GRU":
        return _("PyTorch’s two biases get the same gradient, so together they learn twice as "
                 "fast as one; not those of a GRU’s candidate n, which the reset gate keeps "
                 "apart.")  # fmt: skip
    return _("PyTorch’s two biases are added up and get the same gradient: together they learn "
             "twice as fast as Keras’s one.")  # fmt: skip


def is_kdnuggets(plan: Plan) -> bool:
    """Whether the layers are those with which the KDnuggets article reads the rows of digits."""
    a = plan.layers
    sizes = (a.kind, a.input_size, a.hidden_size, a.num_layers, a.bidirectional, a.bias)
    return sizes == ("LSTM", 28, 256, 2, False, True)


def kdnuggets_counts() -> tuple[int, int]:
    """All numbers of that article's network in Keras and in PyTorch, both Dense layers included."""
    a = Layers(kind="LSTM", input_size=28, hidden_size=256, num_layers=2)
    heads = [(256, 32), (32, 10)]
    keras: list[Shape] = keras_weights(a)
    torch: list[Shape] = torch_weights(a)
    for reads, gives in heads:
        keras += dense("", reads, gives, ("", ""))
        torch += linear("", reads, gives, ("", ""))
    return count(keras), count(torch)


def kdnuggets() -> str:
    """The counts of that article's network, in words."""
    keras, torch = kdnuggets_counts()
    text = _("{article} puts Dense(32) and Dense(10) on these two layers: {keras} numbers in "
             "Keras, {torch} in PyTorch with its second biases.")  # fmt: skip
    return text.format(article=SEQUENTIAL.head, keras=counted(keras), torch=counted(torch))
